"""Synthetic difference-in-differences: donors and periods weighted so that both move alike before treatment."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from miqyas.data.followed import Followed, follow
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import InvalidLevel, NoResidualVariation
from miqyas.estimators.sdid_blocks import Cohort, Spread, Variance, block_of, cohorts_of, spread
from miqyas.numerics.interval import wald_figures
from miqyas.numerics.synthetic_control import rmspe
from miqyas.numerics.synthetic_did import Weighting, free_of_covariates, gaps_of, weigh
from miqyas.results.estimate import Estimate, Note
from miqyas.results.synthetic import Weight
from miqyas.results.synthetic_did import CohortEffect, SyntheticDid
from miqyas.types import IntVector

NEEDED_BEFORE = 2
ROUNDING = 1e-10  # a standard error below this share of the outcome's spread is rounding, not certainty
DRAWS = 200  # of the bootstrap, and of placebos when they are too many to list
FEW_PLACEBOS = 20


def synthetic_did(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    unit_id: str,
    time: str,
    rng: np.random.Generator,
    covariates: Sequence[str] = (),
    variance: Variance = Variance.PLACEBO,
    draws: int = DRAWS,
    weighting: Weighting = Weighting.SYNTHETIC_DID,
    level: float = 0.95,
    unit: str = "",
) -> SyntheticDid:
    """Estimate the average effect on the treated units and periods, by a weighted difference-in-differences.

    Donors are weighted to run parallel to the treated units before treatment, up to a constant; periods before, to
    stand for those after. The figure is the effect when the treated would have gone on parallel to the weighted donors;
    when nobody anticipates; when donors are not touched by the treatment. Treatment lasts once begun. Units that begin
    in different periods are estimated cohort by cohort against the units never treated, and averaged.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; one row by unit and period, every unit in every period.
    outcome, treatment, unit_id, time : str
        Column of numbers; of 0 and 1, who is treated in that period; of the unit; of numbers.
    rng : numpy.random.Generator
        Draws the bootstrap, and placebos when more than 2,000 groups of donors could be taken for treated.
    covariates : sequence of str
        Columns of numbers that treatment cannot have changed, taken out first: their slopes are those of a two-way
        regression on the rows without treatment, held in the resamples.
    variance : Variance
        ``PLACEBO`` (donors taken for treated, whose outcomes must vary as much), ``JACKKNIFE`` or ``BOOTSTRAP`` (two
        treated units at least in each cohort).
    draws : int
        How many, where there is a draw.
    weighting : Weighting
        ``SYNTHETIC_DID``; or, in the same frame, ``SYNTHETIC_CONTROL`` (donors only, no constant) or ``DID`` (equal).
    level : float
        Coverage, between 0 and 1.
    unit : str
        Unit of the outcome, such as ``"MAD"``.

    Returns
    -------
    SyntheticDid
        In ``unit``: the effect of each cohort with its weights and gaps, and their average, weighted by treated
        units times periods. The ridge of the donors' weights is that of the paper, held in the draws; normal.

    Raises
    ------
    InvalidSample
        As in `synthetic_control`, less what concerns predictors; `OneTreatedUnit`, `OneDonorCarries`.
    InvalidLevel, TooFewDraws
        The level is not between 0 and 1; fewer than 20 draws.

    References
    ----------
    Arkhangelsky, D., Athey, S., Hirshberg, D. A., Imbens, G. W. and Wager, S. (2021). Synthetic
    difference-in-differences. American Economic Review 111(12), 4088-4118: algorithms 1 to 4.
    Clarke, D., Pailañir, D., Athey, S. and Imbens, G. (2023). Synthetic difference-in-differences estimation.
    IZA discussion paper 15907: the average over cohorts.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [(u, t, float(y), int(u == "a" and t == 4)) for u, series in
    ...         {"a": [1, 2, 3, 9], "b": [0, 2, 2, 4], "c": [2, 2, 4, 5], "d": [5, 1, 4, 2]}.items()
    ...         for t, y in enumerate(series, start=1)]
    >>> panel = pd.DataFrame(rows, columns=["u", "t", "y", "d"])
    >>> found = synthetic_did(panel, outcome="y", treatment="d", unit_id="u", time="t",
    ...                       rng=np.random.default_rng(0), weighting=Weighting.DID)
    >>> round(found.estimate.value, 6)
    5.777778
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    panel = follow(
        open_relation(relation), outcome=outcome, treatment=treatment, unit_id=unit_id, time=time,
        covariates=covariates, needed_before=NEEDED_BEFORE,
    )  # fmt: skip
    raw, (panel, left_out) = panel.outcomes, _adjusted(panel, covariates)
    cohorts = cohorts_of(panel)
    found = spread(panel, cohorts, weighting, variance, draws=draws, rng=rng)
    if not found.std_error > ROUNDING * float(np.ptp(panel.outcomes)):
        raise NoResidualVariation(column=outcome)
    effects = tuple(_cohort(panel, cohort, cohorts.donors, weighting) for cohort in cohorts.cohorts)
    value = float(cohorts.shares @ [effect.value for effect in effects])
    without = [
        (raw[cohort.units].mean(axis=0) - effect.gaps)[cohort.start :].mean()
        for effect, cohort in zip(effects, cohorts.cohorts, strict=True)
    ]
    estimate = Estimate(
        estimand="ATT",
        **wald_figures(value, found.std_error, df=None, level=level),
        n=len(panel.units),
        n_clusters=len(panel.units),
        n_dropped=panel.n_dropped,
        control_mean=float(cohorts.shares @ without),
        unit=unit,
        method=f"{weighting} weights{', covariates' if covariates else ''}, {variance} variance",
        dropped_covariates=left_out,
        notes=_notes(found, variance, len(effects)),
    )
    return SyntheticDid(estimate=estimate, periods=tuple(map(float, panel.periods)), cohorts=effects)


def _adjusted(panel: Followed, covariates: Sequence[str]) -> tuple[Followed, tuple[str, ...]]:
    """Return the panel free of its covariates, and the names of those that said nothing."""
    if not covariates:
        return panel, ()
    untreated = np.arange(panel.periods.size) < panel.starts[:, np.newaxis]
    outcomes, kept = free_of_covariates(panel.outcomes, np.array(panel.covariates), untreated)
    names = tuple(name for name, is_kept in zip(covariates, kept, strict=True) if not is_kept)
    return replace(panel, outcomes=outcomes), names


def _notes(found: Spread, variance: Variance, n_cohorts: int) -> tuple[Note, ...]:
    placebos = found.n if variance is Variance.PLACEBO else 0
    notes = (
        Note("placebo_draws", placebos if found.were_drawn else 0),
        Note("few_placebos", placebos if placebos + 1 < FEW_PLACEBOS and not found.were_drawn else 0),
        Note("bootstrap_draws", found.n if variance is Variance.BOOTSTRAP else 0),
        Note("cohorts_averaged", n_cohorts if n_cohorts > 1 else 0),
    )
    return tuple(note for note in notes if note.count > 0)


def _cohort(panel: Followed, cohort: Cohort, donors: IntVector, weighting: Weighting) -> CohortEffect:
    block = block_of(panel.outcomes, cohort, donors)
    weights = weigh(block, weighting)
    gaps = gaps_of(block, weights)
    before = gaps[: cohort.start]
    return CohortEffect(
        time=float(panel.periods[cohort.start]),
        value=float(gaps[cohort.start :].mean()),
        n_treated=cohort.units.size,
        pre_rmspe=rmspe(before - before.mean()),
        gaps=tuple(map(float, gaps)),
        observed=tuple(map(float, block.treated)),
        donors=tuple(
            Weight(panel.units[place], float(share))
            for place, share in zip(donors, weights.donors, strict=True)
        ),
        periods=tuple(
            Weight(f"{period:g}", float(share))
            for period, share in zip(panel.periods, weights.periods, strict=False)
        ),
    )
