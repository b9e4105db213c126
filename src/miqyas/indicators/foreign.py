"""A person's own list of indicators: an IRIS+ copy, a donor's list, any CSV or Excel file.

Columns are guessed from their headings in three languages and shown, so that a person may correct them. Faults are
told row by row, all at once. Nothing of others' text stands in this project: the list stays its owner's.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from miqyas.data.intake import Limits, read_texts
from miqyas.data.intake.grammar import runs_as_formula
from miqyas.errors import (
    ForeignColumnTwice,
    ForeignColumnUnknown,
    ForeignFieldUnknown,
    ForeignFormula,
    ForeignIdMissing,
    ForeignIdTwice,
    ForeignLinkInvalid,
    ForeignNameColumnMissing,
    ForeignNameMissing,
    ForeignRowFault,
    ForeignSdgUnknown,
    ForeignTextTooLong,
)
from miqyas.indicators.catalogue_terms import terms
from miqyas.indicators.sdg import is_sdg_code

_HEADERS: dict[str, list[str]] = tomllib.loads(
    files(__package__).joinpath("foreign.toml").read_text(encoding="utf-8")
)["headers"]
FIELDS: tuple[str, ...] = tuple(_HEADERS)
LONGEST_TEXT = 5_000
LIMITS = Limits(file_bytes=20_000_000, columns=200, rows=20_000)
_IRIS = re.compile(r"(?:PI|OI|PD|FP|OD|II|ID)\d{4}")
# "Goal 4", "ODD 4.1", "4.a; 16.10.1": the codes, not the words around.
_SDG = re.compile(r"(?<![\w.])\d{1,2}(?:\.(?:\d{1,2}|[a-d])(?:\.\d{1,2})?)?(?![\w.]*\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ForeignIndicator:
    """One row of the list. An empty text means its owner did not say.

    Attributes
    ----------
    row : int
        In the sheet, the heading being row 1.
    identifier, link : str
        As given: they lead back to the list's owner.
    sdg : tuple of str
        Codes found in their column.
    """

    row: int
    identifier: str
    name: str
    definition: str
    numerator: str
    denominator: str
    unit: str
    formula: str
    source: str
    frequency: str
    theme: str
    limits: str
    disaggregation: str
    sdg: tuple[str, ...]
    link: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """What was read of a list, how, and what is wrong with it.

    Attributes
    ----------
    file : str
        Its owner's name for it.
    headings : tuple of str
        Of every column.
    columns : mapping of field to heading
        Which column was taken for which field: shown, and correctable.
    left_out : tuple of str
        Headings nothing was taken from.
    indicators : tuple of ForeignIndicator
        Rows without fault.
    faults : tuple of ForeignRowFault
        Everything wrong in the other rows, in their order; each speaks three languages.
    is_iris : bool
        Every identifier has the form of IRIS+: its words belong to the GIIN, and are not to be published.
    """

    file: str
    headings: tuple[str, ...]
    columns: Mapping[str, str]
    left_out: tuple[str, ...]
    indicators: tuple[ForeignIndicator, ...]
    faults: tuple[ForeignRowFault, ...]
    is_iris: bool


def guess_columns(headings: tuple[str, ...]) -> dict[str, str]:
    """Guess which heading stands for which field, each at most once.

    Examples
    --------
    >>> guess_columns(("Metric ID", "Metric Name", "Reporting Format", "Price"))
    {'identifier': 'Metric ID', 'name': 'Metric Name', 'unit': 'Reporting Format'}
    >>> guess_columns(("رمز المؤشر", "اسم المؤشر", "وحدة القياس"))
    {'identifier': 'رمز المؤشر', 'name': 'اسم المؤشر', 'unit': 'وحدة القياس'}
    """
    ranked = sorted(
        ((_likeness(heading, field), field, heading) for field in FIELDS for heading in headings),
        key=lambda found: (-found[0], FIELDS.index(found[1]), headings.index(found[2])),
    )
    found: dict[str, str] = {}
    for likeness, field, heading in ranked:
        if likeness > 0 and field not in found and heading not in found.values():
            found[field] = heading
    return {field: found[field] for field in FIELDS if field in found}


def read_foreign(
    path: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    name: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
) -> Foreign:
    """Read a person's list of indicators from CSV or Excel.

    Parameters
    ----------
    path : str or Path
        The file.
    columns : mapping of field to heading, optional
        Corrections to the guess: only these fields are then read from elsewhere; an empty heading leaves a field out.
    name, encoding, sheet : str, optional
        The owner's name for an uploaded file; characters of a text that is not UTF-8; sheet of a workbook.

    Returns
    -------
    Foreign
        Sound rows, and the faults of the others: nothing is dropped in silence.

    Raises
    ------
    UnreadableFile
        The file is not a table.
    ForeignNameColumnMissing
        No column holds the names, nor was one given.
    ForeignFieldUnknown, ForeignColumnUnknown, ForeignColumnTwice
        A correction names a field or a heading that does not exist, or one heading for two fields.
    """
    texts = read_texts(path, name=name, encoding=encoding, sheet=sheet, limits=LIMITS)
    settled = _settled(texts.names, columns or {})
    indicators, faults = [], []
    seen: dict[str, int] = {}
    for row, cells in enumerate(texts.rows, start=2):
        values = {field: cells[texts.names.index(heading)] for field, heading in settled.items()}
        if not any(values.values()):
            continue
        found = list(_faults(values, row, settled, seen))
        faults.extend(found)
        if not found:
            indicators.append(_indicator(values, row))
    return Foreign(
        file=texts.file,
        headings=texts.names,
        columns=settled,
        left_out=tuple(heading for heading in texts.names if heading not in settled.values()),
        indicators=tuple(indicators),
        faults=tuple(faults),
        is_iris=bool(seen) and all(_IRIS.fullmatch(identifier) for identifier in seen),
    )


def _likeness(heading: str, field: str) -> float:
    """Return how surely a heading names a field: 1 word for word, less with words around, 0 not at all."""
    said = terms(heading)
    best = 0.0
    for known in _HEADERS[field]:
        wanted = terms(known)
        if said == wanted:
            return 1.0
        if wanted and set(wanted) <= set(said):
            best = max(best, len(wanted) / len(said) * 0.9)
    return best


def _settled(headings: tuple[str, ...], corrections: Mapping[str, str]) -> dict[str, str]:
    for field, heading in corrections.items():
        if field not in FIELDS:
            raise ForeignFieldUnknown(field=field, expected=", ".join(FIELDS))
        if heading and heading not in headings:
            raise ForeignColumnUnknown(column=heading, columns=", ".join(headings))
    given = {field: heading for field, heading in corrections.items() if heading}
    for field, heading in given.items():
        first = next(other for other, taken in given.items() if taken == heading)
        if first != field:
            raise ForeignColumnTwice(column=heading, first=first, second=field)
    guessed = {
        field: heading
        for field, heading in guess_columns(headings).items()
        if field not in corrections and heading not in given.values()
    }
    settled = guessed | given
    if "name" not in settled:
        raise ForeignNameColumnMissing(columns=", ".join(headings))
    return {field: settled[field] for field in FIELDS if field in settled}


def _faults(
    values: dict[str, str], row: int, columns: Mapping[str, str], seen: dict[str, int]
) -> Iterator[ForeignRowFault]:
    if not values["name"]:
        yield ForeignNameMissing(row=row, column=columns["name"])
    if "identifier" in values:
        yield from _identifier_faults(values["identifier"], row, columns["identifier"], seen)
    for field, text in values.items():
        if len(text) > LONGEST_TEXT:
            yield ForeignTextTooLong(row=row, column=columns[field], found=len(text), maximum=LONGEST_TEXT)
        if runs_as_formula(text):
            yield ForeignFormula(row=row, column=columns[field], found=text[:40])
    for code in sdg_codes(values.get("sdg", "")):
        if not is_sdg_code(code):
            yield ForeignSdgUnknown(row=row, code=code)
    link = values.get("link", "")
    if link and not re.fullmatch(r"https?://\S+", link):
        yield ForeignLinkInvalid(row=row, found=link[:80])


def _identifier_faults(
    identifier: str, row: int, column: str, seen: dict[str, int]
) -> Iterator[ForeignRowFault]:
    if not identifier:
        yield ForeignIdMissing(row=row, column=column)
        return
    if identifier in seen:
        yield ForeignIdTwice(row=row, identifier=identifier, first=seen[identifier])
    seen.setdefault(identifier, row)


def sdg_codes(text: str) -> tuple[str, ...]:
    """Return the codes named in a cell, each once, in order.

    Examples
    --------
    >>> sdg_codes("SDG 4; target 4.A, 16.10.1"), sdg_codes("الهدف 6")
    (('4', '4.a', '16.10.1'), ('6',))
    """
    return tuple(dict.fromkeys(code.lower() for code in _SDG.findall(text)))


def _indicator(values: dict[str, str], row: int) -> ForeignIndicator:
    texts = {field: values.get(field, "") for field in FIELDS if field != "sdg"}
    return ForeignIndicator(row=row, sdg=sdg_codes(values.get("sdg", "")), **texts)
