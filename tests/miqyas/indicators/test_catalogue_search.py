"""Sheets are found in three languages, with or without marks; facets count; suggestions give their reasons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miqyas.errors import UnknownFacet
from miqyas.indicators.catalogue import own_catalogue
from miqyas.indicators.catalogue_search import facet_values, is_measured_by, search
from miqyas.indicators.catalogue_suggestion import suggest
from miqyas.indicators.catalogue_terms import forms, near, says_who, spellings, terms
from miqyas.types import LANGUAGES

DROPOUT, FETCH, BASIC = (
    "lower-secondary-dropout-rate",
    "time-to-fetch-water",
    "basic-drinking-water-service",
)
KEYS = [sheet.key for sheet in own_catalogue().sheets]
NEET = "youth-not-in-employment-education-training"


def first(words, language="fr", **chosen):
    hits = search(own_catalogue(), words, language=language, chosen=chosen).hits
    return hits[0].sheet.key if hits else None


@pytest.mark.parametrize(
    ("words", "language", "key"),
    [
        ("abandon collège", "fr", DROPOUT),
        ("ABANDON COLLEGE", "fr", DROPOUT),
        ("dropout lower secondary", "en", DROPOUT),
        ("الانقطاع في الإعدادي", "ar", DROPOUT),
        ("انقطاع اعدادي", "ar", DROPOUT),
        ("الاِنقِطاع الإعدادى", "ar", DROPOUT),
        ("dropout lower secondary", "ar", DROPOUT),
        ("جلب الماء", "ar", FETCH),
        ("NEET", "fr", NEET),
        ("8.6.1", "en", NEET),
        ("temps chercher eau", "fr", FETCH),
        ("chômage", "fr", "unemployment-rate"),
        ("salaire", "fr", "gender-pay-gap-hourly"),
        ("décrochage", "fr", DROPOUT),
        ("الهدر المدرسي", "ar", DROPOUT),
        ("femmes décision", "fr", "household-decision-making-women"),
        ("JMP élémentaire", "fr", BASIC),
    ],
)
def test_words_find_the_sheet_first_in_each_language(words, language, key):
    assert first(words, language) == key


def test_beginning_of_a_word_is_enough_and_nonsense_finds_nothing():
    assert first("décroch zzz") is None
    assert BASIC in [hit.sheet.key for hit in search(own_catalogue(), "élément pota").hits]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_is_found_first_by_its_own_name_and_suggested_by_it(language):
    lost = []
    for sheet in own_catalogue().sheets:
        name = sheet.text(language).name
        suggested = suggest(own_catalogue(), name, sheet.levels[0], sheet.sdg_targets, language)
        if first(name, language) != sheet.key or sheet.key not in [each.sheet.key for each in suggested[:2]]:
            lost.append(sheet.key)
    assert lost == []


@pytest.mark.parametrize(
    ("written", "read"),
    [("abandn", {"abandn": "abandon"}), ("التلاميد", {"التلاميد": "التلاميذ"}), ("xyzzyq", {}), ("eau", {})],
)
def test_mistyped_word_is_read_as_the_nearest(written, read):
    found = search(own_catalogue(), written)
    assert dict(found.read_as) == read
    if read:
        assert found.hits == search(own_catalogue(), *read.values()).hits != ()


@given(st.data())
def test_a_word_more_never_finds_more_and_marks_change_nothing(data):
    words = [
        *spellings(own_catalogue().sheet(data.draw(st.sampled_from(KEYS))).text("ar").definition).values()
    ]
    some = data.draw(st.lists(st.sampled_from(words), min_size=2, max_size=4))
    marked = " ".join("\u064e".join(word) for word in some)

    def keys(said):
        return {hit.sheet.key for hit in search(own_catalogue(), said, language="ar").hits}

    assert keys(" ".join(some)) == keys(marked) <= keys(" ".join(some[1:]))


def test_without_words_all_stand_in_order():
    hits = search(own_catalogue()).hits
    assert [hit.sheet for hit in hits] == list(own_catalogue().sheets)
    assert {hit.score for hit in hits} == {0.0}


def test_every_word_must_be_held():
    both = {hit.sheet.key for hit in search(own_catalogue(), "eau trajets").hits}
    one = {hit.sheet.key for hit in search(own_catalogue(), "eau").hits}
    assert both < one


def test_values_within_a_facet_add_up_and_facets_cross():
    def keys(**chosen):
        return {hit.sheet.key for hit in search(own_catalogue(), chosen=chosen).hits}

    water, education = keys(theme=["water"]), keys(theme=["education"])
    assert keys(theme=["water", "education"]) == water | education
    assert keys(theme=["water"], level=["impact"]) == water & keys(level=["impact"])
    assert keys(theme=["water"], level=["impact"]) < water


def test_counts_say_what_each_value_would_leave():
    chosen = {"theme": ["water"], "level": ["outcome"]}
    found = search(own_catalogue(), "eau", chosen=chosen)
    for facet, counts in found.facets.items():
        for value, count in counts.items():
            only = {**chosen, facet: [value]}
            assert count == len(search(own_catalogue(), "eau", chosen=only).hits) > 0, (facet, value)


def test_unknown_facet_and_unknown_value_are_refused():
    for chosen in ({"colour": ["red"]}, {"theme": ["sport"]}, {"sdg_goal": ["18"]}):
        with pytest.raises(UnknownFacet):
            search(own_catalogue(), chosen=chosen)


def test_facet_values_of_a_sheet():
    sheet = own_catalogue().sheet(DROPOUT)
    assert facet_values(sheet, "sdg_target") == ("4.1",)
    assert facet_values(sheet, "direction") == ("decrease",)
    assert facet_values(sheet, "frequency") == ("yearly",)


def test_terms_drop_marks_articles_and_plurals():
    assert terms("للتلاميذ والمدرسة") == ("تلاميذ", "مدرس")
    assert terms("inscrite inscrites inscrits") == ("inscrit",)
    assert terms("the of") == ()
    assert spellings("L’eau, les élèves") == {"eau": "eau", "elev": "élèves"}


@pytest.mark.parametrize(
    ("title", "level", "sdg", "language", "key", "reason"),
    [
        ("Les filles restent au collège", "outcome", ["4.1"], "fr", DROPOUT, "Mots communs : collège."),
        ("تقل مدة جلب الماء", "outcome", [], "ar", FETCH, "كلمات مشتركة: جلب، الماء."),
        ("Less time to fetch water", "outcome", ["6"], "en", FETCH, "It measures this level of the theory."),
        ("Quelque chose", "impact", ["8.6.1"], "fr", NEET, "C’est l’indicateur officiel 8.6.1 des ODD."),
        ("Jeunes", "impact", ["8.6"], "fr", NEET, "Il sert la même cible des ODD : 8.6."),
        ("Moins de décrochage", "outcome", ["4"], "fr", DROPOUT, "Mots proches : décrochage."),
        ("ينخفض الهدر المدرسي", "outcome", [], "ar", DROPOUT, "كلمات قريبة: الهدر، المدرسي."),
        (
            "Women decide in the household",
            "impact",
            [],
            "en",
            "household-decision-making-women",
            "Words in common: decide, Women, household.",
        ),
        (
            "La nappe se recharge",
            "impact",
            ["6"],
            "fr",
            "groundwater-depth-change",
            "Il sert le même objectif de développement durable : 6.",
        ),
    ],
)
def test_suggestion_gives_its_reasons(title, level, sdg, language, key, reason):
    best = suggest(own_catalogue(), title, level, sdg, language)[0]
    assert best.sheet.key == key
    assert reason in best.reasons


@pytest.mark.parametrize(
    ("title", "level", "key"),
    [
        ("Huile certifiée, en lots traçables", "output", "lots-meeting-quality"),
        ("زيت معتمد في دفعات قابلة للتتبع", "output", "lots-meeting-quality"),
        ("La coopérative vend plus cher chaque litre", "outcome", "average-selling-price"),
        ("تبيع التعاونية كل لتر بثمن أعلى", "outcome", "average-selling-price"),
        ("Le revenu des membres augmente", "outcome", "cooperative-member-income"),
        ("يرتفع دخل العضوات", "outcome", "cooperative-member-income"),
        ("Élèves éloignés transportés chaque jour", "output", "pupils-transported-to-school"),
        ("Heures de soutien suivies", "output", "tutoring-hours-delivered"),
        ("Les élèves manquent moins de jours de classe", "outcome", "pupil-absence-rate"),
        ("يتغيب التلاميذ أياما أقل", "outcome", "pupil-absence-rate"),
        ("Les élèves progressent en mathématiques", "outcome", "mathematics-score"),
        ("يساند الآباء تمدرس بناتهم", "outcome", "parents-involved-in-schooling"),
        ("ينقطع عدد أقل من التلاميذ قبل نهاية الإعدادي", "outcome", DROPOUT),
        ("Des jeunes ruraux plus qualifiés", "impact", "young-people-qualified"),
        ("Prêts de groupe proposés dans le village", "output", "microloans-granted"),
        ("Le bénéfice des activités indépendantes augmente", "outcome", "self-employment-profit"),
        ("أسر تستدين فوق طاقتها", "outcome", "over-indebted-households"),
        ("تستهلك الأسر القروية أكثر", "impact", "household-consumption-per-person"),
    ],
)
def test_elements_of_the_example_theories_are_given_the_sheet_a_person_would_choose(title, level, key):
    """Titles of content/examples/theories, without any SDG code to help."""
    language = "ar" if terms(title)[0] > "z" else "fr"
    assert suggest(own_catalogue(), title, level, [], language)[0].sheet.key == key


def test_activity_is_measured_by_what_it_produces():
    found = suggest(own_catalogue(), "Donner un soutien scolaire aux élèves", "activity", [], "fr")
    assert found[0].sheet.key == "pupils-receiving-tutoring"
    assert "Il mesure ce niveau de la théorie." in found[0].reasons
    other = suggest(own_catalogue(), "Soutien scolaire aux élèves", "impact", [], "fr")
    tutoring = next(each for each in other if each.sheet.key == "pupils-receiving-tutoring")
    assert "Attention : il mesure un autre niveau de la théorie." in tutoring.reasons


def test_sheet_of_another_level_stands_lower():
    def score(level):
        found = suggest(own_catalogue(), "Soutien scolaire aux élèves", level, [], "fr", at_most=200)
        return next(each.score for each in found if each.sheet.key == "pupils-receiving-tutoring")

    assert score("impact") == pytest.approx(0.7 * score("output"))


def test_words_that_say_who_never_suffice():
    assert suggest(own_catalogue(), "Les ménages et les jeunes", "outcome", [], "fr") == ()
    with_code = suggest(own_catalogue(), "Les ménages", "outcome", ["6.1"], "fr")
    assert {"6.1" in each.sheet.sdg_targets for each in with_code} == {True}
    assert says_who(*terms("households"))
    assert not says_who(*terms("income"))


def test_particle_written_on_to_an_arabic_word_hides_nothing():
    assert forms("بعقد") == ("بعقد", "عقد")
    assert first("عقد", "ar") == "sales-under-contract"


def test_near_words_belong_together_in_three_languages():
    assert near(*terms("décrochage")) == near(*terms("dropout")) == near(*terms("الهدر")) != frozenset()
    assert near("xyzzy") == frozenset()


def test_nothing_near_suggests_nothing():
    assert suggest(own_catalogue(), "xyzzy", "outcome", [], "en") == ()
    assert suggest(own_catalogue(), "Quelque chose", "outcome", [], "fr") == ()
    assert search(own_catalogue(), "the of").hits == ()
    assert len(suggest(own_catalogue(), "eau ménage", "outcome", ["6"], "fr", at_most=1)) == 1


def test_nearness_to_a_code():
    sheet = own_catalogue().sheet(NEET)
    assert [is_measured_by(code, sheet) for code in ("8.6.1", "8.6", "8", "8.5", "4.1")] == [
        "indicator",
        "target",
        "goal",
        "goal",
        "",
    ]
