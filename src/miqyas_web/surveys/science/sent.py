"""Rows that a program sends as JSON, with the rows of repeats inside them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from miqyas.interchange.form import Form
from miqyas.interchange.rows import RowFault, RowRules, RowWriter, TiedRow
from miqyas.interchange.rows.matching import folded, match_columns
from miqyas.interchange.rows.tied import repeat_above


class SentRows:
    """The rows of one sending, and what their names mean in a version of a questionnaire.

    A list of objects under the name of a repeat holds its rows.
    """

    def __init__(self, outline: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], own: str) -> None:
        self._form, self._own = Form.from_data(outline), own
        self._names: dict[str, dict[str, None]] = {"": {}}
        # The first row that bears a name nobody knows.
        self.unknown: dict[str, None] = {}
        self.rows = [self._tied(row, "", number, "") for number, row in enumerate(rows, start=1)]
        self._tables = {
            repeat: match_columns(self._form, [*names], repeat) for repeat, names in self._names.items()
        }
        for repeat, names in self._names.items():
            lost = [name for name in names if name not in self._tables[repeat]]
            self.unknown |= dict.fromkeys(
                f"{repeat.rpartition('/')[2]}/{name}" if repeat else name for name in lost
            )
        repeats = {repeat: columns for repeat, columns in self._tables.items() if repeat}
        self._writer = RowWriter(self._form, self._tables[""], repeats)
        self._rules = RowRules(self._form, self._tables[""], repeats)

    @property
    def unjudged(self) -> tuple[str, ...]:
        """Questions and repeats with a rule that cannot be judged from what is sent."""
        return self._rules.unjudged

    def write(self, row: TiedRow, instance_id: str) -> tuple[bytes, list[RowFault]]:
        """The answer a row becomes, and its faults; it is judged when its values can be read."""
        xml, faults = self._writer.write(row.cells, row=row.row, instance_id=instance_id, under=row.under)
        return xml, faults or self._rules.faults(xml, row=row.row, under=row.under)

    def _tied(self, row: Mapping[str, Any], repeat: str, number: int, place: str) -> TiedRow:
        cells: dict[str, Any] = {}
        under: dict[str, list[TiedRow]] = {}
        for name, value in row.items():
            inner = self._repeat(name, repeat) if _is_rows(value) else ""
            if inner:
                self._names.setdefault(inner, {})
                under[inner] = [*self._rows(value, inner, number, f"{place}{name}")]
            elif repeat or name != self._own:
                cells[name] = value
                self._names[repeat][name] = None
        return TiedRow(number, cells, under, place.removesuffix("/"))

    def _rows(
        self, rows: Sequence[Mapping[str, Any]], repeat: str, number: int, place: str
    ) -> Iterator[TiedRow]:
        for order, row in enumerate(rows, start=1):
            yield self._tied(row, repeat, number, f"{place}[{order}]/")

    def _repeat(self, name: str, level: str) -> str:
        """The repeat of this name just inside another, or outside of any."""
        inside = [each for each in self._form.repeats if repeat_above(self._form, each) == level]
        above = level or f"/{self._form.root}"
        called = [
            each
            for each in inside
            if folded(name) in {folded(each.rpartition("/")[2]), folded(each.removeprefix(above))}
        ]
        return called[0] if len(called) == 1 else ""


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
