"""Cohorts of a synthetic difference-in-differences, and the spread of its figure."""

from dataclasses import dataclass
from enum import StrEnum
from math import comb

import numpy as np

from miqyas.data.followed import Followed
from miqyas.errors import OneDonorCarries, OneTreatedUnit, TooFewDonors, TooFewDraws
from miqyas.numerics.subsets import subsets
from miqyas.numerics.synthetic_did import Block, BlockWeights, Weighting, effect_of, noise_of, weigh
from miqyas.types import BoolVector, FloatMatrix, FloatVector, IntVector

FEWEST_DRAWS = 20  # a standard deviation of fewer is off by a sixth or more
MOST_GROUPS = 2000  # groups of donors taken for treated are listed up to this number, then drawn


class Variance(StrEnum):
    """Where the standard error comes from."""

    PLACEBO = "placebo"
    JACKKNIFE = "jackknife"
    BOOTSTRAP = "bootstrap"


@dataclass(frozen=True, slots=True)
class Cohort:
    """Treated units, by place, that begin in the same period, by place; ``noise`` of the donors before it."""

    units: IntVector
    start: int
    noise: float


@dataclass(frozen=True, slots=True)
class Cohorts:
    """All of them, and the donors, by place."""

    cohorts: tuple[Cohort, ...]
    donors: IntVector
    n_periods: int

    @property
    def shares(self) -> FloatVector:
        """Treated units times periods under treatment, as shares of one."""
        sizes = np.array([cohort.units.size * (self.n_periods - cohort.start) for cohort in self.cohorts])
        shares: FloatVector = sizes / sizes.sum()
        return shares

    @property
    def n_treated(self) -> int:
        """Treated units."""
        return sum(cohort.units.size for cohort in self.cohorts)


@dataclass(frozen=True, slots=True)
class Spread:
    """A standard error, from how many resamples, and whether chance chose them."""

    std_error: float
    n: int
    were_drawn: bool


def cohorts_of(panel: Followed) -> Cohorts:
    """Gather treated units by their start."""
    donors, n_periods = panel.donors, panel.periods.size
    starts = np.unique(panel.starts[panel.treated])
    return Cohorts(
        cohorts=tuple(
            Cohort(
                np.flatnonzero(panel.starts == start),
                int(start),
                noise_of(panel.outcomes[donors], int(start)),
            )
            for start in starts
        ),
        donors=donors,
        n_periods=n_periods,
    )


def block_of(outcomes: FloatMatrix, cohort: Cohort, donors: IntVector) -> Block:
    """Set a cohort against donors."""
    treated: FloatVector = outcomes[cohort.units].mean(axis=0)
    return Block(outcomes[donors], treated, cohort.start, cohort.noise, cohort.units.size)


def overall(outcomes: FloatMatrix, cohorts: Cohorts, weighting: Weighting) -> float:
    """Average the effects of the cohorts."""
    blocks = [block_of(outcomes, cohort, cohorts.donors) for cohort in cohorts.cohorts]
    return float(cohorts.shares @ [effect_of(block, weigh(block, weighting)) for block in blocks])


def spread(
    panel: Followed,
    cohorts: Cohorts,
    weighting: Weighting,
    variance: Variance,
    *,
    draws: int,
    rng: np.random.Generator,
) -> Spread:
    """Compute the standard error asked for."""
    if variance is Variance.PLACEBO:
        return _placebo(panel, cohorts, weighting, draws=draws, rng=rng)
    if (fewest := min(cohort.units.size for cohort in cohorts.cohorts)) < 2:
        raise OneTreatedUnit(variance=str(variance), found=fewest)
    if variance is Variance.JACKKNIFE:
        return _jackknife(panel, cohorts, weighting)
    return _bootstrap(panel, cohorts, weighting, draws=draws, rng=rng)


def _placebo(
    panel: Followed, cohorts: Cohorts, weighting: Weighting, *, draws: int, rng: np.random.Generator
) -> Spread:
    """Take donors for treated, as many as there are and beginning when they do (algorithm 4)."""
    n_donors, n_treated = cohorts.donors.size, cohorts.n_treated
    if n_donors < max(3, n_treated + 1):
        raise TooFewDonors(found=n_donors, treated=n_treated, needed=max(3, n_treated + 1))
    alone = len(cohorts.cohorts) == 1
    are_listed = alone and comb(n_donors, n_treated) <= MOST_GROUPS
    if are_listed:
        groups = subsets(n_donors, n_treated, most=MOST_GROUPS, rng=rng)
    else:
        _check_draws(draws)
        groups = np.array([rng.choice(n_donors, n_treated, replace=False) for _ in range(draws)])
    cuts = np.cumsum([cohort.units.size for cohort in cohorts.cohorts])[:-1]
    effects = []
    for group in groups:
        taken = np.split(cohorts.donors[group], cuts)
        pretended = Cohorts(
            tuple(
                Cohort(units, cohort.start, cohort.noise)
                for units, cohort in zip(taken, cohorts.cohorts, strict=True)
            ),
            np.delete(cohorts.donors, group),
            cohorts.n_periods,
        )
        effects.append(overall(panel.outcomes, pretended, weighting))
    return Spread(float(np.std(effects)), len(effects), not are_listed)


def _check_draws(draws: int) -> None:
    if draws < FEWEST_DRAWS:
        raise TooFewDraws(found=draws, needed=FEWEST_DRAWS)


def _jackknife(panel: Followed, cohorts: Cohorts, weighting: Weighting) -> Spread:
    """Leave out each unit, the weights held but for their sum (algorithm 3)."""
    outcomes, donors = panel.outcomes, cohorts.donors
    weights = [weigh(block_of(outcomes, cohort, donors), weighting) for cohort in cohorts.cohorts]
    for held in weights:
        if held.donors.max() >= 1 - 1e-12 and donors.size > 1:
            raise OneDonorCarries(donor=panel.units[donors[int(held.donors.argmax())]])
    effects = np.array([
        _held(outcomes, _without(cohorts, unit), weights, kept=donors != unit) for unit in range(len(panel.units))
    ])  # fmt: skip
    whole = _held(outcomes, cohorts, weights, kept=np.ones(donors.size, dtype=np.bool_))
    n = effects.size
    return Spread(float(np.sqrt((n - 1) / n * ((effects - whole) ** 2).sum())), n, were_drawn=False)


def _without(cohorts: Cohorts, unit: int) -> Cohorts:
    left = tuple(
        Cohort(cohort.units[cohort.units != unit], cohort.start, cohort.noise) for cohort in cohorts.cohorts
    )
    return Cohorts(left, cohorts.donors[cohorts.donors != unit], cohorts.n_periods)


def _held(outcomes: FloatMatrix, cohorts: Cohorts, weights: list[BlockWeights], *, kept: BoolVector) -> float:
    effects = []
    for cohort, held in zip(cohorts.cohorts, weights, strict=True):
        shares = held.donors[kept]
        block = block_of(outcomes, cohort, cohorts.donors)
        effects.append(effect_of(block, BlockWeights(shares / shares.sum(), held.periods)))
    return float(cohorts.shares @ effects)


def _bootstrap(
    panel: Followed, cohorts: Cohorts, weighting: Weighting, *, draws: int, rng: np.random.Generator
) -> Spread:
    """Draw units again with replacement and estimate all again (algorithm 2)."""
    _check_draws(draws)
    n_units = len(panel.units)
    effects: list[float] = []
    while len(effects) < draws:
        drawn = np.sort(rng.integers(0, n_units, n_units))
        again = tuple(
            Cohort(units, cohort.start, cohort.noise)
            for cohort in cohorts.cohorts
            if (units := drawn[np.isin(drawn, cohort.units)]).size
        )
        donors = drawn[np.isin(drawn, cohorts.donors)]
        if again and donors.size:
            effects.append(overall(panel.outcomes, Cohorts(again, donors, cohorts.n_periods), weighting))
    return Spread(float(np.std(effects)), draws, were_drawn=True)
