"""A row becomes the XML a phone would have sent."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from miqyas.interchange.form import Form, Question
from miqyas.interchange.rows.cells import found_in
from miqyas.interchange.rows.faults import RowFault
from miqyas.interchange.rows.matching import Asked, asked_by, folded
from miqyas.interchange.rows.tied import TiedRow, inner_repeat

OPENROSA = "http://openrosa.org/xforms"
# XML 1.0, section 2.2.
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MOST_CHOICES_SHOWN = 8
MOST_DIGITS = 300
# What a workbook writes after a day.
WITHOUT_HOUR = re.compile(r"(?<=\d{4}-\d\d-\d\d)[T ]\d.*$")


class Unfit(ValueError):
    """A cell that is no answer: the code of its sentence, and what was expected."""

    def __init__(self, code: str, expected: str = "") -> None:
        super().__init__(code)
        self.code, self.expected = code, expected


class RowWriter:
    """Writes rows of tables as answers to one version of a questionnaire.

    Parameters
    ----------
    form : Form
        The questionnaire.
    columns : mapping of str to str
        By column of the table, the path of its question.
    repeats : mapping of str to mapping, optional
        The same for the tables that hold the rows of repeats, by the path of the repeat.

    Examples
    --------
    >>> form = Form("f", "1", "", "data", ("",), "", (Question("age", "/data/who/age", "integer"),))
    >>> writer = RowWriter(form, {"Age": "/data/who/age"})
    >>> xml, faults = writer.write({"Age": 42}, row=1, instance_id="uuid:1")
    >>> xml.decode()
    '<data id="f" version="1"><who><age>42</age></who><meta><instanceID>uuid:1</instanceID></meta></data>'
    >>> writer.write({"Age": "many"}, row=2, instance_id="uuid:2")[1][0].sentence("en")
    'expected: a whole number; found: “many”.'
    """

    def __init__(
        self,
        form: Form,
        columns: Mapping[str, str],
        repeats: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.form = form
        tables = {"": columns, **(repeats or {})}
        self._levels = {repeat: _level(form, repeat, tables) for repeat in tables}

    def write(
        self,
        cells: Mapping[str, Any],
        *,
        row: int,
        instance_id: str,
        under: Mapping[str, Sequence[TiedRow]] | None = None,
        sheet: str = "",
    ) -> tuple[bytes, list[RowFault]]:
        """Return the XML of a row with the rows of repeats tied to it, and what is wrong in them.

        A question that has a column and no value in this row is an empty element: asked, not answered. One without
        column is absent.
        """
        root, faults = self._root(), list[RowFault]()
        n_answers = self._fill(root, "", TiedRow(row, cells, under or {}, sheet), faults)
        if not n_answers and not faults:
            faults.append(RowFault(row, "", "empty", sheet=sheet))
        SubElement(SubElement(root, "meta"), "instanceID").text = instance_id
        return tostring(root, encoding="utf-8"), faults

    def _fill(self, element: Element, level: str, row: TiedRow, faults: list[RowFault]) -> int:
        """Write a row, and those under it, at their places in the form; return how many answers that made."""
        n_answers = 0
        for item in self._levels[level]:
            if isinstance(item, _Cell):
                n_answers += item.write(element, row, faults)
                continue
            for one in row.under.get(item.repeat, ()):
                inside = _place(element, item.place[:-1])
                n_answers += self._fill(SubElement(inside, item.place[-1]), item.repeat, one, faults)
        return n_answers

    def _root(self) -> Element:
        version = {"version": self.form.version} if self.form.version else {}
        return Element(self.form.root, {"id": self.form.form_id, **version})


@dataclass(frozen=True, slots=True)
class _Cell:
    """A question of a table: where its element stands in the row, how its columns are read."""

    asked: Asked
    place: tuple[str, ...]
    read: Callable[[str], str]

    def write(self, element: Element, row: TiedRow, faults: list[RowFault]) -> int:
        found = found_in(self.asked, row.cells)
        try:
            answer = _kept(self.read(found)) if found else ""
        except Unfit as unfit:
            column = self.asked.column
            faults.append(RowFault(row.row, column, unfit.code, found, unfit.expected, row.sheet))
            return 0
        _place(element, self.place).text = answer or None
        return bool(found)


@dataclass(frozen=True, slots=True)
class _Rows:
    """A repeat inside a table: where its rows stand."""

    repeat: str
    place: tuple[str, ...]


def _level(form: Form, repeat: str, tables: Mapping[str, Mapping[str, str]]) -> list[_Cell | _Rows]:
    """Return what stands in a row of a table, in the order of the form."""
    asked = {one.question.path: one for one in asked_by(form, tables[repeat], repeat)}
    above = repeat or f"/{form.root}"
    items: dict[str, _Cell | _Rows] = {}
    for one in form.questions:
        if one.path in asked:
            items[one.path] = _Cell(asked[one.path], _inside(above, one.path), _reader(one))
        elif (inner := inner_repeat(form, repeat, one.repeat)) in tables and inner:
            items.setdefault(inner, _Rows(inner, _inside(above, inner)))
    return [*items.values()]


def _inside(above: str, path: str) -> tuple[str, ...]:
    return tuple(path.removeprefix(f"{above}/").split("/"))


def _kept(answer: str) -> str:
    if UNFIT.search(answer):
        raise Unfit("characters")
    return answer


def _place(element: Element, names: Sequence[str]) -> Element:
    for name in names:
        below = element.find(name)
        element = SubElement(element, name) if below is None else below
    return element


def _reader(question: Question) -> Callable[[str], str]:
    readers: dict[str, Callable[[str], str]] = {
        "integer": _integer,
        "decimal": _decimal,
        "range": _decimal,
        "date": _date,
        "time": _time,
        "dateTime": _date_time,
        "datetime": _date_time,
        "geopoint": _geopoint,
    }
    if question.choices and question.kind in {"select_one", "select_multiple", "rank"}:
        one = _Choices(question)
        return one.one if question.kind == "select_one" else one.several
    return readers.get(question.kind, str)


class _Choices:
    """The choices of a question, by code and by label in any language."""

    def __init__(self, question: Question) -> None:
        self.codes = {one.name for one in question.choices}
        self.words: dict[str, set[str]] = {}
        for one in question.choices:
            for word in (one.name, *one.labels.values()):
                self.words.setdefault(folded(word), set()).add(one.name)
        shown = [one.name for one in question.choices[:MOST_CHOICES_SHOWN]]
        self.shown = ", ".join(shown) + (", …" if len(question.choices) > MOST_CHOICES_SHOWN else "")

    def one(self, found: str) -> str:
        """Return the code that is meant."""
        if found in self.codes:
            return found
        meant = self.words.get(folded(found), set())
        if not meant:
            raise Unfit("choice", self.shown)
        if len(meant) > 1:
            raise Unfit("several", ", ".join(sorted(meant)))
        return next(iter(meant))

    def several(self, found: str) -> str:
        """Return the codes, parted by spaces: given so, or by commas, semicolons, bars."""
        parts = found.split()
        if not all(part in self.codes for part in parts):
            parts = [part.strip() for part in re.split(r"[,،;؛|\n]", found) if part.strip()]
        return " ".join(dict.fromkeys(self.one(part) for part in parts))


def _number(found: str) -> Decimal:
    bare = (
        found.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace(",", ".").replace("٫", ".")
    )
    try:
        number = Decimal(bare)
    except InvalidOperation as error:
        raise Unfit("decimal") from error
    # Written out, a number of that size would fill the memory.
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
        raise Unfit("decimal")
    return number


def _integer(found: str) -> str:
    try:
        number = _number(found)
    except Unfit as unfit:
        raise Unfit("integer") from unfit
    if number != number.to_integral_value():
        raise Unfit("integer")
    return str(int(number))


def _decimal(found: str) -> str:
    return f"{_number(found):f}"


def _date(found: str) -> str:
    for written in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d"):
        try:
            return datetime.strptime(WITHOUT_HOUR.sub("", found), written).date().isoformat()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    raise Unfit("date")


def _time(found: str) -> str:
    try:
        return time.fromisoformat(found).isoformat()
    except ValueError as error:
        raise Unfit("time") from error


def _date_time(found: str) -> str:
    try:
        return datetime.fromisoformat(found).isoformat()
    except ValueError as error:
        raise Unfit("dateTime") from error


def _geopoint(found: str) -> str:
    parts = re.split(r"[\s;]+|,\s+|,(?=-?\d+\.\d)", found.strip())
    try:
        numbers = [float(part) for part in parts]
    except ValueError as error:
        raise Unfit("geopoint") from error
    if not 2 <= len(numbers) <= 4 or abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
        raise Unfit("geopoint")
    return " ".join(f"{number:.15g}" for number in [*numbers, 0.0, 0.0][:4])
