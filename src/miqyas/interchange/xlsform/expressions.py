"""Expressions: what they refer to exists, and they can be read."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePath

from lxml import etree
from pyxform.parsing.sheet_headers import clean_text_values

from miqyas.interchange.xlsform.finding import Finding
from miqyas.interchange.xlsform.functions import FUNCTIONS
from miqyas.interchange.xlsform.lists import list_names
from miqyas.interchange.xlsform.questions import Entry
from miqyas.interchange.xlsform.sheets import TRANSLATED, Sheet, Workbook
from miqyas.interchange.xlsform.vocabulary import nearest, plain_name

REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^{}\s$]+)\s*\}")
STRICT = re.compile(r"\$\{(?:last-saved#)?[^{}\s$]+\}")
TORN = re.compile(r"\$\{[^}]{0,60}\}?|\$[A-Za-z_]\w*\}")
LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
CALL = re.compile(r"(?<![\w\-.:])((?:[A-Za-z_][\w.]*:)?[A-Za-z_][\w\-.]*)\s*\(")
INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")
PULLED = re.compile(r"pulldata\(\s*['\"]([^'\"]+)['\"]")
SEARCHED = re.compile(r"search\(\s*['\"]([^'\"]+)['\"]")
# Columns of the sheet of questions that hold an expression.
EXPRESSIONS = (
    "relevant",
    "constraint",
    "calculation",
    "required",
    "read_only",
    "choice_filter",
    "repeat_count",
)
# Every form has them, written by the phone.
ALWAYS = ("instanceID", "instanceName")
LAST_SAVED = "__last-saved"
EXTERNAL_FILES = {"csv-external": ".csv", "xml-external": ".xml"}
MEDIA = ("image", "audio", "video", "big-image")
OPERATORS = frozenset({"and", "or", "div", "mod"})
YES_NO = frozenset({"yes", "no", "true", "false", "true()", "false()"})


@dataclass(frozen=True, slots=True)
class Known:
    """What an expression of this questionnaire may speak of."""

    names: Mapping[str, tuple[int, ...]]
    instances: frozenset[str]


def known_of(workbook: Workbook, entries: Sequence[Entry]) -> Known:
    """Gather the names of questions with their rows, and those of lists and files."""
    names: dict[str, tuple[int, ...]] = dict.fromkeys(ALWAYS, (0,))
    for entry in entries:
        if entry.name and entry.role in {"question", "begin", "unknown"}:
            names[entry.name] = (*names.get(entry.name, ()), entry.number)
            if entry.type.endswith("or_other"):
                names.setdefault(f"{entry.name}_other", (entry.number,))
            if entry.role == "begin" and workbook["survey"].cell(entry.row, "repeat_count"):
                names.setdefault(f"{entry.name}_count", (entry.number,))
    instances = {LAST_SAVED, *list_names(workbook["choices"]), *list_names(workbook["entities"])}
    instances |= {PurePath(file).stem for file in media_of(workbook, entries)}
    instances |= {entry.name for entry in entries if entry.kind in EXTERNAL_FILES}
    return Known(names, frozenset(instances))


def media_of(workbook: Workbook, entries: Sequence[Entry]) -> dict[str, tuple[str, int, str]]:
    """Return the files a questionnaire reads beside itself, each with the place that names it first."""
    found: dict[str, tuple[str, int, str]] = {}
    for file, place in chain(_lists_in_files(workbook["survey"], entries), _shown_files(workbook)):
        found.setdefault(file, place)
    return found


def _lists_in_files(sheet: Sheet, entries: Sequence[Entry]) -> Iterator[tuple[str, tuple[str, int, str]]]:
    for entry in entries:
        if entry.file:
            yield entry.file, (sheet.name, entry.number, sheet.heading("type"))
        if entry.kind in EXTERNAL_FILES:
            yield (
                f"{entry.name}{EXTERNAL_FILES[entry.kind]}",
                (sheet.name, entry.number, sheet.heading("name")),
            )
        for heading, text in entry.row.items():
            for stem in (*PULLED.findall(text), *SEARCHED.findall(text)):
                yield f"{stem.removesuffix('.csv')}.csv", (sheet.name, entry.number, heading)


def _shown_files(workbook: Workbook) -> Iterator[tuple[str, tuple[str, int, str]]]:
    for sheet in (workbook["survey"], workbook["choices"]):
        for heading in sheet.headings:
            if heading.column in MEDIA:
                for number, row in sheet.filled():
                    if file := row.get(heading.text, "").strip():
                        yield file, (sheet.name, number, heading.text)


def check_media(workbook: Workbook, entries: Sequence[Entry], media: Collection[str]) -> Iterator[Finding]:
    """Tell which files the questionnaire reads are not with it."""
    for file, place in media_of(workbook, entries).items():
        if file not in media and "${" not in file:
            yield Finding("media_absent", *place, {"file": file})


def check_references(workbook: Workbook, known: Known) -> Iterator[Finding]:
    """Tell which ``${name}`` of any cell points to nothing, or to several questions."""
    for name in ("survey", "choices", "settings"):
        sheet = workbook[name]
        # A column of the author's own in the sheet of choices holds what the author likes.
        read = {each.text for each in sheet.headings if name != "choices" or each.column in TRANSLATED}
        for number, row in sheet.filled():
            for heading, text in row.items():
                if "$" in text and heading in read:
                    yield from _references(sheet, number, heading, text, known)


def _references(sheet: Sheet, number: int, heading: str, text: str, known: Known) -> Iterator[Finding]:
    for name in dict.fromkeys(REFERENCE.findall(text)):
        rows = known.names.get(name, ())
        if not rows:
            facts = {"name": name, "nearest": nearest(name, known.names)}
            yield Finding("reference_unknown", sheet.name, number, heading, facts)
        elif len(rows) > 1:
            facts = {"name": name, "rows": ", ".join(str(row) for row in rows[:10])}
            yield Finding("reference_ambiguous", sheet.name, number, heading, facts)
    if sheet.name == "survey" and (torn := TORN.search(STRICT.sub("", text))):
        yield Finding("reference_torn", sheet.name, number, heading, {"found": torn[0]})


def check_expressions(sheet: Sheet, entries: Sequence[Entry], known: Known) -> Iterator[Finding]:
    """Tell which expressions cannot be read, call what does not exist, or look in a list that does not exist."""
    headings = [sheet.plain[column] for column in EXPRESSIONS if column in sheet.plain]
    foreign: dict[str, None] = {}
    for entry in entries:
        for heading in headings:
            text = clean_text_values(entry.row.get(heading, "").strip())
            if not text or text.lower() in YES_NO:
                continue
            foreign |= {name: None for name in REFERENCE.findall(text) if not name.isascii()}
            if not entry.name.isascii():
                foreign[entry.name] = None
            for code, facts in _read(text, known):
                yield Finding(code, sheet.name, entry.number, heading, facts)
    for name in foreign:
        if name in known.names:
            facts = {"name": name, "expected": plain_name(name)}
            yield Finding(
                "name_not_on_phones", sheet.name, known.names[name][0], sheet.heading("name"), facts
            )


def _read(text: str, known: Known) -> Iterator[tuple[str, dict[str, str]]]:
    path = REFERENCE.sub(" /data/q ", text)
    try:
        etree.XPath(path)
    except (etree.XPathSyntaxError, ValueError):
        yield "expression_invalid", {"expression": text}
        return
    for name in dict.fromkeys(INSTANCE.findall(text)):
        if name not in known.instances:
            yield "instance_unknown", {"list": name, "nearest": nearest(name, known.instances - {LAST_SAVED})}
    for function in dict.fromkeys(CALL.findall(LITERAL.sub("''", path))):
        if function not in FUNCTIONS and function not in OPERATORS:
            yield "function_unknown", {"function": function, "nearest": nearest(function, FUNCTIONS)}
