"""A sheet is checked on reading: every fault is a sentence, and no sheet in doubt is offered."""

import shutil

import pytest
from tests.conftest import ROOT

from miqyas.errors import (
    AggregationAgainstKind,
    CatalogueAbsent,
    SdgTargetOutsideGoals,
    SheetFieldInvalid,
    SheetFieldMissing,
    SheetFieldUnknown,
    SheetMisplaced,
    SheetNotFound,
    SheetTextForeign,
    SheetTextMissing,
    SheetTwice,
    SheetUnreadable,
    UnknownSdgCode,
)
from miqyas.indicators.aggregation import Aggregation
from miqyas.indicators.catalogue import catalogue_faults, own_catalogue, own_folder, read_catalogue
from miqyas.indicators.catalogue_names import FACETS, NAMES, value_name
from miqyas.indicators.catalogue_sheet import COHERENT, OPTIONAL_TEXTS
from miqyas.indicators.sdg import GOALS, INDICATORS, TARGETS, goal_of, target_of
from miqyas.types import LANGUAGES

KEY = "lower-secondary-dropout-rate"


@pytest.fixture
def sheet(tmp_path):
    """A finished sheet in a catalogue of its own, to be spoiled."""
    folder = tmp_path / "education"
    folder.mkdir()
    path = folder / f"{KEY}.toml"
    shutil.copy(own_folder() / "education" / path.name, path)

    def spoil(old, new, *, count=1):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, count), encoding="utf-8")
        return tmp_path

    return spoil


def test_own_catalogue_is_read_whole():
    assert own_folder() == ROOT / "content" / "catalogue"
    assert catalogue_faults(own_folder()) == ()
    sheet = own_catalogue().sheet(KEY)
    assert (sheet.theme, sheet.kind, sheet.aggregation) == (
        "education",
        "share",
        Aggregation.RATIO_OF_SUMS,
    )
    assert sheet.text("fr").name == "Taux d’abandon scolaire au collège"
    assert own_catalogue() is own_catalogue()


def test_sheets_stand_by_theme_then_key():
    places = [(sheet.theme, sheet.key) for sheet in own_catalogue().sheets]
    assert places == sorted(places)
    assert len(places) == len(set(places)) == len(own_catalogue().by_key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_sheets_are_told_apart(language):
    names = [sheet.text(language).name for sheet in own_catalogue().sheets]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("old", "new", "kind", "facts"),
    [
        ('key = "', "key = ", SheetUnreadable, {}),
        ('kind = "share"\n', "", SheetFieldMissing, {"field": "kind"}),
        ('unit = "% des élèves"\n', "", SheetFieldMissing, {"field": "fr.unit"}),
        ('kind = "share"', 'kind = "share"\ncolour = "red"', SheetFieldUnknown, {"field": "colour"}),
        ("[en]\n", '[en]\ncolour = "red"\n', SheetFieldUnknown, {"field": "en.colour"}),
        ('kind = "share"', 'kind = "rate"', SheetFieldInvalid, {"field": "kind", "found": "'rate'"}),
        ('kind = "share"', "kind = 3", SheetFieldInvalid, {"field": "kind", "found": "3"}),
        ('"yearly"', '"daily"', SheetFieldInvalid, {"field": "frequency"}),
        ('["outcome", "impact"]', '["goal"]', SheetFieldInvalid, {"field": "levels"}),
        ('["outcome", "impact"]', "[]", SheetFieldInvalid, {"field": "levels", "found": "[]"}),
        ('["outcome", "impact"]', '["impact", "impact"]', SheetFieldInvalid, {"field": "levels"}),
        ('["outcome", "impact"]', '"outcome"', SheetFieldInvalid, {"field": "levels"}),
        ('unit = "% des élèves"', "unit = 100", SheetFieldInvalid, {"field": "fr.unit", "found": "100"}),
        (f'key = "{KEY}"', 'key = "other"', SheetMisplaced, {"key": "other"}),
        ('theme = "education"', 'theme = "water"', SheetMisplaced, {"theme": "water"}),
        ('"ratio_of_sums"', '"sum"', AggregationAgainstKind, {"aggregation": "sum"}),
        ('["4.1"]', '["4.99"]', UnknownSdgCode, {"code": "4.99"}),
        ('["4"]', '["18"]', UnknownSdgCode, {"code": "18"}),
        ('["4.1"]', '["5.1"]', SdgTargetOutsideGoals, {"code": "5.1", "goal": "5"}),
        ('unit = "% des élèves"', 'unit = " "', SheetTextMissing, {"field": "unit", "language": "fr"}),
        ('question = ""', 'question = "Où ?"', SheetTextMissing, {"field": "question", "language": "ar"}),
        ('unit = "% من التلاميذ"', 'unit = "% of pupils"', SheetTextForeign, {"field": "ar.unit"}),
        ('unit = "% of pupils"', 'unit = "% من التلاميذ"', SheetTextForeign, {"field": "en.unit"}),
        ("(3 سنوات)", "(٣ سنوات)", SheetTextForeign, {"field": "ar.definition"}),
    ],
)
def test_spoiled_sheet_is_refused_with_its_reason(sheet, old, new, kind, facts):
    folder = sheet(old, new)
    with pytest.raises(kind) as refusal:
        read_catalogue(folder)
    assert refusal.value.facts["file"] == f"education/{KEY}.toml"
    assert {name: refusal.value.facts[name] for name in facts} == facts
    assert [type(fault) for fault in catalogue_faults(folder)] == [kind]


def test_table_of_a_language_must_be_one(sheet, tmp_path):
    path = tmp_path / "education" / f"{KEY}.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text('en = "no"\n' + text.partition("[en]")[0], encoding="utf-8")
    with pytest.raises(SheetFieldInvalid) as refusal:
        read_catalogue(tmp_path)
    assert refusal.value.facts["field"] == "en"


def test_ratio_says_what_over_what(sheet, tmp_path):
    path = tmp_path / "education" / f"{KEY}.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join('denominator = ""' if line.startswith("denominator") else line for line in lines),
        encoding="utf-8",
    )
    with pytest.raises(SheetFieldMissing) as refusal:
        read_catalogue(tmp_path)
    assert refusal.value.facts["field"] == "fr.denominator"


def test_one_key_stands_once(sheet, tmp_path):
    (tmp_path / "water").mkdir()
    text = (tmp_path / "education" / f"{KEY}.toml").read_text(encoding="utf-8")
    (tmp_path / "water" / f"{KEY}.toml").write_text(
        text.replace('theme = "education"', 'theme = "water"'), encoding="utf-8"
    )
    with pytest.raises(SheetTwice) as refusal:
        read_catalogue(tmp_path)
    assert refusal.value.facts == {
        "key": KEY,
        "first": f"education/{KEY}.toml",
        "second": f"water/{KEY}.toml",
    }


def test_folder_without_sheets_is_no_catalogue(tmp_path):
    for read in (read_catalogue, catalogue_faults):
        with pytest.raises(CatalogueAbsent):
            read(tmp_path)


def test_unknown_key_is_answered_with_the_nearest():
    with pytest.raises(SheetNotFound) as refusal:
        own_catalogue().sheet("secondary-dropout")
    assert KEY in refusal.value.facts["nearest"]


def test_a_share_never_adds_up_as_a_sum():
    assert COHERENT["share"] == (Aggregation.RATIO_OF_SUMS,)
    assert set(COHERENT) == set(NAMES["kind"])
    assert {aggregation for allowed in COHERENT.values() for aggregation in allowed} == set(Aggregation)


def test_every_name_is_in_three_languages():
    tables = [FACETS, *NAMES.values()]
    assert {frozenset(names) for table in tables for names in table.values()} == {frozenset(LANGUAGES)}
    assert value_name("sdg_target", "4.1", "ar") == "الغاية 4.1"


def test_codes_of_the_united_nations_fit_together():
    assert (len(GOALS), len(TARGETS)) == (17, 169)
    assert {goal_of(code) for code in TARGETS} == set(GOALS)
    assert {target_of(code) for code in INDICATORS} <= set(TARGETS)


def test_optional_texts_are_all_or_none():
    for sheet in own_catalogue().sheets:
        for name in OPTIONAL_TEXTS:
            assert len({bool(getattr(sheet.text(language), name)) for language in LANGUAGES}) == 1, sheet.key
