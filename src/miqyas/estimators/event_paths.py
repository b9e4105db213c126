"""An event study told from effects and their variance: intervals, band, mean after treatment, joint test before."""

from dataclasses import dataclass

import numpy as np

from miqyas.data.rollout import Rollout
from miqyas.data.screening import SMALLEST_ARM
from miqyas.errors import NoResidualVariation, TooFewClusters, TooFewUnits
from miqyas.estimators.staggered import DRAWS, ROUNDING
from miqyas.numerics.distributions import normal_quantile, normal_two_sided, t_quantile, t_two_sided
from miqyas.numerics.influence import largest_of_normals
from miqyas.numerics.wald import joint_test
from miqyas.results.estimate import Note
from miqyas.results.event_study import EventEffect, EventStudy
from miqyas.types import BoolVector, FloatMatrix, FloatVector

MANY = 1e12  # degrees of freedom with which t is the normal


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asked of an event study: coverage, unit of measure, name of the method."""

    level: float
    unit: str
    method: str


@dataclass(frozen=True, slots=True)
class PathEffects:
    """Effects by time since treatment, shape (K,), their variance (K, K) and degrees of freedom.

    ``overall`` weighs them in the one figure they come to, shape (K,); its variance may be given apart.
    """

    events: FloatVector
    values: FloatVector
    variance: FloatMatrix
    reference: float
    df: float | None
    overall: FloatVector


def tell_path(
    path: PathEffects, rollout: Rollout, *, asked: Asked, notes: tuple[Note, ...], rng: np.random.Generator
) -> EventStudy:
    """Give each effect its interval and the band of all.

    Raises
    ------
    NoResidualVariation
        An effect has no uncertainty.
    """
    errors = np.sqrt(np.diag(path.variance))
    if not (errors > ROUNDING * np.ptp(rollout.outcome)).all():
        raise NoResidualVariation(column=rollout.roles.outcome)
    single = _quantile(0.5 + asked.level / 2, path.df)
    draws = largest_of_normals(path.variance, n_draws=DRAWS, rng=rng)
    wide = max(single, float(np.quantile(draws, asked.level)))
    before = path.events < 0
    test = joint_test(path.values[before], path.variance[np.ix_(before, before)], path.df or MANY)
    untreated = ~(rollout.events >= 0)
    weights = rollout.weights[rollout.unit] * untreated
    value = float(path.overall @ path.values)
    error = float(np.sqrt(path.overall @ path.variance @ path.overall))
    return EventStudy(
        effects=tuple(
            _effect(event, value, error, margins=(single, wide), df=path.df)
            for event, value, error in zip(path.events, path.values, errors, strict=True)
        ),
        variance=tuple(tuple(map(float, row)) for row in path.variance),
        reference=path.reference,
        df=path.df,
        level=asked.level,
        overall=_effect(0.0, value, error, margins=(single, single), df=path.df),
        n=rollout.outcome.size,
        n_units=rollout.cohorts.size,
        n_periods=rollout.periods.size,
        n_clusters=rollout.n_clusters,
        n_dropped=rollout.n_dropped,
        pretrend_p_value=test.p_value if test else None,
        control_mean=float(weights @ rollout.outcome / weights.sum()),
        unit=asked.unit,
        method=asked.method,
        notes=notes,
    )


def check_arms(rollout: Rollout, compared: BoolVector, *, smallest: int = SMALLEST_ARM) -> None:
    """Refuse cohorts of one unit and fewer than two clusters in an arm; ``compared`` marks units, shape (U,).

    Raises
    ------
    InvalidSample
        `TooFewUnits`, `TooFewClusters`.
    """
    for cohort, size in zip(*np.unique(rollout.cohorts, return_counts=True), strict=True):
        if size < smallest:
            raise TooFewUnits(
                column=rollout.roles.cohort, arm=f"{cohort:g}", found=int(size), needed=smallest
            )
    treated = np.unique(rollout.clusters[~compared]).size
    control = np.unique(rollout.clusters[compared]).size
    if min(treated, control) < SMALLEST_ARM:
        column = rollout.roles.cluster or rollout.roles.unit_id
        raise TooFewClusters(column=column, treated=treated, control=control)


def _quantile(probability: float, df: float | None) -> float:
    return normal_quantile(probability) if df is None else t_quantile(probability, df)


def _effect(
    event: float, value: float, error: float, *, margins: tuple[float, float], df: float | None
) -> EventEffect:
    single, wide = margins
    ratio = float(value / error)
    return EventEffect(
        event=float(event),
        value=float(value),
        std_error=float(error),
        p_value=normal_two_sided(ratio) if df is None else t_two_sided(ratio, df),
        low=float(value - single * error),
        high=float(value + single * error),
        band_low=float(value - wide * error),
        band_high=float(value + wide * error),
    )
