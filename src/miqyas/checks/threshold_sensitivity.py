"""Sensitivity of a regression discontinuity to its bandwidth and to the units nearest the threshold."""

from collections.abc import Sequence

from miqyas.data.relation import Relation, open_relation
from miqyas.errors import TooFewAtThreshold
from miqyas.estimators.rdd import rdd
from miqyas.estimators.threshold_sample import TreatedSide
from miqyas.results.table import Cell, Table

MULTIPLES = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
COLUMNS = ("bandwidth", "donut", "value", "low", "high", "p_value", "n")


def threshold_sensitivity(
    relation: Relation,
    *,
    outcome: str,
    running: str,
    cutoff: float,
    treated: TreatedSide = TreatedSide.ABOVE,
    multiples: Sequence[float] = MULTIPLES,
    donuts: Sequence[float] = (),
    level: float = 0.95,
) -> Table:
    """Estimate the jump again with other bandwidths, then without the units nearest the threshold.

    An effect that only one bandwidth shows, or that leaves with the nearest units, is not the rule's. No verdict
    is given: which change is too much depends on the question.

    Parameters
    ----------
    relation, outcome, running, cutoff, treated, level
        As in `rdd`.
    multiples : sequence of float
        Of the optimal bandwidth.
    donuts : sequence of float
        In the unit of ``running``; each with the bandwidth that is optimal without these units.

    Returns
    -------
    Table
        One row by bandwidth, then by donut: ``bandwidth``, ``donut``, then the jump in the unit of the outcome.
        Given bandwidths take b = h, so the row of the multiple 1 differs from `rdd` in its interval. Cells are
        None where too few values are left, with a note.

    Raises
    ------
    InvalidSample
        As in `rdd`, for the estimate all others are set against.

    References
    ----------
    Cattaneo, M. D., Idrobo, N. and Titiunik, R. (2020). A Practical Introduction to Regression Discontinuity
    Designs: Foundations, section 5: bandwidths and donuts.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> x = np.linspace(-1, 1, 400)
    >>> exam = pd.DataFrame({"x": x, "y": 2.0 * (x >= 0) + x + 0.1 * np.sin(900 * x)})
    >>> table = threshold_sensitivity(exam, outcome="y", running="x", cutoff=0.0, donuts=[0.05])
    >>> len(table.rows), all(abs(row["value"] - 2) < 0.1 for row in table.records())
    (7, True)
    """
    table = open_relation(relation)
    best = rdd(table, outcome=outcome, running=running, cutoff=cutoff, treated=treated, level=level)
    choices = [(multiple * best.bandwidth, 0.0) for multiple in multiples]
    rows: list[tuple[Cell, ...]] = []
    notes: list[str] = []
    for bandwidth, donut in [*choices, *((None, donut) for donut in donuts)]:
        try:
            found = rdd(
                table, outcome=outcome, running=running, cutoff=cutoff, treated=treated,
                bandwidth=bandwidth, donut=donut, level=level,
            )  # fmt: skip
        except TooFewAtThreshold as refusal:
            rows.append((bandwidth, donut, *(None,) * (len(COLUMNS) - 2)))
            notes.append(str(refusal))
            continue
        estimate = found.estimate
        row: tuple[Cell, ...] = (estimate.value, estimate.low, estimate.high, estimate.p_value, estimate.n)
        rows.append((found.bandwidth, donut, *row))
    return Table(COLUMNS, tuple(rows), tuple(notes))
