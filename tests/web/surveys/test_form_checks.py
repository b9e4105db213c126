"""The room's door to the science of questionnaires: findings in the language of the page, bytes as they are."""

import pytest
from django.utils import translation

from miqyas_web.foundation.errors import Unfit
from miqyas_web.surveys.science import forms
from tests.miqyas.interchange.questionnaires import rows, workbook

AGE = ("integer", "age", "Âge")
WRONG = rows(AGE, ("entier", "taille", "Taille"))


def test_a_sound_questionnaire_gives_what_a_version_keeps():
    checked = forms.check(rows(AGE))
    assert checked.is_sound
    assert checked.findings == []
    assert checked.outline["form_id"] == "essai"
    assert forms.form_of(checked.outline).questions[0].labels == {"": "Âge"}
    assert forms.outline_of(checked.xform) == checked.outline
    assert forms.check(checked.definition).xform == checked.xform


def test_a_questionnaire_with_errors_gives_its_rows_and_nothing_to_run():
    checked = forms.check(WRONG)
    assert not checked.is_sound
    assert (checked.outline, checked.xform) == ({}, b"")
    assert checked.definition["survey"][1]["type"] == "entier"
    assert checked.rows == {"age": 2, "taille": 3}


@pytest.mark.parametrize(
    ("language", "sentence", "place"),
    [
        ("fr", "Le type « entier » n'existe pas.", "feuille « survey », ligne 3, colonne « type »"),
        ("en", "The type “entier” does not exist.", "sheet “survey”, row 3, column “type”"),
    ],
)
def test_a_finding_is_told_in_the_language_of_the_page(language, sentence, place):
    (told,) = forms.check(WRONG).findings
    with translation.override(language):
        assert forms.sentence_of(told) == sentence
        assert forms.place_of(told) == place
        assert "integer" in forms.remedy_of(told)


def test_a_brought_workbook_and_the_one_given_back():
    brought = workbook(survey=[["type", "name", "label"], ["text", "a", "A"]], settings=[["form_id"], ["e"]])
    checked = forms.check(brought, name="essai.xlsx")
    assert [told["code"] for told in checked.findings] == ["no_version"]
    assert forms.check(forms.workbook_of(checked.definition)).xform == checked.xform
    assert forms.convert(brought, to="xform") == checked.xform


def test_what_cannot_be_converted_or_read_is_unfit():
    with translation.override("fr"):
        with pytest.raises(Unfit, match="type_unknown"):
            forms.convert(WRONG, to="xform")
        with pytest.raises(Unfit, match="DOCTYPE"):
            forms.outline_of(b"<!DOCTYPE a><a/>")


def test_an_xform_has_no_rows_to_keep():
    checked = forms.check(forms.check(rows(AGE)).xform, name="essai.xml")
    assert not checked.is_sound
    assert [told["code"] for told in checked.findings] == ["without_rows"]


def test_a_hostile_file_is_a_finding():
    (told,) = forms.check(b"PK\x03\x04 torn").findings
    assert (told["code"], told["severity"]) == ("file_damaged", "error")


def test_without_java_the_trial_says_so(monkeypatch):
    monkeypatch.setenv("PATH", "")
    (told,) = forms.check_in_depth(forms.check(rows(AGE)).xform)
    assert (told["code"], told["severity"]) == ("engine_absent", "warning")
