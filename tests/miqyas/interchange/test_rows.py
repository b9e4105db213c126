"""Rows as answers: columns found, cells read as their question asks, and every fault told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from miqyas.interchange.form import Choice, Form, Question
from miqyas.interchange.rows import RowWriter, match_columns
from miqyas.interchange.rows.faults import SENTENCES

LABELS = {"Français (fr)": "D'où vient l'eau ?", "العربية (ar)": "من أين يأتي الماء؟"}
WATER = tuple(
    Choice(name, {"Français (fr)": french, "العربية (ar)": arabic})
    for name, french, arabic in (
        ("reseau", "Réseau", "الشبكة"),
        ("puits", "Puits", "بئر"),
        ("autre", "Autre", "غير ذلك"),
    )
)
QUESTIONS = (
    Question("chef", "/data/foyer/chef", "text", {"Français (fr)": "Nom"}),
    Question("age", "/data/foyer/age", "integer", {"Français (fr)": "Âge"}),
    Question("eau", "/data/foyer/eau", "select_one", LABELS, choices=WATER),
    Question("usages", "/data/usages", "select_multiple", {"Français (fr)": "Usages"}, choices=WATER),
    Question("prix", "/data/prix", "decimal"),
    Question("jour", "/data/jour", "date"),
    Question("lieu", "/data/lieu", "geopoint"),
    Question("prenom", "/data/membre/prenom", "text", {"Français (fr)": "Prénom"}, repeat="/data/membre"),
    Question("photo", "/data/photo", "image", {"Français (fr)": "Photo"}),
)
FORM = Form("eau", "3", "Eau", "data", tuple(LABELS), "Français (fr)", QUESTIONS, ("/data/membre",))
EVERY = {one.name: one.path for one in QUESTIONS if not one.repeat and one.kind != "image"}


def written(**cells):
    xml, faults = RowWriter(FORM, EVERY).write(cells, row=1, instance_id="uuid:1")
    assert faults == []
    return etree.fromstring(xml)


def fault(**cells):
    _, faults = RowWriter(FORM, EVERY).write(cells, row=7, instance_id="uuid:1")
    (one,) = faults
    return one


def test_columns_are_found_by_name_path_and_label_in_any_language():
    headings = ["foyer/chef", "AGE", "من أين يأتي الماء", "usages", "Prénom", "Photo", "inconnue", "Âge"]
    assert match_columns(FORM, headings) == {
        "foyer/chef": "/data/foyer/chef",
        "AGE": "/data/foyer/age",
        "usages": "/data/usages",
        "من أين يأتي الماء": "/data/foyer/eau",
    }


def test_a_label_that_two_questions_bear_matches_neither():
    twice = Form(
        "f", "1", "", "data", ("",), "",
        (Question("a", "/data/a", "text", {"": "Nom"}), Question("b", "/data/b", "text", {"": "Nom"})),
    )  # fmt: skip
    assert match_columns(twice, ["Nom", "b"]) == {"b": "/data/b"}


def test_an_answer_has_the_shape_of_a_phones():
    root = written(chef="Fatima", age=42, eau="puits", jour=date(2026, 11, 23))
    assert (root.tag, root.get("id"), root.get("version")) == ("data", "eau", "3")
    assert [child.tag for child in root] == ["foyer", "usages", "prix", "jour", "lieu", "meta"]
    assert root.findtext("foyer/chef") == "Fatima"
    assert root.findtext("meta/instanceID") == "uuid:1"
    # Asked and not answered is empty; not asked is absent.
    assert root.find("prix").text is None
    assert root.find("photo") is None


@pytest.mark.parametrize(
    ("name", "found", "kept"),
    [
        ("age", "42", "42"), ("age", 42.0, "42"), ("age", " 1 200 ", "1200"), ("age", "٤٢", "42"),
        ("prix", "1 234,5", "1234.5"), ("prix", 1e-7, "0.0000001"), ("prix", True, "1"),
        ("jour", "23/11/2026", "2026-11-23"), ("jour", "2026-11-23T00:00:00", "2026-11-23"),
        ("lieu", "31.63 -8.00", "31.63 -8 0 0"), ("lieu", "31.63, -8.0", "31.63 -8 0 0"), ("lieu", "31.63,-8.01 450 5", "31.63 -8.01 450 5"),
        ("usages", "puits reseau", "puits reseau"), ("usages", "Puits; Réseau; puits", "puits reseau"),
        ("usages", ["puits", "autre"], "puits autre"),
    ],
)  # fmt: skip
def test_cells_are_read_as_their_question_asks(name, found, kept):
    assert written(**{name: found}).findtext(name if name != "age" else "foyer/age") == kept


@pytest.mark.parametrize("found", ["puits", "PUITS", "Puits", "بئر"])
def test_choices_by_code_or_by_words_of_any_language(found):
    assert written(eau=found).findtext("foyer/eau") == "puits"


@pytest.mark.parametrize(
    ("name", "found", "code"),
    [
        ("age", "many", "integer"), ("age", "4.5", "integer"), ("prix", "NaN", "decimal"), ("prix", "1e999999", "decimal"),
        ("jour", "31/02/2026", "date"), ("lieu", "91 0", "geopoint"), ("lieu", "31.6", "geopoint"),
        ("eau", "fontaine", "choice"), ("usages", "puits, fontaine", "choice"), ("chef", "a\x00b", "characters"),
    ],
)  # fmt: skip
def test_each_fault_names_its_row_and_column_in_three_languages(name, found, code):
    one = fault(**{name: found})
    assert (one.row, one.column, one.code) == (7, name, code)
    assert len({one.sentence(language) for language in ("fr", "ar", "en")}) == 3


def test_all_faults_of_a_row_are_told_at_once():
    _, faults = RowWriter(FORM, EVERY).write(
        {"age": "x", "eau": "y", "jour": "z"}, row=2, instance_id="uuid:1"
    )
    assert [one.code for one in faults] == ["integer", "choice", "date"]


def test_a_row_without_any_answer_is_a_fault():
    assert fault().code == "empty"


def test_two_choices_of_the_same_words_ask_for_the_code():
    choices = (Choice("1", {"": "Oui"}), Choice("2", {"": "oui"}))
    form = Form("f", "1", "", "data", ("",), "", (Question("q", "/data/q", "select_one", choices=choices),))
    _, (one,) = RowWriter(form, {"q": "/data/q"}).write({"q": "OUI"}, row=1, instance_id="uuid:1")
    assert (one.code, one.expected) == ("several", "1, 2")


def test_every_sentence_is_in_three_languages():
    assert all(set(sentences) == {"fr", "ar", "en"} for sentences in SENTENCES.values())


@given(st.text(max_size=80))
def test_any_text_is_kept_or_refused_and_never_breaks_the_xml(text):
    xml, faults = RowWriter(FORM, EVERY).write({"chef": text, "age": 3}, row=1, instance_id="uuid:1")
    root = etree.fromstring(xml)
    if not faults:
        assert (root.findtext("foyer/chef") or "") == text.strip().replace("\r\n", "\n").replace("\r", "\n")
