"""Two more invented grants: one under way, with expenses, an amendment and a dispute; one closed, with its lessons."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import get_language

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.rules import roles_with
from miqyas_web.foundation import clock
from miqyas_web.funding.actions import (
    amending,
    claims,
    closing,
    disputes,
    grants,
    lessons,
    payments,
    reports,
)
from miqyas_web.funding.actions.extracts import make_extract
from miqyas_web.funding.actions.portfolio import show_portfolio
from miqyas_web.funding.enums import ExtractForm, LessonKind, PayRule, ReceiptState
from miqyas_web.funding.models import Decision, Extract, Grant, Milestone, Payment, Receipt
from miqyas_web.funding.queries.agreements import milestone_text, text_of
from miqyas_web.funding.rules.reporting import QUESTIONS
from miqyas_web.indicators.enums import Direction
from miqyas_web.indicators.models import Indicator, Measurement

PAPER = b"%PDF-1.4\n% Facture inventee pour la demonstration\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
ANSWERS = dict.fromkeys(QUESTIONS, "Réponse inventée : les comités sont formés, le chantier avance.")
SHOWN = {
    "is_public": True,
    "text": {
        "fr": "Le fonds inventé de la démonstration : ce qu’il donne, et ce qui change.",
        "ar": "الصندوق المتخيَّل في فضاء العرض: ما يمنحه، وما يتغير.",
        "en": "The invented fund of the demonstration: what it gives, and what changes.",
    },
    "iati_ref": "",
    "sectors": {"water": "14030", "school": "11220", "work": "16020"},
}
LESSONS = (
    (
        LessonKind.WORKED,
        "Former le comité avant les travaux : il entretient encore l’ouvrage (exemple inventé).",
    ),
    (
        LessonKind.FAILED,
        "Une seule visite de suivi en hiver : la moitié des réponses manquait (exemple inventé).",
    ),
)


def fill(context: dict[str, Any]) -> None:
    """Put the two grants in; ``context["grants"]``. Without a decision that funds several, nothing."""
    decision = Decision.objects.filter(call=context.get("calls", {}).get("past")).order_by("pk").first()
    if decision is None:
        return
    lead = context.get("people", {}).get("karim", context["lead"])
    funded = decision.outcomes.filter(is_funded=True, application__grant__isnull=True)
    made = []
    for outcome in funded.order_by("application__reference")[:2]:
        grant = grants.create_grant(outcome=outcome, by=lead)
        made.append(_agreed(grant, lead))
    if made:
        _under_way(made[0], lead)
    if len(made) > 1:
        _closed(made[1], lead)
    if made:
        show_portfolio(organisation=decision.call.organisation, said=SHOWN, by=lead)
        # As a job would have made it of a large portfolio.
        asked = {"organisation": decision.call.organisation, "form": ExtractForm.CSV, "is_public": False}
        make_extract(extract=Extract.objects.create(**asked, language=get_language() or "fr"), job_id=0)
    context["grants"] = made


def _agreed(grant: Grant, lead: Person) -> Grant:
    today = clock.today()
    terms = {
        "title": grant.title,
        "starts_on": today - timedelta(days=200),
        "ends_on": today + timedelta(days=300),
    }
    grants.edit_terms(grant=grant, terms=terms, by=lead)
    half = (grant.amount_mad / 2).quantize(Decimal("0.01"))
    start = {
        "title": "Démarrage (inventé)",
        "amount_mad": half,
        "due_on": today - timedelta(days=100),
        "rule": PayRule.FIXED,
    }
    grants.add_milestone(grant=grant, said=start, by=lead)
    second = {
        "title": "Résultat (inventé)",
        "amount_mad": grant.amount_mad - half,
        "due_on": today + timedelta(days=20),
        "rule": PayRule.FIXED,
    }
    measured = _measured(grant)
    if measured is not None:
        target = float(measured.value) * 0.98
        second |= {
            "rule": PayRule.DOUBT,
            "indicator": measured.indicator,
            "target": target,
            "n_planned": 300,
        }
    grants.add_milestone(grant=grant, said=second, by=lead)
    grants.agree(grant=grant, by=lead)
    return grants.agree(grant=grant, by=_grantee(grant))


def _measured(grant: Grant) -> Measurement | None:
    """An approved figure of the initiative that says its interval."""
    indicators = Indicator.objects.filter(node__theory__initiative=grant.initiative_id)
    found = Measurement.objects.approved().filter(indicator__in=indicators, low__isnull=False)
    return found.select_related("indicator__node__theory").order_by("-date", "-pk").first()


def _grantee(grant: Grant) -> Person:
    found: Person = Person.objects.filter(
        memberships__organisation=grant.initiative.organisation,
        memberships__role__in=roles_with(Permission.APPLY),
    ).order_by("pk")[0]
    return found


def _under_way(grant: Grant, lead: Person) -> None:
    grantee = _grantee(grant)
    first = _reported_and_paid(grant, grantee, lead)
    paper = PAPER + b"1"
    _claimed(
        grant,
        grantee,
        (("Tuyaux et ciment (inventé)", "F-118", 8_400, paper), ("Repas (inventé)", "12", 900, PAPER + b"2")),
    )
    answered = Receipt.objects.filter(claim__grant=grant).order_by("pk")
    if lead != grantee:
        claims.answer_receipt(receipt=answered[0], to=ReceiptState.ACCEPTED, answer="", by=lead)
        claims.answer_receipt(
            receipt=answered[1], to=ReceiptState.REFUSED, answer="Hors de la ligne (inventé).", by=lead
        )
        _claimed(
            grant,
            grantee,
            (("Pompe (inventé)", "F-204", 15_200, PAPER + b"3"), ("Tuyaux (inventé)", "F-118", 8_400, paper)),
        )
    measured = _measured(grant)
    indicators = Indicator.objects.filter(node__theory__initiative=grant.initiative_id)
    aimed = indicators.filter(target_value__isnull=False).order_by("pk").first()
    amending.propose_amendment(
        grant=grant,
        after=_amended(grant, aimed),
        reason="La neige a retardé le chantier de trois mois ; un hiver de plus est mesuré (inventé).",
        by=grantee,
    )
    _learnt(grant, lead, LESSONS[:1])
    disputes.contest_payment(
        payment=first, text="Le virement est arrivé avec 40 jours de retard (inventé).", by=grantee
    )
    promise = grant.milestones.exclude(rule=PayRule.FIXED).first()
    if measured is not None and promise is not None:
        payments.propose_payment(milestone=promise, measurement=measured, by=lead)


def _amended(grant: Grant, indicator: Indicator | None) -> dict[str, Any]:
    """Three months more; where an indicator has its target, 20,000 dirhams more, paid on a measure of it."""
    text = text_of(grant)
    ends_on = clock.today() + timedelta(days=390)
    if indicator is None:
        return text | {"ends_on": str(ends_on)}
    promise = Milestone(
        title="Résultat tenu après un hiver (inventé)",
        rule=PayRule.THRESHOLD,
        amount_mad=Decimal(20_000),
        due_on=ends_on - timedelta(days=30),
        indicator=indicator,
        target=float(indicator.target_value or 0),
        is_higher_better=indicator.direction != Direction.DECREASE,
        error_planned=abs(float(indicator.target_value or 0)) / 20 or 1.0,
        method="La même enquête, un an après (inventé)",
        least_evidence=1,
    )
    more = {"amount_mad": f"{grant.amount_mad + promise.amount_mad:.2f}", "ends_on": str(ends_on)}
    return text | more | {"milestones": [*text["milestones"], milestone_text(promise)]}


def _reported_and_paid(grant: Grant, grantee: Person, lead: Person) -> Payment:
    milestone = grant.milestones.filter(rule=PayRule.FIXED).order_by("position")[0]
    report = grant.reports.get(milestone=milestone)
    reports.send_report(report=report, answers=ANSWERS, by=grantee)
    reports.answer_report(report=report, is_accepted=True, answer="", by=lead)
    return _pay(payments.propose_payment(milestone=milestone, measurement=None, by=lead), lead)


def _pay(payment: Payment, lead: Person) -> Payment:
    payments.settle_payment(payment=payment, is_approved=True, reason="", by=lead)
    return payments.pay(payment=payment, paid_on=clock.today(), bank_reference="VIR-DEMO", by=lead)


def _claimed(grant: Grant, grantee: Person, rows: tuple[tuple[str, str, int, bytes], ...]) -> None:
    claim = claims.begin_claim(grant=grant, by=grantee)
    for title, number, amount, paper in rows:
        said = {
            "line": grant.lines.order_by("position")[0],
            "title": title,
            "spent_on": clock.today() - timedelta(days=30),
            "amount_mad": Decimal(amount),
            "supplier": "Quincaillerie du Souss (inventée)",
            "number": number,
        }
        file = SimpleUploadedFile(f"facture-{number}.pdf", paper, content_type="application/pdf")
        claims.keep_receipt(claim=claim, said=said, file=file, by=grantee)
    claims.send_claim(claim=claim, note="Exemple inventé.", by=grantee)


def _closed(grant: Grant, lead: Person) -> None:
    """All reported; where a measure stands, its share is paid on it."""
    grantee = _grantee(grant)
    _reported_and_paid(grant, grantee, lead)
    for report in grant.reports.exclude(milestone__position=1):
        reports.send_report(report=report, answers=ANSWERS, by=grantee)
        reports.answer_report(report=report, is_accepted=True, answer="", by=lead)
    _learnt(grant, lead, LESSONS)
    measured, promise = _measured(grant), grant.milestones.exclude(rule=PayRule.FIXED).first()
    if measured is not None and promise is not None:
        _pay(payments.propose_payment(milestone=promise, measurement=measured, by=lead), lead)
    note = "Exemple inventé : les travaux sont finis, les comités continuent."
    closing.close_grant(grant=grant, said={"note": note}, by=lead)


def _learnt(grant: Grant, lead: Person, told: tuple[tuple[LessonKind, str], ...]) -> None:
    for kind, text in told:
        said = {"kind": kind, "text": text, "changed": "", "indicator": None, "evidence": None}
        lessons.keep_lesson(grant=grant, said=said | {"is_public": True}, by=lead)
