"""A table of a figure by region that a funder brings, to share floors out by (poverty, for instance). No queries.

A CSV with three columns: region (its code or its name), figure, source; separated by commas, semicolons or tabs.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from miqyas_web.foundation.errors import Unfit
from miqyas_web.foundation.folding import fold

MOST_BYTES = 100_000
HEADS = {
    "region": {"region", "code", "جهه", "الجهه"},
    "figure": {"figure", "chiffre", "valeur", "value", "رقم", "الرقم"},
    "source": {"source", "مصدر", "المصدر"},
}


@dataclass(frozen=True, slots=True)
class Brought:
    """A figure for every region, by code, and where it comes from."""

    values: dict[str, Decimal]
    source: str

    @property
    def as_data(self) -> dict[str, object]:
        return {
            "figures": {code: f"{value:f}" for code, value in sorted(self.values.items())},
            "source": self.source,
        }


def read_brought(content: bytes, names: Mapping[str, Sequence[str]]) -> Brought:
    """Read a table and check it against the regions, their names by code; every one is asked for."""
    rows = _rows(content)
    places = {fold(name): code for code, known in names.items() for name in (code, *known)}
    # A spreadsheet takes the zero off 01.
    places |= {code.lstrip("0"): code for code in names if code.lstrip("0")}
    values: dict[str, Decimal] = {}
    sources: list[str] = []
    for line, (place, figure, source) in enumerate(rows, start=2):
        code = places.get(fold(place))
        if code is None:
            raise Unfit(
                _("Line %(line)s: “%(place)s” is not a region. Write its code or its name.")
                % {"line": line, "place": place}
            )
        if code in values:
            raise Unfit(
                _("Line %(line)s: this region stands twice: %(place)s.") % {"line": line, "place": place}
            )
        values[code] = _figure(figure, line)
        sources += [source] if source and source not in sources else []
    if lacking := [known[0] if known else code for code, known in names.items() if code not in values]:
        raise Unfit(
            _("These regions have no figure in the table: %(regions)s. Write 0 where nothing is to be kept.")
            % {"regions": ", ".join(lacking)}
        )
    if not sources:
        raise Unfit(_("Say where the figures come from, in the column of sources: applicants read it."))
    if not sum(values.values()):
        raise Unfit(_("Every figure is zero: nothing can be shared out by them."))
    return Brought(values, "; ".join(sources)[:200])


def _rows(content: bytes) -> list[tuple[str, str, str]]:
    if len(content) > MOST_BYTES:
        raise Unfit(_("This file is too large to be a table of regions."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unfit(_("This file cannot be read as text. Save it as CSV, UTF-8.")) from error
    first = text.partition("\n")[0]
    separator = max(";\t,", key=first.count)
    read = [
        row for row in csv.reader(io.StringIO(text), delimiter=separator) if any(cell.strip() for cell in row)
    ]
    heads = [fold(cell) for cell in read[0]] if read else []
    at = {
        name: next(
            (place for place, head in enumerate(heads) if head in {fold(each) for each in known}), None
        )
        for name, known in HEADS.items()
    }
    if None in at.values():
        raise Unfit(_("The first line names three columns: region, figure, source."))
    return [
        (_cell(row, at["region"]), _cell(row, at["figure"]), _cell(row, at["source"])) for row in read[1:]
    ]


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _figure(written: str, line: int) -> Decimal:
    plain = written.replace("\u202f", "").replace("\xa0", "").replace(" ", "").replace(",", ".")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or value < 0:
        raise Unfit(
            _("Line %(line)s: “%(figure)s” is not a figure of zero or more.")
            % {"line": line, "figure": written}
        )
    return value
