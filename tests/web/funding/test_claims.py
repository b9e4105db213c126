"""Expenses with receipts: written, sent, answered one by one; lines passed, receipts met twice, hostile files."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miqyas_web.accounts.enums import Role
from miqyas_web.foundation import clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.actions import claims as actions
from miqyas_web.funding.enums import ClaimState, ReceiptState
from miqyas_web.funding.models import Receipt
from miqyas_web.funding.queries.claims import lines_of, receipts_of
from miqyas_web.funding.rules.claims import LineTotals, folded_number
from tests import web_cast
from tests.web.funding import situations
from tests.web.funding import situations_following as along

pytestmark = pytest.mark.django_db


@pytest.fixture
def grant(amina, tifawin):
    return along.an_active_grant(amina, tifawin)


@pytest.fixture
def hajar(grant):
    return situations.lead_of(grant.organisation)


def test_an_expense_is_written_sent_and_accepted(grant, amina, hajar):
    claim = along.a_claim(grant, amina, along.an_expense(grant))
    receipt = along.receipt_of(claim)
    assert (claim.state, receipt.state, len(receipt.sha256)) == (ClaimState.SENT, ReceiptState.SENT, 64)
    actions.answer_receipt(receipt=receipt, to="accepted", answer="", by=hajar)
    claim.refresh_from_db()
    assert claim.state == ClaimState.SETTLED
    first, second = lines_of(grant)
    assert (first.accepted_mad, first.left_mad) == (Decimal("12400.00"), Decimal("87600.00"))
    assert second.claimed_mad == 0
    verbs = AuditEvent.objects.filter(target_kind="funding.claim").order_by("position")
    assert [each.verb for each in verbs] == ["claim_begun", "receipt_kept", "claim_sent", "receipt_accepted"]


def test_each_expense_has_its_own_answer_with_its_reason(grant, amina, hajar):
    second = along.an_expense(grant, number="119", amount_mad=Decimal(500))
    third = along.an_expense(grant, number="120", amount_mad=Decimal(900))
    claim = along.a_claim(grant, amina, along.an_expense(grant), second, third)
    for to in ("returned", "refused"):
        with pytest.raises(Unfit):
            actions.answer_receipt(receipt=along.receipt_of(claim), to=to, answer=" ", by=hajar)
    actions.answer_receipt(receipt=along.receipt_of(claim), to="accepted", answer="", by=hajar)
    actions.answer_receipt(receipt=along.receipt_of(claim, 1), to="refused", answer="Hors projet.", by=hajar)
    claim.refresh_from_db()
    assert claim.state == ClaimState.SENT
    actions.answer_receipt(receipt=along.receipt_of(claim, 2), to="returned", answer="Illisible.", by=hajar)
    claim.refresh_from_db()
    assert claim.state == ClaimState.RETURNED
    # Only what was returned may be corrected.
    with pytest.raises(Refused):
        actions.keep_receipt(
            claim=claim, said=second, file=None, receipt=along.receipt_of(claim, 1), by=amina
        )
    with pytest.raises(Unfit):
        actions.send_claim(claim=claim, note="", by=amina)
    actions.keep_receipt(
        claim=claim,
        said=third,
        file=along.a_paper(along.PDF + b"clear"),
        receipt=along.receipt_of(claim, 2),
        by=amina,
    )
    actions.send_claim(claim=claim, note="", by=amina)
    actions.answer_receipt(receipt=along.receipt_of(claim, 2), to="accepted", answer="", by=hajar)
    claim.refresh_from_db()
    assert claim.state == ClaimState.SETTLED
    assert lines_of(grant)[0].accepted_mad == Decimal("13300.00")
    assert lines_of(grant)[0].refused_mad == Decimal(500)


def test_a_line_is_passed_only_by_the_flexibility_of_the_agreement(grant, amina, hajar):
    within = along.an_expense(grant, amount_mad=Decimal(110_000))
    along.a_claim(grant, amina, within)
    line = lines_of(grant)[0]
    assert (line.is_passed, line.is_beyond) == (True, False)
    claim = actions.begin_claim(grant=grant, by=amina)
    beyond = along.an_expense(grant, number="7", amount_mad=Decimal("0.01"))
    actions.keep_receipt(claim=claim, said=beyond, file=along.a_paper(along.PDF + b"7"), by=amina)
    with pytest.raises(Refused, match=r"Réseau"):
        actions.send_claim(claim=claim, note="", by=amina)
    assert along.receipt_of(claim).state == ReceiptState.WRITTEN
    grant.is_overspend_refused = False
    grant.save()
    assert actions.send_claim(claim=claim, note="", by=amina).state == ClaimState.SENT
    assert lines_of(grant)[0].is_beyond


@pytest.mark.parametrize(
    "changes",
    [
        {"amount_mad": Decimal(0)},
        {"amount_mad": Decimal(-5)},
        {"spent_on": along.STARTS - timedelta(days=1)},
        {"spent_on": along.ENDS + timedelta(days=1)},
    ],
)
def test_an_expense_of_nothing_or_outside_the_agreement_is_refused(grant, amina, changes):
    claim = actions.begin_claim(grant=grant, by=amina)
    with pytest.raises(Unfit):
        actions.keep_receipt(
            claim=claim, said=along.an_expense(grant, **changes), file=along.a_paper(), by=amina
        )
    assert not Receipt.objects.exists()


def test_an_expense_to_come_or_without_receipt_is_refused(grant, amina):
    claim = actions.begin_claim(grant=grant, by=amina)
    tomorrow = along.an_expense(grant, spent_on=clock.today() + timedelta(days=1))
    with pytest.raises(Unfit):
        actions.keep_receipt(claim=claim, said=tomorrow, file=along.a_paper(), by=amina)
    with pytest.raises(Unfit):
        actions.keep_receipt(claim=claim, said=along.an_expense(grant), file=None, by=amina)
    with pytest.raises(Unfit):
        actions.send_claim(claim=claim, note="", by=amina)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (along.LIVE_PDF, "facture.pdf"),
        (b"MZ" + b"\0" * 600, "facture.pdf"),
        (b"", "vide.pdf"),
        (b"<svg onload=alert(1)>", "f.png"),
    ],
)
def test_a_hostile_or_empty_file_is_no_receipt(grant, amina, content, name):
    claim = actions.begin_claim(grant=grant, by=amina)
    with pytest.raises(Unfit):
        actions.keep_receipt(
            claim=claim, said=along.an_expense(grant), file=along.a_paper(content, name), by=amina
        )
    assert not Receipt.objects.exists()


def test_a_receipt_met_twice_is_told_and_accepted_only_with_a_reason(grant, amina, hajar):
    claim = actions.begin_claim(grant=grant, by=amina)
    other = along.an_expense(grant, supplier="Autre", number="9")
    same_number = along.an_expense(grant, supplier="QUINCAILLERIE  du souss", number="1-18")
    for said, paper in ((along.an_expense(grant), b"a"), (other, b"a"), (same_number, b"b")):
        actions.keep_receipt(claim=claim, said=said, file=along.a_paper(along.PDF + paper), by=amina)
    actions.send_claim(claim=claim, note="", by=amina)
    shown = receipts_of(claim, hajar)
    assert [[one.is_same_paper for one in each.doubles] for each in shown] == [[True, False], [True], [False]]
    assert all(one.is_here for each in shown for one in each.doubles)
    with pytest.raises(Unfit):
        actions.answer_receipt(receipt=along.receipt_of(claim), to="accepted", answer="", by=hajar)
    actions.answer_receipt(
        receipt=along.receipt_of(claim), to="accepted", answer="Partagée en deux.", by=hajar
    )
    assert along.receipt_of(claim).state == ReceiptState.ACCEPTED


def test_a_double_on_a_grant_of_another_funder_is_told_without_naming_it(grant, amina, tifawin, hajar):
    elsewhere = along.an_active_grant(
        amina, tifawin, reference="SECRET-9", funder=situations.a_funder("Fonds Arganier")
    )
    along.a_claim(elsewhere, amina, along.an_expense(elsewhere))
    claim = along.a_claim(grant, amina, along.an_expense(grant))
    assert [one.reference for one in receipts_of(claim, hajar)[0].doubles] == [""]
    assert [one.reference for one in receipts_of(claim, amina)[0].doubles] == ["SECRET-9"]


def test_numbers_are_compared_under_one_spelling():
    assert folded_number("Société Atlas", "F-2026/٠١٢") == folded_number("societe atlas", "f2026 012")
    assert folded_number("Atlas", " - ") == ""


def test_a_line_without_budget_lets_nothing_pass():
    zero, line = Decimal(0), Decimal(1)
    assert LineTotals("x", zero, zero, line, zero, zero, 10).is_beyond


def test_only_the_two_sides_act_each_on_its_own(grant, amina, hajar, salma):
    driss = web_cast.member("Driss", grant.organisation, role=Role.CONTRIBUTOR)
    reader = web_cast.member("Nadia", grant.organisation, role=Role.READER)
    with pytest.raises(Refused):
        actions.begin_claim(grant=grant, by=hajar)
    claim = along.a_claim(grant, amina, along.an_expense(grant))
    for person in (amina, reader, salma):
        with pytest.raises(Refused):
            actions.answer_receipt(receipt=along.receipt_of(claim), to="accepted", answer="", by=person)
    actions.answer_receipt(receipt=along.receipt_of(claim), to="accepted", answer="", by=driss)
    with pytest.raises(Refused):
        actions.answer_receipt(receipt=along.receipt_of(claim), to="refused", answer="x", by=hajar)


def test_nobody_answers_what_they_claimed(grant, amina, tifawin):
    both = web_cast.member("Tarik", tifawin)
    web_cast.Membership.objects.create(organisation=grant.organisation, person=both, role=Role.LEAD)
    claim = along.a_claim(grant, both, along.an_expense(grant))
    with pytest.raises(Refused):
        actions.answer_receipt(receipt=along.receipt_of(claim), to="accepted", answer="", by=both)


def test_the_pages_write_send_answer_and_give_the_receipt(grant, amina, hajar, salma, client):
    client.force_login(amina)
    began = client.post(reverse("funding:claim_create", args=[grant.pk]))
    claim = grant.claims.get()
    assert began.url == reverse("funding:claim_show", args=[grant.pk, claim.pk])
    add = reverse("funding:receipt_create", args=[grant.pk, claim.pk])
    said = {
        "line": grant.lines.get(position=1).pk, "title": "Tuyaux", "spent_on": "2026-03-03",
        "amount_mad": "12 400,50", "supplier": "Souss", "number": "1",
    }  # fmt: skip
    assert client.post(add, said).status_code == 422
    assert client.post(add, said | {"file": along.a_paper(along.LIVE_PDF)}).status_code == 422
    assert client.post(add, said | {"file": along.a_paper()}).status_code == 302
    receipt = claim.receipts.get()
    assert receipt.amount_mad == Decimal("12400.50")
    edit = reverse("funding:receipt_edit", args=[grant.pk, claim.pk, receipt.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, said | {"amount_mad": "12000"}).status_code == 302
    client.post(reverse("funding:claim_send", args=[grant.pk, claim.pk]), {"note": "Mars"})
    client.force_login(hajar)
    answer = reverse("funding:receipt_answer", args=[grant.pk, claim.pk, receipt.pk])
    assert client.post(answer, {"to": "paid"}).status_code == 422
    assert client.post(answer, {"to": "refused"}).status_code == 422
    assert client.post(answer, {"to": "accepted"}).status_code == 302
    paper = client.get(reverse("funding:receipt_download", args=[grant.pk, claim.pk, receipt.pk]))
    assert b"".join(paper.streaming_content) == along.PDF
    assert "attachment" in paper["Content-Disposition"]
    listed = client.get(reverse("funding:claim_list", args=[grant.pk])).content.decode()
    assert "Réseau" in listed
    client.force_login(salma)
    pages = [edit, paper.request["PATH_INFO"], reverse("funding:claim_list", args=[grant.pk])]
    assert {client.get(page).status_code for page in pages} == {404}


def test_the_page_of_a_claim_costs_the_same_with_more_expenses(grant, amina, client):
    along.a_claim(grant, amina, along.an_expense(grant))
    many = [along.an_expense(grant, number=f"n{at}", amount_mad=Decimal(10)) for at in range(4)]
    second = along.a_claim(grant, amina, *many)
    client.force_login(amina)
    costs = []
    for claim in (grant.claims.get(number=1), second):
        page = reverse("funding:claim_show", args=[grant.pk, claim.pk])
        client.get(page)
        with CaptureQueriesContext(connection) as counted:
            client.get(page)
        costs.append(len(counted))
    assert costs[0] == costs[1]
