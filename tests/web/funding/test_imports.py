"""The form of an application in Word and Excel: downloaded, filled in, previewed, brought in, undone."""

import io

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.actions import imports as actions
from miqyas_web.funding.enums import StageKind
from miqyas_web.territories.models import Territory
from tests import web_cast
from tests.web.funding import situations
from tests.web.funding.situations_stages import a_further_stage, close

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    call = situations.a_call(moment="open")
    stage = situations.stage_of(call)
    stage.questions = [
        situations.a_question(max_words=5),
        situations.a_question("how", label={"fr": "Comment ?", "ar": "كيف؟", "en": "How?"}, is_required=True),
    ]
    stage.save()
    return call


@pytest.fixture
def applicant():
    return situations.an_applicant()


@pytest.fixture
def draft(call, applicant):
    return situations.a_draft_application(call, applicant[1])


@pytest.fixture
def here(client, draft, applicant):
    client.force_login(applicant[0])
    return reverse("funding:application_import", args=[draft.pk])


def template(client, draft, extension):
    answer = client.get(reverse("funding:application_template", args=[draft.pk, extension]))
    assert answer.status_code == 200
    return io.BytesIO(answer.content)


def cell_of(book, code):
    """The cell of an answer in a workbook, by its code."""
    return next(row[3] for row in book.worksheets[0].iter_rows() if row[0].value == f"[{code}]")


def filled_book(client, draft, answers, budget=(), partners=()):
    book = openpyxl.load_workbook(template(client, draft, "xlsx"))
    for code, text in answers.items():
        cell_of(book, code).value = text
    for page, rows in zip(book.worksheets[1:], (budget, partners), strict=True):
        if rows:
            page.delete_rows(2, page.max_row)
        for row in rows:
            page.append(["", *row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def send(client, here, content, name="rempli.xlsx"):
    return client.post(here, {"file": SimpleUploadedFile(name, content)})


def accept(client, draft, page):
    sealed = page.context["accept"].initial["sealed"]
    return client.post(reverse("funding:application_import_accept", args=[draft.pk]), {"sealed": sealed})


def states(page):
    return {row.label: row.state for row in page.context["preview"].rows}


def test_a_workbook_filled_in_is_previewed_then_brought_in_then_undone(client, call, draft, applicant, here):
    region = Territory.objects.regions().first()
    content = filled_book(
        client,
        draft,
        {"q-need": "Le puits est à sec depuis août.", "q-how": "", "region": region.name_ar, "theme": "EMPLOI (fr)", "asked_mad": 90000, "cofunding_mad": "10 000"},
        budget=[("Puits", 80000, "70 000"), ("Mesure", "20000", 20000)],
        partners=[("Commune d'Ighrem", "Terrain"), ("", "sans nom")],
    )  # fmt: skip
    page = send(client, here, content)
    assert page.status_code == 200
    draft.refresh_from_db()
    assert (draft.revision, draft.answers["1"]["need"]) == (0, "L'eau manque en été.")
    assert states(page) == {
        "Quel est le besoin ? (fr)": "new", "Comment ?": "empty", "Thème": "new",
        "Région où l’argent serait dépensé": "new", "Ce que vous demandez, en dirhams": "new",
        "Ce qui vient d’ailleurs, en dirhams": "new", "Lignes du budget": "new",
    }  # fmt: skip
    remarks = [row.remark for row in page.context["preview"].rows]
    assert "7" in remarks[0]
    assert "5" in remarks[0]
    assert remarks[1]
    assert accept(client, draft, page).status_code == 302
    before = dict(draft.answers)
    draft.refresh_from_db()
    assert draft.answers["1"] == {"need": "Le puits est à sec depuis août.", "how": ""}
    assert (draft.theme, draft.region, int(draft.asked_mad), int(draft.cofunding_mad)) == (
        "work", region, 90000, 10000,
    )  # fmt: skip
    assert draft.budget == [
        {"title": "Puits", "amount_mad": "80000.00", "asked_mad": "70000.00"},
        {"title": "Mesure", "amount_mad": "20000.00", "asked_mad": "20000.00"},
    ]
    assert [(one.name, one.part) for one in draft.partners.all()] == [("Commune d'Ighrem", "Terrain")]
    assert AuditEvent.objects.filter(verb="application_imported").count() == 1
    assert accept(client, draft, page).status_code == 409
    shown = client.get(reverse("funding:application_show", args=[draft.pk])).content.decode()
    undo = reverse("funding:application_import_undo", args=[draft.pk])
    assert undo in shown
    assert client.post(undo).status_code == 302
    draft.refresh_from_db()
    assert (draft.answers, draft.theme, draft.region, draft.partners.count()) == (before, "water", None, 0)
    assert draft.budget[0]["title"] == "Travaux"
    assert client.post(undo).status_code == 409


def test_a_word_form_in_arabic_is_filled_in_and_read(client, draft, here):
    client.post("/language/", {"language": "ar"})
    whole = docx.Document(template(client, draft, "docx"))
    assert "كيف؟" in whole.tables[2].rows[0].cells[0].text
    whole.tables[2].rows[1].cells[0].text = "نقيس منسوب الماء كل شهر."
    target = io.BytesIO()
    whole.save(target)
    page = send(client, here, target.getvalue(), "مملوء.docx")
    assert states(page)["كيف؟"] == "new"
    assert states(page)["Quel est le besoin ? (ar)"] == "same"
    accept(client, draft, page)
    draft.refresh_from_db()
    assert draft.answers["1"] == {"need": "L'eau manque en été.", "how": "نقيس منسوب الماء كل شهر."}
    assert draft.budget == [{"title": "Travaux", "amount_mad": "100000.00", "asked_mad": "100000.00"}]


def test_what_the_page_would_refuse_the_file_is_refused_and_the_rest_is_taken(client, draft, here):
    content = filled_book(
        client,
        draft,
        {"q-need": "Autre besoin", "theme": "Incendies", "region": "Atlantide", "asked_mad": "beaucoup"},
        budget=[("Puits", 80000, 90000)],
    )
    page = send(client, here, content)
    assert sorted(states(page).values()) == [
        "empty",
        "empty",
        "new",
        "refused",
        "refused",
        "refused",
        "refused",
    ]
    assert "beaucoup" in page.content.decode()
    assert accept(client, draft, page).status_code == 302
    draft.refresh_from_db()
    assert (draft.answers["1"]["need"], draft.theme, int(draft.asked_mad)) == (
        "Autre besoin",
        "water",
        100000,
    )
    assert draft.budget[0]["title"] == "Travaux"


def test_a_form_that_is_not_this_one_is_refused_with_a_sentence(client, call, draft, applicant, here):
    other = situations.a_call(moment="open", slug="autre-appel", funder=call.organisation)
    theirs = situations.a_draft_application(other, applicant[1])
    answer = send(client, here, template(client, theirs, "docx").getvalue(), "x.docx")
    assert answer.status_code == 422
    assert "autre-appel" in answer.content.decode()
    plain = io.BytesIO()
    docx.Document().save(plain)
    assert send(client, here, plain.getvalue(), "x.docx").status_code == 422
    assert send(client, here, b"%PDF-1.4").status_code == 422
    assert client.post(here, {}).status_code == 422
    mine = template(client, draft, "xlsx").getvalue()
    stage = situations.stage_of(call)
    stage.questions = [situations.a_question()]
    stage.save()
    changed = send(client, here, mine)
    assert changed.status_code == 422
    draft.refresh_from_db()
    assert draft.revision == 0


def test_a_preview_is_of_one_draft_and_one_revision(client, call, draft, applicant, here):
    page = send(client, here, filled_book(client, draft, {"q-need": "Autre"}))
    other = situations.a_draft_application(
        situations.a_call(moment="open", slug="second", funder=call.organisation), applicant[1]
    )
    assert accept(client, other, page).status_code == 422
    forged = page.context["accept"].initial["sealed"][:-2] + "xx"
    address = reverse("funding:application_import_accept", args=[draft.pk])
    assert client.post(address, {"sealed": forged}).status_code == 422
    type(draft).objects.filter(pk=draft.pk).update(revision=3)
    assert client.post(address, {"sealed": page.context["accept"].initial["sealed"]}).status_code == 409


def test_an_import_is_not_undone_over_what_was_written_since(client, draft, applicant, here):
    page = send(client, here, filled_book(client, draft, {"q-need": "Autre"}))
    accept(client, draft, page)
    type(draft).objects.filter(pk=draft.pk).update(revision=2)
    assert client.post(reverse("funding:application_import_undo", args=[draft.pk])).status_code == 409
    draft.refresh_from_db()
    assert draft.answers["1"]["need"] == "Autre"


def test_a_file_that_says_the_same_changes_nothing_and_offers_nothing(client, draft, here):
    page = send(client, here, template(client, draft, "xlsx").getvalue())
    assert page.context["preview"].n_new == 0
    assert reverse("funding:application_import_accept", args=[draft.pk]) not in page.content.decode()


def test_strangers_closed_stages_and_interviews_have_no_form(client, call, draft, applicant, here):
    page = send(client, here, filled_book(client, draft, {"q-need": "Autre"}))
    close(situations.stage_of(call))
    assert accept(client, draft, page).status_code == 409
    interview = a_further_stage(call, kind=StageKind.INTERVIEW)
    type(draft).objects.filter(pk=draft.pk).update(stage=interview)
    for extension in ("docx", "pdf"):
        address = reverse("funding:application_template", args=[draft.pk, extension])
        assert client.get(address).status_code == 404
    client.force_login(web_cast.person("Zineb"))
    for name in ("application_import", "application_import_undo"):
        assert client.post(reverse(f"funding:{name}", args=[draft.pk])).status_code == 404


def test_too_many_partners_are_refused_whole(call, draft, applicant):
    with pytest.raises(actions.Refused):
        actions.import_application(
            application=draft, said={}, partners=[(f"P{n}", "") for n in range(11)], name="x", revision=0, by=applicant[0]
        )  # fmt: skip
    assert not draft.partners.exists()
