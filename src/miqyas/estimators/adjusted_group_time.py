"""Group-time effects between units alike: covariates and weights, unit by unit."""

from dataclasses import dataclass

import numpy as np

from miqyas.data.rollout import Rollout
from miqyas.data.screening import SMALLEST_ARM
from miqyas.errors import CovariatesNotApart, NoComparison, NoOverlap, TooFewClusters, TooFewUnits
from miqyas.estimators.staggered import (
    Base,
    Comparison,
    Family,
    Followed,
    Label,
    Pair,
    Terms,
    pairs,
    staggered_effects,
    untreated_mean,
)
from miqyas.numerics.doubly_robust_did import Adjustment, FirstStep, adjusted_change, first_step
from miqyas.numerics.influence import UnitInfluence
from miqyas.numerics.least_squares import independent_columns
from miqyas.results.group_time import GroupTimeEffects
from miqyas.types import FloatMatrix, FloatVector, IntVector

WORDS = {
    "doubly_robust": "doubly robust",
    "outcome_regression": "outcome regression",
    "inverse_probability": "inverse probability weighting",
}


@dataclass(frozen=True, slots=True)
class _Wide:
    """A roll-out in which every unit is seen in every period.

    ``outcome`` (n, T), ``covariates`` (n, T, k); ``cohorts`` (H,) sorted, ``place`` of each unit's cohort (n,).
    """

    rollout: Rollout
    outcome: FloatMatrix
    covariates: FloatMatrix
    cohorts: FloatVector
    place: IntVector


def adjusted_effects(
    rollout: Rollout,
    *,
    comparison: Comparison,
    base: Base,
    method: Adjustment,
    rng: np.random.Generator,
    level: float,
    unit: str,
) -> GroupTimeEffects:
    """Estimate each group-time effect between units with the same covariates, as `group_time` says.

    Raises
    ------
    InvalidSample
        As in `group_time`.
    """
    wide = _widen(rollout)
    roles, weights = rollout.roles, rollout.weights
    _check_arms(wide)
    effects = _effects(wide, comparison=comparison, base=base, method=method)
    sizes: FloatVector = np.bincount(wide.place, weights=weights).astype(np.float64)
    totals = [np.bincount(wide.place, weights=weights * y) for y in wide.outcome.T]
    means: FloatMatrix = np.stack(totals, axis=1) / sizes[:, None]
    adjusted = f"{WORDS[method]}, " if roles.covariates else ""
    weighted = "weights, " if roles.weights else ""
    return staggered_effects(
        effects,
        Followed(
            cohorts=wide.cohorts,
            sizes=sizes,
            periods=rollout.periods,
            n_units=rollout.cohorts.size,
            n_clusters=rollout.n_clusters,
            n_dropped=rollout.n_dropped,
            control_mean=untreated_mean(means, sizes, wide.cohorts, rollout.periods),
            remarks=rollout.remarks,
        ),
        variance=lambda influence: influence.variance(rollout.clusters),
        terms=Terms(
            roles.outcome,
            base,
            level,
            unit,
            f"group-time effects, {adjusted}{weighted}{comparison.replace('_', ' ')} comparison, {base} base, "
            f"clustered by {'cluster' if roles.cluster else 'unit'}",
            float(np.ptp(means)),
        ),
        rng=rng,
    )


def _widen(rollout: Rollout) -> _Wide:
    n_periods, k = rollout.periods.size, rollout.covariates.shape[1]
    cohorts, place = np.unique(rollout.cohorts, return_inverse=True)
    return _Wide(
        rollout=rollout,
        outcome=rollout.outcome.reshape(-1, n_periods),
        covariates=rollout.covariates.reshape(rollout.cohorts.size, n_periods, k),
        cohorts=cohorts,
        place=place.astype(np.int64),
    )


def _check_arms(wide: _Wide) -> None:
    rollout = wide.rollout
    for cohort, size in zip(wide.cohorts, np.bincount(wide.place), strict=True):
        if size < SMALLEST_ARM:
            raise TooFewUnits(
                column=rollout.roles.cohort, arm=f"{cohort:g}", found=int(size), needed=SMALLEST_ARM
            )
    treated = np.unique(rollout.clusters[rollout.cohorts > 0]).size
    control = rollout.n_clusters - treated if (wide.cohorts == 0).any() else treated
    if rollout.roles.cluster and min(treated, control) < SMALLEST_ARM:
        raise TooFewClusters(column=rollout.roles.cluster, treated=treated, control=control)


def _effects(wide: _Wide, *, comparison: Comparison, base: Base, method: Adjustment) -> Family[UnitInfluence]:
    rollout = wide.rollout
    labels: list[Label] = []
    values, influences = [], []
    steps: dict[tuple[int, int, bytes], tuple[IntVector, FirstStep]] = {}
    for pair in pairs(wide.cohorts, rollout.periods, comparison=comparison, base=base):
        # After treatment, and with the universal base, many periods share what does not depend on the outcome.
        key = (pair.cohort, pair.reference, pair.others.tobytes())
        if key not in steps:
            steps = {key: _first_step(wide, pair, method)}
        chosen, step = steps[key]
        change = wide.outcome[chosen, pair.time] - wide.outcome[chosen, pair.reference]
        value, moved = adjusted_change(change, step)
        influence = np.zeros(wide.place.size)
        influence[chosen] = moved
        labels.append(pair.label)
        values.append(value)
        influences.append(influence)
    if not labels:
        raise NoComparison(column=rollout.roles.unit_id, comparison=comparison)
    return Family(
        "group_time",
        tuple(labels),
        np.array(values),
        UnitInfluence(np.array(influences), wide.place, rollout.weights),
    )


def _first_step(wide: _Wide, pair: Pair, method: Adjustment) -> tuple[IntVector, FirstStep]:
    """Choose the units compared, and fit what does not depend on the outcome."""
    rollout = wide.rollout
    chosen = np.flatnonzero((wide.place == pair.cohort) | pair.others[wide.place])
    treated = wide.place[chosen] == pair.cohort
    step = first_step(treated, _design(wide, pair, chosen), rollout.weights[chosen], method)
    if step is None:
        columns = ", ".join(rollout.roles.covariates)
        raise NoOverlap(cohort=f"{pair.label[0]:g}", time=f"{pair.label[1]:g}", columns=columns)
    return chosen, step


def _design(wide: _Wide, pair: Pair, chosen: IntVector) -> FloatMatrix:
    """Set a constant beside the covariates of the reference period, centred and scaled among units compared with."""
    x, roles = wide.covariates[chosen, pair.reference], wide.rollout.roles
    others = wide.place[chosen] != pair.cohort
    centre, scale = x[others].mean(axis=0), x[others].std(axis=0)
    varies = scale > 0
    standard = (x - centre) / np.where(varies, scale, 1.0)
    kept = independent_columns(standard[others].T @ standard[others] / others.sum(), varies)
    if not kept.all() or others.sum() <= 1 + kept.size:
        named = [name for name, keep in zip(roles.covariates, kept, strict=True) if not keep]
        raise CovariatesNotApart(
            columns=", ".join(named or roles.covariates),
            n=int(others.sum()),
            cohort=f"{pair.label[0]:g}",
            time=f"{pair.label[1]:g}",
        )
    return np.column_stack([np.ones(chosen.size), standard])
