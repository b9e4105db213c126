"""An organisation's own list: columns shown and corrected, all or nothing, read by its members only."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from miqyas_web.foundation.models import AuditEvent
from miqyas_web.indicators.models import Indicator, ListDraft, OwnList, OwnSheet
from miqyas_web.initiatives.models import Initiative
from tests.web.indicators.test_indicator_pages import where

pytestmark = pytest.mark.django_db

CSV = (
    "Code;Indicateur;Ce que l’on entend;Unité;ODD\n"
    "B1;Ménages raccordés à l’eau;Ménages avec un branchement;ménages;6.1\n"
    "B2;Élèves transportés;Élèves ayant un siège;élèves;4.1\n"
)
WITH_FAULTS = CSV + "B2;Doublon;;;\nB4;;sans nom;;\nB5;Code faux;;;99.9\n"


def brought(client, initiative, text=CSV, name="bailleur.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(where("catalogue_import", initiative.pk), {"file": SimpleUploadedFile(name, content)})


def sent(answer, **changes):
    """What the page of columns would send, as it stands."""
    form = answer.context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    return values | changes


@pytest.fixture
def signed_in(client, amina):
    client.force_login(amina)
    client.cookies["language"] = "fr"
    return client


@pytest.fixture
def kept(signed_in, initiative):
    review = where("own_list_create", initiative.pk)
    brought(signed_in, initiative)
    signed_in.post(review, sent(signed_in.get(review), keep="yes", column_definition="Ce que l’on entend"))
    return OwnList.objects.get()


def test_columns_are_guessed_corrected_and_the_list_kept_whole(signed_in, initiative, amina, tifawin):
    review = where("own_list_create", initiative.pk)
    assert brought(signed_in, initiative).url == review
    page = signed_in.get(review)
    assert page.context["found"].columns == {
        "identifier": "Code", "name": "Indicateur", "unit": "Unité", "sdg": "ODD",
    }  # fmt: skip
    assert page.context["found"].left_out == ("Ce que l’on entend",)
    assert "Ménages raccordés à l’eau" in page.content.decode()
    assert OwnSheet.objects.count() == 0
    again = signed_in.post(review, sent(page, look="yes", column_definition="Ce que l’on entend"))
    assert again.url == review
    page = signed_in.get(review)
    assert page.context["found"].columns["definition"] == "Ce que l’on entend"
    assert "Ménages avec un branchement" in page.content.decode()
    answer = signed_in.post(review, sent(page, keep="yes"))
    assert answer.url == where("catalogue_list", initiative.pk)
    own_list = OwnList.objects.get()
    assert (own_list.name, own_list.organisation, own_list.brought_by) == ("bailleur", tifawin, amina)
    assert list(own_list.sheets.order_by("row").values_list("identifier", "definition", "sdg")) == [
        ("B1", "Ménages avec un branchement", ["6.1"]),
        ("B2", "Élèves ayant un siège", ["4.1"]),
    ]
    assert ListDraft.objects.count() == 0
    verbs = list(AuditEvent.objects.order_by("position").values_list("verb", flat=True))
    assert verbs[-3:] == ["own_list_brought", "own_list_corrected", "own_list_kept"] or verbs[-4:] == [
        "own_list_brought", "own_list_corrected", "own_list_corrected", "own_list_kept",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_rows_at_fault_are_told_and_nothing_is_half_kept(signed_in, initiative, language):
    signed_in.cookies["language"] = language
    review = where("own_list_create", initiative.pk)
    brought(signed_in, initiative, WITH_FAULTS)
    page = signed_in.get(review)
    assert len(page.context["faults"]) == 3
    assert all(fault in page.content.decode().replace("&#x27;", "'") for fault in page.context["faults"])
    refused = signed_in.post(review, sent(page, keep="yes"))
    assert refused.status_code == 422
    assert OwnList.objects.count() == OwnSheet.objects.count() == 0
    assert ListDraft.objects.count() == 1
    assert signed_in.post(review, sent(page, keep="yes", leaves_out="on")).status_code == 302
    assert sorted(OwnSheet.objects.values_list("identifier", flat=True)) == ["B1", "B2"]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.csv", b""),
        ("x.xlsx", b"PK\x03\x04 not a workbook"),
        ("x.pdf", b"%PDF-1.7 x"),
        ("x.csv", b"\xff\xfe\x00"),
    ],
)
def test_a_file_that_is_no_table_is_refused_and_not_kept(signed_in, initiative, language, name, content):
    signed_in.cookies["language"] = language
    answer = brought(signed_in, initiative, content, name)
    assert answer.status_code == 422
    assert ListDraft.objects.count() == 0


def test_a_file_too_large_is_refused(signed_in, initiative, monkeypatch):
    from miqyas_web.indicators.actions import own_sheets

    monkeypatch.setattr(own_sheets, "MOST_BYTES", 50)
    answer = brought(signed_in, initiative)
    assert answer.status_code == 422
    assert ListDraft.objects.count() == 0


def test_without_a_column_of_names_the_person_says_which(signed_in, initiative):
    review = where("own_list_create", initiative.pk)
    brought(signed_in, initiative, "A;B\nx1;Élèves transportés\n")
    page = signed_in.get(review)
    assert page.context["found"].obstacle
    assert page.context["found"].headings == ("A", "B")
    assert signed_in.post(review, sent(page, keep="yes")).status_code == 422
    twice = signed_in.post(review, sent(page, column_name="B", column_identifier="B"))
    assert twice.status_code == 422
    assert (
        ListDraft.objects.get().columns.get("name", "") != "B"
        or "identifier" not in ListDraft.objects.get().columns
    )
    signed_in.post(review, sent(page, column_name="B", keep="yes"))
    assert list(OwnSheet.objects.values_list("name", flat=True)) == ["Élèves transportés"]


def test_a_list_of_the_same_name_replaces_it(signed_in, initiative, kept):
    review = where("own_list_create", initiative.pk)
    brought(signed_in, initiative, CSV.replace("B2", "B9"))
    signed_in.post(review, sent(signed_in.get(review), keep="yes"))
    assert sorted(OwnSheet.objects.values_list("identifier", flat=True)) == ["B1", "B9"]


def test_own_sheets_are_found_read_used_and_exported_with_their_origin(
    signed_in, initiative, attendance, kept
):
    listed = signed_in.get(where("catalogue_list", initiative.pk), {"words": "raccordes EAU"})
    assert [sheet.name for sheet in listed.context["own"].sheets] == ["Ménages raccordés à l’eau"]
    assert "bailleur" in listed.content.decode()
    key = listed.context["own"].sheets[0].key
    page = signed_in.get(where("catalogue_show", initiative.pk, key)).content.decode()
    assert "Ménages avec un branchement" in page
    assert "bailleur" in page
    create = where("indicator_create", initiative.pk)
    form = signed_in.get(create, {"sheet": key, "node": "att"}).context["form"]
    assert form["name"].value() == "Ménages raccordés à l’eau"
    values = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    values |= {"node": attendance.pk, "direction": "increase", "aggregation": "sum"}
    assert signed_in.post(create, values).status_code == 302
    assert Indicator.objects.get().catalogue_key == key
    file = signed_in.get(
        where("catalogue_export", initiative.pk), {"key": [key, "dpt3-coverage"], "form": "xlsx"}
    )
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(file.content)).active]
    assert [row[1] for row in rows[1:]] == ["bailleur", "Miqyas"]


def test_others_neither_see_nor_take_them(client, salma, youssef, initiative, kept):
    own = OwnSheet.objects.first()
    assert client.get(f"/catalogue/own-{own.pk}/").status_code == 404
    client.force_login(salma)
    theirs = Initiative.objects.create(
        organisation=salma.memberships.get().organisation, title="Autre", created_by=salma
    )
    assert client.get(where("catalogue_show", theirs.pk, f"own-{own.pk}")).status_code == 404
    assert client.get(where("catalogue_list", theirs.pk)).context["own"].sheets == []
    asked = {"key": f"own-{own.pk}", "form": "xlsx"}
    assert client.get(where("catalogue_export", theirs.pk), asked).status_code == 422
    assert client.get(where("indicator_create", theirs.pk), {"sheet": f"own-{own.pk}"}).context[
        "form"
    ].initial == {"node": None}
    assert client.post(where("own_list_delete", theirs.pk, kept.pk)).status_code == 404
    client.force_login(youssef)
    assert client.get(where("catalogue_show", initiative.pk, f"own-{own.pk}")).status_code == 200
    assert client.get(where("catalogue_import", initiative.pk)).status_code == 409
    assert client.post(where("own_list_delete", initiative.pk, kept.pk)).status_code == 409
    assert OwnList.objects.count() == 1


def test_a_list_goes_and_the_indicators_written_from_it_stay(signed_in, initiative, kept, write):
    write(catalogue_key=OwnSheet.objects.first().key)
    assert signed_in.post(where("own_list_delete", initiative.pk, kept.pk)).status_code == 302
    assert (OwnSheet.objects.count(), Indicator.objects.count()) == (0, 1)


def test_a_draft_is_given_up(signed_in, initiative):
    brought(signed_in, initiative)
    assert "bailleur.csv" in signed_in.get(where("catalogue_import", initiative.pk)).content.decode()
    signed_in.post(where("own_list_discard", initiative.pk))
    assert ListDraft.objects.count() == 0
    assert signed_in.get(where("own_list_create", initiative.pk)).status_code == 404


def test_iris_is_recognised_and_said(signed_in, initiative):
    review = where("own_list_create", initiative.pk)
    brought(
        signed_in,
        initiative,
        "Metric ID,Metric Name\nPI1234,Invented metric one\nOI4321,Invented metric two\n",
    )
    assert signed_in.get(review).context["found"].is_iris
    signed_in.post(review, sent(signed_in.get(review), keep="yes"))
    assert OwnList.objects.get().is_iris
    assert "GIIN" in signed_in.get(where("catalogue_import", initiative.pk)).content.decode()


def test_lists_cost_the_same_for_one_and_for_many(
    signed_in, initiative, kept, tifawin, amina, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    pages = [where("catalogue_list", initiative.pk), where("catalogue_import", initiative.pk)]
    for page in pages:
        signed_in.get(page)
        with CaptureQueriesContext(connection) as one:
            signed_in.get(page)
        for number in range(3):
            own_list = OwnList.objects.create(organisation=tifawin, name=f"{page} {number}", brought_by=amina)
            OwnSheet.objects.create(own_list=own_list, row=2, name=f"Indicateur {number}", words="indicateur")
        with django_assert_num_queries(len(one)):
            signed_in.get(page)
