"""A row becomes the XML a phone would have sent."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from miqyas.interchange.form import Form, Question
from miqyas.interchange.rows.faults import RowFault
from miqyas.interchange.rows.matching import folded, questions_of_a_table

OPENROSA = "http://openrosa.org/xforms"
# XML 1.0, section 2.2.
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MOST_CHOICES_SHOWN = 8
MOST_DIGITS = 300


class Unfit(ValueError):
    """A cell that is no answer: the code of its sentence, and what was expected."""

    def __init__(self, code: str, expected: str = "") -> None:
        super().__init__(code)
        self.code, self.expected = code, expected


class RowWriter:
    """Writes rows of one table as answers to one version of a questionnaire.

    Parameters
    ----------
    form : Form
        The questionnaire.
    columns : mapping of str to str
        By column of the table, the path of its question.

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

    def __init__(self, form: Form, columns: Mapping[str, str]) -> None:
        self.form = form
        by_path = {path: column for column, path in columns.items()}
        self.asked = [
            (by_path[one.path], one, _reader(one))
            for one in questions_of_a_table(form)
            if one.path in by_path
        ]

    def write(self, cells: Mapping[str, Any], *, row: int, instance_id: str) -> tuple[bytes, list[RowFault]]:
        """Return the XML of a row, and what is wrong in it.

        A question that has a column and no value in this row is an empty element: asked, not answered. One without
        column is absent.
        """
        root, faults, n_answers = self._root(), list[RowFault](), 0
        for column, question, read in self.asked:
            found = _text(cells.get(column))
            try:
                answer = _kept(read(found)) if found else ""
            except Unfit as unfit:
                faults.append(RowFault(row, column, unfit.code, found, unfit.expected))
                continue
            n_answers += bool(found)
            _place(root, question.path).text = answer or None
        if not n_answers and not faults:
            faults.append(RowFault(row, "", "empty"))
        SubElement(SubElement(root, "meta"), "instanceID").text = instance_id
        return tostring(root, encoding="utf-8"), faults

    def _root(self) -> Element:
        version = {"version": self.form.version} if self.form.version else {}
        return Element(self.form.root, {"id": self.form.form_id, **version})


def _kept(answer: str) -> str:
    if UNFIT.search(answer):
        raise Unfit("characters")
    return answer


def _place(root: Element, path: str) -> Element:
    element = root
    for name in path.split("/")[2:]:
        below = element.find(name)
        element = SubElement(element, name) if below is None else below
    return element


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, list):
        return " ".join(_text(one) for one in cell)
    return str(cell).strip()


def _reader(question: Question) -> Callable[[str], str]:
    readers: dict[str, Callable[[str], str]] = {
        "integer": _integer,
        "decimal": _decimal,
        "range": _decimal,
        "date": _date,
        "time": _time,
        "dateTime": _date_time,
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
            return datetime.strptime(found[:10] if "T" in found else found, written).date().isoformat()  # noqa: DTZ007 -- a day has no zone
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
