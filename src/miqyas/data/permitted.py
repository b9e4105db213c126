"""A table of permitted assignments, read beside the units it must name."""

from collections.abc import Sequence

import numpy as np

from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, Relation
from miqyas.errors import AssignmentNotPermitted, NotNumeric, TreatmentNotBinary, UnitsNotAssigned
from miqyas.types import BoolVector, FloatMatrix


def permitted_assignments(
    table: Relation, *, by: str, labels: Sequence[str], observed: BoolVector
) -> FloatMatrix:
    """Read one assignment a column, in the order of the units ``labels``, shape (G, A).

    Raises
    ------
    InvalidSample
        `MissingColumn`, `NotNumeric`, `TreatmentNotBinary`; `UnitsNotAssigned`, a unit of the data has no row or
        several; `AssignmentNotPermitted`, the one observed is in no column.
    """
    table.require(by)
    columns = [name for name in table.columns if name != by]
    for name in columns:
        if not table.holds_numbers(name):
            raise NotNumeric(column=name, found=table.examples(name))
    values = ", ".join(f"CAST({quoted(name)} AS DOUBLE) AS v{place}" for place, name in enumerate(columns))
    answer = table.ask(f"SELECT CAST({quoted(by)} AS VARCHAR) AS label, {values} FROM {ROWS}")
    rows: dict[str, list[int]] = {}
    for place, label in enumerate(answer["label"]):
        rows.setdefault(str(label), []).append(place)
    lost = [label for label in labels if len(rows.get(label, [])) != 1]
    if lost or not columns:
        raise UnitsNotAssigned(column=by, n=len(lost), examples=", ".join(lost[:5]) or "—")
    order = [rows[label][0] for label in labels]
    found = np.column_stack(
        [np.ma.filled(answer[f"v{place}"].astype(np.float64), np.nan)[order] for place in range(len(columns))]
    )
    for place, name in enumerate(columns):
        if not np.isin(found[:, place], (0.0, 1.0)).all():
            raise TreatmentNotBinary(column=name, found=table.examples(name))
    if not (found == observed[:, None]).all(axis=0).any():
        raise AssignmentNotPermitted(n=len(columns), column=by)
    return found
