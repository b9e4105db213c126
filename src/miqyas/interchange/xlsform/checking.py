"""An XLSForm checked whole: all that is wrong in it at once, and the form when nothing is."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from miqyas.errors import MiqyasError, XFormWithDoctype
from miqyas.interchange.xform import read_xform
from miqyas.interchange.xlsform.browser import check_browser
from miqyas.interchange.xlsform.codes import check_codes
from miqyas.interchange.xlsform.conversion import convert_workbook
from miqyas.interchange.xlsform.cycles import check_cycles
from miqyas.interchange.xlsform.expressions import check_expressions, check_media, check_references, known_of
from miqyas.interchange.xlsform.filters import check_filters
from miqyas.interchange.xlsform.finding import Finding, FormReport
from miqyas.interchange.xlsform.headings import as_meant, check_headings, check_sheets, check_size
from miqyas.interchange.xlsform.languages import check_languages
from miqyas.interchange.xlsform.lists import check_choices, check_lists
from miqyas.interchange.xlsform.questions import entries_of
from miqyas.interchange.xlsform.reading import read_rows, read_workbook
from miqyas.interchange.xlsform.repeats import check_repeats
from miqyas.interchange.xlsform.safety import Unusable, kind_of_bytes, read_bytes
from miqyas.interchange.xlsform.settings import check_settings
from miqyas.interchange.xlsform.sheets import SHEETS, Workbook
from miqyas.interchange.xlsform.structure import check_structure
from miqyas.interchange.xlsform.vocabulary import plain_name

# Names of the files that come with a form, or their content by name.
Media = Collection[str] | Mapping[str, bytes]
Given = Path | bytes | Mapping[str, Any]
FALLBACK = "data"
# Nothing more can be told of a file without questions, nor should be of one too large.
BLIND = frozenset({"no_survey", "survey_empty", "too_many_rows", "cell_too_long"})


def check_form(source: Given, *, name: str = "", media: Media = ()) -> FormReport:
    """Check a questionnaire and tell all that is wrong in it.

    Our own reading of the sheets finds what it can at once; the converter, which stops at its first error, is asked
    last. What it says of a row already told is left out.

    Parameters
    ----------
    source : Path, bytes or Mapping
        A file (.xlsx, .xls, .csv, .md, or an XForm), its content, or its rows:
        ``{"survey": [...], "choices": [...], "settings": [...]}``.
    name : str
        The name its owner gave the file; an identifier is made of it when the settings have none.
    media : collection of str, or Mapping of bytes
        Names of the files that come with it, or their content by name: lists of choices are then looked into.

    Returns
    -------
    FormReport
        Findings in the order of sheets and rows. ``form`` and ``xform`` are there when none is an error.

    Raises
    ------
    Nothing: a file that cannot be read is a report with one finding.

    Examples
    --------
    >>> report = check_form({"survey": [{"type": "integer", "name": "age", "label": "Âge", "relevant": "${agee} > 1"}]})
    >>> [(finding.code, finding.row) for finding in report.errors]
    [('reference_unknown', 2)]
    >>> print(report.errors[0].sentence("fr"))
    « ${agee} » ne désigne aucune question.
    """
    try:
        if isinstance(source, Mapping):
            return check_workbook(read_rows(source), name=name, media=media)
        shown = name or (source.name if isinstance(source, Path) else "")
        content = read_bytes(source, shown) if isinstance(source, Path) else bytes(source)
        return _check_content(content, name=shown, media=media)
    except Unusable as refusal:
        return FormReport((refusal.finding,))


def _check_content(content: bytes, *, name: str, media: Media) -> FormReport:
    kind = kind_of_bytes(content)
    if kind == "xform":
        return _check_xform(content)
    workbook = read_workbook(content, kind)
    report = check_workbook(workbook, name=name, media=media)
    if kind != "xlsx":
        return report
    return replace(report, findings=_ordered([*report.findings, *check_codes(content, workbook)]))


def check_workbook(workbook: Workbook, *, name: str, media: Media) -> FormReport:
    """Check sheets that have been read."""
    definition = workbook.definition()
    unfit = [*check_sheets(workbook), *check_size(workbook)]
    if any(finding.code in BLIND for finding in unfit):
        return FormReport(tuple(unfit))
    form_id = workbook.settings.get("form_id") or plain_name(PurePath(name).stem, instead=FALLBACK)
    found = [*unfit, *check_headings(workbook)]
    found += _own_findings(as_meant(workbook), form_id=form_id, media=media)
    xform, more = convert_workbook(workbook, form_id=form_id)
    found += _new(found, more)
    entries = entries_of(workbook["survey"])
    rows = {entry.name: entry.number for entry in reversed(entries) if entry.name and entry.role != "end"}
    report = FormReport(_ordered(found), definition=definition, rows=rows)
    if xform is None or report.errors:
        return report
    return replace(report, form=read_xform(xform), xform=xform)


def _own_findings(workbook: Workbook, *, form_id: str, media: Media) -> Iterator[Finding]:
    sheet = workbook["survey"]
    entries = entries_of(sheet)
    known = known_of(workbook, entries)
    yield from check_settings(workbook, form_id=form_id)
    yield from check_languages(workbook)
    yield from check_structure(sheet, entries)
    yield from check_choices(workbook, entries)
    yield from check_lists(workbook, entries)
    yield from check_references(workbook, known)
    yield from check_expressions(sheet, entries, known)
    yield from check_cycles(sheet, entries)
    yield from check_repeats(sheet, entries)
    yield from check_filters(workbook, entries, media)
    yield from check_media(workbook, entries, media)
    yield from check_browser(sheet, entries)


def _new(found: list[Finding], more: tuple[Finding, ...]) -> Iterator[Finding]:
    """Leave out what the converter says of a row, or of a file, that is already told as gravely."""
    told = {(finding.sheet, finding.row) for finding in found}
    grave = {(finding.sheet, finding.row) for finding in found if finding.severity == "error"}
    for finding in more:
        place = (finding.sheet, finding.row)
        if finding.severity == "warning":
            if place not in told:
                yield finding
        elif place not in grave and not (finding.row is None and grave):
            yield finding


def _ordered(found: list[Finding]) -> tuple[Finding, ...]:
    places = {sheet: place for place, sheet in enumerate(("", *SHEETS))}
    unique = {(each.code, each.sheet, each.row, each.column, str(each.values)): each for each in found}
    return tuple(
        sorted(unique.values(), key=lambda each: (places.get(each.sheet, 0), each.row or 0, each.severity))
    )


def _check_xform(content: bytes) -> FormReport:
    """An XForm has no rows: it is read, and that is all."""
    try:
        return FormReport((), read_xform(content), content)
    except XFormWithDoctype as refusal:
        raise Unusable("file_doctype") from refusal
    except MiqyasError as refusal:
        raise Unusable("xform_unreadable", reason=type(refusal).__name__) from refusal
