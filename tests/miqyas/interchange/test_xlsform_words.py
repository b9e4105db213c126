"""Every finding speaks French, Arabic and English with the same facts, and every error of the converter is among them."""

import re
import string
from pathlib import Path

import pytest
from pyxform.errors import ErrorCode, PyXFormError

import miqyas.interchange.xlsform as package
from miqyas.interchange.xlsform.finding import Finding, all_words
from miqyas.interchange.xlsform.translation import FREE, PLACE, SILENT, finding_of, finding_of_warning
from miqyas.interchange.xlsform.vocabulary import translated
from miqyas.types import LANGUAGES

ARABIC_LETTERS = {chr(code) for code in range(0x0620, 0x064B)}
SOURCES = "\n".join(path.read_text() for path in Path(package.__path__[0]).glob("*.py"))


def facts_of(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def fields_of(code):
    return facts_of(code.value.msg) - PLACE


@pytest.mark.parametrize("code", sorted(all_words()))
def test_a_finding_speaks_each_language_with_the_same_facts(code):
    words = all_words()[code]
    assert words.level in {"error", "warning"}
    told = {language: facts_of(" ".join(words.said[language])) for language in LANGUAGES}
    assert told["fr"] == told["ar"] == told["en"]
    for language in LANGUAGES:
        sentence, remedy = words.said[language]
        assert remedy.rstrip("»”").endswith((".", "…")), remedy
        assert sentence
    assert ARABIC_LETTERS & set(words.said["ar"][0])
    assert ARABIC_LETTERS & set(words.said["ar"][1]) or "save_to" in words.said["ar"][1]


def test_every_code_that_is_written_has_words_and_no_word_is_orphan():
    named = set(re.findall(r'(?:Finding|Unusable|found|_finding)\(\s*(?:workbook, )?"([a-z_]+)"', SOURCES))
    named |= set(re.findall(r'yield "([a-z_]+)", |return "([a-z_]+)"', SOURCES) and [
        each for pair in re.findall(r'yield "([a-z_]+)", |return "([a-z_]+)"', SOURCES) for each in pair if each
    ])  # fmt: skip
    named |= {name for _, name, _ in FREE} | {"heading_translated", "heading_near", "cycle", "cycle_of_lists"}
    named |= {"converter", "converter_note", "name_foreign"} | {
        "without_rows"
    }  # the last is said by the platform
    ours = {code for code in all_words() if code not in ErrorCode.__members__}
    assert ours - named == set()


@pytest.mark.parametrize("code", ErrorCode, ids=lambda code: code.name)
def test_every_error_of_the_converter_has_words_of_its_own(code):
    words = all_words()[code.name]
    for language in LANGUAGES:
        assert facts_of(" ".join(words.said[language])) <= fields_of(code)


@pytest.mark.parametrize("code", ErrorCode, ids=lambda code: code.name)
def test_an_error_with_its_code_is_told_by_it(code):
    facts = {name: f"<{name}>" for name in fields_of(code)}
    (finding,) = finding_of(
        PyXFormError(code=code, context={**facts, "row": 7, "sheet": "choices", "column": "name"})
    )
    assert finding.code == code.name
    assert dict(finding.values) == facts
    assert finding.row == (7 if "{row}" in code.value.msg else 1 if "[row : 1]" in code.value.msg else None)
    assert finding.sentence("fr")


@pytest.mark.parametrize("code", ErrorCode, ids=lambda code: code.name)
def test_an_error_already_written_is_recognised_by_its_template(code):
    facts = {name: f"the_{name}" for name in facts_of(code.value.msg)} | {"row": 7, "sheet": "survey"}
    (finding,) = finding_of(PyXFormError(code.value.format(**facts)))
    assert finding.code == code.name
    assert dict(finding.values) == {name: facts[name] for name in fields_of(code)}
    assert finding.row == (7 if "[row" in code.value.msg and "{row}" in code.value.msg else finding.row)


@pytest.mark.parametrize("code", ErrorCode, ids=lambda code: code.name)
def test_an_error_with_a_code_and_no_facts_is_told_without_them(code):
    (finding,) = finding_of(PyXFormError(code=code))
    assert finding.code == code.name
    assert all(finding.sentence(language) and finding.remedy(language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("message", "code", "row"),
    [
        ("Unknown question type 'entier'.", "type_unknown", None),
        ("[row : 4] Question with no type.\n{'name': 'a'}", "type_missing", 4),
        ("[row : 4] Question or group with no name.", "name_missing", 4),
        ("[row : 4] Missing calculation.", "calculation_missing", 4),
        ("[row : 4] List name not in choices sheet: couleurs", "list_missing", 4),
        ("There should be a choices sheet in this xlsform. Please ensure", "list_missing", None),
        ("The survey element named 'age' has no label or hint.", "label_missing", None),
        ("Parameter max-pixels must have an integer value.", "parameter_whole", None),
        ("randomize must be set to true or false: 'oui' is an invalid value", "parameter_value", None),
        ("Parameters must include randomize=true to use a seed.", "seed", None),
        ("[row : 3] Choice filter not supported with or_other.", "or_other", 3),
        ("[row : 3] Badly formatted table list, list names don't match: a vs. b", "table_list", 3),
        ("[row : 3] Something nobody has seen.", "converter", 3),
    ],
)
def test_the_free_texts_of_the_converter(message, code, row):
    (finding,) = finding_of(PyXFormError(message))
    assert (finding.code, finding.row) == (code, row)
    assert all(finding.sentence(language) and finding.remedy(language) for language in LANGUAGES)


def test_what_nobody_has_seen_is_told_in_english_at_its_row():
    (finding,) = finding_of(PyXFormError("[row : 3] On the 'survey' sheet, the 'x' value is new."))
    assert (finding.sheet, finding.row) == ("survey", 3)
    assert finding.sentence("fr").endswith("il dit en anglais : On the 'survey' sheet, the 'x' value is new.")


def test_several_errors_in_one_message_are_several_findings():
    message = "\n".join(ErrorCode.NAMES_007.value.format(row=row) for row in (3, 5))
    assert [(finding.code, finding.row) for finding in finding_of(PyXFormError(message))] == [
        ("NAMES_007", 3),
        ("NAMES_007", 5),
    ]


def test_a_warning_our_own_checks_tell_is_left_to_them():
    assert SILENT.search("Language 'ar' is missing the survey label column.")
    assert finding_of_warning("Language 'ar' is missing the survey label column.") is None
    told = finding_of_warning("[row : 9] Use the max-pixels parameter to speed up")
    assert (told.code, told.severity, told.row) == ("photo_size", "warning", 9)


def test_a_place_is_said_in_each_language():
    finding = Finding("name_missing", "survey", 12, "name")
    assert finding.place("fr") == "feuille « survey », ligne 12, colonne « name »"
    assert finding.place("en") == "sheet “survey”, row 12, column “name”"
    assert "12" in finding.place("ar")
    assert Finding("file_empty").place("fr") == ""


def test_arabic_isolates_what_is_written_in_latin():
    finding = Finding("reference_unknown", "survey", 2, "relevant", {"name": "agee", "nearest": "age"})
    assert "\u2068agee\u2069" in finding.sentence("ar")


def test_words_of_other_languages_lead_to_words_of_xlsform():
    assert set(translated()["languages"].values()) <= set(translated()["language_names"])
    assert set(translated()["sheets"].values()) == {"survey", "choices", "settings"}
