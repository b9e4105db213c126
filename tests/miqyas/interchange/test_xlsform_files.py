"""Hostile, torn and foreign files: a finding, never a crash, never a wait."""

import io
import zipfile
from contextlib import redirect_stdout

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.miqyas.interchange.old_excel import old_workbook
from tests.miqyas.interchange.questionnaires import rows, workbook
from tests.miqyas.interchange.xforms import age_form

from miqyas.interchange.xlsform import FormReport, check_form
from miqyas.interchange.xlsform.limits import FILE_BYTES
from miqyas.types import LANGUAGES

SURVEY = [["type", "name", "label"], ["text", "a", "A"]]
SETTINGS = [["form_id", "version"], ["e", "1"]]
SOUND = workbook(survey=SURVEY, settings=SETTINGS)
CSV = "survey,,,\n,type,name,label\n,text,a,Été\nsettings,,,\n,form_id,version,\n,e,1,\n"
MARKDOWN = """
# a remark
| survey   |      |      |       |
|          | type | name | label |
|          | text | a    | Été \\| hiver |
| settings |      |      |       |
|          | form_id | version |
|          | e       | 1       |
"""


def remade(content, **parts):
    """Return a workbook with some of its parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            name = part.filename
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def only(source):
    """Return the one error of a source, which must give no form."""
    report = check_form(source)
    assert report.form is None
    assert len(report.errors) == 1, report.findings
    for language in LANGUAGES:
        assert report.errors[0].sentence(language)
        assert report.errors[0].remedy(language)
    return report.errors[0]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b" \n ", "file_empty"),
        (b"x" * (FILE_BYTES + 1), "file_too_large"),
        (b"%PDF-1.7", "file_kind"),
        (b"\x89PNG\r\n\x1a\n", "file_kind"),
        (b'{"survey": []}', "file_kind"),
        (b"\x00\x00\x00\xff\x01", "file_kind"),
        (b"PK\x03\x04 torn", "file_damaged"),
        (SOUND[: len(SOUND) // 2], "file_damaged"),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le") * 40, "file_damaged"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le") * 40, "file_locked"),
        (CSV.encode("cp1252"), "encoding"),
        (b"hello", "no_survey"),
        (b"type,name,label\ntext,a,A\n", "no_survey"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "file_doctype"),
        (b'<?xml version="1.0"?><a/>', "xform_unreadable"),
        (b'survey,"\n,type', "survey_empty"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_questionnaire(content, code):
    assert only(content).code == code


def test_a_bomb_is_weighed_before_it_is_opened():
    bomb = remade(SOUND, **{"xl/media/a.xml": b"<a>" + b" " * 80_000_000})
    assert len(bomb) < 200_000
    assert only(bomb).code == "file_swells"


def test_entities_inside_a_workbook_are_refused():
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    assert only(remade(SOUND, **{"xl/worksheets/sheet1.xml": laughs})).code == "file_doctype"


def test_a_link_to_another_workbook_is_never_followed():
    link = b'<Relationships><Relationship Target="http://example.org/x.xlsx" TargetMode="External"/></Relationships>'
    linked = remade(SOUND, **{"xl/externalLinks/_rels/externalLink1.xml.rels": link})
    assert check_form(linked).errors == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Feuil1", "no_survey"),
        ("enquête", "sheet_name"),
        ("survey ", "sheet_name"),
        ("surveys", "sheet_name"),
    ],
)
def test_a_workbook_whose_sheet_of_questions_has_another_name(name, code):
    report = check_form(workbook(**{name: SURVEY, "settings": SETTINGS}))
    assert code in [finding.code for finding in report.errors]
    assert report.form is None


def test_a_workbook_of_one_sheet_is_not_taken_for_the_survey_in_silence():
    report = check_form(workbook(Feuil1=SURVEY))
    assert [finding.code for finding in report.errors] == ["no_survey"]


def test_a_list_in_a_sheet_with_a_translated_name():
    sheets = {
        "survey": [SURVEY[0], ["select_one l", "a", "A"]],
        "choix": [["list_name", "name", "label"], ["l", 1, "x"]],
    }
    assert {finding.code for finding in check_form(workbook(**sheets)).errors} == {
        "sheet_name",
        "list_missing",
    }


def test_parts_of_a_workbook_that_hold_no_question_are_left_aside_in_silence():
    book = zipfile.ZipFile(io.BytesIO(SOUND)).read("xl/worksheets/sheet1.xml")
    extension = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    extended = remade(SOUND, **{"xl/worksheets/sheet1.xml": book.replace(b"</worksheet>", extension)})
    assert check_form(extended).findings == ()


def test_a_code_that_only_shows_its_zeros():
    book = load_workbook(
        io.BytesIO(workbook(survey=SURVEY, settings=SETTINGS, choices=[["list_name", "name", "label"]]))
    )
    for code, shape in ((1, "00"), (12, "00"), (3, "General")):
        book["choices"].append(["l", code, "x"])
        book["choices"].cell(book["choices"].max_row, 2).number_format = shape
    content = io.BytesIO()
    book.save(content)
    report = check_form(content.getvalue())
    assert [(finding.code, finding.row, dict(finding.values)) for finding in report.findings] == [
        ("code_zeros", 2, {"shown": "01", "found": "1"})
    ]


def test_two_columns_of_one_name():
    survey = [["type", "name", "label", "label"], ["text", "a", "A", "B"]]
    assert only(workbook(survey=survey)).values == {"heading": "label"}


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.encode("utf-16"),
        CSV.replace(",", ";").encode(),
        CSV.replace(",", "\t").encode(),
        CSV.replace("\n", "\r\n").encode(),
    ],
    ids=["commas", "mark", "utf-16", "semicolons", "tabs", "windows"],
)
def test_a_questionnaire_as_csv(content):
    report = check_form(content)
    assert report.findings == ()
    assert report.form.questions[0].labels == {"": "Été"}


def test_a_workbook_of_before_2007():
    survey = [["type", "name", "label::Français (fr)", "label::العربية (ar)"], ["text", "a", "Âge", "السن"]]
    report = check_form(old_workbook(survey=survey, settings=SETTINGS))
    assert report.findings == ()
    assert report.form.questions[0].labels == {"Français (fr)": "Âge", "العربية (ar)": "السن"}
    wrong = check_form(old_workbook(survey=[survey[0], ["texte", *survey[1][1:]]], settings=SETTINGS))
    assert [(finding.code, finding.row) for finding in wrong.errors] == [("type_unknown", 2)]


@hypothesis_settings(max_examples=60)
@given(st.data())
def test_a_damaged_workbook_of_before_2007_is_a_finding_or_a_form(data):
    whole = old_workbook(survey=SURVEY, settings=SETTINGS)
    start = data.draw(st.integers(0, 2500))
    noise = data.draw(st.binary(min_size=1, max_size=8))
    with redirect_stdout(io.StringIO()) as printed:
        report = check_form(whole[:start] + noise + whole[start + len(noise) :])
    assert report.errors or report.form
    assert printed.getvalue() == ""


def test_rows_of_a_csv_are_those_of_the_file():
    report = check_form((CSV + "survey,,,\n").replace("text", "texte").encode())
    assert [(finding.code, finding.row) for finding in report.errors] == [("type_unknown", 3)]
    report = check_form(CSV.replace("e,1", "e,").encode())
    assert [(finding.code, finding.sheet, finding.row) for finding in report.findings] == [
        ("no_version", "settings", 6)
    ]


def test_a_questionnaire_as_markdown():
    report = check_form(MARKDOWN.encode())
    assert report.findings == ()
    assert report.form.questions[0].labels == {"": "Été | hiver"}
    wrong = check_form(MARKDOWN.replace("| text", "| texte").encode())
    assert [(finding.code, finding.row) for finding in wrong.errors] == [("type_unknown", 5)]


def test_an_xform_is_read_as_it_is():
    report = check_form(age_form(id="n", version="1"))
    assert report.findings == ()
    assert report.form.form_id == "n"
    assert report.xform == age_form(id="n", version="1")


@pytest.mark.parametrize(
    "source", [{"survey": "text"}, {"survey": [1, 2]}, {"survey": [["text"]]}, {"choices": 3}]
)
def test_rows_that_are_no_rows(source):
    assert only(source).code == "shape"


def test_a_sheet_far_too_long():
    source = rows(*[("text", f"q{n}", "Q") for n in range(10_001)])
    assert only(source).code == "too_many_rows"


def test_a_cell_far_too_long():
    finding = only(rows(("text", "a", "A" * 40_000)))
    assert (finding.code, finding.row, finding.column) == ("cell_too_long", 2, "label")


def test_groups_nested_by_the_thousand():
    source = rows(
        *[("begin_group", f"g{n}", "G") for n in range(2000)], ("text", "a", "A"), *[("end_group",)] * 2000
    )
    report = check_form(source)
    assert report.form is None
    assert report.errors


def test_an_absent_file(tmp_path):
    finding = only(tmp_path / "none.xlsx")
    assert (finding.code, finding.values) == ("file_absent", {"file": "none.xlsx"})


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<?xml ", b"survey,"])
)
def test_random_bytes_are_a_finding(noise, head):
    report = check_form(head + noise)
    assert isinstance(report, FormReport)
    assert report.errors


@hypothesis_settings(max_examples=60)
@given(st.data())
def test_a_damaged_workbook_is_a_finding_or_a_form(data):
    start = data.draw(st.integers(0, len(SOUND) - 1))
    noise = data.draw(st.binary(min_size=1, max_size=30))
    report = check_form(SOUND[:start] + noise + SOUND[start + len(noise) :])
    assert report.errors or report.form


CELLS = st.one_of(
    st.sampled_from(
        [
            "text", "integer", "select_one l", "select_multiple l or_other", "begin_group", "end_group", "begin_repeat",
            "end_repeat", "calculate", "note", "range", "audit", "geopoint", "image", "select_one_from_file a.csv",
            "select_one ${a}", "rank l", "start", "background-geopoint", "osm l", "begin_loop over l", "end_loop", "a", "b",
            "l", "data", "meta", "${a}", "${b}", "yes", "${a} = 1", "count(${b})", "position(..)", "start=1 end=2 step=1",
            "randomize=true", "instance('l')/root/item", "${", "}", "$a}", "<b>", "&amp;", "]]>", "-", "0", "\x00", "é", "ا",
        ]
    ),
    st.text(max_size=12),
    st.none(),
    st.integers(),
    st.booleans(),
)  # fmt: skip
HEADINGS = st.sampled_from(
    [
        "type", "name", "label", "label::Français (fr)", "hint::", "::", "jr:", "jr:count", "relevant", "calculation", "list_name",
        "constraint", "required", "choice_filter", "repeat_count", "parameters", "appearance", "default", "trigger", "image",
        "media::image::fr", "bind::", "control", "form_id", "version", "save_to", "note", "", "order",
    ]
)  # fmt: skip
ROWS = st.lists(st.dictionaries(HEADINGS, CELLS, max_size=6), max_size=6)


@hypothesis_settings(max_examples=120)
@given(
    st.fixed_dictionaries({"survey": ROWS, "choices": ROWS, "settings": ROWS}, optional={"entities": ROWS})
)
def test_random_rows_are_a_finding_or_a_form(source):
    report = check_form(source)
    assert report.errors or report.form
    for finding in report.findings:
        assert all(
            finding.sentence(language) and finding.place(language) is not None for language in LANGUAGES
        )
