"""Alerts are given to someone, resolved with a reason, opened again; several at once."""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Unfit
from miqyas_web.surveys.actions.withdrawing import check_may_work
from miqyas_web.surveys.enums import AlertState, Outcome
from miqyas_web.surveys.models import Alert, Survey
from miqyas_web.surveys.queries.alerts import people_of
from miqyas_web.surveys.rules.quality import check_can_become

FIELDS = ["state", "assigned_to", "resolved_by", "resolved_at", "outcome", "reason"]


def assign_alerts(*, survey: Survey, alerts: Sequence[int], to: Person, by: Person) -> int:
    """Give alerts to a member of the organisation."""
    if not people_of(survey.initiative.organisation).filter(pk=to.pk).exists():
        raise Unfit(_("Choose someone of the organisation."))

    def change(alert: Alert) -> None:
        alert.state, alert.assigned_to = AlertState.ASSIGNED, to

    return _move(survey, alerts, AlertState.ASSIGNED, change, by=by, facts={"given_to": str(to)})


def resolve_alerts(*, survey: Survey, alerts: Sequence[int], outcome: str, reason: str, by: Person) -> int:
    """Close alerts, saying what they came to and why."""
    if not reason.strip():
        raise Unfit(_("Say why: someone will ask."))
    now, ended = clock.now(), Outcome(outcome)

    def change(alert: Alert) -> None:
        alert.state, alert.resolved_by, alert.resolved_at = AlertState.RESOLVED, by, now
        alert.outcome, alert.reason = ended, reason.strip()

    facts = {"outcome": ended.value, "reason": reason.strip()}
    return _move(survey, alerts, AlertState.RESOLVED, change, by=by, facts=facts)


def reopen_alerts(*, survey: Survey, alerts: Sequence[int], by: Person) -> int:
    """Open again what was closed or given to someone."""

    def change(alert: Alert) -> None:
        alert.state, alert.assigned_to = AlertState.OPEN, None
        alert.resolved_by = alert.resolved_at = None
        alert.outcome = alert.reason = ""

    return _move(survey, alerts, AlertState.OPEN, change, by=by, facts={})


@transaction.atomic
def _move(
    survey: Survey,
    numbers: Sequence[int],
    to: AlertState,
    change: Callable[[Alert], None],
    *,
    by: Person,
    facts: dict[str, str],
) -> int:
    """Change all of them or none."""
    check_may_work(survey.initiative, by)
    alerts = list(
        Alert.objects.select_for_update(of=("self",)).filter(survey=survey, pk__in=numbers).order_by("pk")
    )
    if not alerts:
        raise Unfit(_("Choose at least one alert."))
    for alert in alerts:
        check_can_become(alert.state, to)
        change(alert)
    Alert.objects.bulk_update(alerts, FIELDS)
    audit.record(
        "alerts_moved",
        target=survey,
        by=by,
        organisation=survey.initiative.organisation,
        to=to.value,
        n_alerts=len(alerts),
        alerts=[alert.pk for alert in alerts],
        **facts,
    )
    return len(alerts)
