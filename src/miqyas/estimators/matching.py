"""Nearest-neighbour matching: each treated unit beside those of the comparison that resemble it most."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.linalg import solve_triangular

from miqyas.data.matchable import draw_matchable
from miqyas.data.relation import Relation, open_relation
from miqyas.data.selection import Selection
from miqyas.errors import (
    InvalidCaliper,
    InvalidLevel,
    InvalidNeighbours,
    NobodyMatched,
    NoResidualVariation,
    OverlapNotOffered,
    TooFewToMatch,
)
from miqyas.estimators.propensity import fit_probit_score, fit_score
from miqyas.numerics.interval import wald_figures
from miqyas.numerics.logit import Design, Logit, design_of
from miqyas.numerics.matched import (
    Imputed,
    MatchedDifference,
    imputed,
    matched_difference,
    own_variance,
    score_adjustment,
)
from miqyas.numerics.neighbours import Neighbours, nearest, paired
from miqyas.numerics.probit import Probit
from miqyas.numerics.weighting import Estimand
from miqyas.results.estimate import Estimate, Note
from miqyas.types import FloatMatrix, FloatVector, IntVector

ROUNDING = 1e-10  # a standard error below this share of the outcome's spread is rounding, not certainty
# How far apart groups that must be equal are set: beyond any standard deviation, and any difference of scores.
FAR, FAR_SCORE = 1e6, 4.0


class Distance(StrEnum):
    """How unlike two units are: over all covariates in standard deviations, or in their chance of treatment."""

    MAHALANOBIS = "mahalanobis"
    SCORE = "score"


class Link(StrEnum):
    """How the chance of treatment follows from the covariates."""

    LOGIT = "logit"
    PROBIT = "probit"


@dataclass(frozen=True, slots=True)
class Matching:
    """How to match.

    Attributes
    ----------
    distance : Distance
        Mahalanobis with the covariance of all rows, or the absolute difference of propensity scores.
    link : Link
        Of the score: logistic or probit regression.
    neighbours : int
        Comparison units for each unit.
    replacement : bool
        Whether a unit may serve several times. Without, those likeliest to be treated (or furthest from the mean
        of the comparison) choose first.
    caliper : float
        The most two matched units may differ, in the unit of the distance; units without a match are left out.
    exact : tuple of str
        Columns that must be equal.
    tie : float
        Distances whose squares differ by this squared at most are one distance (with replacement).
    bias_correction : bool
        Whether what matches still differ by is corrected by least squares (Mahalanobis only).
    """

    distance: Distance = Distance.MAHALANOBIS
    neighbours: int = 1
    replacement: bool = True
    caliper: float = np.inf
    exact: tuple[str, ...] = ()
    tie: float = 1e-9
    bias_correction: bool = True
    link: Link = Link.LOGIT


def matching(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    covariates: Sequence[str],
    estimand: Estimand = Estimand.ATT,
    by: Matching | None = None,
    cluster: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> Estimate:
    """Estimate the effect of a treatment that people chose or were chosen for, by nearest neighbours.

    The outcome of each unit is compared with that of the units of the other arm most like it. The figure is an
    effect under the conditions of `ipw`: the covariates hold all that moves both treatment and outcome, and each
    unit has a like in the other arm.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; rows with a missing value are left out and counted.
    outcome, treatment : str
        Column of numbers; column of 0 and 1.
    covariates : sequence of str
        Columns of numbers measured before treatment; those that add nothing are left out and named.
    estimand : Estimand
        ``ATT`` the treated, or ``ATE`` everyone (with replacement only).
    by : Matching, optional
        Distance, ratio, caliper, exact columns; one Mahalanobis neighbour with replacement by default.
    cluster : str, optional
        Refused: the variance takes units as independent. `ipw` and `aipw` allow clusters.
    level, unit
        As in `itt`.

    Returns
    -------
    Estimate
        Mean difference between units and their matches, in ``unit``; ``control_mean`` is the mean without treatment,
        imputed for the treated. With replacement all units equally near are matched, and weigh alike; without, ties
        go by an order that does not depend on the outcome nor on the order of the file. Variance of Abadie and
        Imbens from two neighbours in the same arm, that of 2016 with a score; normal reference. ``n`` counts the
        units whose effect is measured and those that serve as matches.

    Raises
    ------
    InvalidSample
        As in `ipw`, and `TooFewToMatch`, `NobodyMatched`, `ClusterNotSupported`.
    InvalidLevel, InvalidCaliper, InvalidNeighbours, OverlapNotOffered
        An option that cannot be.

    References
    ----------
    Abadie, A. and Imbens, G. W. (2006). Econometrica 74(1), 235-267.
    Abadie, A. and Imbens, G. W. (2011). Journal of Business & Economic Statistics 29(1), 1-11.
    Abadie, A. and Imbens, G. W. (2016). Econometrica 84(2), 781-807.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"score": [5.0, 7.0, 9.0, 2.0, 4.0, 6.0, 3.0], "age": [1, 2, 3, 1, 2, 3, 3],
    ...                       "attended": [1, 1, 1, 0, 0, 0, 0]})
    >>> matching(table, outcome="score", treatment="attended", covariates=["age"]).value
    3.5
    """
    by = by or Matching()
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    check_matching(by, estimand)
    drawn = draw_matchable(
        open_relation(relation), outcome=outcome, treatment=treatment, covariates=covariates, exact=by.exact,
        cluster=cluster,
    )  # fmt: skip
    rows = drawn.selection
    ground = _ground(rows, drawn.group, by)
    found = _impute(rows, ground, by, estimand)
    result, std_error = _measure(rows, ground, found, estimand)
    if not std_error > ROUNDING * rows.spread:
        raise NoResidualVariation(column=outcome)
    n = int((found.matched | (found.carried > 0)).sum())
    return Estimate(
        estimand=estimand.value,
        **wald_figures(result.value, std_error, df=None, level=level),
        n=n,
        n_clusters=n,
        n_dropped=rows.n_dropped,
        control_mean=result.control_mean,
        unit=unit,
        method=_method(by),
        dropped_covariates=tuple(
            name for name, kept in zip(covariates, ground.design.kept, strict=True) if not kept
        ),
        notes=_notes(rows, found, estimand),
    )


def matched_weights(estimand: Estimand, by: Matching) -> Callable[[Selection, IntVector], FloatVector]:
    """Return what gives each row the weight it has in `matching`, for a check of balance."""

    def weights_of(rows: Selection, group: IntVector) -> FloatVector:
        found = _impute(rows, _ground(rows, group, by), by, estimand)
        weights: FloatVector = found.matched + found.carried
        return weights

    return weights_of


def check_matching(by: Matching, estimand: Estimand) -> None:
    """Refuse options that cannot be."""
    if estimand is Estimand.OVERLAP or (estimand is Estimand.ATE and not by.replacement):
        raise OverlapNotOffered(
            estimand=estimand.value if by.replacement else f"{estimand.value}, without replacement"
        )
    if by.neighbours < 1:
        raise InvalidNeighbours(neighbours=by.neighbours)
    if not by.caliper > 0:
        raise InvalidCaliper(caliper=by.caliper)


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where each row stands, the furthest that may meet, how covariates are standardised, the score if any."""

    places: FloatMatrix
    caliper: float
    design: Design
    score: Logit | Probit | None
    adjust: FloatMatrix | None


def _ground(rows: Selection, group: IntVector, by: Matching) -> _Ground:
    """Place the rows; groups that must be equal stand too far apart to meet."""
    parted = bool(by.exact)
    if by.distance is Distance.SCORE:
        score = fit_score(rows) if by.link is Link.LOGIT else fit_probit_score(rows)
        caliper = min(by.caliper, FAR_SCORE / 2) if parted else by.caliper
        return _Ground((score.fitted + FAR_SCORE * group)[:, None], caliper, score.design, score, None)
    design = design_of(rows.x, rows.w)
    z = design.of(rows.x)[:, 1:]
    places: FloatMatrix = np.zeros((len(z), 1))  # where no covariate varies, all units are alike
    if z.size:
        places = solve_triangular(np.linalg.cholesky(z.T @ z / len(z)), z.T, lower=True).T
    if parted:
        places = np.column_stack([places, FAR * group])
    caliper = min(by.caliper, FAR / 2) if parted else by.caliper
    return _Ground(places, caliper, design, None, rows.x if by.bias_correction else None)


def _impute(rows: Selection, ground: _Ground, by: Matching, estimand: Estimand) -> Imputed:
    arms = (1,) if estimand is Estimand.ATT else (0, 1)
    for arm in arms:
        donors = int((rows.d == 1 - arm).sum())
        needed = by.neighbours * (1 if by.replacement else int((rows.d == arm).sum()))
        if donors < needed:
            raise TooFewToMatch(column=rows.roles.treatment, arm=1 - arm, found=donors, needed=needed)
    found = imputed(
        rows.y, rows.d, {arm: _match(rows, ground, by, arm) for arm in arms}, adjust=ground.adjust
    )
    if not found.matched.any():
        raise NobodyMatched(column=rows.roles.treatment, caliper=by.caliper, n=rows.n)
    return found


def _match(rows: Selection, ground: _Ground, by: Matching, arm: int) -> Neighbours:
    own, donors = ground.places[rows.d == arm], ground.places[rows.d == 1 - arm]
    if by.replacement:
        return nearest(own, donors, n_neighbours=by.neighbours, caliper=ground.caliper, tie=by.tie)
    ahead = ((own - donors.mean(axis=0)) ** 2).sum(axis=1)
    if ground.score is not None:
        ahead = ground.score.fitted[rows.d == arm]
    order = np.argsort(-ahead, kind="stable")
    return paired(own, donors, order=order, n_neighbours=by.neighbours, caliper=ground.caliper)


def _measure(
    rows: Selection, ground: _Ground, found: Imputed, estimand: Estimand
) -> tuple[MatchedDifference, float]:
    result = matched_difference(rows.y, rows.d, found, spread=own_variance(rows.y, rows.d, ground.places))
    variance = result.variance
    if ground.score is not None:
        variance += score_adjustment(
            rows.y, rows.d, p=ground.score.fitted, density=ground.score.density,
            z=ground.score.design.of(rows.x), information=ground.score.information, value=result.value,
            treated_only=estimand is Estimand.ATT,
        )  # fmt: skip
    return result, float(np.sqrt(max(variance, 0.0)))


def _method(by: Matching) -> str:
    score = "the score" if by.link is Link.LOGIT else "the probit score"
    parts = [f"matching on {score if by.distance is Distance.SCORE else 'Mahalanobis distance'}"]
    parts += [f"{by.neighbours} to 1"] if by.neighbours > 1 else []
    parts += [] if by.replacement else ["without replacement"]
    parts += [f"caliper {by.caliper:g}"] if np.isfinite(by.caliper) else []
    parts += ["exact columns"] if by.exact else []
    corrected = by.bias_correction and by.distance is Distance.MAHALANOBIS
    return ", ".join([*parts, *(["bias correction"] if corrected else [])])


def _notes(rows: Selection, found: Imputed, estimand: Estimand) -> tuple[Note, ...]:
    wanted = rows.d == 1 if estimand is Estimand.ATT else np.ones(rows.n, dtype=np.bool_)
    every = (
        Note("unmatched", int((wanted & ~found.matched).sum())),
        Note("units_as_matches", int((found.carried > 0).sum())),
        Note("unmeasured_selection", len(rows.roles.covariates)),
    )
    return tuple(note for note in every if note.count > 0)
