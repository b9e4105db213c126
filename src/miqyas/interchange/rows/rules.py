"""What a questionnaire asks of rows beyond each cell: required answers, skips, constraints, counted repeats.

Conditions are read by XPath 1.0 with the functions of XForms that speak of one answer; a condition that calls another
function, or speaks of a question that the tables do not bring, is not judged: it is named, not guessed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from miqyas.interchange.form import Form, Question
from miqyas.interchange.rows.conditions import Conditions, number, truth
from miqyas.interchange.rows.expressions import as_days
from miqyas.interchange.rows.faults import RowFault
from miqyas.interchange.rows.matching import Asked, asked_by
from miqyas.interchange.rows.tied import TiedRow, repeat_above, rows_of

DAYS = frozenset({"date", "dateTime", "datetime", "today", "start", "end"})


@dataclass(frozen=True, slots=True)
class _Judged:
    """A question with its column: when it is asked and required, what its answer must be."""

    column: str
    question: Question
    # Its element, from that of its row.
    place: str
    # None: nobody can tell whether it is asked.
    conditions: tuple[etree.XPath, ...] | None
    constraint: etree.XPath | None
    # None: never, or nobody can tell.
    required: etree.XPath | None

    def broken(self, node: Any, answer: str) -> str:
        is_asked = None if self.conditions is None else all(truth(each, node) for each in self.conditions)
        if is_asked is False:
            return "irrelevant" if answer else ""
        if not answer:
            return "required" if is_asked and self._is_required(node) else ""
        return "constraint" if self.constraint is not None and not truth(self.constraint, node) else ""

    def _is_required(self, node: Any) -> bool:
        return self.question.is_required or (self.required is not None and truth(self.required, node))


@dataclass(frozen=True, slots=True)
class _Level:
    """One table: where its rows stand in the XML, and what is asked of each."""

    repeat: str
    place: str
    judged: tuple[_Judged, ...]
    # How many rows it may have under one row above, judged at the first of them.
    count: etree.XPath | None


class RowRules:
    """Judges answers that rows became, question by question, in the answer and in each row of its repeats.

    Parameters
    ----------
    form : Form
        The questionnaire, with the conditions of its groups.
    columns : mapping of str to str
        By column of the table, the path of its question.
    repeats : mapping of str to mapping, optional
        The same for the tables of repeats, by the path of the repeat.

    Attributes
    ----------
    unjudged : tuple of str
        Questions and repeats with a rule that cannot be judged from these tables.

    Examples
    --------
    >>> age = Question("age", "/data/age", "integer", constraint=". >= 15", is_required=True)
    >>> rules = RowRules(Form("f", "1", "", "data", ("",), "", (age,), group_conditions={}), {"Age": "/data/age"})
    >>> [fault.code for fault in rules.faults(b"<data><age>9</age></data>", row=2)]
    ['constraint']
    >>> [fault.code for fault in rules.faults(b"<data><age/></data>", row=2)]
    ['required']
    """

    def __init__(
        self,
        form: Form,
        columns: Mapping[str, str],
        repeats: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        tables = {"": columns, **(repeats or {})}
        asked = {repeat: asked_by(form, tables[repeat], repeat) for repeat in tables}
        brought = {one.question.path for each in asked.values() for one in each}
        self._form = form
        self._conditions = Conditions(form, brought=brought, repeats=tables.keys())
        unjudged: dict[str, None] = {}
        self._levels = [
            _Level(
                repeat,
                _below(repeat, f"/{form.root}"),
                tuple(self._judged(one, repeat, unjudged) for one in each),
                self._count(repeat, unjudged),
            )
            for repeat, each in asked.items()
        ]
        self.unjudged = tuple(unjudged)

    def faults(
        self,
        xml: bytes,
        *,
        row: int,
        under: Mapping[str, Sequence[TiedRow]] | None = None,
        sheet: str = "",
    ) -> list[RowFault]:
        """Return what the answer breaks; ``under`` holds the rows of repeats it was written from."""
        root = etree.fromstring(xml)
        whole = TiedRow(row, {}, under or {}, sheet)
        found = [
            (level, one, origin, node)
            for level in self._levels
            for element, origin in zip(
                root.iterfind(level.place) if level.repeat else [root],
                rows_of(whole, self._form, level.repeat),
                strict=True,
            )
            for one in level.judged
            if (node := element.find(one.place)) is not None
        ]
        said = [node.text or "" for _level, _one, _origin, node in found]
        for _level, one, _origin, node in found:
            if one.question.kind in DAYS and node.text:
                node.text = as_days(node.text)
        faults = []
        for (_level, one, origin, node), answer in zip(found, said, strict=True):
            if code := one.broken(node, answer):
                expected = one.question.constraint if code == "constraint" else ""
                faults.append(RowFault(origin.row, one.column, code, answer, expected, origin.sheet))
        return [*faults, *self._surplus(root, whole)]

    def _surplus(self, root: Any, whole: TiedRow) -> Iterator[RowFault]:
        """Rows of repeats beyond what the form counts."""
        for level in self._levels:
            if level.count is None:
                continue
            holders = rows_of(whole, self._form, repeat_above(self._form, level.repeat))
            elements = root.iterfind(level.place)
            for holder in holders:
                rows = holder.under.get(level.repeat, ())
                nodes = [next(elements) for _row in rows]
                most = number(level.count, nodes[0]) if nodes else None
                if most is not None:
                    for place, one in enumerate(rows[max(int(most), 0) :], start=max(int(most), 0) + 1):
                        yield RowFault(one.row, "", "too_many", str(place), str(int(most)), one.sheet)

    def _judged(self, asked: Asked, repeat: str, unjudged: dict[str, None]) -> _Judged:
        question = asked.question
        path, compiled = question.path, self._conditions.compiled
        written = [(question.relevant, path), *self._above(path)]
        conditions = [
            compiled(condition, at=place, seen_from=path) for condition, place in written if condition
        ]
        constraint = compiled(question.constraint, at=path) if question.constraint else None
        required = compiled(question.required, at=path) if question.required else None
        lacks = (question.constraint and constraint is None) or (question.required and required is None)
        if None in conditions or lacks:
            unjudged[question.name] = None
        judged = tuple(each for each in conditions if each is not None)
        can_tell = self._form.group_conditions is not None and len(judged) == len(conditions)
        return _Judged(
            asked.column,
            question,
            _below(path, repeat or f"/{self._form.root}"),
            judged if can_tell else None,
            constraint,
            required,
        )

    def _above(self, path: str) -> list[tuple[str, str]]:
        """The conditions of the groups around a question, with the path each is written at."""
        groups = self._form.group_conditions or {}
        parts = path.split("/")
        around = ["/".join(parts[:depth]) for depth in range(2, len(parts))]
        return [(groups[each], each) for each in around if groups.get(each)]

    def _count(self, repeat: str, unjudged: dict[str, None]) -> etree.XPath | None:
        """What a form says of the number of rows: a question, or a value it computes beside the repeat."""
        written = self._form.repeat_counts.get(repeat, "")
        if not written:
            return None
        found = self._conditions.compiled(written, at=repeat, as_type="number")
        beside = next((one for one in self._form.questions if one.path == f"{repeat}_count"), None)
        if found is None and beside is not None and beside.calculation:
            found = self._conditions.compiled(
                beside.calculation, at=beside.path, seen_from=repeat, as_type="number"
            )
        if found is None:
            unjudged[repeat.rpartition("/")[2]] = None
        return found


def _below(path: str, above: str) -> str:
    return path.removeprefix(f"{above}/") if path else ""
