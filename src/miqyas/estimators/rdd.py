"""Regression discontinuity, sharp or fuzzy: the jump of an outcome where a rule changes who is treated."""

from collections.abc import Sequence

from miqyas.data.relation import Relation, open_relation
from miqyas.estimators.threshold_fit import Choice, at_threshold
from miqyas.estimators.threshold_rows import rows_for
from miqyas.estimators.threshold_sample import Threshold, TreatedSide
from miqyas.numerics.local_polynomial import Kernel
from miqyas.numerics.threshold_bandwidths import Selector
from miqyas.results.discontinuity import Discontinuity


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
    >>> import numpy as np, pandas as pd
    >>> rng = np.random.default_rng(1)
    >>> score = rng.uniform(-1, 1, 2000)
    >>> exam = pd.DataFrame({"score": score, "income": 3.0 * (score >= 0) + score + rng.normal(size=2000)})
    >>> found = rdd(open_relation(exam), outcome="income", running="score", cutoff=0.0).estimate
    >>> found.low < 3 < found.high
    True
    """
    threshold = Threshold(outcome, running, cutoff, treated, treatment, tuple(covariates), cluster, weights)
    choice = Choice(
        kernel=kernel, order=order, selector=selector, bandwidth=bandwidth, bias_bandwidth=bias_bandwidth,
        donut=donut, level=level, unit=unit,
    )  # fmt: skip
    found, choice = rows_for(open_relation(relation), threshold, choice)
    return at_threshold(found, threshold, choice)
