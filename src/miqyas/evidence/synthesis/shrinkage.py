"""Hierarchical shrinkage: each study's effect once it borrows from the others."""

import math
from enum import StrEnum

import numpy as np
from scipy.special import ndtr, ndtri

from miqyas.errors import FigureOutOfRange, InvalidLevel
from miqyas.evidence.synthesis.effects import Effects
from miqyas.numerics.pooling import tau2_reml
from miqyas.numerics.shrinkage import Mixture, prior_nodes, study_mixture
from miqyas.results.shrinkage import Shrinkage, ShrunkEffect
from miqyas.types import FloatVector


class TauPrior(StrEnum):
    """What is declared of τ before looking: between 0 and the scale; half a normal; half a Cauchy; or estimated."""

    UNIFORM = "uniform"
    HALF_NORMAL = "half-normal"
    HALF_CAUCHY = "half-cauchy"
    EMPIRICAL = "empirical"


def shrinkage(
    effects: Effects, *, prior: TauPrior, scale: float | None = None, level: float = 0.95, unit: str = ""
) -> Shrinkage:
    """Estimate each study's effect with what the others teach about it.

    Effects are draws from one normal distribution, unknown places included, and nothing said beforehand makes
    one study differ from another (exchangeable). With few studies the prior of τ matters: declare it, and show
    what another gives. Empirical Bayes takes τ as estimated (REML), so its intervals are too short.

    Parameters
    ----------
    effects : Effects
        k studies, from `read_effects`.
    prior : TauPrior
        Prior of τ, the standard deviation of effects between studies.
    scale : float, optional
        Upper end of the uniform; standard deviation of the normal before halving; scale of the Cauchy. In the
        unit of the effects, above zero; none for the empirical.
    level : float
        Probability of the intervals, between 0 and 1.
    unit : str
        Unit of the effects.

    Returns
    -------
    Shrinkage
        Posterior by quadrature over τ: no simulation, the same figures every time.

    Raises
    ------
    FigureOutOfRange
        A scale that is missing, not above zero, or given to the empirical.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Gelman, A. and others (2013). Bayesian Data Analysis, 3rd edition, sections 5.4 and 5.5: the eight schools.
    Gelman, A. (2006). Prior distributions for variance parameters in hierarchical models. Bayesian Analysis 1(3),
    515-534: why half-normal or half-Cauchy with few studies.

    Examples
    --------
    >>> schools = Effects(tuple("ABCDEFGH"), np.array([28.0, 8, -3, 7, -1, 1, 18, 12]),
    ...                   np.array([15.0, 10, 16, 11, 9, 11, 10, 18]))
    >>> found = shrinkage(schools, prior=TauPrior.UNIFORM, scale=100)
    >>> round(found.studies[0].value, 1), round(found.mean.value, 1)
    (11.4, 7.9)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    if (scale is None) != (prior is TauPrior.EMPIRICAL) or (scale is not None and not 0 < scale < math.inf):
        raise FigureOutOfRange(
            name="scale",
            found="—" if scale is None else scale,
            expected="—" if prior is TauPrior.EMPIRICAL else "> 0",
        )
    y, v = effects.estimates, effects.variances
    tau, weights = _nodes(prior, scale, effects)
    mixture, posterior = study_mixture(y, v, tau, weights)
    quantiles = [_quantile(tau, posterior, p) for p in (0.5, 0.5 - level / 2, 0.5 + level / 2)]
    rows = _rows(effects, mixture, level)
    return Shrinkage(
        studies=rows[:-2],
        mean=rows[-2],
        new_place=rows[-1],
        tau=quantiles[0],
        tau_low=quantiles[1],
        tau_high=quantiles[2],
        level=level,
        n=len(effects.labels),
        n_dropped=effects.n_dropped,
        unit=unit,
        method=f"hierarchical normal, τ {prior}" + ("" if scale is None else f" ({scale:g})"),
    )


def _nodes(prior: TauPrior, scale: float | None, effects: Effects) -> tuple[FloatVector, FloatVector]:
    """Return values of τ and their prior weights: equal steps of probability through the prior's quantiles."""
    if scale is None:
        return np.array([math.sqrt(tau2_reml(effects.estimates, effects.variances))]), np.ones(1)
    probability, weights = prior_nodes()
    if prior is TauPrior.UNIFORM:
        return scale * probability, weights
    if prior is TauPrior.HALF_NORMAL:
        return np.asarray(scale * ndtri((1 + probability) / 2), dtype=np.float64), weights
    return scale * np.tan(np.pi * probability / 2), weights


def _quantile(tau: FloatVector, weights: FloatVector, probability: float) -> float:
    if tau.size == 1:
        return float(tau[0])
    middle = np.cumsum(weights) - weights / 2
    return float(np.interp(probability, middle, tau))


def _rows(effects: Effects, mixture: Mixture, level: float) -> tuple[ShrunkEffect, ...]:
    labels = (*effects.labels, "mean effect", "new place")
    reported: list[tuple[float | None, float | None]] = [
        *zip(effects.estimates.tolist(), effects.std_errors.tolist(), strict=True), (None, None), (None, None)
    ]  # fmt: skip
    positive = mixture.weights @ ndtr(mixture.means / mixture.deviations)
    columns = zip(
        mixture.mean.tolist(),
        mixture.deviation.tolist(),
        mixture.quantile(0.5 - level / 2).tolist(),
        mixture.quantile(0.5 + level / 2).tolist(),
        positive.tolist(),
        strict=True,
    )
    return tuple(
        ShrunkEffect(label, *own, *row) for label, own, row in zip(labels, reported, columns, strict=True)
    )
