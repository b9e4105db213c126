"""A committee decides, letters go out in the applicant's language, an appeal is heard."""

import html
import json
import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from miqyas.reporting.typography import french_spaces
from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.funding.actions import answers, appeals
from miqyas_web.funding.actions.allocations import keep_allocation
from miqyas_web.funding.actions.decisions import Departure, decide
from miqyas_web.funding.enums import AppealState, ApplicationState, CallState, ConflictSource
from miqyas_web.funding.models import Conflict, Letter
from miqyas_web.funding.queries.allocations import Change
from miqyas_web.funding.queries.budgets import rules_of
from miqyas_web.funding.queries.candidates import round_of
from miqyas_web.funding.refusals import Recused
from miqyas_web.funding.science.allocating import allocate
from tests import web_cast
from tests.web.funding import situations
from tests.web.funding.situations_granting import a_read_call, a_review, the_application

pytestmark = pytest.mark.django_db
SITE = "https://miqyas.ma"


@pytest.fixture
def call():
    return a_read_call(budget_mad=Decimal(1_100_000), reserve_mad=Decimal(300_000))


@pytest.fixture
def hajar(call):
    return situations.lead_of(call.organisation)


@pytest.fixture
def allocation(call, hajar):
    return keep_allocation(call=call, change=Change(), note="", by=hajar)


def decided(allocation, by, *departures):
    return decide(allocation=allocation, departures=departures, present=["Hajar", "Driss"], by=by)


def applicant(application) -> Person:
    return situations.lead_of(application.initiative.organisation)


def text_of(response):
    return re.sub(r"\s+", " ", html.unescape(response.content.decode()))


def out_of(allocation):
    """An application read, admitted, and not in the list."""
    return next(
        name for name in allocation.record["inputs"]["ids"] if name not in allocation.record["funded"]
    )


def test_a_decision_gives_every_application_its_outcome(allocation, call, hajar):
    decision = decided(allocation, hajar)
    outcomes = {one.application.reference: one for one in decision.outcomes.select_related("application")}
    assert len(outcomes) == 8
    assert {name for name, one in outcomes.items() if one.is_funded} == set(allocation.record["funded"])
    assert outcomes["2026-001"].amount_mad == Decimal("300000.00")
    assert outcomes["2026-007"].reasons["reason"] == "gate"
    assert outcomes["2026-001"].reasons["levels"] == {"theory": 5.0, "team": 5.0, "cost": 5.0}
    call.refresh_from_db()
    assert call.state == CallState.DECIDED
    assert AuditEvent.objects.get(verb="funding_decided").facts["sha256"] == decision.sha256


def test_a_departure_has_its_reason_and_its_cost(allocation, hajar):
    moved = Departure("2026-001", is_in=False, reason="Déjà financé par la région.")
    decision = decided(allocation, hajar, moved)
    told = decision.departures[0]
    assert (told["reference"], told["direction"], told["reason"]) == ("2026-001", "out", moved.reason)
    assert told["lost_alone"] > 0
    # The list as it is, without what could have been put in its place, loses at least as much.
    assert decision.departures[1]["lost"] >= told["lost_alone"]
    assert "2026-001" not in decision.funded


@pytest.mark.parametrize(
    ("moved", "error"),
    [
        (Departure("2026-001", is_in=False, reason=" "), Unfit),
        (Departure("2026-001", is_in=True, reason="Elle y est."), Refused),
        (Departure("2026-007", is_in=True, reason="Un seuil ne se rachète pas."), Refused),
    ],
)
def test_a_departure_that_cannot_be_is_refused(allocation, hajar, moved, error):
    with pytest.raises(error):
        decided(allocation, hajar, moved)
    assert not allocation.decisions.exists()


def test_a_list_above_the_budget_is_refused(allocation, hajar):
    with pytest.raises(Refused, match="budget"):
        decided(allocation, hajar, Departure(out_of(allocation), is_in=True, reason="Elle le mérite."))


def test_nobody_moves_a_file_they_have_a_conflict_with(allocation, call, hajar):
    Conflict.objects.create(
        application=the_application(call, 1), person=hajar, source=ConflictSource.DECLARED
    )
    with pytest.raises(Refused):
        decided(allocation, hajar, Departure("2026-001", is_in=False, reason="Voisin."))
    # It never blocks the secretariat: the rest is decided.
    assert decided(allocation, hajar).number == 1


def test_a_contributor_does_not_decide_and_a_decision_stands(allocation, call, hajar):
    driss = web_cast.member("Driss", call.organisation, role="contributor")
    with pytest.raises(Refused):
        decided(allocation, driss)
    decided(allocation, hajar)
    with pytest.raises(Refused):
        decided(allocation, hajar)


def test_the_page_weighs_before_it_decides(allocation, hajar, client):
    client.force_login(hajar)
    page = reverse("funding:decision_create", args=[allocation.pk])
    sent = {"present": "Hajar", "move_2026-001": "on", "reason_2026-001": "Déjà financée."}
    english = {"headers": {"accept-language": "en"}}
    said = text_of(client.post(page, sent | {"weigh": "1"}, **english))
    assert "Nothing is decided yet" in said
    assert not allocation.decisions.exists()
    shown = client.get(client.post(page, sent).url, **english)
    assert "Déjà financée." in text_of(shown)
    assert client.post(page, sent).status_code == 409


def sent_letters(allocation, hajar, django_capture_on_commit_callbacks):
    decision = decided(allocation, hajar)
    with django_capture_on_commit_callbacks(execute=True):
        answers.send_letters(decision=decision, site=SITE, by=hajar)
    return decision


def test_letters_speak_the_language_of_the_applicant_and_of_nobody_else(
    allocation, call, hajar, django_capture_on_commit_callbacks
):
    refused = the_application(call, int(out_of(allocation)[-1]))
    Person.objects.filter(pk=refused.created_by_id).update(language="ar")
    sent_letters(allocation, hajar, django_capture_on_commit_callbacks)
    letter = Letter.objects.get(outcome__application=refused)
    whole = str(letter.content)
    assert letter.language == "ar"
    assert "ما الذي يرفع النقطة" in whole
    assert "(ar)" in whole
    assert "(fr)" not in whole
    assert not any(name in whole for name in ("Rachid", "Zineb", "2026-001"))
    refused.refresh_from_db()
    assert refused.state == ApplicationState.NOT_RETAINED
    written = next(each for each in mail.outbox if each.to == [applicant(refused).email])
    assert f"{SITE}/funding/letters/{letter.pk}/" in written.body
    assert len(mail.outbox) == 8
    assert answers.send_letters(decision=letter.outcome.decision, site=SITE, by=hajar) == 0


def test_what_would_raise_the_score_is_the_next_level_that_weighs_most(
    allocation, call, hajar, django_capture_on_commit_callbacks
):
    sent_letters(allocation, hajar, django_capture_on_commit_callbacks)
    letter = Letter.objects.get(outcome__application__reference="2026-007")
    advice = letter.content[3]["lines"]
    # Theory weighs 3 of 6 and stands at 1 on 1, 3, 5: half a scale of half the weight is 25 points.
    assert len(advice) == 1
    assert "25,0" in advice[0]
    assert "theory : Ce point est dit sans preuve. (fr)" in advice[0]


def test_the_applicant_reads_and_a_stranger_does_not(
    allocation, call, hajar, client, salma, django_capture_on_commit_callbacks
):
    sent_letters(allocation, hajar, django_capture_on_commit_callbacks)
    application = the_application(call, 1)
    letter = Letter.objects.get(outcome__application=application)
    page = reverse("funding:letter_show", args=[letter.pk])
    client.force_login(salma)
    assert client.get(page).status_code == 404
    client.force_login(hajar)
    assert client.get(page).status_code == 200
    letter.refresh_from_db()
    assert letter.read_at is None
    client.force_login(applicant(application))
    assert "300 000" in text_of(client.get(page)).replace("\u202f", " ")
    letter.refresh_from_db()
    assert letter.read_at is not None


@pytest.fixture
def appeal(allocation, call, hajar, django_capture_on_commit_callbacks):
    sent_letters(allocation, hajar, django_capture_on_commit_callbacks)
    letter = Letter.objects.get(outcome__application__reference=out_of(allocation))
    return appeals.file_appeal(
        letter=letter,
        ground="fact",
        text="Le budget a été lu en euros.",
        by=applicant(letter.outcome.application),
    )


def test_an_appeal_is_filed_once_in_its_window(appeal, hajar):
    letter = appeal.outcome.letters.get()
    person = appeal.filed_by
    with pytest.raises(Refused):
        appeals.file_appeal(letter=letter, ground="fact", text="Encore.", by=person)
    with pytest.raises(Refused):
        appeals.file_appeal(letter=letter, ground="fact", text="Pour eux.", by=hajar)
    other = Letter.objects.exclude(pk=letter.pk).first()
    Letter.objects.filter(pk=other.pk).update(sent_at=clock.now() - timedelta(days=31))
    other.refresh_from_db()
    with pytest.raises(Refused, match="30"):
        appeals.file_appeal(
            letter=other, ground="fact", text="Tard.", by=applicant(other.outcome.application)
        )


def test_who_scored_does_not_hear(appeal, call, hajar):
    reader = situations.a_reviewer(call, person=hajar)
    a_review(situations.an_assignment(reader, the_application(call, 1)), (3, 3, 3))
    with pytest.raises(Refused):
        appeals.admit_appeal(appeal=appeal, by=hajar)


def test_who_has_a_conflict_does_not_hear(appeal, hajar):
    Conflict.objects.create(
        application=appeal.outcome.application, person=hajar, source=ConflictSource.DECLARED
    )
    with pytest.raises(Recused):
        appeals.admit_appeal(appeal=appeal, by=hajar)


def test_an_appeal_upheld_is_paid_by_the_reserve_and_moves_nobody(appeal, allocation, call, hajar):
    appeals.admit_appeal(appeal=appeal, by=hajar)
    reference = appeal.outcome.application.reference
    again = appeals.uphold_appeal(
        appeal=appeal, score=100, answer="L'erreur est corrigée.", site=SITE, by=hajar
    )
    assert set(again.record["funded"]) == {*allocation.record["funded"], reference}
    assert again.record["inputs"]["budget"] == 1_100_000
    second = decided(again, hajar)
    assert (second.number, [one.application.reference for one in second.outcomes.all()]) == (2, [reference])
    assert second.outcomes.get().is_funded
    appeal.refresh_from_db()
    assert appeal.state == AppealState.UPHELD
    verbs = (
        AuditEvent.objects.filter(verb__startswith="appeal_")
        .order_by("position")
        .values_list("verb", flat=True)
    )
    assert list(verbs) == ["appeal_filed", "appeal_admitted", "appeal_upheld"]


def test_an_appeal_upheld_that_the_reserve_cannot_pay_says_so(appeal, allocation, call, hajar):
    call.__class__.objects.filter(pk=call.pk).update(budget_mad=Decimal(801_000), reserve_mad=Decimal(1_000))
    appeals.admit_appeal(appeal=appeal, by=hajar)
    again = appeals.uphold_appeal(appeal=appeal, score=100, answer="Corrigé.", site=SITE, by=hajar)
    decision = decided(again, hajar)
    outcome = decision.outcomes.get()
    assert (outcome.is_funded, outcome.reasons["reason"]) == (False, "reserve")


def test_an_appeal_upheld_without_reaching_the_line_is_not_funded(appeal, allocation, hajar):
    appeals.admit_appeal(appeal=appeal, by=hajar)
    score = appeal.outcome.reasons["score"] / 2
    again = appeals.uphold_appeal(
        appeal=appeal, score=score, answer="Corrigé, mais bas.", site=SITE, by=hajar
    )
    assert set(again.record["funded"]) == set(allocation.record["funded"])


def test_an_appeal_is_answered_with_a_reason_and_settled_once(appeal, hajar):
    with pytest.raises(Unfit):
        appeals.reject_appeal(appeal=appeal, answer=" ", site=SITE, by=hajar)
    appeals.reject_appeal(appeal=appeal, answer="Ce n'est pas une erreur de fait.", site=SITE, by=hajar)
    with pytest.raises(Refused):
        appeals.admit_appeal(appeal=appeal, by=hajar)


def test_the_appeal_is_heard_on_its_page(appeal, hajar, client, salma):
    page = reverse("funding:appeal_show", args=[appeal.pk])
    client.force_login(salma)
    assert client.get(page).status_code == 404
    client.force_login(hajar)
    assert "Le budget a été lu en euros." in text_of(client.get(page))
    client.post(reverse("funding:appeal_admit", args=[appeal.pk]))
    settle = reverse("funding:appeal_settle", args=[appeal.pk])
    assert client.post(settle, {"answer": "Oui", "uphold": "1"}).status_code == 422
    answer = client.post(settle, {"answer": "Oui, corrigé.", "uphold": "1", "score": "90"})
    assert client.get(answer.url).status_code == 200


def test_the_decision_page_costs_the_same_with_letters_and_appeals(appeal, hajar, client):
    client.force_login(hajar)
    page = reverse("funding:decision_show", args=[appeal.outcome.decision_id])
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    other = Letter.objects.exclude(outcome=appeal.outcome).first()
    appeals.file_appeal(letter=other, ground="fact", text="Autre.", by=applicant(other.outcome.application))
    with CaptureQueriesContext(connection) as two:
        client.get(page)
    assert len(one) == len(two)


def squeezed(**fields):
    """Money kept for a region and a cap on a theme that keep better files out."""
    limits = {
        "value": "score",
        "floors": [{"by": "region", "value": "02", "amount_mad": "420000.00"}],
        "caps": [{"by": "theme", "value": "water", "amount_mad": "2000000.00"}],
        "most_per_applicant": 2,
    }
    return a_read_call(budget_mad=Decimal(850_000), reserve_mad=Decimal(0), limits=limits, **fields)


def test_letters_of_a_list_nobody_weighed_are_exact_and_name_the_floor_that_keeps_a_file_out(
    db, django_capture_on_commit_callbacks
):
    call = squeezed()
    hajar = situations.lead_of(call.organisation)
    kept = keep_allocation(call=call, change=Change(), note="", by=hajar)
    without = keep_allocation(call=call, change=Change(floors_pct=Decimal(0)), note="", by=hajar)
    expected = set(without.record["funded"]) - set(kept.record["funded"])
    assert expected
    decision = sent_letters(kept, hajar, django_capture_on_commit_callbacks)
    told = {
        one.outcome.application.reference: " ".join(one.content[1]["lines"])
        for one in Letter.objects.select_related("outcome__application")
    }
    named = {
        name
        for name, why in told.items()
        if french_spaces("Le plancher « Oriental »") in why and "Sans cette règle" in why
    }
    assert named == expected
    scored = [
        one
        for one in decision.outcomes.select_related("application")
        if not one.is_funded and one.reasons.get("turn", {}) and one.reasons["turn"]["score"]
    ]
    assert scored
    for one in scored:
        assert "il serait financé avec une note de" in told[one.application.reference]
        assert "environ" not in told[one.application.reference]


def test_a_cap_that_weighs_on_a_file_is_named(db, django_capture_on_commit_callbacks):
    limits = {
        "value": "score",
        "floors": [],
        "caps": [{"by": "theme", "value": "water", "amount_mad": "500000.00"}],
    }
    call = a_read_call(budget_mad=Decimal(900_000), reserve_mad=Decimal(0), limits=limits)
    hajar = situations.lead_of(call.organisation)
    kept = keep_allocation(call=call, change=Change(), note="", by=hajar)
    sent_letters(kept, hajar, django_capture_on_commit_callbacks)
    rows = [one for one in kept.more["explanations"] if not one["is_funded"]]
    letters = {
        one.outcome.application.reference: json.dumps(one.content[1], ensure_ascii=False)
        for one in Letter.objects.all()
    }
    theme = next(one for one in call.themes if one["code"] == "water")["label"]["fr"]
    assert kept.record["prices"]["cap theme:water"] > 0
    assert rows
    assert all(french_spaces(f"Le plafond « {theme} »") in letters[row["id"]] for row in rows)


def test_how_far_one_file_is_is_solved_when_asked(client, allocation, call, hajar):
    client.force_login(hajar)
    name = out_of(allocation)
    address = reverse("funding:allocation_file", args=[allocation.pk, name])
    english = {"accept-language": "en"}
    page = text_of(client.get(reverse("funding:allocation_show", args=[allocation.pk]), headers=english))
    assert f'href="{address}"' in page
    said = text_of(client.get(address, headers=english))
    turn = re.search(r"would be funded with a score of ([\d.]+)", said)
    part = text_of(client.get(address, headers={**english, "hx-request": "true"}))
    assert turn.group(0) in part
    assert "<html" not in part
    entries = [one.entry for one in round_of(call).open]
    for by, is_in in ((0.0, True), (-0.2, False)):
        score = float(turn.group(1)) + by
        moved = [replace(one, score=score) if one.reference == name else one for one in entries]
        assert (name in allocate(moved, rules_of(call)).funded) is is_in
    Conflict.objects.create(
        application=call.applications.get(reference=name), person=hajar, source=ConflictSource.DECLARED
    )
    assert client.get(address).status_code == 404
    assert client.get(reverse("funding:allocation_file", args=[allocation.pk, "x"])).status_code == 404
