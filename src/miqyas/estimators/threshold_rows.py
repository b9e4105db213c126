"""Which rows a jump needs: all of a table, or when it is long those within the bandwidths."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from miqyas.data.names import literal, quoted
from miqyas.data.pulled import Pulled, check_columns
from miqyas.data.relation import Relation
from miqyas.data.threshold_bins import Bins, bins_at
from miqyas.errors import ConstantOutcome, NoResidualVariation
from miqyas.estimators.threshold_fit import Choice
from miqyas.estimators.threshold_sample import NEEDED, Threshold, TreatedSide, check_counts, gather
from miqyas.numerics.jump import Window
from miqyas.numerics.local_polynomial import Side
from miqyas.numerics.threshold_bandwidths import Spread, select_bandwidths
from miqyas.types import BoolVector

LONG = 500_000  # rows; below, the whole table is brought in under a second


def rows_for(
    table: Relation, threshold: Threshold, choice: Choice, *, multiples: Sequence[float] = (1.0,)
) -> tuple[Pulled, Choice]:
    """Bring the rows that the estimate needs, and return the choice with its bandwidths where bins gave them.

    The estimate looks at nothing beyond the wider of h and b. In a long table these come from bins of the
    engine, and only the rows within them, times the widest of ``multiples``, are brought. Covariates, clusters
    and weights change how bandwidths are chosen: the whole table is then brought, unless bandwidths are given.
    """
    if table.n_rows <= LONG:
        return gather(table, threshold), choice
    if choice.bandwidth is not None:
        wide = choice.bandwidth if choice.bias_bandwidth is None else choice.bias_bandwidth
        window = Window((choice.bandwidth, choice.bandwidth), (wide, wide))
    elif threshold.covariates or threshold.cluster or threshold.weights:
        return gather(table, threshold), choice
    else:
        window = _binned_window(table, threshold, choice)
        choice = replace(choice, window=window, n_binned=table.n_rows)
    reach = max(*window.h, *window.b) * max(1.0, *multiples)
    return gather(table, threshold, where=near(threshold, reach)), choice


def near(threshold: Threshold, reach: float) -> str:
    """Write the condition that a row stands within ``reach`` of the threshold."""
    x = f"CAST({quoted(threshold.running)} AS DOUBLE)"
    return f"abs({x} - {literal(threshold.cutoff)}) <= {literal(reach)}"


def _binned_window(table: Relation, threshold: Threshold, choice: Choice) -> Window:
    check_columns(table, threshold.numbers)
    found = bins_at(
        table, outcome=threshold.outcome, running=threshold.running, cutoff=threshold.cutoff,
        complete=threshold.numbers, donut=choice.donut,
    )  # fmt: skip
    if np.ptp(found.y) == 0 and not found.variance.any():
        raise ConstantOutcome(column=threshold.outcome, value=f"{found.y[0]:.6g}", n=found.n_units)
    on_rule = (found.u >= 0) if threshold.treated is TreatedSide.ABOVE else (found.u <= 0)
    check_counts([int(on_rule.sum()), int((~on_rule).sum())], NEEDED + choice.order, threshold)
    window = select_bandwidths(
        (_side(found, on_rule), _side(found, ~on_rule)),
        order=choice.order,
        kernel=choice.kernel,
        selector=choice.selector,
        spread=Spread(found.n_units, found.n_values, found.deviation, found.quartiles),
    )
    if window is None:
        raise NoResidualVariation(column=threshold.outcome)
    wide = choice.bias_bandwidth
    return window if wide is None else Window(window.h, (wide, wide))


def _side(found: Bins, where: BoolVector) -> Side:
    noise = np.sqrt(found.variance[where] / found.n[where])[:, np.newaxis]
    return Side(found.u[where], found.y[where, np.newaxis], found.n[where], None, noise)
