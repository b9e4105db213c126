"""What pyxform says in English, brought to our findings, in four steps.

(1) the code and facts of the error, when it has them; (2) the template its message was made from, recognised; (3) the
free texts met most often; (4) the English text, at the row and sheet it names.
"""

import re
from collections.abc import Mapping
from functools import cache
from string import Formatter

from pyxform.errors import ErrorCode, PyXFormError

from miqyas.interchange.xlsform.finding import Fact, Finding

ROW = re.compile(r"\[row : (\d+)\]")
SHEET = re.compile(r"[Oo]n the '(\w+)' sheet|for sheet: '(\w+)'")
COLUMN = re.compile(r"the '([^']+)' value")
ANYTHING = "(?P<{}>.*?)"
PLACE = frozenset({"row", "sheet", "sheet_name", "column"})
YES_NO = "true, false"
# Step 3: a text, the finding it makes, and facts its groups do not give.
FREE: tuple[tuple[str, str, Mapping[str, Fact]], ...] = (
    (r"Unknown question type '(?P<type>.*?)'\.", "type_unknown", {"nearest": "–"}),
    (r"You must have a sheet named 'survey'", "no_survey", {"sheets": "–"}),
    (r"Question with no type", "type_missing", {}),
    (r"Question or group with no name", "name_missing", {}),
    (r"Missing calculation", "calculation_missing", {"name": "calculate"}),
    (r"List name not in choices sheet: (?P<list>.*)", "list_missing", {"nearest": "–"}),
    (r"List name not in external choices sheet: (?P<list>.*)", "list_missing", {"nearest": "–"}),
    (r"There should be a choices sheet", "list_missing", {"list": "choices", "nearest": "–"}),
    (r"There should be an external_choices sheet", "external_choices_missing", {}),
    (r"multiple choice selects\. See \[(?P<name>.*)\] in \[(?P<list>.*)\]", "choice_space", {}),
    (r"Duplicate column header: (?P<heading>.*)", "heading_twice", {}),
    (r"There is no survey element named '(?P<name>.*?)'", "reference_unknown", {"nearest": "–"}),
    (r"There are multiple survey elements named '(?P<name>.*?)'", "reference_ambiguous", {"rows": "–"}),
    (r"survey element named '(?P<name>.*?)' has no label or hint", "label_missing", {}),
    (r"The question \$\{(?P<name>.*?)\} is not user-visible", "trigger_unseen", {}),
    (r"Audits must always be named", "audit_named", {}),
    (r"To include location information|must be greater than or equal to location", "audit_location", {}),
    (r"(?P<name>[\w\-]+) must have an integer value", "parameter_whole", {}),
    (r"(?P<name>[\w\-]+) must be greater +than or equal to zero", "parameter_whole", {}),
    (r"(?P<name>[\w\-]+) must be set to true or false", "parameter_value", {"expected": YES_NO}),
    (r"(?P<name>[\w\-]+) must be set to (?P<expected>[\w\-, ]+)", "parameter_value", {}),
    (
        r"Invalid value for (?P<name>quality)",
        "parameter_value",
        {"expected": "voice-only, low, normal, external"},
    ),
    (r"seed value must be a number|to use a seed", "seed", {}),
    (r"not supported with or_other|choices for this 'or other' question", "or_other", {}),
    (r"table-list appearance|Badly formatted table list", "table_list", {}),
    (r"should end with one of the supported file extensions", "file_extension", {}),
    (r"'?background-geopoint'?", "background_geopoint", {}),
    (r"To use big-image.*named (?P<name>\S+?)\.?$", "big_image", {}),
    (r"[Ii]nstance names must be unique|same instance", "same_instance", {}),
    (r"Repeat loop without list name|List name not in columns sheet", "loop_list", {}),
    (r"Use the max-pixels parameter", "photo_size", {}),
    (r"\] (?P<name>\w+) is no longer supported on most devices", "device_number", {}),
    (r"Row without name, text, or label is being skipped", "row_skipped", {}),
    (r"Repeat has no label", "repeat_label", {}),
    (r"uses or_other and translations", "or_other_words", {}),
)
# Told already, and better, by our own reading of the sheets.
SILENT = re.compile(
    r"is missing the (survey|choices)|language declarations do not contain valid machine-readable codes|"
    r"language codes|"
    r"select one external is only meant for filtered selects"
)


def finding_of(error: PyXFormError) -> tuple[Finding, ...]:
    """Return what an error of the converter says."""
    message = str(error)
    if error.code is not None and error.context:
        return (_from_code(error.code, error.context),)
    if error.code is not None:
        fields = {name for name in _fields(error.code) if name not in PLACE}
        return (_from_code(error.code, dict.fromkeys(fields, "–")),)
    lines = [line for line in message.split("\n") if ROW.match(line)]
    texts = lines if len(lines) > 1 else [message]
    return tuple(_from_text(text, "converter") for text in texts)


def finding_of_warning(message: str) -> Finding | None:
    """Return what a warning of the converter says; nothing when our own checks say it."""
    return None if SILENT.search(message) else _from_text(message, "converter_note")


def _from_text(message: str, otherwise: str) -> Finding:
    for code, pattern in _patterns().items():
        if found := pattern.fullmatch(message):
            return _from_code(code, found.groupdict())
    sheet, row, column = _place(message)
    for text, name, facts in FREE:
        if free := re.search(text, message, re.DOTALL):
            given = {key: value.strip() for key, value in free.groupdict().items()}
            return Finding(name, sheet, row, column, {**facts, **given})
    said = " ".join(ROW.sub("", message).split())
    return Finding(otherwise, sheet, row, column, {"message": said or "?"})


def _from_code(code: ErrorCode, context: Mapping[str, object]) -> Finding:
    template = code.value.msg
    said = code.value.format(**context)
    sheet, row, column = _place(said)
    named = context.get("sheet") or context.get("sheet_name")
    values = {
        name: str(context.get(name) if context.get(name) is not None else "–")
        for name in _fields(code)
        if name not in PLACE
    }
    where = str(named) if named else sheet
    heading = str(context["column"]) if context.get("column") else column
    return Finding(code.name, where, row, heading if "{column}" in template or heading else "", values)


def _place(message: str) -> tuple[str, int | None, str]:
    row, sheet, column = ROW.search(message), SHEET.search(message), COLUMN.search(message)
    named = next((group for group in sheet.groups() if group), "") if sheet else ("survey" if row else "")
    return named, int(row[1]) if row else None, column[1] if column else ""


def _fields(code: ErrorCode) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in Formatter().parse(code.value.msg) if name)


@cache
def _patterns() -> Mapping[ErrorCode, re.Pattern[str]]:
    """Return, for each template, what its messages look like; those that fit more than one come last."""
    return {code: re.compile(_pattern(code), re.DOTALL) for code in sorted(ErrorCode, key=_generality)}


def _pattern(code: ErrorCode) -> str:
    pieces, seen = [], set()
    for text, name, _, _ in Formatter().parse(code.value.msg):
        pieces.append(re.escape(text))
        if name:
            pieces.append(f"(?P={name})" if name in seen else ANYTHING.format(name))
            seen.add(name)
    return "".join(pieces)


def _generality(code: ErrorCode) -> int:
    fixed = sum(len(text) for text, _, _, _ in Formatter().parse(code.value.msg))
    return -fixed
