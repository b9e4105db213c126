"""An agreement changes by an amendment that both agree to; the earlier text stays, and pays what was measured under it."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from miqyas_web.foundation import clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.actions import amending, payments, reports
from miqyas_web.funding.enums import PayRule, Side
from miqyas_web.funding.models import Amendment
from miqyas_web.funding.queries.agreements import changes_between, text_of
from miqyas_web.funding.science.allocating import digest
from tests.web.funding import situations
from tests.web.funding import situations_following as along

pytestmark = pytest.mark.django_db


@pytest.fixture
def grant(amina, tifawin):
    return along.an_active_grant(amina, tifawin)


@pytest.fixture
def hajar(grant):
    return situations.lead_of(grant.organisation)


def amended(grant, **changes):
    return deepcopy(text_of(grant)) | changes


def propose(grant, by, reason="Le forage a deux mois de retard.", **changes):
    return amending.propose_amendment(grant=grant, after=amended(grant, **changes), reason=reason, by=by)


def more_money(grant):
    """220,000 dirhams: a third line, the second milestone higher and later, one more."""
    text = amended(grant, amount_mad="220000.00", ends_on="2027-09-30")
    text["lines"] = [*text["lines"], {"key": None, "title": "Mesure", "amount_mad": "20000.00"}]
    text["milestones"][1] |= {"amount_mad": "130000.00", "due_on": "2027-08-01", "target": 55.0}
    added = deepcopy(text["milestones"][0]) | {
        "key": None, "title": "Formation", "amount_mad": "10000.00", "due_on": "2027-02-01"
    }  # fmt: skip
    text["milestones"].append(added)
    return text


def test_both_sides_agree_and_both_texts_stay(grant, amina, hajar):
    first = text_of(grant)
    amendment = amending.propose_amendment(
        grant=grant, after=more_money(grant), reason="Un village de plus.", by=amina
    )
    assert (amendment.side, amendment.before) == (Side.GRANTEE, first)
    assert text_of(grant) == first
    with pytest.raises(Refused):
        amending.agree_to_amendment(amendment=amendment, by=amina)
    amendment = amending.agree_to_amendment(amendment=amendment, by=hajar)
    grant.refresh_from_db()
    now = text_of(grant)
    assert (now["amount_mad"], now["ends_on"]) == ("220000.00", "2027-09-30")
    assert [each["title"] for each in now["lines"]] == ["Réseau", "Formation", "Mesure"]
    assert [each["target"] for each in now["milestones"]] == [None, 55.0, None]
    assert (amendment.before, amendment.after, grant.agreement) == (first, now, now)
    assert amendment.sha256 == grant.sha256 == digest(now)
    # Dates of what is asked follow; the added milestone owes its report.
    due = dict(grant.reports.values_list("milestone__title", "due_on"))
    assert due == {
        "Démarrage": date(2026, 12, 1),
        "Ménages desservis": date(2027, 8, 1),
        "Formation": date(2027, 2, 1),
        None: date(2027, 9, 30) + timedelta(days=60),
    }
    verbs = AuditEvent.objects.filter(verb__startswith="amendment_").order_by("position")
    assert [each.verb for each in verbs] == ["amendment_proposed", "amendment_agreed"]


def test_what_changes_is_told_row_by_row(grant):
    told = changes_between(text_of(grant), more_money(grant))
    assert [(one.before, one.after) for one in told][:2] == [
        ("200000.00", "220000.00"),
        (date_format(along.ENDS), date_format(date(2027, 9, 30))),
    ]
    assert [one.what for one in told[2:]] == ["Mesure", "Ménages desservis", "Formation"]
    assert told[2].before == "–"
    assert "60.0" in told[3].before
    assert "55.0" in told[3].after


def test_an_amendment_that_contradicts_itself_is_refused(grant, amina, hajar):
    with pytest.raises(Refused):
        propose(grant, hajar, amount_mad="150000.00")
    with pytest.raises(Unfit):
        propose(grant, hajar, ends_on="2025-12-31")
    with pytest.raises(Unfit):
        propose(grant, hajar)
    with pytest.raises(Unfit):
        propose(grant, hajar, reason=" ", ends_on="2027-09-30")
    assert not Amendment.objects.exists()


def test_one_amendment_waits_at_a_time_and_may_be_refused_or_taken_back(grant, amina, hajar, salma):
    amendment = propose(grant, hajar, ends_on="2027-09-30")
    with pytest.raises(Refused):
        propose(grant, amina, ends_on="2027-08-30")
    with pytest.raises(Refused):
        amending.refuse_amendment(amendment=amendment, why="x", by=salma)
    with pytest.raises(Unfit):
        amending.refuse_amendment(amendment=amendment, why="", by=amina)
    amending.refuse_amendment(amendment=amendment, why="Trop tard.", by=amina)
    with pytest.raises(Refused):
        amending.agree_to_amendment(amendment=amendment, by=amina)
    second = propose(grant, hajar, ends_on="2027-09-30")
    assert amending.refuse_amendment(amendment=second, why="", by=hajar).refused_at
    grant.refresh_from_db()
    assert grant.ends_on == along.ENDS


def test_what_was_spent_reported_or_paid_stays(grant, amina, hajar):
    along.a_claim(grant, amina, along.an_expense(grant))
    text = amended(grant)
    text["lines"] = text["lines"][1:]
    with pytest.raises(Refused, match="Réseau"):
        amending.propose_amendment(grant=grant, after=text, reason="x", by=hajar)
    report = grant.reports.get(milestone__rule=PayRule.FIXED)
    reports.send_report(report=report, answers={"done": "a", "changed": "b", "learnt": "c"}, by=amina)
    text = amended(grant)
    text["milestones"] = text["milestones"][1:]
    text["milestones"][0]["amount_mad"] = "200000.00"
    with pytest.raises(Refused, match="Démarrage"):
        amending.propose_amendment(grant=grant, after=text, reason="x", by=hajar)
    reports.answer_report(report=report, is_accepted=True, answer="", by=hajar)
    payments.propose_payment(milestone=report.milestone, measurement=None, by=hajar)
    text = amended(grant)
    text["milestones"][0]["amount_mad"], text["milestones"][1]["amount_mad"] = "10000.00", "190000.00"
    with pytest.raises(Refused, match="80000"):
        amending.propose_amendment(grant=grant, after=text, reason="x", by=hajar)


def test_a_figure_is_paid_by_the_agreement_of_the_day_it_was_measured(grant, amina, hajar):
    """Measured at 56 before the target went from 60 to 50: refused; measured after: paid."""
    promise = grant.milestones.get(rule=PayRule.THRESHOLD)
    before = along.a_measure(promise.indicator, 56, half=3, by=amina, day=clock.today() - timedelta(days=1))
    text = amended(grant)
    text["milestones"][1]["target"] = 50.0
    amendment = amending.propose_amendment(grant=grant, after=text, reason="Cible revue.", by=amina)
    amending.agree_to_amendment(amendment=amendment, by=hajar)
    promise.refresh_from_db()
    payment = payments.propose_payment(milestone=promise, measurement=before, by=hajar)
    assert (payment.amount_mad, payment.computed["target"], payment.computed["amendment"]) == (0, 60.0, 0)
    payments.settle_payment(payment=payment, is_approved=True, reason="", by=hajar)
    after = along.a_measure(promise.indicator, 56, half=3, by=amina, day=clock.today())
    payments.pay(payment=payment, paid_on=clock.today(), bank_reference="", by=hajar)
    second = payments.propose_payment(milestone=promise, measurement=after, by=hajar)
    assert (second.amount_mad, second.computed["target"], second.computed["amendment"]) == (120_000, 50.0, 1)
    assert second.adjusts == payment


def test_the_pages_propose_show_and_settle(grant, amina, hajar, salma, client):
    page = reverse("funding:amendment_create", args=[grant.pk])
    client.force_login(amina)
    assert client.get(page).status_code == 200
    held = {
        "amount_mad": "200000", "starts_on": "2026-01-01", "ends_on": "2027-09-30", "flexibility_pct": "5",
        "line-0-title": "Réseau", "line-0-amount": "150000", "line-1-title": "", "line-1-amount": "",
        "line-2-title": "Mesure", "line-2-amount": "50000",
        "milestone-0-title": "Démarrage", "milestone-0-amount": "80000", "milestone-0-due": "2026-12-01",
        "milestone-1-title": "Ménages desservis", "milestone-1-amount": "120000",
        "milestone-1-due": "2027-08-01", "milestone-1-target": "60",
        "reason": "La formation est faite par la commune.",
    }  # fmt: skip
    assert client.post(page, held | {"milestone-1-due": ""}).status_code == 422
    assert client.post(page, held | {"amount_mad": "1"}).status_code == 409
    assert client.post(page, held).status_code == 302
    amendment = grant.amendments.get()
    answer = reverse("funding:amendment_answer", args=[grant.pk, amendment.pk])
    assert client.post(answer, {"agree": "1"}).status_code == 409
    client.force_login(salma)
    assert client.post(answer, {"agree": "1"}).status_code == 404
    client.force_login(hajar)
    listed = reverse("funding:amendment_list", args=[grant.pk])
    assert "La formation est faite par la commune." in client.get(listed).content.decode()
    assert client.get(reverse("portal:desk_show")).content.decode().count(listed) == 1
    assert client.post(answer, {"agree": "1"}).status_code == 302
    grant.refresh_from_db()
    assert (grant.flexibility_pct, [line.title for line in grant.lines.order_by("position")]) == (
        5,
        ["Réseau", "Mesure"],
    )
