"""Each rule of the SMART check alone, with what sets it off and what does not, in three languages."""

from dataclasses import replace
from datetime import date

import pytest
from tests.conftest import ROOT

from miqyas.indicators.catalogue import own_catalogue
from miqyas.indicators.definition import Aggregation, Definition, Direction
from miqyas.indicators.smart import _CHECKS, CRITERIA, LACKING, WEAKNESSES, weaknesses
from miqyas.types import LANGUAGES

SOUND = Definition(
    name="Part des élèves présents",
    unit="%",
    direction=Direction.INCREASE,
    aggregation=Aggregation.RATIO_OF_SUMS,
    baseline=70,
    baseline_date=date(2026, 9, 1),
    target=85,
    target_date=date(2028, 6, 30),
    source="Registre du collège",
    frequency="chaque mois",
    definition="Élèves présents le jour d’une visite sans préavis.",
    denominator="Élèves inscrits",
    collector="staff",
    level="outcome",
)
COUNT = replace(
    SOUND,
    name="Nombre de femmes qui vendent au souk",
    unit="femmes",
    aggregation=Aggregation.DISTINCT_PERSONS,
    baseline=20,
    target=60,
)
SHEET_OF_THE_TOOLBOX = [
    " ".join((ROOT / "content" / "smart-check" / f"{language}.md").read_text(encoding="utf-8").split())
    for language in LANGUAGES
]
FAULTS = {
    "vague_name": replace(SOUND, name="Présence"),
    "name_states_aim": replace(SOUND, name="Augmenter la présence"),
    "two_measures": replace(SOUND, name="Taux et qualité de la présence"),
    "vague_word": replace(SOUND, name="Part des élèves satisfaisants", definition=None),
    "no_definition": replace(SOUND, definition=" "),
    "no_unit": replace(SOUND, unit=" "),
    "unit_against_name": replace(SOUND, unit="élèves"),
    "no_denominator": replace(SOUND, denominator=""),
    "share_out_of_range": replace(SOUND, target=120),
    "sum_of_shares": replace(SOUND, aggregation=Aggregation.SUM),
    "persons_summed": replace(COUNT, aggregation=Aggregation.SUM),
    "no_source": replace(SOUND, source=""),
    "no_collector": replace(SOUND, collector=""),
    "no_baseline": replace(SOUND, baseline=None, baseline_date=None),
    "no_target": replace(SOUND, target=None, target_date=None),
    "target_against_direction": replace(SOUND, direction=Direction.DECREASE),
    "target_equals_baseline": replace(SOUND, target=70),
    "perfect_target": replace(SOUND, target=100),
    "far_target": replace(COUNT, target=201),
    "delivery_for_change": replace(COUNT, name="Nombre de séances tenues", unit="séances"),
    "no_baseline_date": replace(SOUND, baseline_date=None),
    "no_target_date": replace(SOUND, target_date=None),
    "target_before_baseline": replace(SOUND, target_date=date(2026, 9, 1)),
    "far_target_date": replace(SOUND, target_date=date(2036, 9, 5)),
    "no_frequency": replace(SOUND, frequency=""),
}


def test_sound_definition_has_no_weakness():
    assert weaknesses(SOUND) == ()
    assert weaknesses(COUNT) == ()
    assert weaknesses(replace(SOUND, direction=Direction.MAINTAIN, target=70)) == ()


@pytest.mark.parametrize("weakness", WEAKNESSES, ids=lambda weakness: weakness.key)
def test_each_weakness_is_found_alone_and_told_in_three_languages(weakness):
    assert weaknesses(FAULTS[weakness.key]) == (weakness,)
    for texts in (weakness.text, weakness.remedy):
        assert sorted(texts) == ["ar", "en", "fr"]
        assert all(text.strip() for text in texts.values())


def test_there_is_a_fault_for_each_weakness_by_the_letters_in_order():
    keys = [weakness.key for weakness in WEAKNESSES]
    assert list(FAULTS) == keys == list(_CHECKS)
    letters = [list(CRITERIA).index(weakness.criterion) for weakness in WEAKNESSES]
    assert letters == sorted(letters)
    assert set(letters) == set(range(5))
    assert list(LACKING) == list(CRITERIA)
    for table in (CRITERIA, LACKING):
        assert {frozenset(names) for names in table.values()} == {frozenset(LANGUAGES)}


def test_what_was_not_asked_is_not_missed():
    silent = replace(SOUND, definition=None, denominator=None, collector=None, level=None)
    assert weaknesses(silent) == ()
    assert (
        weaknesses(replace(silent, name="Nombre de séances tenues", unit="séances", baseline=5, target=8))
        == ()
    )


AIMS = [
    "Réduire l’abandon scolaire",
    "Improve reading at school",
    "تحسين دخل النساء",
    "80 % des filles au collège",
    "20% more jobs",
]
NOT_AIMS = [
    "Part des filles au collège",
    "Income of members",
    "نسبة الفتيات في الإعدادي",
    "Élèves présents à 80 %",
]
TWO = [
    "Nombre et qualité des emplois",
    "Number of jobs and level of pay",
    "عدد المناصب وجودة الشغل",
    "Taux ou durée du chômage",
]
NOT_TWO = [
    "Part des filles et des garçons",
    "Number of girls and boys",
    "عدد البنات والبنين",
    "Durée moyenne du trajet",
]
VAGUE = ["Familles autonomes au village", "Empowered women in Taza", "خدمات مناسبة للأسر"]
NOT_VAGUE = ["Familles qui ont l’eau", "Women with an account", "خدمات قريبة من الأسر"]
DELIVERED = [
    "Nombre d’ateliers tenus",
    "Number of workshops held",
    "عدد الورشات المنجزة",
    "Number of beneficiaries",
]
NOT_DELIVERED = ["Nombre d’emplois gardés", "Share of participants in work", "عدد المناصب المحدثة"]


@pytest.mark.parametrize(
    ("key", "names", "found"),
    [
        ("name_states_aim", AIMS, True),
        ("name_states_aim", NOT_AIMS, False),
        ("two_measures", TWO, True),
        ("two_measures", NOT_TWO, False),
        ("vague_word", VAGUE, True),
        ("vague_word", NOT_VAGUE, False),
        ("delivery_for_change", DELIVERED, True),
        ("delivery_for_change", NOT_DELIVERED, False),
    ],
)
def test_wording_is_read_in_three_languages(key, names, found):
    said = {name: _CHECKS[key](replace(COUNT, name=name, definition=None)) for name in names}
    assert said == dict.fromkeys(names, found)


@pytest.mark.parametrize(
    ("name", "unit", "found"),
    [
        ("Part des femmes formées", "personnes", True),
        ("Number of schools", "%", True),
        ("نسبة التلاميذ", "تلميذ", True),
        ("عدد المدارس", "% من المدارس", True),
        ("Part des femmes formées", "% des femmes", False),
        ("Number of schools", "schools", False),
        ("نسبة التلاميذ", "% من التلاميذ", False),
        ("Taux d’accidents", "pour 1000 heures", False),
        ("Number of schools", "", False),
    ],
)
def test_name_and_unit_say_the_same(name, unit, found):
    assert _CHECKS["unit_against_name"](replace(SOUND, name=name, unit=unit)) is found


@pytest.mark.parametrize(
    ("unit", "aggregation", "found"),
    [
        ("personnes", Aggregation.SUM, True),
        ("persons", Aggregation.SUM, True),
        ("شخص", Aggregation.SUM, True),
        ("persons", Aggregation.DISTINCT_PERSONS, False),
        ("dirhams par personne", Aggregation.SUM, False),
        ("heures", Aggregation.SUM, False),
    ],
)
def test_persons_are_not_summed(unit, aggregation, found):
    assert _CHECKS["persons_summed"](replace(COUNT, unit=unit, aggregation=aggregation)) is found


def test_targets_that_need_a_reason():
    falls = replace(SOUND, direction=Direction.DECREASE, baseline=30)
    assert _CHECKS["perfect_target"](replace(falls, target=0))
    assert not _CHECKS["perfect_target"](replace(falls, target=5))
    assert not _CHECKS["perfect_target"](replace(COUNT, target=100))
    assert not _CHECKS["far_target"](replace(COUNT, target=200))
    assert not _CHECKS["far_target"](replace(COUNT, baseline=0, target=200))
    assert not _CHECKS["far_target_date"](replace(SOUND, target_date=date(2036, 8, 31)))


def test_delivery_is_right_for_an_output():
    assert not _CHECKS["delivery_for_change"](replace(COUNT, name="Nombre d’ateliers tenus", level="output"))


@pytest.mark.parametrize(
    "name",
    [
        "Améliorer l’autonomie et le revenu des femmes",
        "تحسين استقلالية النساء ودخلهن",
        "Improve the autonomy and income of women",
    ],
)
def test_example_of_the_toolbox_has_the_three_weaknesses_it_tells(name):
    """As content/smart-check says in each language."""
    found = weaknesses(replace(COUNT, name=name, unit="", definition=None))
    assert [each.key for each in found] == ["name_states_aim", "vague_word", "no_unit"]
    assert any(name.replace("’", "'") in text for text in SHEET_OF_THE_TOOLBOX)


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_sheets_pass_the_rules_that_read_wording(language):
    """The catalogue teaches by example: no sheet of ours may be what the check blames."""
    blamed = {}
    for sheet in own_catalogue().sheets:
        text = sheet.text(language)
        definition = replace(
            SOUND,
            name=text.name,
            unit=text.unit,
            direction=sheet.direction,
            aggregation=sheet.aggregation,
            baseline=None,
            target=None,
            definition=text.definition,
            denominator=text.denominator if sheet.kind == "share" else None,
            collector=sheet.collector,
            level=None,
        )
        keys = {each.key for each in weaknesses(definition)} - {"no_baseline", "no_target"}
        if keys:
            blamed[sheet.key] = (text.name, text.unit, sorted(keys))
    assert blamed == {}
