"""The pages of indicators: figures as people write them, refusals, visibility, cost."""

from decimal import Decimal

import pytest
from django.urls import reverse

from miqyas_web.indicators import actions
from miqyas_web.indicators.models import Indicator
from miqyas_web.theories.enums import NodeLevel

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(attendance):
    return {
        "node": attendance.pk,
        "name": "Jours d’absence",
        "definition": "Jours d’absence divisés par le nombre d’élèves.",
        "unit": "jours",
        "direction": "decrease",
        "aggregation": "ratio_of_sums",
        "baseline_value": "٤٫٢",
        "baseline_date": "2024-10-01",
        "target_value": "2,5",
        "target_date": "2026-06-30",
    }


def where(name, *args):
    return reverse(f"indicators:{name}", args=args)


def test_figures_are_read_as_people_write_them(client, amina, initiative, sent):
    client.force_login(amina)
    answer = client.post(where("indicator_create", initiative.pk), sent)
    indicator = Indicator.objects.get()
    assert answer.url == where("indicator_show", initiative.pk, indicator.pk)
    assert (indicator.baseline_value, indicator.target_value) == (Decimal("4.2"), Decimal("2.5"))


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("target_value", {"target_value": "4,2"}),
        ("target_value", {"target_value": "9"}),
        ("target_date", {"target_date": "2024-01-01"}),
        ("baseline_date", {"baseline_date": ""}),
        ("baseline_value", {"baseline_value": "beaucoup"}),
        ("definition", {"definition": ""}),
        ("node", {"node": "999999"}),
    ],
)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_what_cannot_be_is_said_beside_its_field(client, amina, initiative, sent, language, field, changes):
    client.force_login(amina)
    client.cookies["language"] = language
    answer = client.post(where("indicator_create", initiative.pk), sent | changes)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Indicator.objects.count() == 0


def test_the_outcome_asked_for_is_chosen_already(client, amina, initiative, attendance, learning):
    client.force_login(amina)
    form = client.get(where("indicator_create", initiative.pk), {"node": "learn"}).context["form"]
    assert form["node"].initial == learning


def test_the_form_follows_the_chain_and_chooses_nothing_for_the_person(client, initiative, amina):
    client.force_login(amina)
    form = client.get(where("indicator_create", initiative.pk)).context["form"]
    levels = [node.level for node in form.fields["node"].queryset]
    assert levels == sorted(levels, key=list(NodeLevel).index)
    assert [form[name].value() for name in ("node", "aggregation")] == [None, None]
    assert [next(iter(form.fields[name].choices))[0] for name in ("node", "aggregation")] == ["", ""]


def test_the_page_tells_a_changed_target(client, amina, initiative, sent):
    client.force_login(amina)
    client.post(where("indicator_create", initiative.pk), sent)
    indicator = Indicator.objects.get()
    edit = where("indicator_edit", initiative.pk, indicator.pk)
    assert client.get(edit).context["form"]["baseline_value"].value() == "4.2"
    client.post(edit, sent | {"target_value": "3"})
    page = client.get(where("indicator_show", initiative.pk, indicator.pk))
    assert [(change.before, change.after) for change in page.context["changes"]] == [("2.5", "3")]
    assert "Amina" in page.content.decode()


def test_a_stranger_finds_nothing_and_a_reader_only_reads(client, salma, youssef, write, initiative, sent):
    indicator = write()
    pages = [where("indicator_list", initiative.pk), where("indicator_show", initiative.pk, indicator.pk)]
    forms = [where("indicator_create", initiative.pk), where("indicator_edit", initiative.pk, indicator.pk)]
    away = where("indicator_delete", initiative.pk, indicator.pk)
    client.force_login(salma)
    assert [client.get(page).status_code for page in pages + forms] == [404] * 4
    assert client.post(away).status_code == 404
    client.force_login(youssef)
    assert [client.get(page).status_code for page in pages] == [200, 200]
    assert forms[0] not in client.get(pages[0]).content.decode()
    assert [client.get(page).status_code for page in forms] == [409, 409]
    assert [client.post(page, sent).status_code for page in forms] == [409, 409]
    assert client.post(away).status_code == 409
    assert Indicator.objects.count() == 1


def test_an_indicator_is_not_found_under_another_initiative(client, amina, tifawin, write):
    from miqyas_web.initiatives.models import Initiative

    other = Initiative.objects.create(organisation=tifawin, title="Autre", created_by=amina)
    client.force_login(amina)
    assert client.get(where("indicator_show", other.pk, write().pk)).status_code == 404


def test_deleting_by_the_page(client, amina, initiative, write):
    indicator = write()
    client.force_login(amina)
    assert client.get(where("indicator_delete", initiative.pk, indicator.pk)).status_code == 405
    client.post(where("indicator_delete", initiative.pk, indicator.pk))
    assert Indicator.objects.count() == 0


def test_without_a_theory_the_page_sends_to_it(client, amina, initiative):
    client.force_login(amina)
    for name in ("indicator_list", "indicator_create"):
        assert (
            reverse("theories:theory_show", args=[initiative.pk])
            in client.get(where(name, initiative.pk)).content.decode()
        )


def queries_of(client, page, django_assert_max_num_queries):
    client.get(page)
    with django_assert_max_num_queries(100) as captured:
        client.get(page)
    return len(captured)


def test_the_list_costs_the_same_for_one_and_three(
    client, amina, initiative, write, learning, django_assert_max_num_queries
):
    client.force_login(amina)
    write()
    page = where("indicator_list", initiative.pk)
    one = queries_of(client, page, django_assert_max_num_queries)
    write()
    write(node=learning)
    assert queries_of(client, page, django_assert_max_num_queries) == one


def test_what_a_person_wrote_is_escaped(client, amina, initiative, write):
    indicator = write(name="<script>alert(1)</script>")
    actions.edit_indicator(indicator=indicator, sheet={"definition": "<b>gras</b>"}, by=amina)
    client.force_login(amina)
    text = client.get(where("indicator_show", initiative.pk, indicator.pk)).content.decode()
    assert "<script>alert" not in text
    assert "<b>gras</b>" not in text


WHOLE_SHEET = {
    "numerator": "Jours d’absence",
    "denominator": "Élèves inscrits en octobre",
    "formula": "Total des jours ÷ nombre d’élèves",
    "collector": "administration",
    "limits": "Un élève parti compte comme absent.",
    "ethics": "Aucun nom n’est publié.",
    "question": "Combien de jours avez-vous manqué ?",
    "disaggregation": ["sex", "age", "own"],
    "age_bands": "٠، 12, 15",
    "own_dimension": "Collège",
    "own_categories": "Aït Ourir\n\nTighdouine\nAït Ourir",
}


def test_the_whole_reference_sheet_is_kept_shown_and_edited(client, amina, initiative, sent):
    client.force_login(amina)
    client.post(where("indicator_create", initiative.pk), sent | WHOLE_SHEET)
    indicator = Indicator.objects.get()
    assert indicator.disaggregation == ["sex", "age", "own"]
    assert (indicator.age_bands, indicator.own_categories) == ([0, 12, 15], ["Aït Ourir", "Tighdouine"])
    assert (indicator.collector, indicator.ethics) == ("administration", "Aucun nom n’est publié.")
    page = client.get(where("indicator_show", initiative.pk, indicator.pk))
    assert page.context["sheet"].groups == [
        ("Sexe", ["Femmes", "Hommes"]),
        ("Âge", ["0-11 ans", "12-14 ans", "15 ans et plus"]),
        ("Collège", ["Aït Ourir", "Tighdouine"]),
    ]
    assert "Combien de jours avez-vous manqué" in page.content.decode()
    form = client.get(where("indicator_edit", initiative.pk, indicator.pk)).context["form"]
    assert form.is_opened
    assert (form["age_bands"].value(), form["own_categories"].value()) == (
        "0, 12, 15",
        "Aït Ourir\nTighdouine",
    )


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("age_bands", {"age_bands": "0"}),
        ("age_bands", {"age_bands": "15, 0"}),
        ("age_bands", {"age_bands": "0, 300"}),
        ("age_bands", {"age_bands": "jeunes"}),
        ("own_dimension", {"own_dimension": ""}),
        ("own_categories", {"own_categories": "une seule"}),
        ("collector", {"collector": "le voisin"}),
        ("disaggregation", {"disaggregation": ["religion"]}),
    ],
)
def test_a_dimension_without_what_it_needs_is_said_beside_its_field(
    client, amina, initiative, sent, field, changes
):
    client.force_login(amina)
    answer = client.post(where("indicator_create", initiative.pk), sent | WHOLE_SHEET | changes)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Indicator.objects.count() == 0


def test_a_sheet_the_catalogue_does_not_know_leaves_an_empty_form(client, amina, initiative, attendance):
    client.force_login(amina)
    page = client.get(where("indicator_create", initiative.pk), {"node": "att", "sheet": "no-such-sheet"})
    assert page.context["form"].initial == {"node": attendance}
