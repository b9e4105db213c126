"""Letters that a report is due or late: a job of every day, which may run as often as one likes."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy

from miqyas_web.accounts.actions.letters import send_on_commit
from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.rules import roles_with
from miqyas_web.foundation import audit, clock
from miqyas_web.funding.enums import GrantState, ReportState
from miqyas_web.funding.models import GrantReport, Reminder
from miqyas_web.funding.rules.reporting import moment_due

SUBJECT = gettext_lazy("A report of the grant %(grant)s")


def remind(*, site: str, today: date | None = None) -> int:
    """Send what has come due since the last run; answers with the number of reports reminded.

    Only the last moment that has come is written: after a stop of a month, one letter leaves, not three.
    """
    today = today or clock.today()
    waiting = (
        GrantReport.objects.filter(
            state__in=[ReportState.ASKED, ReportState.RETURNED], grant__state=GrantState.ACTIVE
        )
        .select_related("grant__organisation", "grant__initiative__organisation", "milestone")
        .prefetch_related("reminders")
        .order_by("pk")
    )
    return sum(_remind(each, today, site) for each in waiting)


def _remind(report: GrantReport, today: date, site: str) -> bool:
    moment = moment_due(report.due_on, today)
    sent = max((each.moment for each in report.reminders.all()), default=None)
    if moment is None or (sent is not None and sent >= moment):
        return False
    try:
        with transaction.atomic():
            _send(report, moment, today, site)
    except IntegrityError:
        # Another run took it meanwhile.
        return False
    return True


def _send(report: GrantReport, moment: int, today: date, site: str) -> None:
    people = list(_people(report))
    Reminder.objects.create(report=report, moment=moment, sent_at=clock.now(), n_letters=len(people))
    report.reminded_at = clock.now()
    report.save(update_fields=["reminded_at"])
    for person in people:
        send_on_commit(
            "funding/letters/report_due.txt",
            to=person.email,
            language=person.language,
            subject=SUBJECT,
            grant=report.grant.reference,
            title=report.grant.title,
            due_on=report.due_on,
            days_late=(today - report.due_on).days,
            link=f"{site}/funding/grants/{report.grant_id}/reports/{report.pk}/",
        )
    audit.record(
        "grant_report_reminded",
        target=report.grant,
        by=None,
        organisation=report.grant.organisation,
        grant=report.grant.reference,
        n=len(people),
    )


def _people(report: GrantReport) -> Iterable[Person]:
    """Those who may write the report: the grantee's leads and contributors."""
    return Person.objects.filter(
        memberships__organisation=report.grant.initiative.organisation,
        memberships__role__in=roles_with(Permission.DESCRIBE),
        is_active=True,
    ).distinct()
