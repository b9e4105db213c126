"""What a discontinuity looks like: means of bins, and the polynomials that give the jump."""

from collections.abc import Iterator
from enum import StrEnum

import numpy as np

from miqyas.data.relation import Relation, open_relation
from miqyas.estimators.threshold_sample import Threshold, TreatedSide, gather, sample_of
from miqyas.numerics.distributions import normal_quantile
from miqyas.numerics.local_polynomial import Kernel, Side, fit
from miqyas.results.discontinuity import Discontinuity
from miqyas.results.table import Cell, Table
from miqyas.types import FloatVector

COLUMNS = ("kind", "side", "x", "value", "low", "high", "n")
REACH = 2.0  # bandwidths drawn on each side: the eye judges the curve beyond the window too
MOST_BINS, POINTS = 30, 25


class Spacing(StrEnum):
    """How bins divide a side: as wide, or holding as many units."""

    EVEN = "even"
    QUANTILE = "quantile"


def threshold_picture(
    relation: Relation,
    found: Discontinuity,
    *,
    outcome: str,
    running: str,
    treated: TreatedSide = TreatedSide.ABOVE,
    cluster: str | None = None,
    weights: str | None = None,
    spacing: Spacing = Spacing.EVEN,
    n_bins: int | None = None,
) -> Table:
    """Give the points and lines of the usual picture: binned means, and the fit on each side within its bandwidth.

    The lines are those of the estimate, without covariates: where they meet the threshold, they stand one jump
    apart. Under the assumptions of `rdd`; a picture shows, it does not test.

    Parameters
    ----------
    relation : Relation
        The table of ``found``, or anything `open_relation` takes.
    found : Discontinuity
        From `rdd`: its threshold, bandwidths, kernel, order, donut and level are drawn.
    outcome, running, treated, cluster, weights
        As in `rdd`; the treatment received may be the outcome, to see what the rule changed of it.
    spacing : Spacing
        Bins of equal width, or of equal numbers of units.
    n_bins : int, optional
        Bins on each side, at least one; by default the square root of the units drawn there, 30 at most.

    Returns
    -------
    Table
        Rows ``bin`` (``x`` the mean of the running variable in the bin, ``value`` the mean outcome, ``n``) and
        ``fit`` (``x`` on a grid, ``value`` and pointwise conventional interval); ``side`` is ``treated`` or
        ``other``. Units farther than two bandwidths are not drawn.

    Raises
    ------
    InvalidSample
        As in `rdd`.

    References
    ----------
    Calonico, S., Cattaneo, M. D. and Titiunik, R. (2015). Optimal data-driven regression discontinuity plots.
    Journal of the American Statistical Association 110(512), 1753-1769: bins of equal width and of equal
    numbers.

    Examples
    --------
    >>> import pandas as pd
    >>> from miqyas.estimators.rdd import rdd
    >>> x = np.linspace(-1, 1, 400)
    >>> exam = pd.DataFrame({"x": x, "y": 2.0 * (x >= 0) + x + 0.1 * np.sin(900 * x)})
    >>> found = rdd(exam, outcome="y", running="x", cutoff=0.0)
    >>> rows = threshold_picture(exam, found, outcome="y", running="x", n_bins=5).records()
    >>> [row["kind"] for row in rows].count("bin")
    10
    """
    threshold = Threshold(outcome, running, found.cutoff, treated, cluster=cluster, weights=weights)
    gathered = gather(open_relation(relation), threshold)
    sample = sample_of(gathered, threshold, donut=found.donut, order=found.order)
    sign = 1.0 if treated is TreatedSide.ABOVE else -1.0
    rows: list[tuple[Cell, ...]] = []
    for name, one, h in zip(
        ("treated", "other"), sample.sides, (found.bandwidth, found.bandwidth_other), strict=True
    ):
        parts = (*_bins(one, REACH * h, spacing, n_bins), *_line(one, h, found))
        rows += [(kind, name, found.cutoff + sign * u, *figures) for kind, u, *figures in parts]
    return Table(COLUMNS, tuple(rows))


def _bins(
    one: Side, reach: float, spacing: Spacing, n_bins: int | None
) -> Iterator[tuple[str, float, float, None, None, int]]:
    near = np.abs(one.u) <= reach
    u, y, weights = one.u[near], one.columns[near, 0], one.weights[near]
    asked = min(MOST_BINS, max(1, int(np.sqrt(u.size)))) if n_bins is None else max(1, n_bins)
    shares = np.linspace(0, 1, asked + 1)
    edges = np.quantile(u, shares) if spacing is Spacing.QUANTILE else u.min() + shares * np.ptp(u)
    place = np.clip(np.searchsorted(edges, u, side="right") - 1, 0, asked - 1)
    for i in range(asked):
        inside = place == i
        if inside.any():
            at, mean = (float(np.average(v[inside], weights=weights[inside])) for v in (u, y))
            yield ("bin", at, mean, None, None, int(inside.sum()))


def _line(
    one: Side, h: float, found: Discontinuity
) -> Iterator[tuple[str, float, float, float, float, None]]:
    margin = normal_quantile(0.5 + found.estimate.level / 2)
    fitted = fit(one, order=found.order, h=h, kernel=Kernel(found.kernel))
    weights = [fitted.coefficient(k) for k in range(found.order + 1)]
    noise = fitted.noise(h)[:, 0]
    end = h if one.u.max() > 0 else -h
    for u in np.linspace(0.0, end, POINTS):
        at = sum(u**k * coefficient for k, coefficient in enumerate(weights))
        value, error = float(at @ one.columns[:, 0]), _error(one, at * noise)
        yield ("fit", float(u), value, value - margin * error, value + margin * error, None)


def _error(one: Side, scores: FloatVector) -> float:
    if one.clusters is not None:
        scores = np.asarray(np.bincount(one.clusters, scores), dtype=np.float64)
    return float(np.sqrt(scores @ scores))
