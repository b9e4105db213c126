"""A questionnaire is checked whole: every trap of XLSForm is told, with its place, all at once."""

import json
import time

import pytest
from tests.miqyas.interchange.questionnaires import choice, question, rows, workbook

from miqyas.errors import FormHasErrors
from miqyas.interchange.xlsform import check_form, convert_form

FRENCH, ARABIC = "Français (fr)", "العربية (ar)"
AGE = ("integer", "age", "Âge")


def told(source, **options):
    """Return what is found, as (code, row), warnings of settings aside."""
    return [(finding.code, finding.row) for finding in check_form(source, **options).findings]


def test_the_household_workbook_gives_the_bytes_of_its_form(shared_data):
    folder = shared_data / "collect"
    report = check_form(folder / "menage.xlsx", media=["communes.csv"])
    assert report.xform == (folder / "menage.xml").read_bytes()
    assert [(finding.code, finding.row) for finding in report.findings] == [("photo_size", 14)]
    assert report.form is not None
    assert report.form.form_id == "enquete_menage"
    assert list(report.definition) == ["survey", "choices", "settings"]
    assert report.definition["choices"][0]["name"] == "01"


def test_files_that_must_come_with_it_are_asked_for(shared_data):
    report = check_form(shared_data / "collect" / "menage.xlsx")
    absent = [finding for finding in report.findings if finding.code == "media_absent"]
    assert [(finding.values["file"], finding.sheet, finding.row) for finding in absent] == [
        ("communes.csv", "survey", 8)
    ]


def test_a_sound_questionnaire_has_no_finding():
    report = check_form(
        rows(AGE, ("select_one yn", "working", "…"), choices=[choice("yn", "1"), choice("yn", "0")])
    )
    assert report.findings == ()
    assert [each.kind for each in report.form.questions] == ["integer", "select_one"]


def test_everything_wrong_is_told_at_once():
    source = rows(
        ("entier", "a", "A"),
        ("text", "2b", "B"),
        ("text", "", "C"),
        ("", "d", "D"),
        ("select_one", "e", "E"),
        ("select_one couleurs", "f", "F", {"relevant": "${agee} > 3"}),
        ("calculate", "g"),
        ("text", "h", "", {"constraint": ". == 1"}),
        AGE,
        AGE,
        choices=[choice("couleur", "r"), choice("couleur", "r"), {"name": "x", "label": "X"}],
    )
    assert told(source) == [
        ("type_unknown", 2),
        ("name_invalid", 3),
        ("name_missing", 4),
        ("type_missing", 5),
        ("list_not_named", 6),
        ("list_missing", 7),
        ("reference_unknown", 7),
        ("calculation_missing", 8),
        ("label_missing", 9),
        ("expression_invalid", 9),
        ("name_twice", 11),
        ("choice_twice", 3),
        ("choice_without_list", 4),
    ]


@pytest.mark.parametrize(
    ("survey", "found"),
    [
        ([("begin_group", "g", "G"), AGE], [("group_not_closed", 2)]),
        ([AGE, ("end_repeat",)], [("group_not_opened", 3)]),
        ([("begin_group", "g", "G"), AGE, ("end_repeat",)], [("group_crossed", 4)]),
        ([("begin_group", "g", "G"), ("calculate", "c", "", {"calculation": "1"}), ("end_group",)], [("group_empty", 2)]),
        ([("begin_group", "g", "G"), AGE, ("end_group",), AGE], []),
        ([("begin_repeat", "r", "R"), AGE, ("end_repeat",), ("text", "R", "…")], [("name_case", 5)]),
        (
            [
                ("begin_group", "g", "G"), ("begin_repeat", "r", "R"), AGE, ("end_repeat",), ("end_group",),
                ("begin_repeat", "r", "R"), ("text", "t", "T"), ("end_repeat",),
            ],
            [("repeat_twice", 7)],
        ),
        ([("text", "meta", "M")], [("name_reserved", 2)]),
        ([("text", "prénom", "P")], [("name_foreign", 2)]),
        ([("text", "السن", "P"), ("text", "b", "B", {"relevant": "${السن} = 1"})],
         [("name_not_on_phones", 2), ("name_foreign", 2)]),
        ([("note", "", "Bonjour"), AGE], []),
        ([("text", "a", "", {"calculation": "1 + 1"}), AGE], []),
    ],
    ids=["open", "shut", "crossed", "empty", "apart", "case", "repeats", "meta", "accent", "arabic", "note", "computed"],
)  # fmt: skip
def test_names_and_groups(survey, found):
    assert told(rows(*survey)) == found


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        (". == 1", "expression_invalid"),
        ("(. > 1", "expression_invalid"),
        (". > 1 and", "expression_invalid"),
        ("foo(.) > 1", "function_unknown"),
        ("selectedd(${age}, 'a')", "function_unknown"),
        ("count(instance('nowhere')/root/item) > 1", "instance_unknown"),
        ("${agee} > 1", "reference_unknown"),
        ("${ age > 1", "expression_invalid"),
    ],
)
def test_expressions_nothing_can_read(expression, code):
    report = check_form(rows(AGE, ("text", "a", "A", {"relevant": expression})))
    assert code in [finding.code for finding in report.errors]
    assert {(finding.sheet, finding.row, finding.column) for finding in report.errors} == {
        ("survey", 3, "relevant")
    }


@pytest.mark.parametrize(
    "expression",
    [
        "selected(${age}, 'a b') or count-selected(${age}) >= 2",
        "regex(., '^0[67][0-9]{8}$')",
        "if(${age} > 18, 'oui', \"non\") = 'oui'",
        "once(uuid()) != '' and jr:choice-name(${age}, '${age}') != 'x'",
        "pulldata('prix', 'montant', 'code', ${age}) > 0",
        "count(instance('l')/root/item[name = current()/../age]) > 0",
        "“${age}” != ‘a’",
        "format-date(today(), '%Y') > 2000 and ${last-saved#age} > 1",
    ],
)
def test_expressions_of_the_field_are_accepted(expression):
    report = check_form(rows(AGE, ("text", "a", "A", {"relevant": expression}), choices=[choice("l", "1")]))
    assert report.errors == ()


def test_a_reference_in_any_text_must_point_to_a_question():
    source = rows(
        ("note", "n", "Bonjour ${nom}"), settings=[{"form_id": "e", "version": "1", "instance_name": "${x}"}]
    )
    assert told(source) == [("reference_unknown", 2), ("reference_unknown", 2)]
    assert [finding.sheet for finding in check_form(source).errors] == ["survey", "settings"]


def test_a_reference_to_two_questions_names_both():
    group = ("begin_group", "g", "G")
    report = check_form(rows(AGE, group, AGE, ("end_group",), ("note", "n", "${age}")))
    assert [(finding.code, finding.row, finding.values["rows"]) for finding in report.errors] == [
        ("reference_ambiguous", 6, "2, 4")
    ]


@pytest.mark.parametrize(
    ("headings", "codes"),
    [
        (["type", "nom", "libellé"], ["heading_translated", "heading_translated"]),
        (["type", "name", f"libellé::{FRENCH}"], ["heading_translated"]),
        (["type", "name", "label", "relevent"], ["heading_near"]),
        (["type", "name", "label", "my_remarks", "relevant"], []),
        (["type", "label"], ["heading_missing"]),
        (["type", "name", "label", f"label::{ARABIC}"], ["language_unnamed"]),
        (["type", "name", f"label::{FRENCH}", "label::Arabe"], ["language_without_code"]),
        (["type", "name", "label::Arabe (ar)", f"label::{ARABIC}"], ["language_code_twice"]),
        (
            ["type", "name", f"label::{FRENCH}", f"label::{ARABIC}", f"hint::{FRENCH}"],
            ["language_column_missing"],
        ),
        (["type", "name", f"label::{FRENCH}", f"label::{ARABIC}", "label::ⵜⴰⵎⴰⵣⵉⵖⵜ (zgh)"], []),
    ],
)
def test_headings_and_languages(headings, codes):
    cells = {"type": "text", "name": "a", "nom": "a"}
    survey = [
        headings,
        [cells.get(heading, "…") if heading != "relevant" else "1 = 1" for heading in headings],
    ]
    if "relevent" in headings:
        survey[1][3] = "1 = 1"
    report = check_form(workbook(survey=survey, settings=[["form_id", "version"], ["e", "1"]]))
    about_rows = {"name_missing"}
    assert sorted(each.code for each in report.findings if each.code not in about_rows) == sorted(codes)


def test_the_language_is_written_as_it_should_be():
    survey = [{"type": "text", "name": "a", "label": "A", f"label::{ARABIC}": "ا"}]
    finding = check_form({"survey": survey}).errors[0]
    assert finding.remedy("fr") == "Écrivez « label::Français (fr) »."
    finding = check_form({"survey": [{"type": "text", "name": "a", "label::Arabe": "ا"}]}).errors[0]
    assert finding.remedy("en") == "Write “label::العربية (ar)”."


def test_a_default_language_names_the_column_without_language():
    survey = [{"type": "text", "name": "a", "label": "A", f"label::{ARABIC}": "ا"}]
    settings = [{"form_id": "e", "version": "1", "default_language": FRENCH}]
    report = check_form({"survey": survey, "settings": settings})
    assert report.findings == ()
    assert report.form.languages == (FRENCH, ARABIC)


def test_a_default_language_no_column_has_is_refused():
    survey = [{"type": "text", "name": "a", f"label::{FRENCH}": "A"}]
    settings = [{"form_id": "e", "version": "1", "default_language": "French"}]
    assert [
        (each.code, each.sheet) for each in check_form({"survey": survey, "settings": settings}).errors
    ] == [("default_language_unknown", "settings")]


def test_a_text_missing_in_one_language_is_told_by_cell():
    survey = [
        {"type": "text", "name": "a", f"label::{FRENCH}": "A", f"label::{ARABIC}": "ا"},
        {"type": "text", "name": "b", f"label::{FRENCH}": "B"},
    ]
    report = check_form({"survey": survey, "settings": [{"form_id": "e", "version": "1"}]})
    assert [(each.code, each.severity, each.row, each.column) for each in report.findings] == [
        ("translation_missing", "warning", 3, f"label::{ARABIC}")
    ]
    assert report.form.questions[1].labels == {FRENCH: "B"}


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        ({}, ["no_form_id", "no_version"]),
        ({"form_id": "e"}, ["no_version"]),
        ({"form_id": "mon enquête", "version": "1"}, ["form_id_unusual"]),
        ({"form_id": "e", "version": "1", "public_key": "MIIB"}, ["encrypted"]),
        ({"form_id": "e", "version": "1", "submission_url": "https://example.org"}, ["sent_elsewhere"]),
    ],
)
def test_settings(settings, codes):
    assert [code for code, _ in told(rows(AGE, settings=[settings]))] == codes


def test_the_identifier_of_a_form_without_one_is_made_of_its_file():
    report = check_form(rows(AGE, settings=[]), name="Enquête ménage.xlsx")
    assert report.form.form_id == "Enquete_menage"


def test_an_encrypted_questionnaire_gives_no_form():
    report = check_form(rows(AGE, settings=[{"form_id": "e", "version": "1", "public_key": "MIIB"}]))
    assert (report.form, report.xform) == (None, None)


def test_choices_of_a_multiple_choice_hold_no_space():
    source = rows(("select_multiple l", "a", "A"), choices=[choice("l", "a b"), choice("l", "c")])
    assert told(source) == [("choice_space", 2)]


def test_a_code_may_return_when_the_author_says_so():
    settings = [{"form_id": "e", "version": "1", "allow_choice_duplicates": "yes"}]
    source = rows(("select_one l", "a", "A"), choices=[choice("l", "1"), choice("l", "1")], settings=settings)
    assert told(source) == []


@pytest.mark.parametrize(
    ("survey", "path"),
    [
        ([("text", "a", "A", {"relevant": "${a} = 1"})], "${a} → ${a}"),
        ([("text", "a", "A", {"relevant": "${b} = 1"}), ("text", "b", "B", {"required": "${a} = 1"})], "${a} → ${b} → ${a}"),
        (
            [("begin_group", "g", "G", {"relevant": "${a} = 1"}), ("text", "a", "A"), ("end_group",)],
            "${a} → ${a}",
        ),
        (
            [("begin_repeat", "r", "R", {"relevant": "count(${r}) < 3"}), ("text", "a", "A"), ("end_repeat",)],
            "${r} → ${r}",
        ),
    ],
)  # fmt: skip
def test_questions_that_wait_for_each_other(survey, path):
    report = check_form(rows(*survey))
    cycles = [finding.values["path"] for finding in report.errors if finding.code == "cycle"]
    assert cycles in ([path], [" → ".join(reversed(path.split(" → ")))])


def test_two_constraints_that_name_each_other_are_no_circle():
    low = ("integer", "low", "…", {"constraint": ". <= ${high}"})
    assert told(rows(low, ("integer", "high", "…", {"constraint": ". >= ${low}"}))) == []


def test_a_circle_through_a_filter_of_choices_is_told_and_allowed():
    source = rows(
        ("select_one l", "a", "A", {"choice_filter": "name = ${b}"}),
        ("select_one l", "b", "B", {"choice_filter": "name = ${a}"}),
        choices=[choice("l", "1")],
    )
    report = check_form(source)
    assert [(each.code, each.severity) for each in report.findings] == [("cycle_of_lists", "warning")]
    assert report.form is not None


PLACES = "name,label,region\n1,Salé,04\n"
FROM_FILE = ("select_one_from_file places.csv", "p", "P")


@pytest.mark.parametrize(
    ("content", "cells", "found"),
    [
        (PLACES, {"choice_filter": "region = ${age}"}, []),
        (PLACES.replace(",", ";"), {"choice_filter": "region = ${age}"}, []),
        (PLACES, {"choice_filter": "province = ${age}"}, [("list_column_missing", "province")]),
        (PLACES.replace("name", "code"), {}, [("list_column_missing", "name")]),
        (PLACES.replace("name", "code"), {"parameters": "value=code"}, []),
        (PLACES, {"parameters": "label=nom"}, [("list_column_missing", "nom")]),
        ("", {}, [("list_column_missing", "label"), ("list_column_missing", "name")]),
    ],
)
def test_a_list_in_a_file_has_the_columns_it_is_asked_for(content, cells, found):
    report = check_form(rows(AGE, (*FROM_FILE, cells)), media={"places.csv": content.encode()})
    assert sorted((each.code, each.values["column"]) for each in report.findings) == found


def test_a_list_in_a_file_is_utf_8():
    report = check_form(rows(FROM_FILE), media={"places.csv": PLACES.encode("cp1252")})
    assert [(each.code, each.row, each.values["guess"]) for each in report.errors] == [
        ("list_encoding", 2, "windows-1252")
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("region = ${age}", []),
        ("starts-with(name, '0') and region != ''", []),
        ("selected(${age}, name) or position() > 1", []),
        ("name = instance('l')/root/item[region = 1]/name", []),
        ("province = ${age}", ["province"]),
        ("region = oui", ["oui"]),
    ],
)
def test_a_filter_names_columns_of_its_list(wanted, found):
    listed = [{**choice("l", "1"), "region": "04"}]
    report = check_form(rows(AGE, ("select_one l", "a", "A", {"choice_filter": wanted}), choices=listed))
    assert [each.values["column"] for each in report.errors] == found


MEMBERS = [
    ("begin_repeat", "r", "R"),
    ("integer", "m", "M"),
    ("integer", "n", "N", {"relevant": "${m} > 1"}),
    ("end_repeat",),
]


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("${m} + 1", [("repeat_value", 6)]),
        ("string(${r})", [("repeat_value", 6)]),
        ("sum(${m}) + count(${r})", []),
        ("indexed-repeat(${m}, ${r}, 1)", []),
        ("${r}[position() = 1]/m", []),
    ],
)
def test_a_value_of_a_repeat_read_from_outside(expression, found):
    source = rows(*MEMBERS, ("calculate", "c", "", {"calculation": expression}))
    assert [(code, row) for code, row in told(source)] == found


def test_a_long_chain_is_no_circle():
    survey = [AGE, *(("text", f"q{n}", "Q", {"relevant": f"${{q{n - 1}}} = 1"}) for n in range(1, 3000))]
    survey.insert(1, ("text", "q0", "Q"))
    assert told(rows(*survey)) == []


def test_what_the_converter_alone_sees_is_told_with_its_row():
    source = rows(AGE, ("range", "r", "R", {"parameters": "start=0 end=10 step=0"}))
    report = check_form(source)
    assert [(each.code, each.sheet, each.row, each.column) for each in report.errors] == [
        ("RANGE_002", "survey", 3, "parameters")
    ]


def test_rows_are_kept_as_they_were_written():
    source = {"survey": [question(*AGE), {}, question("text", "b", "B")], "settings": {"form_id": "e"}}
    report = check_form(source)
    assert report.definition == {
        "survey": [
            {"type": "integer", "name": "age", "label": "Âge"},
            {},
            {"type": "text", "name": "b", "label": "B"},
        ],
        "choices": [],
        "settings": [{"form_id": "e"}],
    }
    assert report.rows == {"age": 2, "b": 4}
    assert check_form(report.definition).xform == report.xform


def test_what_is_given_is_left_as_it_was():
    source = rows(("select_one l or_other", "a", "A"), choices=[choice("l", "1")])
    before = json.dumps(source)
    check_form(source)
    assert json.dumps(source) == before


@pytest.mark.parametrize("to", ["xlsx", "json"])
def test_a_form_written_and_read_again_is_the_same(shared_data, to):
    source = shared_data / "collect" / "menage.xlsx"
    written = convert_form(source, to=to)
    again = json.loads(written) if to == "json" else written
    assert convert_form(again) == convert_form(source)


def test_a_workbook_keeps_cells_as_texts():
    source = rows(AGE, ("text", "a", "=1+1"), choices=[choice("l", "01")])
    report = check_form(convert_form(source, to="xlsx"))
    assert report.definition["survey"][1]["label"] == "=1+1"
    assert report.definition["choices"][0]["name"] == "01"


def test_nothing_is_converted_of_a_form_with_errors():
    with pytest.raises(FormHasErrors) as refusal:
        convert_form(rows(("entier", "a", "A")))
    assert refusal.value.facts == {"count": 1, "code": "type_unknown", "place": "survey, 2, type"}


def test_a_thousand_questions_are_checked_in_two_seconds_of_the_processor():
    survey = [AGE, *(("text", f"q{n}", f"Question {n}", {"relevant": "${age} > 1"}) for n in range(1000))]
    check_form(rows(AGE))
    began = time.process_time()
    assert check_form(rows(*survey)).findings == ()
    assert time.process_time() - began < 2
