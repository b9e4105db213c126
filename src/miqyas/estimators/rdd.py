"""Regression discontinuity, sharp or fuzzy: the jump of an outcome where a rule changes who is treated."""

from collections.abc import Sequence

import numpy as np

from miqyas.data.relation import Relation, open_relation
from miqyas.errors import InvalidBandwidth, InvalidLevel, InvalidOrder, NoResidualVariation
from miqyas.estimators.threshold_received import received_of
from miqyas.estimators.threshold_sample import (
    REPEATED,
    Threshold,
    ThresholdSample,
    TreatedSide,
    check_inside,
    draw_at_threshold,
)
from miqyas.numerics.distributions import normal_quantile, normal_two_sided
from miqyas.numerics.jump import Jump, Window, fuzzy_jump, jumps, sharp_jump
from miqyas.numerics.local_polynomial import Kernel, Side
from miqyas.numerics.threshold_bandwidths import Selector, select_bandwidths
from miqyas.results.discontinuity import Discontinuity, Received
from miqyas.results.estimate import Estimate, Note

LARGEST_ORDER = 4  # beyond, a polynomial follows the noise near its ends
WEAK_F = 10  # the usual rule of thumb for a first stage; the interval that stays right is always given


def rdd(
    relation: Relation,
    *,
    outcome: str,
    running: str,
    cutoff: float,
    treatment: str | None = None,
    treated: TreatedSide = TreatedSide.ABOVE,
    covariates: Sequence[str] = (),
    cluster: str | None = None,
    weights: str | None = None,
    kernel: Kernel = Kernel.TRIANGULAR,
    order: int = 1,
    selector: Selector = Selector.MSERD,
    bandwidth: float | None = None,
    bias_bandwidth: float | None = None,
    donut: float = 0.0,
    level: float = 0.95,
    unit: str = "",
) -> Discontinuity:
    """Estimate the effect of a rule at its threshold, by local polynomials with robust bias-corrected inference.

    The effect holds for units at the threshold. It is causal when nothing else changes there and nobody can
    place themselves exactly on one side. Without ``treatment``, all units on the treated side are treated and
    none on the other (sharp). With it, the effect is that of the treatment on the units at the threshold whose
    treatment the rule decides (fuzzy), when the rule moves nobody the other way and touches the outcome through
    the treatment alone. Read `miqyas.checks.density` and `miqyas.checks.threshold_sensitivity` beside it.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; rows with a missing value are left out and counted.
    outcome, running : str
        Columns of numbers: what may change; what the rule looks at.
    cutoff : float
        The threshold, in the unit of ``running``.
    treatment : str, optional
        Column of numbers: the treatment received, 0 and 1 or graded.
    treated : TreatedSide
        Side that the rule treats, the threshold included.
    covariates : sequence of str
        Columns of numbers measured before, with one coefficient for both sides; they sharpen the estimate and
        do not repair it. Those that add nothing are left out and named.
    cluster, weights : str, optional
        Column of groups taken as a whole; of sampling weights, above zero.
    kernel, order, selector
        How units weigh by distance; order p of the polynomial; what the bandwidths make least.
    bandwidth, bias_bandwidth : float, optional
        h and b, in the unit of ``running``; by default those of ``selector``. When h alone is given, b = h.
    donut : float
        Units nearer to the threshold than this are left out; zero for none.
    level : float
        Coverage of the interval, between 0 and 1.
    unit : str
        Unit of the outcome.

    Returns
    -------
    Discontinuity
        Jump in ``unit`` (by unit of treatment when fuzzy). Variance from three nearest neighbours, or CR1 by
        cluster; the interval allows for the bias and for its estimation. ``control_mean`` is the fitted
        outcome at the threshold on the untreated side.

    Raises
    ------
    InvalidSample
        `MissingColumn`, `ColumnUsedTwice`, `NotNumeric`, `InfiniteValues`, `EmptySample`, `ConstantOutcome`,
        `InvalidWeights`, `ClusterIsUnit`, `TooFewClusters`; `TooFewAtThreshold` when a side, or a side within a
        bandwidth, holds too few distinct values; `NoResidualVariation` when the outcome follows the running
        variable exactly; `ReceivedNotMoved` when the jump of the treatment may be zero.
    InvalidBandwidth, InvalidOrder, InvalidLevel
        A bandwidth not above the donut, or a negative donut; an order that is not 1 to 4; a level not between
        0 and 1.

    References
    ----------
    Calonico, S., Cattaneo, M. D. and Titiunik, R. (2014). Robust nonparametric confidence intervals for
    regression-discontinuity designs. Econometrica 82(6), 2295-2326: theorem 1 (sharp), theorem 3 (fuzzy).
    Calonico, S., Cattaneo, M. D., Farrell, M. H. and Titiunik, R. (2019). Regression discontinuity designs
    using covariates. Review of Economics and Statistics 101(3), 442-451.
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
    _check_options(bandwidth, bias_bandwidth, donut, order, level)
    threshold = Threshold(outcome, running, cutoff, treated, treatment, tuple(covariates), cluster, weights)
    sample = draw_at_threshold(open_relation(relation), threshold, donut=donut, order=order)
    window = _window(sample, bandwidth, bias_bandwidth, order=order, kernel=kernel, selector=selector)
    counts = check_inside(sample, window, order)
    found = jumps(sample.sides, window, order=order, kernel=kernel, explained=2 if treatment else 1)
    received = received_of(found, threshold, level) if treatment else None
    jump = fuzzy_jump(found)[0] if treatment else sharp_jump(found)
    if not jump.robust_std_error > 1e-10 * sample.spread:
        raise NoResidualVariation(column=outcome)
    n_values = _distinct_inside(sample, window)
    notes = _notes(sample, received, sum(counts), n_values)
    return Discontinuity(
        estimate=_estimate(
            sample, jump, window, below=float(found.below @ found.adjusted(0)), counts=counts, level=level,
            unit=unit, method=_method(threshold, kernel, order), notes=notes,
        ),
        conventional_std_error=jump.std_error,
        bias_corrected=jump.bias_corrected,
        bandwidth=window.h[0],
        bias_bandwidth=window.b[0],
        bandwidth_other=window.h[1],
        bias_bandwidth_other=window.b[1],
        cutoff=cutoff,
        donut=donut,
        order=order,
        kernel=str(kernel),
        n_donut=sample.n_donut,
        n_above=counts[0],
        n_below=counts[1],
        n_values=n_values,
        received=received,
    )  # fmt: skip


def _check_options(h: float | None, b: float | None, donut: float, order: int, level: float) -> None:
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    if order not in range(1, LARGEST_ORDER + 1):
        raise InvalidOrder(order=order, largest=LARGEST_ORDER)
    given = [width for width in (h, b) if width is not None]
    if not (0 <= donut < min([*given, np.inf]) and all(width < np.inf for width in given)):
        raise InvalidBandwidth(bandwidth=min(given, default=None), donut=donut)


def _window(
    sample: ThresholdSample,
    h: float | None,
    b: float | None,
    *,
    order: int,
    kernel: Kernel,
    selector: Selector,
) -> Window:
    """The bandwidths given, or those selected for the outcome: the same for what was received."""
    if h is not None:
        wide = h if b is None else b
        return Window((h, h), (wide, wide))
    sides = sample.sides
    if sample.threshold.received:
        above, below = (
            Side(one.u, np.delete(one.columns, 1, axis=1), one.weights, one.clusters) for one in sides
        )
        sides = (above, below)
    found = select_bandwidths(sides, order=order, kernel=kernel, selector=selector)
    if found is None:
        raise NoResidualVariation(column=sample.threshold.outcome)
    return found if b is None else Window(found.h, (b, b))


def _estimate(
    sample: ThresholdSample,
    jump: Jump,
    window: Window,
    *,
    below: float,
    counts: tuple[int, int],
    level: float,
    unit: str,
    method: str,
    notes: tuple[Note, ...],
) -> Estimate:
    margin = normal_quantile(0.5 + level / 2) * jump.robust_std_error
    return Estimate(
        estimand="LATE at the threshold" if sample.threshold.received else "effect at the threshold",
        value=jump.conventional,
        std_error=jump.robust_std_error,
        df=None,
        p_value=normal_two_sided(jump.bias_corrected / jump.robust_std_error),
        low=jump.bias_corrected - margin,
        high=jump.bias_corrected + margin,
        level=level,
        n=sum(counts),
        n_clusters=_clusters_inside(sample, window) if sample.threshold.cluster else sum(counts),
        n_dropped=sample.n_dropped,
        control_mean=below,
        unit=unit,
        method=method,
        dropped_covariates=sample.dropped_covariates,
        notes=notes,
    )


def _clusters_inside(sample: ThresholdSample, window: Window) -> int:
    codes = [
        one.clusters[np.abs(one.u) < h]
        for one, h in zip(sample.sides, window.h, strict=True)
        if one.clusters is not None
    ]
    return int(np.unique(np.concatenate(codes)).size)


def _distinct_inside(sample: ThresholdSample, window: Window) -> int:
    return sum(
        int(np.unique(one.u[np.abs(one.u) < h]).size)
        for one, h in zip(sample.sides, window.h, strict=True)
    )  # fmt: skip


def _method(threshold: Threshold, kernel: Kernel, order: int) -> str:
    parts = [f"local {('linear', 'quadratic', 'cubic', 'quartic')[order - 1]}", f"{kernel} kernel"]
    parts += ["ratio of jumps"] if threshold.received else []
    parts += ["covariates"] if threshold.covariates else []
    parts += ["weights"] if threshold.weights else []
    parts += ["CR1 by cluster"] if threshold.cluster else []
    return ", ".join([*parts, "robust bias-corrected interval"])


def _notes(sample: ThresholdSample, received: Received | None, n: int, n_values: int) -> tuple[Note, ...]:
    weak = received is not None and received.f is not None and received.f < WEAK_F
    found = (
        Note("graded_treatment", sample.n_received if sample.n_received > 2 else 0),
        Note("mass_points", n_values if n_values < (1 - REPEATED) * n else 0),
        Note("weak_received", WEAK_F if weak else 0),
    )
    return tuple(note for note in found if note.count > 0)
