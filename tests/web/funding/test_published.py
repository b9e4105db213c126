"""Grants of other funders: brought, previewed, kept, recognised by a person, shown beside an application."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miqyas_web.accounts.enums import Role
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.demonstration import calls
from miqyas_web.funding.demonstration import published as demonstration
from miqyas_web.funding.forms import published as forms
from miqyas_web.funding.models import Conflict, PublishedFile, PublishedGrant, RecipientMatch
from miqyas_web.funding.queries.published import funded_elsewhere, proposals_of
from miqyas_web.portal.demonstration import people
from tests import web_cast
from tests.web.funding import situations

pytestmark = pytest.mark.django_db

TIFAWIN, REF = "Association Tifawin", "MA-ICE-001512"


def a_grant(number: int = 1, **changes) -> dict:
    return {
        "id": f"360G-x-{number}",
        "title": f"Puits {number}",
        "currency": "MAD",
        "amountAwarded": 50_000,
        "awardDate": f"2025-03-{number:02d}",
        "plannedDates": [{"endDate": "2027-12-31"}],
        "fundingOrganization": [{"id": "MA-F-1", "name": "Fondation Exemple"}],
        "recipientOrganization": [{"id": REF, "name": TIFAWIN}],
    } | changes


def a_package(*grants: dict) -> bytes:
    return json.dumps({"version": "1.4", "grants": list(grants)}).encode()


@pytest.fixture
def call():
    return situations.a_call()


@pytest.fixture
def funder(call):
    return call.organisation


@pytest.fixture
def hajar(funder):
    return situations.lead_of(funder)


@pytest.fixture
def application(call):
    return situations.a_sent_application(call, situations.an_applicant()[1])


def address(name: str, *args) -> str:
    return reverse(f"funding:{name}", args=args)


def bring(client, funder, content: bytes, name: str = "fonds.json"):
    return client.post(address("published_import", funder.pk), {"file": SimpleUploadedFile(name, content)})


def keep(client, funder, page):
    return client.post(address("published_keep", funder.pk), {"sealed": page.context["preview"].sealed})


def brought(client, funder, *grants: dict) -> PublishedFile:
    assert keep(client, funder, bring(client, funder, a_package(*grants))).status_code == 302
    return PublishedFile.objects.latest("pk")


def proposals(client, funder):
    return client.get(address("published_list", funder.pk)).context["proposals"]


def say(client, funder, proposal, answer: str = "yes"):
    sent = {"applicant": proposal.applicant.pk, "key": proposal.recipient_key, "is_same": answer}
    return client.post(address("recipient_say", funder.pk), sent)


def elsewhere(client, application):
    page = client.get(address("received_show", application.pk))
    assert page.status_code == 200
    return page.context["elsewhere"]


def test_a_preview_keeps_nothing_and_says_what_is_there(client, funder, hajar):
    client.force_login(hajar)
    content = a_package(
        a_grant(1),
        a_grant(2, amountAwarded=20_000.5, recipientOrganization=[{"name": "Coopérative Amal"}]),
        a_grant(3, amountAwarded=None, awardDate=None),
        a_grant(4, recipientOrganization=[], recipientIndividual={"name": "X"}),
    )
    page = bring(client, funder, content)
    assert page.status_code == 200
    shown = page.context["preview"]
    assert (shown.n, shown.n_recipients, shown.n_left_out) == (3, 2, 1)
    assert (shown.n_without_amount, shown.n_without_day) == (1, 1)
    assert [(currency, n, str(total)) for currency, n, total in shown.money] == [("MAD", 2, "70000.50")]
    assert (shown.first.isoformat(), shown.last.isoformat()) == ("2025-03-01", "2025-03-02")
    assert list(shown.funders) == [("Fondation Exemple", 3)]
    assert not PublishedFile.objects.exists()
    assert not PublishedGrant.objects.exists()


def test_what_was_shown_is_kept_once_whatever_the_tabs(client, funder, hajar):
    client.force_login(hajar)
    pages = [bring(client, funder, a_package(a_grant(1), a_grant(2))) for _tab in range(2)]
    assert [keep(client, funder, page).status_code for page in pages] == [302, 409]
    file = PublishedFile.objects.get()
    assert (file.publisher, file.source, file.n_grants) == ("Fondation Exemple", "fonds.json", 2)
    assert file.grants.count() == 2
    assert AuditEvent.objects.filter(verb="published_file_kept").count() == 1
    listed = client.get(address("published_show", funder.pk, file.pk)).content.decode()
    assert "360G-x-1" in listed
    assert file.sha256 in listed
    away = address("published_remove", funder.pk, file.pk)
    assert [client.post(away).status_code for _tab in range(2)] == [302, 404]
    assert not PublishedGrant.objects.exists()
    assert AuditEvent.objects.filter(verb="published_file_removed").count() == 1


def test_a_preview_is_of_one_funder_and_cannot_be_written_by_hand(client, funder, hajar):
    other = situations.a_funder("Fonds Autre")
    web_cast.Membership.objects.create(organisation=other, person=hajar, role=Role.LEAD)
    client.force_login(hajar)
    page = bring(client, funder, a_package(a_grant()))
    assert keep(client, other, page).status_code == 422
    for sealed in ("", "x", page.context["preview"].sealed[:-2]):
        assert client.post(address("published_keep", funder.pk), {"sealed": sealed}).status_code == 422
    assert not PublishedFile.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4",
        b"\x00\xff\xfe",
        b"{}",
        b'{"grants": []}',
        b'{"grants": [{"id": 1}]}',
        b'{"grants": [{"amountAwarded": NaN}]}',
        b"[" * 100_000,
        b"<html/>",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><iati-activities>&a;</iati-activities>',
    ],
)
def test_a_hostile_file_is_refused_in_a_sentence(client, funder, hajar, content):
    client.force_login(hajar)
    page = bring(client, funder, content)
    assert page.status_code == 422
    assert str(page.context["refusal"].sentence)


def test_too_heavy_too_many_and_no_file_are_refused(client, funder, hajar, monkeypatch):
    client.force_login(hajar)
    assert client.post(address("published_import", funder.pk), {}).status_code == 422
    monkeypatch.setattr(forms, "MOST_GRANTS", 1)
    assert bring(client, funder, a_package(a_grant(1), a_grant(2))).status_code == 422
    monkeypatch.setattr(forms, "MOST_SEALED", 10)
    assert bring(client, funder, a_package(a_grant(1))).status_code == 422
    monkeypatch.setattr(forms, "HEAVIEST_BYTES", 10)
    heavy = bring(client, funder, a_package(a_grant(1)))
    assert heavy.status_code == 422
    assert heavy.context["form"].errors["file"]


def test_strange_values_are_kept_as_the_tables_can(client, funder, hajar):
    client.force_login(hajar)
    file = brought(
        client,
        funder,
        a_grant(1, title="\x00<script>alert(1)</script>", amountAwarded=1e300, currency="DIRHAMS"),
        a_grant(2, amountAwarded=-12.345, awardDate="9999-99-99", title="ﷺ" * 400),
    )
    first, second = file.grants.order_by("reference")
    assert (first.amount, first.currency) == (None, "DIR")
    assert (str(second.amount), second.day) in (("-12.35", None), ("-12.34", None))
    assert "<script>alert" not in client.get(address("published_show", funder.pk, file.pk)).content.decode()


def test_nothing_is_shown_before_a_person_confirms(client, funder, hajar, application):
    client.force_login(hajar)
    brought(client, funder, a_grant(1, recipientOrganization=[{"id": REF, "name": "ASSOCIATION  TIFAWIN"}]))
    assert elsewhere(client, application) == []
    (found,) = proposals(client, funder)
    assert (found.applicant.name, found.n, found.is_by_name) == (TIFAWIN, 1, True)
    assert [say(client, funder, found).status_code for _tab in range(2)] == [302, 409]
    assert proposals(client, funder) == []
    (grant,) = elsewhere(client, application)
    page = client.get(address("received_show", application.pk)).content.decode()
    for told in ("Fondation Exemple", "Puits 1", "fonds.json", "2027"):
        assert told in page
    assert str(grant.amount) == "50000.00"
    match = RecipientMatch.objects.get()
    assert (match.recipient_ref, match.said_by) == (REF, hajar)
    back = address("recipient_take_back", funder.pk, match.pk)
    assert [client.post(back).status_code for _tab in range(2)] == [302, 404]
    assert elsewhere(client, application) == []
    assert len(proposals(client, funder)) == 1
    verbs = AuditEvent.objects.filter(verb__startswith="published_recipient").order_by("position")
    assert [each.verb for each in verbs] == ["published_recipient_confirmed", "published_recipient_reopened"]


@pytest.mark.usefixtures("application")
def test_an_answer_no_is_kept_and_only_what_is_proposed_may_be_said(client, funder, hajar, application):
    client.force_login(hajar)
    brought(client, funder, a_grant(1))
    (found,) = proposals(client, funder)
    sent = {"applicant": found.applicant.pk, "key": found.recipient_key}
    where = address("recipient_say", funder.pk)
    for changes in (
        {},
        {"is_same": "maybe"},
        {"is_same": "yes", "key": "x"},
        {"is_same": "yes", "applicant": "²"},
    ):
        assert client.post(where, sent | changes).status_code == 422
    assert say(client, funder, found, "no").status_code == 302
    assert proposals(client, funder) == []
    assert elsewhere(client, application) == []


def test_a_confirmation_holds_for_the_identifier_or_for_one_publisher(client, funder, hajar, application):
    """A name alone, in the file of another funder, is asked again; so is an identifier under another name."""
    client.force_login(hajar)
    nameless = [{"name": TIFAWIN}]
    brought(client, funder, a_grant(1), a_grant(2, recipientOrganization=nameless))
    for found in proposals(client, funder):
        say(client, funder, found)
    assert {one.reference for one in elsewhere(client, application)} == {"360G-x-1", "360G-x-2"}
    theirs = {"fundingOrganization": [{"id": "MA-F-2", "name": "Fonds Second"}]}
    brought(
        client,
        funder,
        a_grant(3, **theirs),
        a_grant(4, **theirs, recipientOrganization=nameless),
        a_grant(5, **theirs, recipientOrganization=[{"id": REF, "name": "Tifawin Haut Atlas"}]),
        a_grant(6, **theirs, recipientOrganization=[{"id": "N/A", "name": "Autre"}]),
    )
    assert {one.reference for one in elsewhere(client, application)} == {
        "360G-x-1", "360G-x-2", "360G-x-3",
    }  # fmt: skip
    asked = {(one.recipient, one.is_by_name) for one in proposals(client, funder)}
    assert asked == {(TIFAWIN, True), ("Tifawin Haut Atlas", False)}


def test_a_grant_brought_twice_is_told_once(client, funder, hajar, application):
    client.force_login(hajar)
    brought(client, funder, a_grant(1))
    brought(client, funder, a_grant(1, amountAwarded=60_000))
    say(client, funder, proposals(client, funder)[0])
    assert [str(one.amount) for one in elsewhere(client, application)] == ["60000.00"]


def test_before_the_deadline_no_applicant_is_named(client, hajar, funder):
    opened = situations.a_call(funder, moment="open", slug="ouvert")
    situations.a_sent_application(opened, situations.an_applicant()[1])
    client.force_login(hajar)
    brought(client, funder, a_grant(1))
    assert proposals(client, funder) == []


def test_who_has_a_conflict_sees_neither_file_nor_match(client, funder, hajar, application):
    client.force_login(hajar)
    brought(client, funder, a_grant(1))
    (found,) = proposals(client, funder)
    say(client, funder, found)
    match = RecipientMatch.objects.get()
    Conflict.objects.create(application=application, person=hajar, source="declared", rule="declared")
    assert client.get(address("received_show", application.pk)).status_code == 409
    page = client.get(address("published_list", funder.pk))
    assert page.context["answers"] == []
    assert client.post(address("recipient_take_back", funder.pk, match.pk)).status_code == 404
    match.delete()
    assert proposals(client, funder) == []
    assert say(client, funder, found).status_code == 422


def test_another_funder_sees_nothing_and_a_reader_changes_nothing(client, funder, hajar, application):
    client.force_login(hajar)
    file = brought(client, funder, a_grant(1))
    say(client, funder, proposals(client, funder)[0])
    stranger = web_cast.member("Youssef", situations.a_funder("Fonds Autre"))
    theirs = situations.a_call(web_cast.Organisation.objects.get(name="Fonds Autre"), slug="autre-appel")
    same = situations.a_sent_application(theirs, application.initiative)
    client.force_login(stranger)
    assert elsewhere(client, same) == []
    match = RecipientMatch.objects.get()
    pages = [("published_list",), ("published_import",), ("published_show", file.pk)]
    sent = [
        ("published_keep",),
        ("published_remove", file.pk),
        ("recipient_say",),
        ("recipient_take_back", match.pk),
    ]
    for name, *args in pages:
        assert client.get(address(name, funder.pk, *args)).status_code == 404
    for name, *args in sent:
        assert client.post(address(name, funder.pk, *args)).status_code == 404
    client.force_login(web_cast.member("Nadia", funder, role=Role.READER))
    assert client.get(address("published_list", funder.pk)).status_code == 200
    assert client.get(address("published_show", funder.pk, file.pk)).status_code == 200
    for name, *args in sent:
        assert client.post(address(name, funder.pk, *args)).status_code == 409
    PublishedFile.objects.all().delete()
    assert (
        address("published_import", funder.pk)
        not in client.get(address("published_list", funder.pk)).content.decode()
    )
    assert bring(client, funder, a_package(a_grant(2))).status_code == 409


def test_pages_ask_as_little_for_many_as_for_few(client, call, funder, hajar, application):
    client.force_login(hajar)
    brought(client, funder, a_grant(1))
    say(client, funder, proposals(client, funder)[0])
    pages = (address("published_list", funder.pk), address("received_show", application.pk))

    def counted() -> list[int]:
        numbers = []
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            numbers.append(len(asked))
        return numbers

    few = counted()
    more = []
    for number in range(2, 6):
        other = situations.a_sent_application(call)
        name = other.initiative.organisation.name
        more += [a_grant(number), a_grant(number + 10, recipientOrganization=[{"name": name}])]
    brought(client, funder, *more)
    say(client, funder, proposals(client, funder)[0])
    assert len(proposals(client, funder)) == 3
    assert counted() == few


def test_the_demonstration_keeps_an_invented_file_with_one_recipient_confirmed(settings):
    settings.DEMONSTRATION_PASSWORD = "safran-argan-atlas"
    context: dict = {"initiatives": {}}
    people.fill(context)
    calls.fill(context)
    lead, call = context["people"]["karim"], context["calls"]["past"]
    context["applications"] = [
        situations.a_sent_application(
            call, situations.an_applicant(f"Porteur{number}", f"Association inventée {number}")[1]
        )
        for number in range(2)
    ]
    demonstration.fill(context)
    file = PublishedFile.objects.get()
    assert (file.n_grants, file.n_left_out) == (3, 1)
    assert "invent" in file.publisher
    match = RecipientMatch.objects.get()
    first = next(one for one in context["applications"] if one.initiative.organisation == match.applicant)
    assert len(funded_elsewhere(first)) == 1
    assert len(proposals_of(context["funder"], lead)) == 1
