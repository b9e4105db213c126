"""What follows the invented call: its reviews if none was sent, an allocation, a decision, letters, a grant under way."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock
from miqyas_web.funding.actions import answers, grants
from miqyas_web.funding.actions.allocations import keep_allocation
from miqyas_web.funding.actions.decisions import decide
from miqyas_web.funding.enums import AssignmentState, PayRule
from miqyas_web.funding.models import Application, Assignment, Call, Grant, Review, Reviewer
from miqyas_web.funding.queries.allocations import Change
from miqyas_web.indicators.models import Indicator

NOTE = "Exemple inventé : les règles de l’appel."
PRESENT = ["Karim Lahlou (inventé)", "Salma Bennis (inventée)"]
OPINION = "Avis inventé pour la démonstration."


def fill(context: dict[str, Any]) -> None:
    """Decide the past call and begin a grant; ``context["grant"]``. Without such a call, nothing."""
    call = context.get("calls", {}).get("past")
    if call is None:
        return
    lead = context.get("people", {}).get("karim", context["lead"])
    _read(call, lead, context.get("people", {}))
    allocation = keep_allocation(call=call, change=Change(), note=NOTE, by=lead)
    decision = decide(allocation=allocation, departures=[], present=PRESENT, by=lead)
    answers.send_letters(decision=decision, site="", by=lead)
    funded = decision.outcomes.filter(is_funded=True).order_by("application__reference").first()
    if funded is not None:
        context["grant"] = _grant(grants.create_grant(outcome=funded, by=lead), lead)


def _read(call: Call, lead: Person, people: dict[str, Person]) -> None:
    """Invented reviews, where nobody has read: one level above the lowest gate for every criterion."""
    if Assignment.objects.filter(stage__call=call, review__sent_at__isnull=False).exists():
        return
    reader = Reviewer.objects.get_or_create(
        call=call,
        person=people.get("meryem", lead),
        defaults={"invited_by": lead, "declared_at": clock.now(), "trained_at": clock.now()},
    )[0]
    for application in call.applications.filter(sent_at__isnull=False).select_related("stage__grid"):
        _review(application, reader, lead)


def _review(application: Application, reader: Reviewer, lead: Person) -> None:
    content = application.stage.grid.content if application.stage.grid else {}
    scores = {
        one["key"]: {"level": sorted(each["value"] for each in one["levels"])[-2], "comment": OPINION}
        for one in content.get("criteria", ())
    }
    assignment = Assignment.objects.create(
        application=application,
        stage=application.stage,
        reviewer=reader,
        state=AssignmentState.SENT,
        made_by=lead,
    )
    Review.objects.create(
        assignment=assignment, scores=scores, opinion=OPINION, sent_at=clock.now(), first={"scores": scores}
    )


def _grant(grant: Grant, lead: Person) -> Grant:
    """Its dates and milestones; the grantee has not agreed yet: that is for whoever tries it."""
    today = clock.today()
    terms = {"title": grant.title, "starts_on": today, "ends_on": today + timedelta(days=365)}
    grants.edit_terms(grant=grant, terms=terms, by=lead)
    start = {"title": "Démarrage (inventé)", "due_on": today + timedelta(days=60), "rule": PayRule.FIXED}
    indicator = (
        Indicator.objects.filter(node__theory__initiative=grant.initiative_id)
        .select_related("node__theory")
        .order_by("pk")
        .first()
    )
    if indicator is None:
        grants.add_milestone(grant=grant, said=start | {"amount_mad": grant.amount_mad}, by=lead)
    else:
        half = (grant.amount_mad / 2).quantize(Decimal("0.01"))
        result = {
            "title": "Résultat mesuré (inventé)",
            "amount_mad": grant.amount_mad - half,
            "due_on": today + timedelta(days=330),
            "rule": PayRule.DOUBT,
            "indicator": indicator,
            "target": 60.0,
            "n_planned": 300,
        }
        grants.add_milestone(grant=grant, said=start | {"amount_mad": half}, by=lead)
        grants.add_milestone(grant=grant, said=result, by=lead)
    return grants.agree(grant=grant, by=lead)
