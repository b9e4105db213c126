import pytest
from django.urls import reverse

from miqyas_web.initiatives.actions import create_initiative
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.steps import steps_of
from miqyas_web.territories.models import Territory

HOSTILE = "<script>alert(1)</script>\u202eevil {{ 7 }} “' &"


@pytest.fixture
def argan(tifawin, amina, souss):
    return create_initiative(
        organisation=tifawin, description={"title": "Argan", "territories": [souss]}, by=amina
    )


def page(client, person, name, *args, language="fr", **data):
    client.force_login(person)
    client.cookies["language"] = language
    return client.get(reverse(name, args=args), data)


def test_list_is_empty_with_an_example_and_one_next_step(client, amina, souss):
    html = page(client, amina, "initiatives:initiative_list", language="en").content.decode()
    assert "No initiative yet" in html
    assert "Dar Taliba Imilchil" in html
    assert html.count(reverse("initiatives:initiative_create")) == 1


def test_list_for_someone_without_organisation_leads_to_organisations(client, db):
    from tests import web_cast

    html = page(
        client, web_cast.person("Idir"), "initiatives:initiative_list", language="en"
    ).content.decode()
    assert reverse("accounts:organisation_list") in html
    assert reverse("initiatives:initiative_create") not in html


def test_list_shows_ones_own_and_not_those_of_others(client, argan, amina, salma):
    assert "Argan" in page(client, amina, "initiatives:initiative_list").content.decode()
    assert "Argan" not in page(client, salma, "initiatives:initiative_list").content.decode()


def test_list_that_finds_nothing_says_so(client, argan, amina):
    html = page(client, amina, "initiatives:initiative_list", language="en", words="pêche").content.decode()
    assert "Nothing matches" in html


def test_list_fragment_is_the_same_rows_as_the_page(client, argan, amina):
    whole = page(client, amina, "initiatives:initiative_list").content.decode()
    rows = client.get(reverse("initiatives:initiative_list"), headers={"HX-Request": "true"}).content.decode()
    assert rows.strip() in whole
    assert "<h1" not in rows


def test_list_costs_the_same_for_one_and_three(client, tifawin, amina, souss, django_assert_num_queries):
    client.force_login(amina)
    address = reverse("initiatives:initiative_list")
    for n in range(3):
        description = {"title": f"I{n}", "territories": [souss]}
        create_initiative(organisation=tifawin, description=description, by=amina)
        with django_assert_num_queries(7):
            client.get(address)


def test_create_by_form_leads_to_the_initiative(client, amina, tifawin, souss):
    client.force_login(amina)
    sent = {
        "title": "Dar Taliba", "organisation": tifawin.pk, "state": "under_way", "territories": ["09"],
        "sdg_goals": ["4", "5"], "n_people_aimed": "96", "budget_mad": "1 800 000",
    }  # fmt: skip
    answer = client.post(reverse("initiatives:initiative_create"), sent)
    made = Initiative.objects.get()
    assert answer.headers["Location"] == reverse("initiatives:initiative_show", args=[made.pk])
    assert (made.title, made.sdg_goals, made.n_people_aimed, made.budget_mad) == (
        "Dar Taliba",
        [4, 5],
        96,
        1_800_000,
    )
    assert [place.code for place in made.territories.all()] == ["09"]


def test_create_without_title_says_so_and_keeps_the_rest(client, amina, tifawin, souss):
    client.force_login(amina)
    answer = client.post(
        reverse("initiatives:initiative_create"),
        {"title": "", "organisation": tifawin.pk, "state": "planned", "problem": "Un problème écrit"},
    )
    assert answer.status_code == 422
    assert "Un problème écrit" in answer.content.decode()
    assert Initiative.objects.count() == 0


def test_create_in_an_organisation_of_others_is_no_choice(client, amina, salma, souss):
    client.force_login(amina)
    others = salma.memberships.get().organisation
    answer = client.post(
        reverse("initiatives:initiative_create"),
        {"title": "x", "organisation": others.pk, "state": "planned"},
    )
    assert answer.status_code == 422
    assert Initiative.objects.count() == 0


def test_create_by_a_reader_is_refused_with_a_sentence(client, youssef, souss):
    assert page(client, youssef, "initiatives:initiative_create").status_code == 409


@pytest.mark.parametrize("name", ["initiative_show", "initiative_edit"])
def test_a_stranger_is_told_there_is_nothing(client, argan, salma, name):
    assert page(client, salma, f"initiatives:{name}", argan.pk).status_code == 404


def test_a_reader_reads_without_buttons_and_is_refused_the_form(client, argan, youssef):
    html = page(client, youssef, "initiatives:initiative_show", argan.pk).content.decode()
    assert "Argan" in html
    assert reverse("initiatives:initiative_edit", args=[argan.pk]) not in html
    assert page(client, youssef, "initiatives:initiative_edit", argan.pk).status_code == 409


def test_edit_after_someone_else_keeps_what_was_written(client, argan, amina):
    client.force_login(amina)
    sent = {
        "title": "Argan",
        "state": "planned",
        "problem": "le mien",
        "seen_at": "2020-01-01T00:00:00+00:00",
    }
    answer = client.post(reverse("initiatives:initiative_edit", args=[argan.pk]), sent)
    assert answer.status_code == 409
    assert ">\nle mien</textarea>" in answer.content.decode()
    argan.refresh_from_db()
    assert argan.problem == ""


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_a_hostile_title_is_only_text(client, tifawin, amina, souss, language):
    made = create_initiative(
        organisation=tifawin, description={"title": HOSTILE, "problem": HOSTILE}, by=amina
    )
    for name, args in (
        ("initiative_list", []),
        ("initiative_show", [made.pk]),
        ("initiative_edit", [made.pk]),
    ):
        html = page(client, amina, f"initiatives:{name}", *args, language=language).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_steps_say_how_far_each_room_is(argan, amina):
    placed = {step.key: step for step in steps_of(argan, amina)}
    assert placed["initiative"].status == "started"
    assert placed["theory"].status == "empty"
    assert placed["theory"].href == reverse("theories:theory_show", args=[argan.pk])


def test_a_region_of_the_list_comes_from_the_country(client, argan, amina):
    html = page(client, amina, "initiatives:initiative_list", region="05").content.decode()
    assert Territory.objects.get(code="05").name_fr in html
    assert reverse("initiatives:initiative_show", args=[argan.pk]) not in html


def test_strangers_must_sign_in(client, argan):
    assert client.get(reverse("initiatives:initiative_list")).status_code == 302
