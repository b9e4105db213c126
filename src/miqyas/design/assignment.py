"""Drawing lots: who is offered what, or when, by a chance that anyone can check."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from miqyas.design.balance import Balance, balance_of
from miqyas.design.frame import Frame
from miqyas.design.procedure import MOST_ATTEMPTS, Procedure
from miqyas.design.units import Units, units_of
from miqyas.errors import CriterionNotMet
from miqyas.numerics.controlled_rounding import controlled_rounding
from miqyas.numerics.distributions import chi2_quantile
from miqyas.numerics.tickets import stream, tickets
from miqyas.types import FloatMatrix, FloatVector, IntMatrix, IntVector


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came out of a draw.

    Attributes
    ----------
    units : Units
        What was drawn, in the order of its names.
    arm : array, shape (n,)
        Number of the arm of each unit, in the order of ``procedure.arms``.
    procedure : Procedure
        How.
    seed : int
        Where chance started from.
    attempts : int
        How many draws were made before one was kept.
    distance, threshold : float or None
        Distance of Morgan and Rubin of the draw kept, and what it had to stay under.
    balance : tuple of Balance
        Arms compared on the columns that were balanced, paired or asked.
    """

    units: Units
    arm: IntVector
    procedure: Procedure
    seed: int
    attempts: int
    distance: float | None
    threshold: float | None
    balance: tuple[Balance, ...]

    @property
    def arms(self) -> tuple[str, ...]:
        """Name of the arm of each unit."""
        names = [name for name, _ in self.procedure.arms]
        return tuple(names[place] for place in self.arm)

    @property
    def counts(self) -> dict[str, int]:
        """Units in each arm."""
        found = np.bincount(self.arm, minlength=len(self.procedure.arms))
        return {name: int(found[place]) for place, (name, _) in enumerate(self.procedure.arms)}


def assign(frame: Frame, procedure: Procedure, *, seed: int) -> Drawn:
    """Draw lots among the units of a frame.

    Every unit draws a ticket, the SHA-256 of seed and name (`miqyas.numerics.tickets`); inside its stratum or pair the
    lowest tickets take the first arm, the next the second. Where shares do not divide a stratum, the units left over
    go to arms by controlled rounding (Cox 1987): each stratum and each arm in all stay within one unit of their
    share, and each unit's chance of each arm is its share exactly.

    Parameters
    ----------
    frame : Frame
        From `read_frame`.
    procedure : Procedure
        Arms, strata, clusters, pairs, criterion of balance.
    seed : int
        Where chance starts; the same seed and frame give the same draw, whatever the order of the rows.

    Returns
    -------
    Drawn
        Arm of each unit, in the order of names.

    Raises
    ------
    InvalidDraw
        `MoreArmsThanUnits`, `ClusterInTwoStrata`, `TooManyToPair`, `NothingToBalance`, `CriterionNotMet`...
    InvalidSample
        `MissingColumn`, `NotNumeric`.

    References
    ----------
    Morgan, K. L. and Rubin, D. B. (2012). Rerandomization to improve covariate balance in experiments. Annals of
    Statistics 40(2), 1263-1282.
    Cox, L. H. (1987), see `miqyas.numerics.controlled_rounding`.

    Examples
    --------
    >>> import pandas as pd
    >>> from miqyas.design.frame import read_frame
    >>> villages = read_frame(pd.DataFrame({"village": list("abcdef"), "region": [1, 1, 1, 1, 2, 2]}), id="village")
    >>> assign(villages, Procedure(id="village", strata=("region",)), seed=5).counts
    {'treated': 3, 'control': 3}
    """
    units = units_of(frame, procedure)
    threshold = _threshold(units, procedure)
    closest = np.inf
    for attempt in range(MOST_ATTEMPTS):
        arm = _attempt(units, procedure, seed, attempt)
        distance = distance_of(units.balanced, arm, len(procedure.arms)) if threshold is not None else None
        if threshold is None or distance is None or distance <= threshold:
            found = balance_of(frame, units, arm, procedure)
            return Drawn(units, arm, procedure, seed, attempt + 1, distance, threshold, found)
        closest = min(closest, distance)
    raise CriterionNotMet(attempts=MOST_ATTEMPTS, threshold=f"{threshold:.4g}", best=f"{closest:.4g}")


def place(units: Units, procedure: Procedure, keys: FloatVector, chance: Iterator[float]) -> IntVector:
    """Give each unit its arm, from one number in [0, 1) each, and more for the units left over; shape (n,)."""
    shares = np.array([share for _, share in procedure.arms], dtype=np.int64)
    if procedure.simple:
        edges = np.cumsum(shares)[:-1] / shares.sum()
        return np.searchsorted(edges, keys, side="right").astype(np.int64)
    sizes = np.bincount(units.block)
    slots = controlled_rounding(np.outer(sizes, shares), int(shares.sum()), chance)
    order = np.lexsort((keys, units.block))
    arm: IntVector = np.empty(units.n, dtype=np.int64)
    arm[order] = np.concatenate([np.repeat(np.arange(len(shares)), row) for row in slots])
    return arm


def redraws(
    units: Units, procedure: Procedure, *, draws: int, rng: np.random.Generator, most: int = 50_000_000
) -> IntMatrix:
    """Draw again by the same procedure, criterion of balance included, for randomisation inference.

    Parameters
    ----------
    units : Units
        From a `Drawn`.
    procedure : Procedure
        How they were drawn.
    draws : int
        How many draws are kept.
    rng : numpy.random.Generator
        Where chance comes from: not the tickets, which give one draw only.
    most : int
        Attempts times units after which it is given up.

    Returns
    -------
    array, shape (n, draws)
        Number of the arm of each unit in each draw kept.

    Raises
    ------
    CriterionNotMet
        Too few draws are balanced enough.
    """
    threshold, closest, attempts = _threshold(units, procedure), np.inf, 0
    kept: list[IntVector] = []
    chance = _uniforms(rng)
    while len(kept) < draws:
        if attempts * units.n > most:
            raise CriterionNotMet(attempts=attempts, threshold=f"{threshold or 0:.4g}", best=f"{closest:.4g}")
        attempts += 1
        arm = place(units, procedure, rng.random(units.n), chance)
        distance = 0.0 if threshold is None else distance_of(units.balanced, arm, len(procedure.arms))
        closest = min(closest, distance)
        if threshold is None or distance <= threshold:
            kept.append(arm)
    return np.column_stack(kept)


def distance_of(balanced: FloatMatrix, arm: IntVector, n_arms: int) -> float:
    """Return the distance of Morgan and Rubin between arms: with two, ``n p (1 - p) d' S⁻¹ d``.

    ``balanced`` is whitened (`miqyas.numerics.pairing.whitened`), so that S is the identity. With several arms, the
    sum over arms of ``n_a`` times the squared distance of its mean from the mean of all; a chi-square with
    ``k (arms - 1)`` degrees of freedom as units grow many. Infinite when an arm is empty.
    """
    sizes = np.bincount(arm, minlength=n_arms)
    if (sizes == 0).any():
        return float("inf")
    sums = np.zeros((n_arms, balanced.shape[1]))
    np.add.at(sums, arm, balanced)
    return float(((sums / sizes[:, None]) ** 2).sum(axis=1) @ sizes)


def _threshold(units: Units, procedure: Procedure) -> float | None:
    if not procedure.rerandomise:
        return None
    if procedure.max_distance is not None:
        return procedure.max_distance
    freedom = units.balanced.shape[1] * (len(procedure.arms) - 1)
    return chi2_quantile(procedure.accept or 0.01, freedom) if (procedure.accept or 0) < 1 else float("inf")


def _attempt(units: Units, procedure: Procedure, seed: int, attempt: int) -> IntVector:
    suffix = f" {attempt}" if attempt else ""
    keys = tickets(units.names, seed=seed, purpose=f"lots{suffix}")
    return place(units, procedure, keys, stream(seed=seed, purpose=f"rounding{suffix}"))


def _uniforms(rng: np.random.Generator) -> Iterator[float]:
    draw: Callable[[], float] = rng.random
    while True:
        yield draw()
