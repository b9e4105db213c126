"""Unit and period weights of synthetic difference-in-differences.

References
----------
Arkhangelsky, D., Athey, S., Hirshberg, D. A., Imbens, G. W. and Wager, S. (2021). Synthetic difference-in-differences.
American Economic Review 111(12), 4088-4118: equations 4 to 6 and algorithm 1.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from miqyas.numerics.least_squares import ABSORBED, independent_columns
from miqyas.numerics.simplex import nearest_mix
from miqyas.types import BoolVector, FloatMatrix, FloatVector

TIME_RIDGE = 1e-6  # share of the noise, so that the period weights are unique


class Weighting(StrEnum):
    """How donors and periods before treatment count."""

    SYNTHETIC_DID = "synthetic-did"
    SYNTHETIC_CONTROL = "synthetic-control"
    DID = "did"


@dataclass(frozen=True, slots=True)
class Block:
    """Donors and treated units that begin together.

    Attributes
    ----------
    donors : FloatMatrix
        Outcomes, shape (J, T).
    treated : FloatVector
        Mean outcome of the treated units, shape (T,).
    n_before : int
        Periods before treatment.
    noise : float
        Standard deviation of the donors' first differences before treatment.
    n_treated : int
        Units in ``treated``.
    """

    donors: FloatMatrix
    treated: FloatVector
    n_before: int
    noise: float
    n_treated: int


@dataclass(frozen=True, slots=True)
class BlockWeights:
    """Weights of donors (J,) and of periods before treatment (T0,), each not negative."""

    donors: FloatVector
    periods: FloatVector


def free_of_covariates(
    outcomes: FloatMatrix, covariates: FloatMatrix, untreated: BoolVector
) -> tuple[FloatMatrix, BoolVector]:
    """Take out of every outcome what covariates explain where there is no treatment, units and periods held fixed.

    ``covariates`` has shape (k, N, T), ``untreated`` (N, T). Returns the outcomes and the covariates kept, shape (k,):
    those that units, periods and earlier ones do not explain.
    """
    unit, period = np.nonzero(untreated)
    dummies = np.column_stack([
        unit[:, np.newaxis] == np.arange(outcomes.shape[0]),
        period[:, np.newaxis] == np.arange(1, outcomes.shape[1]),
    ]).astype(np.float64)  # fmt: skip
    table = np.column_stack([*(one[untreated] for one in covariates), outcomes[untreated]])
    within = table - dummies @ np.linalg.lstsq(dummies, table, rcond=None)[0]
    x, y = within[:, :-1], within[:, -1]
    own, spread = (x**2).sum(axis=0), ((table - table.mean(axis=0)) ** 2).sum(axis=0)[:-1]
    varies = own > ABSORBED * spread
    scale = np.sqrt(np.where(varies, own, 1.0))
    kept = independent_columns(x.T @ x / np.outer(scale, scale), varies)
    slopes = np.linalg.lstsq(x[:, kept], y, rcond=None)[0]
    return outcomes - np.tensordot(slopes, covariates[kept], axes=1), kept


def noise_of(donors: FloatMatrix, n_before: int) -> float:
    """Standard deviation of first differences before treatment, zero with a single period."""
    steps = np.diff(donors[:, :n_before], axis=1)
    return float(steps.std(ddof=1)) if steps.size > 1 else 0.0


def ridge_of(block: Block) -> float:
    """ζ² T0, with ζ = (N1 T1)^(1/4) times the noise."""
    n_after = block.donors.shape[1] - block.n_before
    return float(np.sqrt(block.n_treated * n_after)) * block.noise**2 * block.n_before


def weigh(block: Block, weighting: Weighting) -> BlockWeights:
    """Solve both least-squares problems exactly."""
    n_before, (n_donors, _) = block.n_before, block.donors.shape
    before, after = block.donors[:, :n_before], block.donors[:, n_before:].mean(axis=1)
    if weighting is Weighting.DID:
        return BlockWeights(np.full(n_donors, 1 / n_donors), np.full(n_before, 1 / n_before))
    tiny = (TIME_RIDGE * block.noise) ** 2
    if weighting is Weighting.SYNTHETIC_CONTROL:
        found = nearest_mix(before.T, block.treated[:n_before], ridge=tiny * n_before)
        return BlockWeights(found.weights, np.zeros(n_before))
    units = nearest_mix(before.T, block.treated[:n_before], ridge=ridge_of(block), intercept=True)
    periods = nearest_mix(before, after, ridge=tiny * n_donors, intercept=True)
    return BlockWeights(units.weights, periods.weights)


def effect_of(block: Block, weights: BlockWeights) -> float:
    """Return the change of the treated less that of the weighted donors, both since the weighted periods."""
    return float(gaps_of(block, weights)[block.n_before :].mean())


def gaps_of(block: Block, weights: BlockWeights) -> FloatVector:
    """Treated less weighted donors, less what this was in the weighted periods before; shape (T,)."""
    apart = block.treated - weights.donors @ block.donors
    gaps: FloatVector = apart - weights.periods @ apart[: block.n_before]
    return gaps
