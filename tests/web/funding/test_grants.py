"""From a funded application to a paid milestone: both agree, a report is accepted, a figure with its interval pays."""

import html
import json
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miqyas.interchange.giving.checking import check_package
from miqyas_web.accounts.enums import Role
from miqyas_web.foundation import clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.actions import closing, grants, lessons, payments, reports
from miqyas_web.funding.enums import GrantState, PaymentState, PayRule, ReportState
from miqyas_web.funding.models import Grant, Payment
from miqyas_web.funding.queries.grants import rates_for, shown_grant
from miqyas_web.funding.rules.reporting import Reporting
from miqyas_web.indicators import actions as indicator_actions
from miqyas_web.indicators.enums import Aggregation, Direction, MeasurementOrigin, MeasurementState
from miqyas_web.indicators.models import Measurement
from miqyas_web.theories.models import Node, Theory
from tests import web_cast
from tests.web.funding import situations

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 1)
TERMS = {"title": "Eau", "starts_on": TODAY, "ends_on": TODAY + timedelta(days=365)}
LESSON = {
    "kind": "worked",
    "text": "Former le comité avant de poser le réseau.",
    "changed": "",
    "indicator": None,
    "evidence": None,
    "is_public": False,
}
ANSWERS = {"done": "Le réseau est posé.", "changed": "72 % des ménages ont l'eau.", "learnt": "Former avant."}


@pytest.fixture
def grant(amina, tifawin):
    """A grant under way, of 200,000 dirhams, straight in the tables."""
    funder = situations.a_funder()
    lead = situations.lead_of(funder)
    initiative = web_cast.initiative(tifawin, amina)
    return Grant.objects.create(
        organisation=funder,
        initiative=initiative,
        reference="G-1",
        title="Eau",
        amount_mad=Decimal(200_000),
        created_by=lead,
    )


@pytest.fixture
def hajar(grant):
    return situations.lead_of(grant.organisation)


@pytest.fixture
def indicator(grant, amina):
    theory = Theory.objects.create(initiative=grant.initiative)
    node = Node.objects.create(theory=theory, level="outcome", title="Les ménages ont l'eau", key="water")
    sheet = {
        "node": node,
        "name": "Ménages desservis",
        "definition": "Ménages qui ont l'eau, sur ceux interrogés.",
        "unit": "%",
        "direction": Direction.INCREASE,
        "aggregation": Aggregation.RATIO_OF_SUMS,
    }
    return indicator_actions.create_indicator(initiative=grant.initiative, sheet=sheet, by=amina)


def fixed(amount=100_000):
    return {"title": "Démarrage", "amount_mad": Decimal(amount), "due_on": TODAY, "rule": PayRule.FIXED}


def measured(indicator, rule=PayRule.THRESHOLD, **changes):
    return {
        "title": "Ménages desservis",
        "amount_mad": Decimal(100_000),
        "due_on": TODAY + timedelta(days=200),
        "rule": rule,
        "indicator": indicator,
        "target": 60.0,
        "n_planned": 400,
    } | changes


def a_measure(indicator, value, *, half=None, by, day=TODAY, **fields):
    """An approved figure with its 95 % interval."""
    ends = {} if half is None else {"low": Decimal(str(value - half)), "high": Decimal(str(value + half))}
    return Measurement.objects.create(
        indicator=indicator, date=day, value=Decimal(str(value)), n=400, origin=MeasurementOrigin.HAND,
        state=MeasurementState.APPROVED, recorded_by=by, decided_by=by, decided_at=clock.now(), **ends | fields,
    )  # fmt: skip


@pytest.fixture
def active(grant, hajar, amina, indicator):
    """Agreed by both: one fixed milestone, one on a threshold."""
    grants.edit_terms(grant=grant, terms=TERMS, by=hajar)
    grants.add_milestone(grant=grant, said=fixed(), by=hajar)
    grants.add_milestone(grant=grant, said=measured(indicator), by=hajar)
    grants.agree(grant=grant, by=hajar)
    return grants.agree(grant=grant, by=amina)


def milestone_of(grant, rule):
    return grant.milestones.get(rule=rule)


def text_of(response):
    return re.sub(r"\s+", " ", html.unescape(response.content.decode()))


def test_both_agree_and_the_text_is_sealed(active, hajar, amina):
    assert (active.state, len(active.sha256)) == (GrantState.ACTIVE, 64)
    assert (active.agreed_by_funder, active.agreed_by_grantee) == (hajar, amina)
    assert active.agreement["milestones"][1]["target"] == 60.0
    # Two milestones and the end.
    assert active.reports.count() == 3
    with pytest.raises(Refused):
        grants.add_milestone(grant=active, said=fixed(), by=hajar)


def test_one_side_does_not_agree_for_the_other(grant, hajar, youssef, amina):
    grants.edit_terms(grant=grant, terms=TERMS, by=hajar)
    grants.add_milestone(grant=grant, said=fixed(200_000), by=hajar)
    grants.agree(grant=grant, by=hajar)
    with pytest.raises(Refused):
        grants.agree(grant=grant, by=hajar)
    with pytest.raises(Refused):
        grants.agree(grant=grant, by=youssef)
    grant.refresh_from_db()
    assert grant.state == GrantState.DRAFT


def test_a_change_asks_for_both_again(grant, hajar):
    grants.edit_terms(grant=grant, terms=TERMS, by=hajar)
    grants.add_milestone(grant=grant, said=fixed(200_000), by=hajar)
    assert grants.agree(grant=grant, by=hajar).agreed_by_funder == hajar
    grants.edit_terms(grant=grant, terms=TERMS | {"title": "Eau potable"}, by=hajar)
    grant.refresh_from_db()
    assert grant.agreed_by_funder is None


def test_milestones_pay_the_whole_grant_between_two_dates(grant, hajar):
    grants.add_milestone(grant=grant, said=fixed(150_000), by=hajar)
    with pytest.raises(Refused, match="150000"):
        grants.agree(grant=grant, by=hajar)
    grants.add_milestone(grant=grant, said=fixed(50_000), by=hajar)
    with pytest.raises(Refused):
        grants.agree(grant=grant, by=hajar)


def test_a_rule_that_cannot_be_read_is_refused(grant, hajar, indicator, salma):
    with pytest.raises(Unfit):
        grants.add_milestone(grant=grant, said=measured(indicator, target=None), by=hajar)
    with pytest.raises(Unfit):
        grants.add_milestone(grant=grant, said=measured(indicator, PayRule.GRADUATED, floor=70.0), by=hajar)
    assert not grant.milestones.exists()


def test_the_rule_tells_how_it_errs_while_it_is_written(grant, hajar, indicator, client):
    """An 80 % interval: on target one time in ten; one error above, 39 times in 100 (facts, section 9)."""
    milestone = grants.add_milestone(grant=grant, said=measured(indicator), by=hajar)
    rates = rates_for(milestone, indicator)
    assert rates.std_error == pytest.approx(100 * (0.6 * 0.4 / 400) ** 0.5)
    assert rates.on_target_pct == pytest.approx(10, abs=0.1)
    assert rates.false_refuse_pct == pytest.approx(61, abs=0.5)
    assert rates.false_pay_pct == pytest.approx(1.1, abs=0.2)
    assert rates.n_needed is not None
    client.force_login(hajar)
    page = reverse("funding:milestone_create", args=[grant.pk])
    asked = {
        "title": "x", "amount_mad": "1", "due_on": "2027-01-01", "rule": "threshold",
        "indicator": indicator.pk, "target": "60", "n_planned": "400",
    }  # fmt: skip
    headers = {"hx-request": "true", "accept-language": "en"}
    said = text_of(client.get(page, asked, headers=headers))
    assert said.strip().startswith('<div id="rates"')
    assert 'is paid <bdi dir="ltr">10</bdi> times in 100' in said
    assert grant.milestones.count() == 1


def test_both_sides_read_how_a_rule_errs_where_the_figure_is_no_share(grant, hajar, amina, indicator, client):
    """The error said while the rule was written is kept: the grantee reads it before agreeing."""
    client.force_login(hajar)
    sent = {
        "title": "Emprunt", "amount_mad": "150000", "due_on": "2027-01-01", "rule": "threshold",
        "indicator": indicator.pk, "target": "2000", "std_error": "150",
    }  # fmt: skip
    client.post(reverse("funding:milestone_create", args=[grant.pk]), sent)
    assert grant.milestones.get().error_planned == 150
    client.force_login(amina)
    page = client.get(reverse("funding:grant_show", args=[grant.pk]), headers={"accept-language": "en"})
    said = text_of(page)
    assert 'is paid <bdi dir="ltr">10</bdi> times in 100' in said
    assert 'it refuses wrongly <bdi dir="ltr">61</bdi> times in 100' in said


def test_reports_are_asked_in_proportion_to_the_amount():
    assert [len(Reporting().questions(Decimal(amount))) for amount in (50_000, 200_000, 900_000)] == [2, 3, 5]


def test_a_report_is_sent_returned_sent_again_and_accepted(active, hajar, amina):
    report = active.reports.filter(milestone__rule=PayRule.FIXED).get()
    with pytest.raises(Unfit):
        reports.send_report(report=report, answers={"done": "Oui."}, by=amina)
    reports.send_report(report=report, answers=ANSWERS, by=amina)
    with pytest.raises(Unfit):
        reports.answer_report(report=report, is_accepted=False, answer="", by=hajar)
    reports.answer_report(report=report, is_accepted=False, answer="Et les écoles ?", by=hajar)
    reports.send_report(report=report, answers=ANSWERS, by=amina)
    assert (
        reports.answer_report(report=report, is_accepted=True, answer="", by=hajar).state
        == ReportState.ACCEPTED
    )
    with pytest.raises(Refused):
        reports.send_report(report=report, answers=ANSWERS, by=amina)


def test_nothing_is_paid_by_silence(active, hajar, amina, indicator):
    with pytest.raises(Refused):
        payments.propose_payment(milestone=milestone_of(active, PayRule.FIXED), measurement=None, by=hajar)
    promise = milestone_of(active, PayRule.THRESHOLD)
    with pytest.raises(Unfit):
        payments.propose_payment(milestone=promise, measurement=None, by=hajar)
    bare = a_measure(indicator, 70, by=amina)
    with pytest.raises(Unfit):
        payments.propose_payment(milestone=promise, measurement=bare, by=hajar)
    draft = a_measure(indicator, 70, half=5, by=amina, day=TODAY + timedelta(days=1))
    Measurement.objects.filter(pk=draft.pk).update(
        state=MeasurementState.DRAFT, decided_by=None, decided_at=None
    )
    draft.refresh_from_db()
    with pytest.raises(Refused):
        payments.propose_payment(milestone=promise, measurement=draft, by=hajar)
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    ("rule", "value", "amount"),
    [
        # 95 % half width 5: error 2.551, 80 % half width 3.269.
        (PayRule.THRESHOLD, 63.3, 100_000),
        (PayRule.THRESHOLD, 63.2, 0),
        (PayRule.DOUBT, 56.8, 100_000),
        (PayRule.DOUBT, 56.7, 0),
        (PayRule.GRADUATED, 50, 50_000),
        (PayRule.GRADUATED, 75, 100_000),
    ],
)
def test_the_rule_reads_the_interval(grant, hajar, amina, indicator, rule, value, amount):
    grants.edit_terms(grant=grant, terms=TERMS, by=hajar)
    grants.add_milestone(grant=grant, said=fixed(), by=hajar)
    promise = grants.add_milestone(grant=grant, said=measured(indicator, rule, floor=40.0), by=hajar)
    grants.agree(grant=grant, by=hajar)
    grants.agree(grant=grant, by=amina)
    measure = a_measure(indicator, value, half=5, by=amina)
    payment = payments.propose_payment(milestone=promise, measurement=measure, by=hajar)
    assert payment.amount_mad == amount
    assert payment.computed["std_error"] == pytest.approx(2.551, abs=1e-3)


def test_a_payment_is_approved_by_who_decides_then_paid(active, hajar, amina, indicator):
    driss = web_cast.member("Driss", active.organisation, role=Role.CONTRIBUTOR)
    measure = a_measure(indicator, 70, half=5, by=amina, figure={"dataset_sha256": "a" * 64})
    payment = payments.propose_payment(
        milestone=milestone_of(active, PayRule.THRESHOLD), measurement=measure, by=driss
    )
    assert payment.dataset_sha256 == "a" * 64
    with pytest.raises(Refused):
        payments.settle_payment(payment=payment, is_approved=True, reason="", by=driss)
    with pytest.raises(Unfit):
        payments.settle_payment(payment=payment, is_approved=False, reason="", by=hajar)
    with pytest.raises(Refused):
        payments.pay(payment=payment, paid_on=TODAY, bank_reference="", by=driss)
    payments.settle_payment(payment=payment, is_approved=True, reason="", by=hajar)
    with pytest.raises(Unfit):
        payments.pay(payment=payment, paid_on=clock.today() + timedelta(days=1), bank_reference="", by=driss)
    paid = payments.pay(payment=payment, paid_on=TODAY, bank_reference="VIR-1", by=driss)
    assert (paid.state, paid.amount_mad) == (PaymentState.PAID, Decimal("100000.00"))
    verbs = AuditEvent.objects.filter(verb__startswith="payment_").order_by("position")
    assert [each.verb for each in verbs] == ["payment_proposed", "payment_approved", "payment_paid"]


def test_a_correction_is_a_visible_adjustment(active, hajar, amina, indicator):
    promise = milestone_of(active, PayRule.THRESHOLD)
    first = payments.propose_payment(
        milestone=promise, measurement=a_measure(indicator, 70, half=5, by=amina), by=hajar
    )
    with pytest.raises(Refused):
        payments.propose_payment(milestone=promise, measurement=first.measurement, by=hajar)
    payments.settle_payment(payment=first, is_approved=True, reason="", by=hajar)
    payments.pay(payment=first, paid_on=TODAY, bank_reference="", by=hajar)
    with pytest.raises(Refused):
        payments.propose_payment(milestone=promise, measurement=first.measurement, by=hajar)
    corrected = a_measure(indicator, 61, half=5, by=amina, day=TODAY + timedelta(days=2))
    second = payments.propose_payment(milestone=promise, measurement=corrected, by=hajar)
    assert (second.amount_mad, second.adjusts) == (Decimal("-100000.00"), first)


def test_less_evidence_than_agreed_is_paid_only_with_a_reason(grant, hajar, amina, indicator):
    grants.edit_terms(grant=grant, terms=TERMS, by=hajar)
    promise = grants.add_milestone(
        grant=grant, said=measured(indicator, amount_mad=Decimal(200_000), least_evidence=3), by=hajar
    )
    grants.agree(grant=grant, by=hajar)
    grants.agree(grant=grant, by=amina)
    measure = a_measure(indicator, 70, half=5, by=amina)
    with pytest.raises(Unfit):
        payments.propose_payment(milestone=promise, measurement=measure, by=hajar)
    paid = payments.propose_payment(
        milestone=promise, measurement=measure, by=hajar, reason="Étude en cours."
    )
    assert (paid.computed["evidence"], paid.reason) == (0, "Étude en cours.")


def test_a_grant_closes_once_everything_is_settled(active, hajar, amina):
    said = {"note": "L'eau coule."}
    with pytest.raises(Refused):
        closing.close_grant(grant=active, said=said, by=hajar)
    for report in active.reports.all():
        reports.send_report(report=report, answers=ANSWERS, by=amina)
        reports.answer_report(report=report, is_accepted=True, answer="", by=hajar)
    with pytest.raises(Refused, match=r"leçon|lesson"):
        closing.close_grant(grant=active, said=said, by=hajar)
    lessons.keep_lesson(grant=active, said=LESSON, by=amina)
    with pytest.raises(Unfit):
        closing.close_grant(grant=active, said={"note": " "}, by=hajar)
    assert closing.close_grant(grant=active, said=said, by=hajar).state == GrantState.CLOSED


def test_the_page_is_for_both_sides_and_nobody_else(active, hajar, amina, salma, client):
    pages = [
        reverse("funding:grant_show", args=[active.pk]),
        reverse("funding:milestone_create", args=[active.pk]),
    ]
    pages.append(reverse("funding:report_edit", args=[active.pk, active.reports.first().pk]))
    client.force_login(salma)
    assert {client.get(page).status_code for page in pages} == {404}
    for person in (hajar, amina):
        client.force_login(person)
        assert {client.get(page).status_code for page in pages} == {200}
        assert "Eau" in text_of(client.get(reverse("funding:grant_list")))


def test_a_milestone_is_paid_from_the_pages(active, hajar, amina, indicator, client):
    measure = a_measure(indicator, 70, half=5, by=amina)
    promise = milestone_of(active, PayRule.THRESHOLD)
    client.force_login(hajar)
    page = reverse("funding:grant_show", args=[active.pk])
    refused = client.post(reverse("funding:payment_propose", args=[active.pk, promise.pk]), {})
    assert refused.status_code == 422
    client.post(reverse("funding:payment_propose", args=[active.pk, promise.pk]), {"measurement": measure.pk})
    payment = active.payments.get()
    client.post(reverse("funding:payment_settle", args=[active.pk, payment.pk]), {"approve": "1"})
    client.post(reverse("funding:payment_pay", args=[active.pk, payment.pk]), {"paid_on": "2026-11-02"})
    payment.refresh_from_db()
    assert payment.state == PaymentState.PAID
    said = text_of(client.get(page, headers={"accept-language": "en"}))
    assert "Paid" in said
    assert 'Measured <bdi dir="ltr">70.00</bdi>, target <bdi dir="ltr">60.00</bdi>' in said


def test_grants_agreed_by_both_are_open_data_that_passes_the_standard(active, hajar, amina, salma, client):
    export = reverse("funding:grant_export")
    for person in (amina, salma):
        client.force_login(person)
        assert client.get(export).status_code == 409
    client.force_login(hajar)
    package = json.loads(client.get(export).content)
    assert check_package(package) == ()
    told = package["grants"][0]
    assert (told["amountAwarded"], told["recipientOrganization"][0]["name"]) == (
        200_000,
        "Association Tifawin",
    )


def test_the_page_costs_the_same_with_more_milestones(grant, hajar, indicator, client):
    grants.add_milestone(grant=grant, said=measured(indicator), by=hajar)
    client.force_login(hajar)
    page = reverse("funding:grant_show", args=[grant.pk])
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for _ in range(3):
        grants.add_milestone(grant=grant, said=measured(indicator), by=hajar)
    with CaptureQueriesContext(connection) as four:
        client.get(page)
    assert len(one) == len(four)
    assert len(shown_grant(grant, hajar).milestones) == 4
