"""A file of measures read row by row: everything wrong is told at once, each with its row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext

from miqyas_web.foundation.errors import Unfit
from miqyas_web.foundation.folding import fold
from miqyas_web.indicators.rules.sheets import UnfitFigure
from miqyas_web.indicators.rules.workflow import GroupSaid, MeasureSaid, check_measure
from miqyas_web.ui.fields import plain_number

# What each column may be called, folded: French, Arabic, English.
HEADINGS: dict[str, tuple[str, ...]] = {
    "indicator": ("indicateur", "المؤشر", "indicator"),
    "date": ("date", "التاريخ"),
    "value": ("valeur", "القيمة", "value"),
    "n": ("n", "العدد"),
    "numerator": ("numerateur", "البسط", "numerator"),
    "denominator": ("denominateur", "المقام", "denominator"),
    "low": ("borne basse", "الحد الادنى", "low"),
    "high": ("borne haute", "الحد الاعلى", "high"),
    "group": ("groupe", "المجموعة", "group"),
    "note": ("note", "remarque", "ملاحظة"),
}
NEEDED = ("indicator", "date")
NUMBERS = ("value", "numerator", "denominator", "low", "high")
MOST_ROWS = 5_000
# The first row of data stands on the second line of the file.
FIRST_LINE = 2


class UnfitRows(Unfit):
    """Some rows cannot be taken; ``lines`` are (line of the file, sentence), none was written."""

    def __init__(self, lines: list[tuple[int, str]]) -> None:
        super().__init__(
            gettext(
                "%(n)s rows cannot be taken, so nothing was written. Correct them and bring the file again."
            )
            % {"n": len(lines)}
        )
        self.lines = lines


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows need to know of an indicator."""

    pk: int
    name: str
    is_ratio: bool
    scale: Decimal
    # (dimension, key) by folded name and key of the group.
    groups: Mapping[str, tuple[str, str]]


def columns_named(names: Iterable[str]) -> dict[str, int]:
    """Where each column stands; ``Unfit`` when one that is needed is missing."""
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        for column, called in HEADINGS.items():
            if fold(name).strip() in {fold(one) for one in called}:
                places.setdefault(column, place)
    missing = [HEADINGS[name][0] for name in NEEDED if name not in places]
    if missing:
        raise Unfit(
            gettext("The file has no column “%(missing)s”. Expected: %(expected)s.")
            % {"missing": "”, “".join(missing), "expected": ", ".join(one[0] for one in HEADINGS.values())}
        )
    return places


def measures_in(
    rows: list[list[Any]], places: Mapping[str, int], known: Mapping[str, Known], *, today: date
) -> dict[tuple[int, date], MeasureSaid]:
    """The measures of a file by indicator and day; ``UnfitRows`` with every fault, when there is one."""
    wrong: list[tuple[int, str]] = []
    wholes: dict[tuple[int, date], tuple[int, MeasureSaid, Known]] = {}
    groups: dict[tuple[int, date], list[tuple[int, GroupSaid]]] = {}
    for line, row in enumerate(rows, start=FIRST_LINE):
        cells = {name: row[place] for name, place in places.items() if place < len(row)}
        try:
            one, said, group = _read(cells, known)
            where = (one.pk, said.date)
            if group is not None:
                groups.setdefault(where, []).append((line, group))
            elif where in wholes:
                wrong.append((line, _twice(wholes[where][0])))
            else:
                check_measure(said, scale=one.scale, is_ratio=one.is_ratio, today=today)
                wholes[where] = (line, said, one)
        except Unfit as unfit:
            wrong.append((line, str(unfit)))
    wrong += [
        (found[0][0], gettext("the group has a value, but the whole of that day is missing from the file"))
        for where, found in groups.items()
        if where not in wholes
    ]
    if wrong:
        raise UnfitRows(sorted(wrong))
    return {
        where: _with_groups(said, [group for _line, group in groups.get(where, [])])
        for where, (_line, said, _one) in wholes.items()
    }


def _twice(line: int) -> str:
    return gettext("this indicator has another value for the same day on line %(line)s") % {"line": line}


def _with_groups(said: MeasureSaid, groups: list[GroupSaid]) -> MeasureSaid:
    kept = {name: getattr(said, name) for name in MeasureSaid.__slots__}
    return MeasureSaid(**{**kept, "groups": groups})


def _read(
    cells: Mapping[str, Any], known: Mapping[str, Known]
) -> tuple[Known, MeasureSaid, GroupSaid | None]:
    one = known.get(fold(str(cells.get("indicator") or "")).strip())
    if one is None:
        raise Unfit(gettext("no indicator is called “%(name)s”") % {"name": cells.get("indicator") or "—"})
    numbers: dict[str, Any] = {name: _number(cells.get(name), name) for name in NUMBERS}
    n = _whole(cells.get("n"))
    day, group = _day(cells.get("date")), str(cells.get("group") or "").strip()
    if not group:
        return one, MeasureSaid(date=day, n=n, note=str(cells.get("note") or ""), **numbers), None
    if fold(group) not in one.groups:
        raise Unfit(gettext("“%(group)s” is not a group of this indicator") % {"group": group})
    value = numbers["value"]
    if value is None or n is None:
        raise Unfit(gettext("a group needs its value and how many people (n) stand behind it"))
    return one, MeasureSaid(date=day, value=value), GroupSaid(*one.groups[fold(group)], value, n)


def _day(cell: Any) -> date:
    try:
        return date.fromisoformat(str(cell)[:10])
    except ValueError as error:
        raise UnfitFigure(
            "date",
            gettext("“%(found)s” is no date. Write it 2026-06-30 or 30/06/2026.") % {"found": cell or "—"},
        ) from error


def _number(cell: Any, name: str) -> Decimal | None:
    if cell is None or str(cell).strip() == "":
        return None
    try:
        found = Decimal(plain_number(str(cell)))
    except InvalidOperation as error:
        raise UnfitFigure(
            name,
            gettext("“%(found)s” is no number in “%(column)s”")
            % {"found": cell, "column": HEADINGS[name][0]},
        ) from error
    if not found.is_finite() or abs(found) >= Decimal(10) ** 14:
        raise UnfitFigure(name, gettext("“%(found)s” is too large, or no number") % {"found": cell})
    return found


def _whole(cell: Any) -> int | None:
    found = _number(cell, "value")
    if found is None:
        return None
    if found != int(found) or found < 0:
        raise UnfitFigure(
            "n", gettext("n is a whole number, zero or more; found “%(found)s”") % {"found": cell}
        )
    return int(found)
