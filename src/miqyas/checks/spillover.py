"""Spill-over: do those not treated fare otherwise where more of their neighbours are treated?"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from miqyas.checks.sentences.spillover import spillover_sentence
from miqyas.data.pulled import pull
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import (
    ExposureConstant,
    FigureOutOfRange,
    InvalidLevel,
    NeighbourhoodUnclear,
    TooFewNeighboured,
    TreatmentNotBinary,
)
from miqyas.numerics.distributions import t_quantile, t_two_sided
from miqyas.numerics.nearness import (
    along_the_ground,
    chord,
    nearest_treated,
    neighbours_within,
    on_the_sphere,
)
from miqyas.numerics.ordinary import clustered, ordinary, repeating
from miqyas.results.check import CheckResult
from miqyas.results.table import Table
from miqyas.types import LANGUAGES, BoolVector, FloatMatrix, FloatVector, IntVector

Facts = dict[str, float | int | bool | str]
SIGNIFICANCE = 0.05
COLUMNS = ("exposure", "value", "std_error", "p_value", "low", "high", "n")


class Exposure(StrEnum):
    """What is known of the neighbours of a unit."""

    SHARE = "share"
    DISTANCE = "distance"


class Surface(StrEnum):
    """Where coordinates lie: on a plane, in any unit; on the earth, longitude and latitude, in kilometres."""

    PLANE = "plane"
    EARTH = "earth"


def spillover(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    group: str | None = None,
    coordinates: tuple[str, str] | None = None,
    radius: float | None = None,
    exposure: Exposure = Exposure.SHARE,
    surface: Surface = Surface.PLANE,
    covariates: Sequence[str] = (),
    cluster: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> CheckResult:
    """Regress the outcome of those not treated on how much treatment stands around them.

    When assignment was drawn unit by unit, the share treated among a unit's neighbours is chance once their
    number is held fixed, so an association is a spill-over. Distance to the nearest treated is chance only
    given how dense the place is: hold density fixed among the covariates. A spill-over onto those compared
    makes the difference between arms too small or too large.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; n rows, incomplete ones left out and counted.
    outcome, treatment : str
        Column of numbers; column of 0 and 1.
    group : str, optional
        Column of groups inside which units are neighbours; or else ``coordinates``.
    coordinates : pair of str, optional
        Columns of x and y, or of longitude and latitude in degrees.
    radius : float, optional
        How far neighbours are counted, for the share: in the unit of the coordinates, or kilometres.
    exposure : Exposure
        Share of neighbours treated, or distance to the nearest treated (coordinates only).
    surface : Surface
        Plane or earth.
    covariates : sequence of str
        Columns of numbers held fixed.
    cluster : str, optional
        Column of groups the variance is computed over; by default the group, or each unit.
    level : float
        Coverage of the interval, between 0 and 1.
    unit : str
        Unit of the outcome.

    Returns
    -------
    CheckResult
        ``passed`` is False when the association is significant at 5 %; else None: none found is not none
        there. Facts: ``value`` (from no neighbour treated to all, or by unit of distance), ``std_error``,
        ``p_value``, ``low``, ``high``, ``level``, ``df``, ``n``, ``n_alone`` (untreated without neighbour, left
        out), ``mean_exposure``, ``exposure``.

    Raises
    ------
    InvalidSample
        Those of `pull`; `TreatmentNotBinary`, `TooFewNeighboured`, `ExposureConstant`.
    NeighbourhoodUnclear, FigureOutOfRange, InvalidLevel
        Neither a group nor coordinates with what they need, or both; a radius not above zero; a level.

    References
    ----------
    Miguel, E. and Kremer, M. (2004). Worms: identifying impacts on education and health in the presence of
    treatment externalities. Econometrica 72(1), 159-217: the share treated nearby, given how many are near.

    Examples
    --------
    >>> import pandas as pd
    >>> rng = np.random.default_rng(1)
    >>> village, treated = np.repeat(np.arange(60), 10), rng.integers(0, 2, 600)
    >>> others = (np.bincount(village, treated)[village] - treated) / 9
    >>> table = pd.DataFrame({"y": others + 0.1 * rng.normal(size=600), "d": treated, "village": village})
    >>> found = spillover(table, outcome="y", treatment="d", group="village")
    >>> found.passed, round(found.facts["value"], 1)
    (False, 1.0)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    _check_neighbourhood(group, coordinates, radius, exposure)
    groups = [name for name in dict.fromkeys((group, cluster)) if name is not None]
    pulled = pull(
        open_relation(relation),
        numbers=(outcome, treatment, *(coordinates or ()), *covariates),
        groups=groups,
    )
    treated = pulled.numbers[treatment] == 1
    if not np.isin(pulled.numbers[treatment], (0.0, 1.0)).all():
        raise TreatmentNotBinary(column=treatment, found=open_relation(relation).examples(treatment))
    if treated.sum() < 2:
        raise TooFewNeighboured(found=int((~treated).sum()), column=treatment)
    if group is not None:
        around = _around_group(pulled.groups[group], treated)
    else:
        points = np.column_stack([pulled.numbers[name] for name in coordinates or ()])
        around = _around_points(points, treated, radius=radius, surface=surface)
    used = ~treated & around.is_known
    if used.sum() < len(covariates) + 4:
        raise TooFewNeighboured(found=int(used.sum()), column=treatment)
    by = cluster or group
    clusters: IntVector = (
        np.unique(pulled.groups[by][used], return_inverse=True)[1]
        if by
        else np.arange(used.sum(), dtype=np.int64)
    )
    columns = [around.exposure, *around.held, *(pulled.numbers[name] for name in covariates)]
    facts = _regress(pulled.numbers[outcome][used], [column[used] for column in columns], clusters, level)
    facts |= {
        "level": level, "n": int(used.sum()), "n_alone": int((~treated & ~around.is_known).sum()),
        "mean_exposure": float(around.exposure[used].mean()), "exposure": str(exposure),
    }  # fmt: skip
    text: dict[str, str] = {language: spillover_sentence(language, facts, unit) for language in LANGUAGES}
    row = (str(exposure), *(facts[name] for name in COLUMNS[1:]))
    passed = False if float(facts["p_value"]) < SIGNIFICANCE else None
    return CheckResult("spillover", passed, Table(COLUMNS, (row,)), text, facts)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around each unit; arrays of shape (n,)."""

    exposure: FloatVector
    held: tuple[FloatVector, ...]
    is_known: BoolVector


def _check_neighbourhood(
    group: str | None, coordinates: tuple[str, str] | None, radius: float | None, exposure: Exposure
) -> None:
    needs_radius = coordinates is not None and exposure is Exposure.SHARE
    if (group is None) == (coordinates is None) or (radius is None) == needs_radius:
        raise NeighbourhoodUnclear
    if group is not None and exposure is Exposure.DISTANCE:
        raise NeighbourhoodUnclear
    if radius is not None and not 0 < radius < np.inf:
        raise FigureOutOfRange(name="radius", found=radius, expected="> 0")


def _around_group(places: IntVector, treated: BoolVector) -> Around:
    others = np.bincount(places)[places].astype(np.float64) - 1
    near = np.bincount(places, treated)[places] - treated
    share: FloatVector = near / np.maximum(others, 1)
    return Around(share, (others,), others > 0)


def _around_points(
    points: FloatMatrix, treated: BoolVector, *, radius: float | None, surface: Surface
) -> Around:
    on_earth = surface is Surface.EARTH
    points = on_the_sphere(points) if on_earth else points
    if radius is None:
        far = nearest_treated(points, treated)
        return Around(along_the_ground(far) if on_earth else far, (), np.ones(treated.size, dtype=np.bool_))
    others, near = neighbours_within(points, treated, chord(radius) if on_earth else radius)
    share: FloatVector = near / np.maximum(others, 1)
    return Around(share, (others,), others > 0)


def _regress(y: FloatVector, columns: Sequence[FloatVector], clusters: IntVector, level: float) -> Facts:
    x = np.column_stack(columns)
    centred = x - x.mean(axis=0)
    repeats = set(
        repeating(centred[:, [*range(1, x.shape[1]), 0]], (x**2).sum(axis=0)[[*range(1, x.shape[1]), 0]])
    )
    if x.shape[1] - 1 in repeats:
        raise ExposureConstant(value=f"{x[0, 0]:.4g}", n=y.size)
    kept = np.column_stack(
        [centred[:, 0], *(centred[:, 1 + p] for p in range(x.shape[1] - 1) if p not in repeats)]
    )
    fit = ordinary(y - y.mean(), kept, n_absorbed=1)
    k, n_clusters = kept.shape[1] + 1, int(clusters.max()) + 1
    variance = clustered(fit, kept, clusters, n_coefficients=k)
    value, std_error = float(fit.coefficients[0]), float(np.sqrt(variance[0, 0]))
    df = float(n_clusters - 1 if n_clusters < y.size else y.size - k)
    margin = t_quantile(0.5 + level / 2, df) * std_error
    return {
        "value": value, "std_error": std_error, "p_value": t_two_sided(value / std_error, df),
        "low": value - margin, "high": value + margin, "df": df, "n_clusters": n_clusters,
    }  # fmt: skip
