import pytest
from django import forms

from miqyas_web.foundation import slots
from miqyas_web.territories.forms import TerritoryChoice
from miqyas_web.territories.models import Territory


def text(response):
    return response.content.decode()


def commune(number, **changes):
    facts = {
        "code": f"09.581.01.{number:02}",
        "level": "commune",
        "name_fr": f"Commune {number}",
        "name_ar": "جماعة",
        "parent": Territory.objects.get(code="09.581"),
        "edition": "hcp-2024",
    }
    return Territory.objects.create(**facts | changes)


def test_the_list_shows_twelve_regions_and_the_country(client, amina):
    client.force_login(amina)
    page = text(client.get("/territories/"))
    assert page.count('<td data-label="Région">') == 12
    assert "12 régions, 36\u202f828\u202f330 habitants en 2024." in page


def test_the_list_speaks_arabic(client, amina):
    client.force_login(amina)
    page = text(client.get("/territories/", headers={"Accept-Language": "ar"}))
    assert "سوس-ماسة" in page
    assert "Souss-Massa" not in page.split("<table")[1]


def test_territories_ask_to_sign_in(client, db):
    assert client.get("/territories/").status_code == 302


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("مــلال", ["Béni Mellal-Khénifra", "Béni Mellal"]),
        ("TETOUAN", ["Tanger-Tétouan-Al Hoceima", "Tétouan"]),
    ],
)
def test_search_finds_in_any_spelling(client, amina, words, names):
    client.force_login(amina)
    page = text(client.get("/territories/", {"words": words}))
    assert [name for name in names if f"<bdi>{name}</bdi></a>" in page] == names
    assert page.count('<td data-label="Nom">') == 2


def test_search_without_result_says_what_to_do(client, amina):
    client.force_login(amina)
    page = text(client.get("/territories/", {"words": "<script>"}))
    assert "Aucun territoire ne porte ce nom" in page
    assert "<script>" not in page.split("<main")[1]


def test_a_region_shows_its_provinces_and_figures(client, amina):
    client.force_login(amina)
    page = text(client.get("/territories/09/"))
    assert page.count('<td data-label="Nom">') == 6
    assert "3\u202f020\u202f431" in page
    assert "HCP, RGPH 2024" in page
    assert "MA-09" in page


def test_a_prefecture_is_not_called_a_province(client, amina):
    client.force_login(amina)
    assert "Préfecture ·" in text(client.get("/territories/09.001/"))
    assert "MA-AGD" in text(client.get("/territories/09.001/"))


def test_a_former_code_leads_to_the_new_one(client, amina):
    commune(9, former_code="09.581.03.77")
    client.force_login(amina)
    assert client.get("/territories/09.581.03.77/").url == "/territories/09.581.01.09/"


@pytest.mark.parametrize("code", ["99", "1", "09.999", "x"])
def test_an_unknown_code_is_not_found(client, amina, code):
    client.force_login(amina)
    assert client.get(f"/territories/{code}/").status_code == 404


def test_a_closed_territory_says_so(client, amina):
    commune(9, closed_on="2025-01-31")
    client.force_login(amina)
    assert "depuis le 31 janvier 2025" in text(client.get("/territories/09.581.01.09/"))


def test_upper_rooms_put_their_cards_on_a_territory(client, amina):
    slots.fill(
        "territory_cards",
        key="test",
        order=1,
        item=lambda territory, person: [
            {"title": f"{person} {territory.code}", "href": "/x/", "meta": "", "text": "T"}
        ],
    )
    client.force_login(amina)
    try:
        assert "Amina 09" in text(client.get("/territories/09/"))
    finally:
        slots._slots["territory_cards"].pop("test")


@pytest.mark.parametrize("count", [1, 3])
def test_a_territory_costs_the_same_for_one_and_three(client, amina, count, django_assert_num_queries):
    for number in range(count):
        commune(number)
    client.force_login(amina)
    # Session, person; by code twice; region, country; children; figures.
    with django_assert_num_queries(8):
        client.get("/territories/09.581/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_costs_the_same_for_one_and_three(client, amina, count, django_assert_num_queries):
    for number in range(count):
        commune(number, name_fr=f"Anzi {number}")
    client.force_login(amina)
    # Session, person; country, its population, number of regions; regions; count; page.
    with django_assert_num_queries(8):
        page = text(client.get("/territories/", {"words": "anzi"}))
    assert page.count('<td data-label="Nom">') == count


class Form(forms.Form):
    territories = TerritoryChoice(required=False)


@pytest.mark.django_db
def test_a_choice_of_territories_is_grouped_by_region(django_assert_num_queries):
    with django_assert_num_queries(3):
        html = str(Form()["territories"])
    assert html.count("<details") == 12
    assert html.count('type="checkbox"') == 1 + 12 + 75
    assert html.index('value="MA"') < html.index('value="01"') < html.index('value="01.051"')
    assert " checked" not in html


@pytest.mark.django_db
def test_a_choice_keeps_what_was_chosen_and_opens_its_region():
    form = Form({"territories": ["09.581", "05"]})
    assert [
        territory.code for territory in form.fields["territories"].clean(["05", "09.581"]).order_by("code")
    ] == ["05", "09.581"]
    html = str(form["territories"])
    assert html.count(" checked") == 2
    assert html.count('<details class="territory-region" open>') == 2


@pytest.mark.django_db
def test_a_choice_starts_from_territories_held():
    held = Territory.objects.filter(code__in=["MA", "09.581"])
    html = str(Form(initial={"territories": held})["territories"])
    assert html.count(" checked") == 2


@pytest.mark.django_db
def test_an_unknown_territory_is_refused():
    form = Form({"territories": ["09.581", "77"]})
    assert not form.is_valid()
    assert "77" in form.errors["territories"][0]
