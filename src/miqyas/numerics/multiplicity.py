"""Several p-values looked at together: what each becomes once the others are counted.

References
----------
Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics 6(2),
65-70.
Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal Statistical
Society B 57(1), 289-300.
Benjamini, Y., Krieger, A. M. and Yekutieli, D. (2006). Adaptive linear step-up procedures that control the false
discovery rate. Biometrika 93(3), 491-507, definition 6.
Anderson, M. L. (2008). Multiple inference and gender differences in the effects of early intervention. Journal
of the American Statistical Association 103(484), 1481-1495, section 3: sharpened q-values.
Westfall, P. H. and Young, S. S. (1993). Resampling-Based Multiple Testing, section 2.6: free stepdown.
Romano, J. P. and Wolf, M. (2005). Stepwise multiple testing as formalized data snooping. Econometrica 73(4),
1237-1282.
Romano, J. P. and Wolf, M. (2016). Efficient computation of adjusted p-values for resampling-based stepdown multiple
testing. Statistics & Probability Letters 113, 38-40.
"""

import numpy as np

from miqyas.types import FloatMatrix, FloatVector


def holm(p_values: FloatVector) -> FloatVector:
    """Return p-values under which the chance of any false finding stays below the level; shape (m,).

    Examples
    --------
    >>> holm(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    order = np.argsort(p_values, kind="stable")
    factors = np.arange(p_values.size, 0, -1)
    return _unsorted(np.minimum(1.0, np.maximum.accumulate(factors * p_values[order])), order)


def benjamini_hochberg(p_values: FloatVector) -> FloatVector:
    """Return q-values: the share of false findings expected among those kept at that value; shape (m,).

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    order = np.argsort(p_values, kind="stable")
    m = p_values.size
    raised = m / np.arange(1, m + 1) * p_values[order]
    lowest: FloatVector = np.minimum.accumulate(raised[::-1])[::-1]
    return _unsorted(np.minimum(1.0, lowest), order)


def sharpened_q(p_values: FloatVector) -> FloatVector:
    """Return the two-stage q-values of Benjamini, Krieger and Yekutieli; shape (m,).

    A hypothesis gets the smallest q at which the two stages reject it: the first at q' = q / (1 + q) counts c
    rejections, the second works at q' m / (m - c). c is a step function of q', so the smallest q is found exactly,
    where Anderson's program walks down a grid of thousandths.

    Examples
    --------
    >>> sharpened_q(np.array([0.001, 0.002, 0.003, 0.9])).round(4).tolist()
    [0.004, 0.004, 0.004, 0.2903]
    """
    once, m = benjamini_hochberg(p_values), p_values.size
    smallest = np.ones(m)
    steps = np.unique(once)
    for start, stop in zip(steps, np.append(steps[1:], np.inf), strict=True):
        left = m - int((once <= start).sum())
        reached = np.maximum(start, once * left / m)
        smallest = np.where(reached < stop, np.minimum(smallest, reached), smallest)
    return np.where(
        smallest >= 0.5, 1.0, np.minimum(1.0, smallest / np.where(smallest < 0.5, 1 - smallest, 1.0))
    )


def _unsorted(ordered: FloatVector, order: np.ndarray[tuple[int], np.dtype[np.int64]]) -> FloatVector:
    restored = np.empty_like(ordered)
    restored[order] = ordered
    return restored


def romano_wolf(observed: FloatVector, drawn: FloatMatrix, *, n_more: int = 1) -> FloatVector:
    """Return p-values from the largest statistic of each draw, stepping down; shape (m,).

    ``observed`` (m,) are statistics that grow with the evidence, ``drawn`` (B, m) those of joint draws under the
    null; ``n_more`` is 1 where the sample is not itself among the draws.

    Examples
    --------
    >>> romano_wolf(np.array([3.0, 1.0]), np.array([[1.0, 4.0], [2.0, 0.5], [0.0, 2.0]])).tolist()
    [0.5, 0.75]
    """
    order = np.argsort(-observed, kind="stable")
    largest = np.maximum.accumulate(drawn[:, order[::-1]], axis=1)[:, ::-1]
    reached = (largest >= observed[order] * (1 - 1e-9)).sum(axis=0) + n_more
    adjusted = np.maximum.accumulate(reached / (len(drawn) + n_more))
    return _unsorted(np.minimum(1.0, adjusted), order)


def westfall_young(observed: FloatVector, drawn: FloatMatrix, *, n_more: int = 1) -> FloatVector:
    """Return p-values from the smallest p-value of each draw, stepping down; arguments as in `romano_wolf`.

    The p-value of a draw is its rank among the draws of its own test, so that tests on different scales weigh alike.

    Examples
    --------
    >>> westfall_young(np.array([3.0, 1.0]), np.array([[1.0, 4.0], [2.0, 0.5], [0.0, 2.0]])).tolist()
    [0.5, 0.75]
    """
    pool = np.vstack([drawn, np.tile(observed, (n_more, 1))])
    ranked = np.sort(pool, axis=0)

    def less_than(statistics: FloatMatrix) -> FloatMatrix:
        """Share of the pool under each statistic: one minus its p-value."""
        below = [
            np.searchsorted(ranked[:, test], statistics[:, test] * (1 - 1e-9), side="left")
            for test in range(observed.size)
        ]
        return np.stack(below, axis=1) / len(pool)

    return romano_wolf(1 + less_than(observed[None, :])[0], 1 + less_than(drawn), n_more=n_more)
