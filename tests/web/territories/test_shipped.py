import csv

import pytest
from django.core.management import call_command
from django.db.models import Sum

from miqyas_web.foundation.folding import fold, without_marks
from miqyas_web.territories import queries
from miqyas_web.territories.actions import shipping
from miqyas_web.territories.models import Territory, TerritoryFigure

pytestmark = pytest.mark.django_db
# General census of 2024 (HCP, RGPH 2024): total of the country.
POPULATION_2024 = 36_828_330


def total(level, key="population"):
    return TerritoryFigure.objects.filter(territory__level=level, key=key, year=2024).aggregate(
        n=Sum("value")
    )["n"]


def test_regions_and_provinces_add_up_to_the_census():
    assert total("region") == total("province") == POPULATION_2024
    assert total("region", "households") == total("province", "households") == 9_275_038


def test_each_region_is_the_sum_of_its_provinces():
    sums = {
        region.code: (
            region.figures.get(key="population").value,
            TerritoryFigure.objects.filter(territory__parent=region, key="population").aggregate(
                n=Sum("value")
            )["n"],
        )
        for region in Territory.objects.regions()
    }
    assert len(sums) == 12
    assert {code: pair for code, pair in sums.items() if pair[0] != pair[1]} == {}


def test_twelve_regions_and_seventy_five_provinces_each_in_its_region():
    assert (Territory.objects.regions().count(), Territory.objects.provinces().count()) == (12, 75)
    assert Territory.objects.filter(kind="prefecture").count() == 13
    provinces = Territory.objects.provinces().select_related("parent")
    assert [
        territory.code for territory in provinces if not territory.code.startswith(territory.parent.code)
    ] == []
    assert {region.parent.code for region in Territory.objects.regions().select_related("parent")} == {"MA"}


def test_every_figure_says_its_source_and_year():
    assert set(TerritoryFigure.objects.values_list("source", "year")) == {("HCP, RGPH 2024", 2024)}


def test_loading_again_changes_nothing(django_assert_num_queries):
    before = (
        list(Territory.objects.order_by("pk").values()),
        list(TerritoryFigure.objects.order_by("pk").values()),
    )
    # Three levels read, the figures read, the savepoint opened and closed: nothing written.
    with django_assert_num_queries(6):
        shipping.load_shipped()
    after = (
        list(Territory.objects.order_by("pk").values()),
        list(TerritoryFigure.objects.order_by("pk").values()),
    )
    assert after == before


def test_migrating_puts_back_what_was_changed_by_hand():
    Territory.objects.filter(code="09").update(name_fr="Sous")
    TerritoryFigure.objects.filter(territory__code="09", key="population").update(value=1)
    call_command("migrate", verbosity=0)
    souss = Territory.objects.get(code="09")
    assert (souss.name_fr, souss.figures.get(key="population").value) == ("Souss-Massa", 3_020_431)


def test_the_shipped_tables_are_those_of_the_census_files(shared_data):
    for name, shipped in (("regions_hcp2024.csv", "regions.csv"), ("provinces_hcp2024.csv", "provinces.csv")):
        with (shared_data / "geo" / name).open(encoding="utf-8-sig") as file:
            theirs = {(row["code"], row["nom_fr"], row["nom_ar"]) for row in csv.DictReader(file)}
        ours = {(row["code"], row["name_fr"], row["name_ar"]) for row in shipping.shipped_rows(shipped)}
        assert ours == theirs


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("beni mellal", ["Béni Mellal-Khénifra", "Béni Mellal"]),
        ("بنى ملال", ["Béni Mellal-Khénifra", "Béni Mellal"]),
        ("اكــادير", ["Agadir-Ida-Ou-Tanane"]),
        ("أڭادير", []),
        ("AZILAL", ["Azilal"]),
        ("أزيلال", ["Azilal"]),
        ("05.081", ["Azilal"]),
        ("massa souss", ["Souss-Massa"]),
        ("%", []),
        ("' OR 1=1", []),
    ],
)
def test_search_leaves_marks_and_spelling_habits_aside(words, names):
    assert [territory.name_fr for territory in queries.search(words)] == names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أزيلال", "ازيلال"),
        ("فـــاس", "فاس"),
        ("الدّار", "الدار"),
        ("مكناسة", "مكناسه"),
        ("Fès", "fes"),
        ("٢٠٢٤", "2024"),
    ],
)
def test_fold_makes_the_same_of_what_is_written_in_two_ways(one, other):
    assert fold(one) == fold(other)


def test_stored_arabic_keeps_its_letters_without_marks():
    assert without_marks("  أَزِيــلَال ") == "أزيلال"
