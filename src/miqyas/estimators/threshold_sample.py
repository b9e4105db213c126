"""Units on the two sides of a threshold, refused where a local polynomial has nothing to stand on."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from miqyas.data.pulled import Pulled, pull
from miqyas.data.relation import Relation
from miqyas.errors import (
    ClusterIsUnit,
    ColumnUsedTwice,
    ConstantOutcome,
    InvalidWeights,
    TooFewAtThreshold,
    TooFewClusters,
)
from miqyas.numerics.jump import Sides, Window
from miqyas.numerics.least_squares import independent_columns
from miqyas.numerics.local_polynomial import Kernel, Side, fit, side
from miqyas.types import FloatMatrix, FloatVector, IntVector

# Distinct distances each side must hold beyond the order of the polynomial: over all of it for the pilot's,
# within h and b for the fits.
NEEDED, NEEDED_INSIDE = 9, 4
# When more than this share of units have the value of another, bandwidths say less than they seem to.
REPEATED = 0.2


class TreatedSide(StrEnum):
    """Which side of the threshold is treated; a unit on the threshold itself is."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Threshold:
    """The columns of a question about a threshold.

    Attributes
    ----------
    outcome, running : str
        What may change; what the rule looks at.
    cutoff, treated
        The threshold and the side that is treated.
    received, cluster, weights : str or None
        What was received, when the rule was not followed by all; groups taken as a whole; sampling weights.
    covariates : tuple of str
        Numbers measured before, held fixed.
    """

    outcome: str
    running: str
    cutoff: float
    treated: TreatedSide
    received: str | None = None
    covariates: tuple[str, ...] = ()
    cluster: str | None = None
    weights: str | None = None

    def __post_init__(self) -> None:
        explained = (self.outcome, *((self.received,) if self.received else ()))
        exclusive = (self.running, *explained, *self.covariates)
        for place, name in enumerate(exclusive):
            if name in exclusive[:place]:
                raise ColumnUsedTwice(column=name)
        for other in (self.cluster, self.weights):
            if other in explained:
                raise ColumnUsedTwice(column=other)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Columns that must hold finite numbers, the running variable first."""
        more = (name for name in (self.received, *self.covariates, self.weights) if name)
        return tuple(dict.fromkeys((self.running, self.outcome, *more)))


@dataclass(frozen=True, slots=True)
class ThresholdSample:
    """Complete rows beyond the donut, by side.

    Attributes
    ----------
    sides : Sides
        The treated side, the other; columns: outcome, received when there is one, covariates kept.
    n_dropped, n_donut, n_clusters : int
        Rows with a missing value; units in the donut; clusters, or units when there are none.
    n_received : int
        Different values of what was received; zero without it.
    dropped_covariates : tuple of str
        Covariates that the polynomial and earlier ones already contain.
    spread : float
        Largest less smallest outcome.
    """

    threshold: Threshold
    sides: Sides
    n_dropped: int
    n_donut: int
    n_received: int
    dropped_covariates: tuple[str, ...]
    spread: float


def gather(relation: Relation, threshold: Threshold, *, where: str | None = None) -> Pulled:
    """Bring the complete rows (those of ``where``) into Python, and refuse values that cannot be fitted."""
    groups = (threshold.cluster,) if threshold.cluster else ()
    found = pull(relation, numbers=threshold.numbers, groups=groups, where=where)
    _check_values(found, threshold)
    return found


def sample_of(found: Pulled, threshold: Threshold, *, donut: float, order: int) -> ThresholdSample:
    """Measure rows from the threshold, by side, and refuse sides with too little on them."""
    away = found.numbers[threshold.running] - threshold.cutoff
    distance = away if threshold.treated is TreatedSide.ABOVE else -away
    kept = np.abs(distance) >= donut
    is_above = kept & (distance >= 0)
    places = (np.flatnonzero(is_above), np.flatnonzero(kept & ~is_above))
    counts = [int(np.unique(distance[place]).size) for place in places]
    check_counts(counts, NEEDED + order, threshold)
    names = [name for name in (threshold.outcome, threshold.received, *threshold.covariates) if name]
    columns = np.column_stack([found.numbers[name] for name in names])
    weights = found.numbers[threshold.weights] if threshold.weights else None
    clusters = found.groups[threshold.cluster] if threshold.cluster else None
    sides = [_side(distance, columns, weights, clusters, place) for place in places]
    _check_clusters((sides[0], sides[1]), (np.inf, np.inf), threshold)
    n_explained = 2 if threshold.received else 1
    kept_columns = _kept((sides[0], sides[1]), n_explained, order)
    sides = [_side(distance, columns[:, kept_columns], weights, clusters, place) for place in places]
    return ThresholdSample(
        threshold=threshold,
        sides=(sides[0], sides[1]),
        n_dropped=found.n_dropped,
        n_donut=int((~kept).sum()),
        n_received=int(np.unique(found.numbers[threshold.received]).size) if threshold.received else 0,
        dropped_covariates=tuple(name for place, name in enumerate(names) if place not in kept_columns),
        spread=float(np.ptp(found.numbers[threshold.outcome])),
    )


def _check_values(found: Pulled, threshold: Threshold) -> None:
    outcome = found.numbers[threshold.outcome]
    if np.ptp(outcome) == 0:
        raise ConstantOutcome(column=threshold.outcome, value=f"{outcome[0]:.6g}", n=found.n)
    if threshold.weights:
        weights = found.numbers[threshold.weights]
        if (n_bad := int((weights <= 0).sum())) > 0:
            raise InvalidWeights(column=threshold.weights, n=n_bad, smallest=f"{weights.min():g}")
    if threshold.cluster and (n_clusters := len(found.labels[threshold.cluster])) == found.n:
        raise ClusterIsUnit(column=threshold.cluster, n=n_clusters)


def _side(
    distance: FloatVector,
    columns: FloatMatrix,
    weights: FloatVector | None,
    clusters: IntVector | None,
    place: IntVector,
) -> Side:
    return side(
        distance[place],
        columns[place],
        weights=None if weights is None else weights[place],
        clusters=None if clusters is None else clusters[place],
    )


def _kept(sides: Sides, n_explained: int, order: int) -> list[int]:
    """Places of the columns kept: all that are explained, and covariates that add to the polynomial."""
    covariates = np.concatenate([one.columns[:, n_explained:] for one in sides])
    if covariates.shape[1] == 0:
        return [*range(n_explained)]
    left = np.concatenate([
        fit(one, order=order, h=float(np.abs(one.u).max()), kernel=Kernel.UNIFORM).left()[:, n_explained:]
        for one in sides
    ])  # fmt: skip
    products = left.T @ left
    spread = ((covariates - covariates.mean(axis=0)) ** 2).sum(axis=0)
    own = np.diag(products)
    varies = (spread > 0) & (own > 1e-12 * spread)
    scale = np.where(varies, np.sqrt(np.where(varies, own, 1.0)), 1.0)
    kept = independent_columns(products / np.outer(scale, scale), varies)
    return [*range(n_explained), *(n_explained + int(place) for place in np.flatnonzero(kept))]


def check_inside(sample: ThresholdSample, window: Window, order: int) -> tuple[int, int]:
    """Return how many units stand within h on each side, and refuse too few values or clusters."""
    threshold = sample.threshold
    inside = [
        one.u[np.abs(one.u) < min(h, b)]
        for one, h, b in zip(sample.sides, window.h, window.b, strict=True)
    ]  # fmt: skip
    check_counts([int(np.unique(u).size) for u in inside], NEEDED_INSIDE + order, threshold)
    narrow = tuple(min(h, b) for h, b in zip(window.h, window.b, strict=True))
    _check_clusters(sample.sides, (narrow[0], narrow[1]), threshold)
    counted = [int((np.abs(one.u) < h).sum()) for one, h in zip(sample.sides, window.h, strict=True)]
    return counted[0], counted[1]


def _check_clusters(sides: Sides, within: tuple[float, float], threshold: Threshold) -> None:
    counts = [
        int(np.unique(one.clusters[np.abs(one.u) < far]).size)
        for one, far in zip(sides, within, strict=True)
        if one.clusters is not None
    ]
    if counts and min(counts) < 2:
        raise TooFewClusters(column=threshold.cluster, treated=counts[0], control=counts[1])


def check_counts(counts: Sequence[int], needed: int, threshold: Threshold) -> None:
    """Refuse a side with fewer distinct values than a polynomial needs."""
    if min(counts) < needed:
        raise TooFewAtThreshold(
            column=threshold.running, cutoff=f"{threshold.cutoff:g}", treated=counts[0],
            untreated=counts[1], needed=needed,
        )  # fmt: skip
