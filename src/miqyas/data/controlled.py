"""Outcome, treatment and controls in memory, less their means: what the algebra of omitted variables reads."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from miqyas.data.pulled import pull
from miqyas.data.relation import Relation
from miqyas.errors import ColumnUsedTwice, ConstantOutcome, ControlsRepeat, NotIdentified, TooManyCoefficients
from miqyas.numerics.ordinary import less_means, repeating
from miqyas.types import FloatMatrix, FloatVector


@dataclass(frozen=True, slots=True)
class Controlled:
    """Complete rows less the mean of their stratum; arrays of n rows.

    Attributes
    ----------
    outcome, treatment : FloatVector
        Shape (n,).
    controls : FloatMatrix
        Shape (n, k).
    total : float
        Sum of squares of the outcome around its overall mean, strata not yet absorbed.
    n, n_dropped, n_absorbed : int
        Rows; rows left out because a value was missing; constants taken out.
    """

    outcome: FloatVector
    treatment: FloatVector
    controls: FloatMatrix
    total: float
    n: int
    n_dropped: int
    n_absorbed: int


def pull_controlled(
    relation: Relation, *, outcome: str, treatment: str, controls: Sequence[str], strata: str | None = None
) -> Controlled:
    """Bring complete rows into Python and refuse what no regression can tell apart.

    Raises
    ------
    InvalidSample
        Those of `pull`, and `ColumnUsedTwice`, `ConstantOutcome`, `NotIdentified`, `ControlsRepeat`,
        `TooManyCoefficients`.
    """
    names = (outcome, treatment, *controls)
    for place, name in enumerate((*names, *([strata] if strata else []))):
        if name in (*names, strata)[:place]:
            raise ColumnUsedTwice(column=name)
    pulled = pull(relation, numbers=names, groups=[strata] if strata else [])
    raw = np.column_stack([pulled.numbers[name] for name in names])
    groups = pulled.groups[strata] if strata else np.zeros(pulled.n, dtype=np.int64)
    n_absorbed = int(groups.max()) + 1
    if pulled.n <= len(names) + n_absorbed:
        raise TooManyCoefficients(n=pulled.n, k=len(names) - 1 + n_absorbed)
    centred = raw - raw.mean(axis=0)
    columns = less_means(centred, groups)
    total = (raw**2).sum(axis=0)
    if (columns[:, 0] ** 2).sum() <= 1e-12 * max(total[0], np.finfo(float).tiny):
        raise ConstantOutcome(column=outcome, value=f"{raw[0, 0]:.6g}", n=pulled.n)
    order = [*range(2, len(names)), 1]
    repeats = [order[place] for place in repeating(columns[:, order], total[order])]
    if 1 in repeats:
        held = ", ".join([*([strata] if strata else []), *controls]) or "—"
        raise NotIdentified(column=treatment, collinear=held)
    if repeats:
        raise ControlsRepeat(columns=", ".join(names[place] for place in repeats))
    return Controlled(
        columns[:, 0], columns[:, 1], columns[:, 2:], float((centred[:, 0] ** 2).sum()),
        pulled.n, pulled.n_dropped, n_absorbed,
    )  # fmt: skip
