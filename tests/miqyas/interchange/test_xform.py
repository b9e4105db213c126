"""XForms read as questionnaires: those of a phone's own tools, and those of others."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.miqyas.interchange.xforms import age_form, xform

from miqyas.errors import (
    NotAnXForm,
    UnreadableForm,
    XFormNotXml,
    XFormTooLarge,
    XFormWithDoctype,
    XFormWithoutId,
)
from miqyas.interchange.form import Choice, Form
from miqyas.interchange.xform import read_xform
from miqyas.interchange.xform.document import MOST_BYTES

FRENCH, ARABIC, ENGLISH = "Français (fr)", "العربية (ar)", "English (en)"


@pytest.fixture(scope="module")
def menage(shared_data):
    return read_xform((shared_data / "collect" / "menage.xml").read_bytes())


def by_name(form):
    return {question.name: question for question in form.questions}


def test_the_household_form_is_told_whole(menage):
    assert (menage.form_id, menage.version, menage.root) == ("enquete_menage", "2026112201", "data")
    assert menage.title == "Enquête ménage (démo)"
    assert menage.languages == (FRENCH, ARABIC, ENGLISH)
    assert menage.default_language == FRENCH
    assert menage.repeats == ("/data/membre",)
    assert menage.media == ("communes.csv",)
    assert [(question.name, question.kind) for question in menage.questions] == [
        ("start", "start"),
        ("end", "end"),
        ("today", "today"),
        ("deviceid", "deviceid"),
        ("region", "select_one"),
        ("commune", "select_one"),
        ("chef", "text"),
        ("age", "integer"),
        ("travail", "select_one"),
        ("revenu", "decimal"),
        ("gps", "geopoint"),
        ("photo", "image"),
        ("prenom", "text"),
        ("m_age", "integer"),
        ("langues", "select_multiple"),
        ("n_membres", "calculate"),
        ("age_moyen", "calculate"),
        ("recap", "note"),
    ]


def test_a_question_of_the_household_form_holds_its_rules(menage):
    age = by_name(menage)["age"]
    assert (age.path, age.is_required, age.constraint) == ("/data/ident/age", True, ". >= 15 and . <= 110")
    assert age.labels == {FRENCH: "Âge de ${chef}", ARABIC: "عمر ${chef}", ENGLISH: "Age of ${chef}"}
    assert by_name(menage)["revenu"].relevant == "/data/ident/travail ='oui'"
    assert by_name(menage)["n_membres"].calculation == "count( /data/membre )"
    assert by_name(menage)["chef"].hints[ARABIC] == "الاسم الكامل"


def test_choices_come_from_the_form_or_name_their_file(menage):
    questions = by_name(menage)
    assert questions["travail"].choices == (
        Choice("oui", {FRENCH: "Oui", ARABIC: "نعم", ENGLISH: "Yes"}),
        Choice("non", {FRENCH: "Non", ARABIC: "لا", ENGLISH: "No"}),
    )
    commune = questions["commune"]
    assert (commune.choices, commune.choices_file) == ((), "communes.csv")
    assert commune.appearance == "minimal autocomplete"


def test_a_question_in_a_repeat_names_it(menage):
    assert {question.repeat for question in menage.questions} == {"", "/data/membre"}
    assert [question.name for question in menage.questions if question.repeat] == [
        "prenom",
        "m_age",
        "langues",
    ]


def test_the_household_form_survives_being_written_down(menage):
    assert Form.from_data(menage.to_data()) == menage


def test_a_form_of_250_questions_without_version_nor_language(shared_data):
    form = read_xform((shared_data / "collect" / "form-250q.xml").read_bytes())
    assert (form.form_id, form.version, form.languages) == ("250_questions", "", ("",))
    assert [question.name for question in form.questions] == [f"q{number}" for number in range(1, 251)]
    assert {question.kind for question in form.questions} == {"text"}
    assert form.questions[11].labels == {"": "Question 12"}


def test_repeats_inside_repeats_and_relative_references():
    form = read_xform(
        xform(
            '<data id="n"><house jr:template=""><rooms/><person jr:template=""><name/></person></house></data>',
            body='<group ref="house"><label>House</label><repeat nodeset="/data/house">'
            '<input ref="rooms"/><repeat nodeset="person"><input ref="./name"/></repeat></repeat></group>',
        )
    )
    assert form.repeats == ("/data/house", "/data/house/person")
    assert [(question.path, question.repeat) for question in form.questions] == [
        ("/data/house/rooms", "/data/house"),
        ("/data/house/person/name", "/data/house/person"),
    ]


def test_choices_written_in_the_question_and_controls_named_by_their_bind():
    form = read_xform(
        xform(
            '<data id="n"><color/></data>',
            binds='<bind id="c" nodeset="/data/color" type="xsd:string"/>',
            body='<select1 bind="c"><label>Color</label><item><label>Red</label><value>r</value></item>'
            "<item><label>Blue</label><value>b</value></item></select1>",
        )
    )
    assert form.questions[0].choices == (Choice("r", {"": "Red"}), Choice("b", {"": "Blue"}))


def test_words_missing_in_a_language_are_left_out_and_words_of_no_language_stand_in_all():
    itext = (
        '<itext><translation lang="fr"><text id="a"><value>Âge</value><value form="image">jr://images/a.png</value>'
        '</text></translation><translation lang="ar" default="true()"><text id="a"><value>-</value></text>'
        "</translation></itext>"
    )
    form = read_xform(
        xform(
            '<data id="n"><a/><b/></data>',
            itext=itext,
            body='<input ref="/data/a"><label ref="jr:itext(\'a\')"/></input>'
            '<input ref="/data/b"><label>GPS</label></input>',
        )
    )
    assert (form.languages, form.default_language) == (("fr", "ar"), "ar")
    assert [question.labels for question in form.questions] == [{"fr": "Âge"}, {"fr": "GPS", "ar": "GPS"}]
    assert form.media == ("a.png",)


@pytest.mark.parametrize(
    ("control", "bind", "kind"),
    [
        ('<input ref="/data/q"/>', 'type="time"', "time"),
        ('<input ref="/data/q"/>', 'type="dateTime"', "datetime"),
        ('<input ref="/data/q"/>', 'type="geoshape"', "geoshape"),
        ('<input ref="/data/q"/>', 'type="barcode"', "barcode"),
        ('<input ref="/data/q"/>', 'type="xsd:int"', "integer"),
        ('<input ref="/data/q"/>', 'type="string" readonly="true()"', "note"),
        ('<trigger ref="/data/q"/>', 'type="string"', "acknowledge"),
        ('<range ref="/data/q" start="1" end="5" step="1"/>', 'type="int"', "range"),
        ('<upload ref="/data/q" mediatype="audio/*"/>', 'type="binary"', "audio"),
        ('<upload ref="/data/q" mediatype="application/pdf"/>', 'type="binary"', "file"),
        ("", 'jr:preload="property" jr:preloadParams="username"', "username"),
        ("", 'calculate="1 + 1"', "calculate"),
        ("", "", "hidden"),
    ],
)
def test_a_question_has_the_type_xlsform_gives_it(control, bind, kind):
    form = read_xform(
        xform('<data id="n"><q/></data>', binds=f'<bind nodeset="/data/q" {bind}/>', body=control)
    )
    assert [question.kind for question in form.questions] == [kind]


def test_a_log_of_the_interview_is_kept_and_the_rest_of_meta_is_not():
    form = read_xform(xform('<data id="n"><q/><meta><instanceID/><audit/></meta></data>'))
    assert [(question.path, question.kind) for question in form.questions] == [
        ("/data/q", "hidden"),
        ("/data/meta/audit", "audit"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(encoding):
    laughs = '<?xml version="1.0" encoding="{0}"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>{1}'
    text = laughs.format(encoding, age_form(id="n").decode().split("?>", 1)[1])
    with pytest.raises(XFormWithDoctype):
        read_xform(text.encode(encoding))


@pytest.mark.parametrize(
    ("xml", "refusal"),
    [
        (b"", XFormNotXml),
        (b"\x00\x01\x02", XFormNotXml),
        (b"<a><b></a>", XFormNotXml),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', XFormNotXml),
        (b"<a/>", NotAnXForm),
        (b'<model xmlns="http://www.w3.org/2002/xforms"><instance/></model>', NotAnXForm),
        (b"<a>&undefined;</a>", XFormNotXml),
        (b"<a>" * 5000, XFormNotXml),
        (xform("<data><q/></data>"), XFormWithoutId),
        (b" " * (MOST_BYTES + 1), XFormTooLarge),
    ],
    ids=["empty", "binary", "torn", "encoding", "no-form", "no-instance", "entity", "deep", "no-id", "huge"],
)
def test_what_is_no_form_is_refused_with_its_reason(xml, refusal):
    with pytest.raises(refusal):
        read_xform(xml)


@given(st.binary(max_size=200))
def test_random_bytes_are_refused(noise):
    with pytest.raises(UnreadableForm):
        read_xform(noise)


@given(st.data())
def test_a_damaged_form_is_read_or_refused(data):
    whole = age_form(id="n", version="1")
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 60)))
    damaged = whole[:start] + data.draw(st.binary(max_size=20)) + whole[end:]
    with suppress(UnreadableForm):
        assert read_xform(damaged).questions is not None
