"""Read an official list of communes or arrondissements: rows, or every fault with its place.

The format is documented in ``content/`` and in the help of the command ``territories``.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from miqyas_web.foundation.errors import Unfit
from miqyas_web.foundation.folding import without_marks
from miqyas_web.territories import rules
from miqyas_web.territories.enums import Level, Setting
from miqyas_web.ui.fields import plain_number

# The whole country is 200 kB; a file a hundred times larger is not a list of communes.
MOST_BYTES = 20_000_000
MOST_FAULTS_SAID = 50
ALIASES = {
    "code_2024": "code",
    "code_2014": "former_code",
    "nom_fr": "name_fr",
    "nom_ar": "name_ar",
    "milieu": "setting",
}
SETTINGS = {
    "urban": Setting.URBAN,
    "urbaine": Setting.URBAN,
    "rural": Setting.RURAL,
    "rurale": Setting.RURAL,
}
REQUIRED = ("code", "name_fr", "name_ar")
NUMBERS = ("population", "households")
KINDS = {"commune": Level.COMMUNE, "arrondissement": Level.ARRONDISSEMENT}
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, understood."""

    line: int
    level: Level
    code: str
    name_fr: str
    name_ar: str
    name_en: str
    other_names: dict[str, str]
    setting: str
    former_code: str
    figures: dict[str, int]


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a list cannot be used, what stands there, what was expected."""

    line: int
    column: str
    value: str
    expected: "str | Promise"

    def __str__(self) -> str:
        return _("Line %(line)d, column «%(column)s»: found «%(value)s»; expected %(expected)s") % {
            "line": self.line,
            "column": self.column,
            "value": self.value[:80],
            "expected": self.expected,
        }


class UnfitList(Unfit):
    """The list has faults; nothing of it is taken."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        told = [str(fault) for fault in faults[:MOST_FAULTS_SAID]]
        left = len(faults) - len(told)
        if left:
            told.append(ngettext("and %(n)d more fault.", "and %(n)d more faults.", left) % {"n": left})
        super().__init__("\n".join(told))


@dataclass(slots=True)
class Listing:
    """What a file says."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)


def read_listing(path: Path, *, kind: str = "commune") -> Listing:
    """Rows of the file; raises ``Unfit`` when it is no such list, ``UnfitList`` when lines have faults."""
    text = _text(path)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    listing = Listing()
    try:
        columns = _columns(next(lines, []), listing)
        for cells in lines:
            if any(cell.strip() for cell in cells):
                _read_line(lines.line_num, columns, cells, kind, listing)
    except csv.Error as error:
        raise Unfit(
            _("Line %(line)d cannot be read as CSV: %(reason)s.") % {"line": lines.line_num, "reason": error}
        ) from error
    _check_codes_once(listing)
    if listing.faults:
        raise UnfitList(listing.faults)
    if not listing.rows:
        raise Unfit(_("The file has a header and no line below it."))
    return listing


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Unfit(
                _("The file holds %(n)d bytes; a list of communes holds at most 20,000,000.") % {"n": size}
            )
        content = path.read_bytes()
    except OSError as error:
        raise Unfit(_("The file cannot be opened: %(reason)s.") % {"reason": error.strerror}) from error
    try:
        text = content.decode("utf-8-sig")
        # A zero is valid UTF-8 and never part of a text: UTF-16 or a workbook.
        at = content.find(b"\0")
    except UnicodeDecodeError as error:
        at = error.start
    if at >= 0:
        line = content[:at].count(b"\n") + 1
        raise Unfit(
            _("Line %(line)d is not in UTF-8. Save the list as “CSV UTF-8”, then try again.") % {"line": line}
        )
    return text


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return ";" if header.count(";") > header.count(",") else ","


def _columns(header: list[str], listing: Listing) -> list[str]:
    """Our name of each column, in the order of the file; empty for those not used."""
    names = [ALIASES.get(name.strip().lower(), name.strip().lower()) for name in header]
    absent = [name for name in REQUIRED if name not in names]
    if absent:
        raise Unfit(
            _("The first line must name the columns. Missing: %(absent)s. Found: %(found)s.")
            % {"absent": ", ".join(absent), "found": ", ".join(header) or "—"}
        )
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise Unfit(
            _("These columns stand twice: %(names)s. Keep one of each.") % {"names": ", ".join(twice)}
        )
    known = {*REQUIRED, *NUMBERS, "kind", "setting", "former_code"}
    listing.ignored_columns = [name for name in names if name not in known and not name.startswith("name_")]
    return ["" if name in listing.ignored_columns else name for name in names]


def _read_line(line: int, columns: list[str], cells: list[str], kind: str, listing: Listing) -> None:
    if len(cells) != len(columns):
        expected = _("%(n)d cells, as in the first line") % {"n": len(columns)}
        listing.faults.append(Fault(line, "—", _("%(n)d cells") % {"n": len(cells)}, expected))
        return
    said = {column: without_marks(cell) for column, cell in zip(columns, cells, strict=True) if column}
    said["kind"] = said.get("kind", "").lower() or kind
    faults = list(_faults(line, said))
    listing.faults += faults
    if not faults:
        listing.rows.append(_row(line, said))


def _faults(line: int, said: dict[str, str]) -> Iterator[Fault]:
    yield from _code_faults(line, said)
    for name, value in said.items():
        if not name.startswith("name_"):
            continue
        if not value and name in REQUIRED:
            yield Fault(line, name, value, _("a name"))
        if len(value) > LONGEST_NAME:
            yield Fault(line, name, value, _("at most 120 characters"))
    for name in NUMBERS:
        if said.get(name) and not plain_number(said[name]).isdecimal():
            yield Fault(line, name, said[name], _("a whole number"))


def _code_faults(line: int, said: dict[str, str]) -> Iterator[Fault]:
    code, kind, setting = said["code"], said["kind"], said.get("setting", "").lower()
    if kind not in KINDS:
        yield Fault(line, "kind", kind, "commune, arrondissement")
        return
    shape = rules.COMMUNE if kind == "commune" else rules.ARRONDISSEMENT
    expected = "RR.PPP.CC.NN" if kind == "arrondissement" else "RR.PPP.CC.NN, RR.PPP.CC.N"
    for name in ("code", "former_code"):
        value = said.get(name, "")
        if shape.fullmatch(value) or (name == "former_code" and not value):
            continue
        if rules.has_lost_its_zeros(value):
            yield Fault(line, name, value, _(
                "%(shape)s: the zeros of this code are lost, a spreadsheet has read it as a number. "
                "Format the column as text and export it again"
            ) % {"shape": expected})  # fmt: skip
        else:
            yield Fault(line, name, value, expected)
    if not setting:
        return
    if setting not in SETTINGS:
        yield Fault(line, "setting", setting, "urban, rural")
    elif shape.fullmatch(code) and (SETTINGS[setting] == Setting.URBAN) != rules.is_urban(code):
        right = Setting.URBAN if rules.is_urban(code) else Setting.RURAL
        yield Fault(
            line,
            "setting",
            setting,
            _("«%(right)s», which the code %(code)s says") % {"right": right.label, "code": code},
        )


def _row(line: int, said: dict[str, str]) -> Row:
    level = KINDS[said["kind"]]
    setting = Setting.URBAN if rules.is_urban(said["code"]) else Setting.RURAL
    former = said.get("former_code", "")
    own = {"name_fr", "name_ar", "name_en"}
    return Row(
        line=line,
        level=level,
        code=said["code"],
        name_fr=said["name_fr"],
        name_ar=said["name_ar"],
        name_en=said.get("name_en", ""),
        other_names={
            name.removeprefix("name_"): value
            for name, value in said.items()
            if name.startswith("name_") and name not in own and value
        },
        setting=setting if level == Level.COMMUNE else "",
        former_code=former if former != said["code"] else "",
        figures={name: int(plain_number(said[name])) for name in NUMBERS if said.get(name)},
    )


def _check_codes_once(listing: Listing) -> None:
    for name in ("code", "former_code"):
        first: dict[str, int] = {}
        for row in listing.rows:
            code = getattr(row, name)
            if not code:
                continue
            if code in first:
                expected = _("a code that no other line bears (line %(line)d has it)") % {"line": first[code]}
                listing.faults.append(Fault(row.line, name, code, expected))
            first.setdefault(code, row.line)
    listing.faults.sort(key=lambda fault: fault.line)
