"""The catalogue: found, narrowed, read in three languages, used for a node; open to everyone, nothing more."""

import io

import openpyxl
import pytest
from django.urls import reverse

from miqyas.indicators.catalogue import own_catalogue
from miqyas_web.indicators.models import Indicator
from tests.web.indicators.test_indicator_pages import where

pytestmark = pytest.mark.django_db

PUBLIC = "/catalogue/"
KEY = "dpt3-coverage"


def keys_in(answer):
    return [sheet.key for sheet in answer.context["found"].sheets]


def test_a_visitor_reads_the_whole_catalogue_page_by_page(client):
    first = client.get(PUBLIC)
    assert first.status_code == 200
    n = len(own_catalogue().sheets)
    assert first.context["found"].n_all == first.context["found"].page.paginator.count == n
    read = keys_in(first)
    for number in range(2, first.context["found"].page.paginator.num_pages + 1):
        read += keys_in(client.get(PUBLIC, {"page": number}))
    assert sorted(read) == sorted(own_catalogue().by_key)
    assert "indicator_create" not in first.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "couverture vaccinale"), ("ar", "تلقيح الأطفال"), ("en", "vaccination coverage")],
)
def test_words_of_each_language_find_the_sheet(client, language, words):
    client.cookies["language"] = language
    answer = client.get(PUBLIC, {"words": words})
    assert KEY in keys_in(answer)[:3]
    assert answer.context["found"].sheets[0].written_in == language


def test_the_address_holds_the_filters_and_each_can_be_given_up(client):
    answer = client.get(PUBLIC, {"theme": ["health", "environment"], "level": "impact"})
    sheets = [own_catalogue().sheet(key) for key in keys_in(answer)]
    assert {sheet.theme for sheet in sheets} == {"health", "environment"}
    assert all("impact" in sheet.levels for sheet in sheets)
    checked = {
        value.value for facet in answer.context["found"].facets for value in facet.values if value.is_chosen
    }
    assert checked == {"health", "environment", "impact"}
    away = dict(answer.context["used"])
    assert {"/catalogue/?theme=health&theme=environment"} == {
        address for address in away.values() if "level" not in address
    }


def test_a_filter_that_does_not_exist_is_said_and_the_catalogue_stays(client):
    client.cookies["language"] = "fr"
    answer = client.get(PUBLIC, {"theme": "magic"})
    assert answer.status_code == 422
    assert "magic" in str(answer.context["refusal"])
    assert answer.context["found"].page.paginator.count == len(own_catalogue().sheets)


@pytest.mark.parametrize("page", ["x", "999", "-1"])
def test_a_page_that_is_none_is_still_a_page(client, page):
    assert client.get(PUBLIC, {"page": page}).status_code == 200


def test_htmx_gets_the_part_that_changes_and_history_the_whole(client):
    part = client.get(PUBLIC, {"words": "eau"}, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    assert 'id="found"' in part
    assert 'hx-swap-oob="true"' in part
    back = client.get(
        PUBLIC, {"words": "eau"}, headers={"hx-request": "true", "hx-history-restore-request": "true"}
    ).content.decode()
    assert "<html" in back
    assert "hx-swap-oob" not in back


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_a_sheet_is_read_whole_and_in_the_other_languages(client, language):
    client.cookies["language"] = language
    page = client.get(f"{PUBLIC}{KEY}/").content.decode()
    texts = own_catalogue().sheet(KEY).texts
    for code, text in texts.items():
        for field in ("name", "definition", "numerator", "denominator", "limits", "ethics"):
            assert getattr(text, field) in page.replace("&#x27;", "'"), (code, field)
    assert "3.b.1" in page


def test_a_sheet_that_is_none_is_not_found(client):
    assert client.get(f"{PUBLIC}no-such-sheet/").status_code == 404


def test_a_node_gets_suggestions_with_reasons_and_the_form_is_filled(
    client, amina, initiative, theory, learning
):
    client.force_login(amina)
    learning.title = "Les enfants sont vaccinés contre la rougeole"
    learning.save()
    client.cookies["language"] = "fr"
    answer = client.get(where("catalogue_list", initiative.pk), {"node": "learn"})
    first = answer.context["suggestions"][0]
    assert first.sheet.key == "measles-second-dose"
    assert any("rougeole" in reason for reason in first.reasons)
    assert first.reasons[0] in answer.content.decode()
    address = f"{where('indicator_create', initiative.pk)}?sheet=measles-second-dose&node=learn"
    assert address.replace("&", "&amp;") in answer.content.decode()
    form = client.get(address).context["form"]
    text = own_catalogue().sheet("measles-second-dose").text("fr")
    assert form["node"].initial == learning
    assert [form[name].value() for name in ("name", "definition", "unit", "limits")] == [
        text.name, text.definition, text.unit, text.limits,
    ]  # fmt: skip
    assert form["aggregation"].value() == "ratio_of_sums"


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_sheet_fills_a_form_that_is_accepted(client, amina, initiative, attendance, language):
    """What the catalogue offers fits the fields of an indicator, in each language."""
    client.force_login(amina)
    client.cookies["language"] = language
    create = where("indicator_create", initiative.pk)
    for key in ("dpt3-coverage", "food-consumption-score", "reduced-coping-strategies", "trees-surviving"):
        form = client.get(create, {"sheet": key, "node": attendance.key}).context["form"]
        sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
        answer = client.post(create, sent | {"node": attendance.pk})
        assert answer.status_code == 302, (key, answer.context["form"].errors)
    assert set(Indicator.objects.values_list("catalogue_key", flat=True)) >= {"dpt3-coverage"}


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_texts_of_every_sheet_fit_the_form(language):
    from miqyas_web.indicators.forms.sheets import IndicatorForm

    limits = {name: getattr(field, "max_length", None) for name, field in IndicatorForm.base_fields.items()}
    long = {
        (sheet.key, name)
        for sheet in own_catalogue().sheets
        for name, most in limits.items()
        if most and len(getattr(sheet.text(language), name, "")) > most
    }
    assert long == set()


def test_a_stranger_does_not_read_the_catalogue_of_an_initiative(client, salma, youssef, initiative):
    pages = [where("catalogue_list", initiative.pk), where("catalogue_show", initiative.pk, KEY)]
    client.force_login(salma)
    assert [client.get(page).status_code for page in pages] == [404, 404]
    client.force_login(youssef)
    read = [client.get(page) for page in pages]
    assert [page.status_code for page in read] == [200, 200]
    assert not any(where("indicator_create", initiative.pk) in page.content.decode() for page in read)


def test_the_list_costs_the_same_for_one_and_for_all(client, amina, initiative, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(amina)
    address = where("catalogue_list", initiative.pk)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address, {"words": "rougeole"})
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_addresses_of_the_public_catalogue_are_in_the_menu(client):
    assert f'href="{reverse("catalogue:public_catalogue_list")}"' in client.get("/").content.decode()


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("pdf", b"%PDF-"), ("xlsx", b"PK")])
def test_ticked_sheets_become_a_document(client, language, form, begins):
    client.cookies["language"] = language
    answer = client.get(f"{PUBLIC}export/", {"key": [KEY, "child-stunting"], "form": form})
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"] == f'attachment; filename="miqyas-indicators-{language}.{form}"'


def test_without_a_tick_all_those_found_go_in(client, amina, initiative):
    client.force_login(amina)
    asked = {"theme": "health", "level": "impact"}
    answer = client.get(where("catalogue_export", initiative.pk), asked | {"form": "xlsx"})
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    wanted = {
        sheet.text("fr").name
        for sheet in own_catalogue().sheets
        if sheet.theme == "health" and "impact" in sheet.levels
    }
    assert {row[0].value for row in page.iter_rows(min_row=2)} == wanted


@pytest.mark.parametrize(
    "asked", [{}, {"form": "exe"}, {"form": "pdf", "key": "no-such-sheet"}, {"form": "pdf", "theme": "magic"}]
)
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_a_document_that_cannot_be_is_refused_with_a_sentence(client, asked, language):
    client.cookies["language"] = language
    answer = client.get(f"{PUBLIC}export/", asked)
    assert answer.status_code == 422
    assert "Content-Disposition" not in answer
