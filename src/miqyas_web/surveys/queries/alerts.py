"""Questions about alerts: those of an answer, those of a questionnaire, who may be given one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When

from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.surveys.enums import Severity
from miqyas_web.surveys.models import Alert, Submission, Survey
from miqyas_web.surveys.queries.submissions import labels_of
from miqyas_web.surveys.rules.quality import CHECKS
from miqyas_web.surveys.science.quality import sentence_of

TONES = {Severity.HIGH: "contradicted", Severity.MEDIUM: "uncertain", Severity.LOW: "neutral"}


@dataclass(frozen=True, slots=True)
class AlertFilter:
    """What a list of alerts is narrowed to."""

    state: str = "waiting"
    check_name: str = ""
    assigned_to: Person | None = None


@dataclass(frozen=True, slots=True)
class ShownAlert:
    """An alert as a page says it."""

    alert: Alert
    check: str
    sentence: str
    tone: str


def alerts_in(survey: Survey, wanted: AlertFilter) -> QuerySet[Alert]:
    """The alerts on answers that count, the most serious first."""
    found = Alert.objects.filter(
        survey=survey,
        submission__is_current=True,
        submission__withdrawn_at__isnull=True,
    )
    found = found.filter(state="resolved") if wanted.state == "resolved" else found.exclude(state="resolved")
    if wanted.check_name:
        found = found.filter(check_name=wanted.check_name)
    if wanted.assigned_to:
        found = found.filter(assigned_to=wanted.assigned_to)
    ranks = [When(severity=severity, then=Value(rank)) for rank, severity in enumerate(Severity)]
    return (
        found.annotate(rank=Case(*ranks, output_field=IntegerField()))
        .select_related("submission__collector", "submission__sent_by", "other", "assigned_to", "resolved_by")
        .defer("submission__xml", "other__xml")
        .order_by("rank", "-opened_at", "-pk")
    )


def alerts_of(submission: Submission) -> list[ShownAlert]:
    """The alerts of one answer, those that wait first. Two queries."""
    found = submission.alerts.select_related("assigned_to", "resolved_by", "other").defer("other__xml")
    ordered = sorted(found, key=lambda alert: (alert.state == "resolved", alert.pk))
    return shown_alerts(ordered, labels_of(submission.survey) if ordered else {})


def shown_alerts(alerts: Iterable[Alert], labels: Mapping[str, str]) -> list[ShownAlert]:
    """Each alert with its sentence, questions under their own words."""
    return [
        ShownAlert(
            alert,
            str(CHECKS[alert.check_name]),
            sentence_of(alert.kind, _named(alert.question, labels), alert.facts),
            TONES[Severity(alert.severity)],
        )
        for alert in alerts
    ]


def _named(question: str, labels: Mapping[str, str]) -> str:
    return ", ".join(labels.get(name, name) for name in question.split(", ")) if question else ""


def people_of(organisation: Organisation) -> QuerySet[Person]:
    """Those who may be given an alert, by name."""
    return Person.objects.filter(memberships__organisation=organisation).distinct().order_by("name", "pk")
