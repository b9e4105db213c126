"""The diagnostic as data: what is published, and what is refused with its reason."""

import shutil

import pytest
from tests.conftest import ROOT

from miqyas.errors import (
    InvalidQuestionnaire,
    QuestionnaireAbsent,
    QuestionnaireChanged,
    QuestionnaireDimensionSize,
    QuestionnaireFieldInvalid,
    QuestionnaireFieldMissing,
    QuestionnaireFieldUnknown,
    QuestionnaireGoesRound,
    QuestionnaireItemTwice,
    QuestionnaireKeyUnknown,
    QuestionnaireUnreadable,
)
from miqyas.judgement.questionnaire import (
    LEVELS,
    MOST_ITEMS,
    audiences,
    read_questionnaire,
    reading_minutes,
    version_hash,
    versions,
)
from miqyas.reporting.refusals import refusal_sentence
from miqyas.types import LANGUAGES

CONTENT = ROOT / "content" / "diagnostic"
AUDIENCES = ("funder", "innovator", "public_body")
DIMENSIONS = ("describe", "indicators", "collect", "gauge", "use", "governance", "ethics")
MOST_MINUTES = 10
ARABIC_LETTERS = {chr(code) for code in range(0x0620, 0x064B)}
ALL = [(version, audience) for version in versions(CONTENT) for audience in audiences(CONTENT, version)]


@pytest.fixture
def folder(tmp_path):
    """A copy of the published diagnostic, to spoil."""
    shutil.copytree(CONTENT, tmp_path / "diagnostic")
    (tmp_path / "diagnostic" / "published.toml").write_text("", encoding="utf-8")
    return tmp_path / "diagnostic"


def spoilt(folder, before, after, *, name="innovator"):
    path = folder / "2026-1" / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return lambda: read_questionnaire(folder, "2026-1", "innovator")


def test_each_version_speaks_to_the_three_audiences():
    assert versions(CONTENT)[0] == "2026-1"
    assert audiences(CONTENT, "2026-1") == AUDIENCES


@pytest.mark.parametrize(("version", "audience"), ALL)
def test_questionnaire_covers_the_seven_dimensions_in_ten_minutes(version, audience):
    questionnaire = read_questionnaire(CONTENT, version, audience)
    assert tuple(each.key for each in questionnaire.dimensions) == DIMENSIONS
    assert all(1 <= len(questionnaire.items_of(key)) <= MOST_ITEMS for key in DIMENSIONS)
    assert any(item.protects for item in questionnaire.items)
    for language in LANGUAGES:
        assert 3 < reading_minutes(questionnaire, language) < MOST_MINUTES


@pytest.mark.parametrize(("version", "audience"), ALL)
def test_every_anchor_is_short_and_in_its_language(version, audience):
    questionnaire = read_questionnaire(CONTENT, version, audience)
    for item in questionnaire.items:
        for language in LANGUAGES:
            anchors = item.anchors[language]
            assert len(set(anchors)) == len(LEVELS)
            assert max(len(anchor.split()) for anchor in anchors) <= 18, item.key
            assert all(anchor.endswith(".") for anchor in anchors), item.key
            assert item.questions[language].endswith(("?", "؟")), item.key
        for text in (item.names["ar"], item.questions["ar"], *item.anchors["ar"]):
            assert ARABIC_LETTERS & set(text), text
        for text in (item.names["fr"], item.questions["fr"], *item.anchors["fr"]):
            assert not ARABIC_LETTERS & set(text), text
            assert "'" not in text, text


@pytest.mark.parametrize(("version", "audience"), ALL)
def test_every_sheet_named_is_in_the_toolbox(version, audience):
    questionnaire = read_questionnaire(CONTENT, version, audience)
    for item in questionnaire.items:
        for language in LANGUAGES:
            assert (ROOT / "content" / item.sheet / f"{language}.md").exists(), item.sheet


def test_a_version_that_was_published_no_longer_changes(folder):
    sha256 = version_hash(folder, "2026-1")
    (folder / "published.toml").write_text(f'"2026-1" = "{sha256}"\n', encoding="utf-8")
    assert read_questionnaire(folder, "2026-1", "innovator").sha256 == sha256
    read = spoilt(folder, "À qui rendez-vous vos résultats\u00a0?", "À qui montrez-vous vos résultats\u00a0?")
    with pytest.raises(QuestionnaireChanged) as refused:
        read()
    assert "2026-1" in refusal_sentence(refused.value, "ar")


def test_versions_stand_by_year_then_number(folder):
    for name in ("2026-10", "2026-2", "2025-3"):
        shutil.copytree(folder / "2026-1", folder / name)
    assert versions(folder) == ("2025-3", "2026-1", "2026-2", "2026-10")


def test_an_absent_version_or_audience_says_what_there_is():
    with pytest.raises(QuestionnaireAbsent, match="2026-1 innovator"):
        read_questionnaire(CONTENT, "1999-1", "innovator")
    with pytest.raises(QuestionnaireAbsent):
        read_questionnaire(CONTENT, "2026-1", "edition")


@pytest.mark.parametrize(
    ("before", "after", "error", "said"),
    [
        ('key = "problem"', "key = problem", QuestionnaireUnreadable, "line"),
        ('sheet = "initiative"\n', "", QuestionnaireFieldMissing, "sheet"),
        ('screen = "initiative"', 'scren = "initiative"', QuestionnaireFieldUnknown, "scren"),
        ('needs = ["problem"]', 'needs = "problem"', QuestionnaireFieldInvalid, "needs"),
        ('needs = ["problem"]', 'needs = ["problme"]', QuestionnaireKeyUnknown, "problme"),
        ('dimension = "use"', 'dimension = "usage"', QuestionnaireKeyUnknown, "usage"),
        ('key = "theory"', 'key = "problem"', QuestionnaireItemTwice, "problem"),
        ('dimension = "indicators"', 'dimension = "describe"', QuestionnaireDimensionSize, "4"),
        ('name = "La collecte"', 'name = ""', QuestionnaireFieldInvalid, "name"),
        (
            '  "Nous le connaissons d’expérience\u00a0; rien n’est écrit.",\n',
            "",
            QuestionnaireFieldInvalid,
            "anchors",
        ),
        ("[item.ar]\n", "[item.zgh]\n", QuestionnaireFieldUnknown, "zgh"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(folder, before, after, error, said):
    with pytest.raises(error) as refused:
        spoilt(folder, before, after)()
    assert said in str(refused.value)
    for language in LANGUAGES:
        assert said in refusal_sentence(refused.value, language)


def test_needs_that_go_round_are_refused(folder):
    with pytest.raises(QuestionnaireGoesRound) as refused:
        spoilt(folder, 'sheet = "initiative"\n', 'sheet = "initiative"\nneeds = ["theory"]\n')()
    assert {"problem", "theory"} <= set(refused.value.facts["items"].split(", "))


def test_levels_and_dimensions_are_checked_too(folder):
    read = spoilt(folder, '"Pas encore", ', "", name="edition")
    with pytest.raises(QuestionnaireFieldInvalid, match="5 texts"):
        read()
    (folder / "2026-1" / "edition.toml").write_text("[levels]\n", encoding="utf-8")
    with pytest.raises(InvalidQuestionnaire):
        read()
