"""Sharp regression discontinuity: the jump of an outcome where a rule changes who is treated."""

from enum import StrEnum

import numpy as np

from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, Relation, missing, open_relation
from miqyas.errors import (
    ColumnUsedTwice,
    ConstantOutcome,
    EmptySample,
    InfiniteValues,
    InvalidBandwidth,
    InvalidLevel,
    NoResidualVariation,
    NotNumeric,
    TooFewAtThreshold,
)
from miqyas.numerics.distributions import normal_quantile, normal_two_sided
from miqyas.numerics.local_polynomial import Side, jump, mse_bandwidths, side
from miqyas.results.discontinuity import Discontinuity
from miqyas.results.estimate import Estimate
from miqyas.types import FloatVector

# Distinct distances each side must hold: over all of it for the pilot's quartic, within h and b for the fits.
NEEDED, NEEDED_INSIDE = 10, 5


class TreatedSide(StrEnum):
    """Which side of the threshold is treated; a unit on the threshold itself is."""

    ABOVE = "above"
    BELOW = "below"


def rdd(
    relation: Relation,
    *,
    outcome: str,
    running: str,
    cutoff: float,
    treated: TreatedSide = TreatedSide.ABOVE,
    bandwidth: float | None = None,
    donut: float = 0.0,
    level: float = 0.95,
    unit: str = "",
) -> Discontinuity:
    """Estimate the effect of a rule at its threshold, by local lines with robust bias-corrected inference.

    The effect holds for units at the threshold. It is causal when nothing else changes there, when nobody can
    place themselves exactly on one side, and when all units on the treated side, and none on the other, are
    treated. Units are independent of one another; the running variable takes many values.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; rows with a missing value are left out and counted.
    outcome, running : str
        Columns of numbers: what may change; what the rule looks at.
    cutoff : float
        The threshold, in the unit of ``running``.
    treated : TreatedSide
        Side that is treated, the threshold included.
    bandwidth : float, optional
        h, in the unit of ``running``; by default the one that minimises the approximate mean squared error.
        When given, b = h.
    donut : float
        Units nearer to the threshold than this are left out; zero for none.
    level : float
        Coverage of the interval, between 0 and 1.
    unit : str
        Unit of the outcome.

    Returns
    -------
    Discontinuity
        Jump in ``unit``. Triangular kernel; variance from three nearest neighbours; the interval allows for the
        bias and for its estimation. ``control_mean`` is the fitted outcome at the threshold without treatment.

    Raises
    ------
    InvalidSample
        `MissingColumn`, `ColumnUsedTwice`, `NotNumeric`, `InfiniteValues`, `EmptySample`, `ConstantOutcome`;
        `TooFewAtThreshold` when a side, or a side within a bandwidth, holds too few distinct values;
        `NoResidualVariation` when the outcome follows the running variable exactly.
    InvalidBandwidth
        A bandwidth that is not above the donut, or a negative donut.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Calonico, S., Cattaneo, M. D. and Titiunik, R. (2014). Robust nonparametric confidence intervals for
    regression-discontinuity designs. Econometrica 82(6), 2295-2326: theorem 1 and section 4.
    Lee, D. S. and Lemieux, T. (2010). Regression discontinuity designs in economics. Journal of Economic
    Literature 48(2), 281-355: what makes it causal.

    Examples
    --------
    >>> import pandas as pd
    >>> rng = np.random.default_rng(1)
    >>> score = rng.uniform(-1, 1, 2000)
    >>> exam = pd.DataFrame({"score": score, "income": 3.0 * (score >= 0) + score + rng.normal(size=2000)})
    >>> found = rdd(open_relation(exam), outcome="income", running="score", cutoff=0.0).estimate
    >>> found.low < 3 < found.high
    True
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    _check_window(bandwidth, donut)
    table = open_relation(relation)
    y, x, n_dropped = _columns(table, outcome, running)
    distance = x - cutoff if treated is TreatedSide.ABOVE else cutoff - x
    kept = np.abs(distance) >= donut
    above, below = _sides(distance[kept], y[kept], column=running, cutoff=cutoff)
    if not float(above.variance.max() + below.variance.max()) > (1e-10 * float(np.ptp(y))) ** 2:
        raise NoResidualVariation(column=outcome)
    h, b = mse_bandwidths(above, below) if bandwidth is None else (bandwidth, bandwidth)
    n_above, n_below = _inside(above, below, min(h, b), h, column=running, cutoff=cutoff)
    found = jump(above, below, h=h, b=b)
    if not found.robust_std_error > 1e-10 * float(np.ptp(y)):
        raise NoResidualVariation(column=outcome)
    margin = normal_quantile(0.5 + level / 2) * found.robust_std_error
    estimate = Estimate(
        estimand="effect at the threshold",
        value=found.conventional,
        std_error=found.robust_std_error,
        df=None,
        p_value=normal_two_sided(found.bias_corrected / found.robust_std_error),
        low=found.bias_corrected - margin,
        high=found.bias_corrected + margin,
        level=level,
        n=n_above + n_below,
        n_clusters=n_above + n_below,
        n_dropped=n_dropped,
        control_mean=found.below,
        unit=unit,
        method="local linear, triangular kernel, robust bias-corrected interval",
    )
    return Discontinuity(
        estimate=estimate,
        conventional_std_error=found.std_error,
        bias_corrected=found.bias_corrected,
        bandwidth=h,
        bias_bandwidth=b,
        cutoff=cutoff,
        donut=donut,
        n_donut=int((~kept).sum()),
        n_above=n_above,
        n_below=n_below,
    )


def _check_window(bandwidth: float | None, donut: float) -> None:
    widest = np.inf if bandwidth is None else bandwidth
    is_finite = bandwidth is None or bandwidth < np.inf
    if not (0 <= donut < widest and is_finite):
        raise InvalidBandwidth(bandwidth=bandwidth, donut=donut)


def _columns(table: Relation, outcome: str, running: str) -> tuple[FloatVector, FloatVector, int]:
    for name in (outcome, running):
        table.require(name)
    if outcome == running:
        raise ColumnUsedTwice(column=outcome)
    for name in (outcome, running):
        if not table.holds_numbers(name):
            found = table.examples(name)
            if not found:  # a column without any value is read as text
                raise EmptySample(n=table.n_rows, columns=name)
            raise NotNumeric(column=name, found=found)
        if (n_infinite := table.count_infinite(name)) > 0:
            raise InfiniteValues(column=name, n=n_infinite)
    y, x = (f"CAST({quoted(name)} AS DOUBLE)" for name in (outcome, running))
    whole = f"NOT {missing(y, 'DOUBLE')} AND NOT {missing(x, 'DOUBLE')}"
    # In one order whatever the engine's threads do, so that sums repeat.
    answer = table.ask(f"SELECT {y} AS y, {x} AS x FROM {ROWS} WHERE {whole} ORDER BY 2, 1")  # noqa: S608 -- quoted
    n = int(answer["y"].size)
    if n == 0:
        raise EmptySample(n=table.n_rows, columns=f"{outcome}, {running}")
    values = np.asarray(answer["y"], dtype=np.float64)
    if np.ptp(values) == 0:
        raise ConstantOutcome(column=outcome, value=f"{values[0]:.6g}", n=n)
    return values, np.asarray(answer["x"], dtype=np.float64), table.n_rows - n


def _sides(distance: FloatVector, y: FloatVector, *, column: str, cutoff: float) -> tuple[Side, Side]:
    is_above = distance >= 0
    counts = [int(np.unique(distance[where]).size) for where in (is_above, ~is_above)]
    _check_counts(counts, NEEDED, column=column, cutoff=cutoff)
    return side(distance[is_above], y[is_above]), side(distance[~is_above], y[~is_above])


def _inside(
    above: Side, below: Side, narrow: float, h: float, *, column: str, cutoff: float
) -> tuple[int, int]:
    counts = [int(np.unique(one.u[np.abs(one.u) < narrow]).size) for one in (above, below)]
    _check_counts(counts, NEEDED_INSIDE, column=column, cutoff=cutoff)
    return int((np.abs(above.u) < h).sum()), int((np.abs(below.u) < h).sum())


def _check_counts(counts: list[int], needed: int, *, column: str, cutoff: float) -> None:
    if min(counts) < needed:
        raise TooFewAtThreshold(
            column=column, cutoff=f"{cutoff:g}", treated=counts[0], untreated=counts[1], needed=needed
        )
