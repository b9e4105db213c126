"""What this room puts in the places that lower rooms open."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.foundation import slots
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.steps import Step, StepState
from miqyas_web.reports import demonstration, practice, queries, tasks
from miqyas_web.reports.enums import ReportState
from miqyas_web.reports.models import Report
from miqyas_web.ui.desk import DeskAction

# Loading the tasks declares them to the worker.
TASKS = tasks
MOST_ON_A_DESK = 3
AUDIT_WORDS = {
    "report_created": _("began a report"),
    "report_changed": _("changed a draft report"),
    "report_published": _("published a report"),
    "report_withdrawn": _("withdrew a report («%(reason)s»)"),
    "verification_asked": _("asked for a report to be computed again"),
    "report_verified": _("had a report computed again"),
}


def fill() -> None:
    step = Step(key="reports", label=_("Reports"), url_name="reports:report_list", state=state_of)
    slots.fill("initiative_steps", key="reports", order=70, item=step)
    slots.fill("desk_actions", key="reports", order=70, item=actions_for)
    slots.fill("demonstration", key="reports", order=70, item=demonstration.fill)
    slots.fill("practice_facts", key="reports", order=70, item=practice.FACTS)
    slots.fill("audit_words", key="reports", order=70, item=AUDIT_WORDS)


def state_of(initiative: Initiative, _person: Person) -> StepState:
    """How many reports are published, or begun."""
    counts = dict(
        Report.objects.filter(initiative=initiative).values_list("state").annotate(n=Count("pk")).order_by()
    )
    n_published, n_drafts = counts.get(ReportState.PUBLISHED, 0), counts.get(ReportState.DRAFT, 0)
    if n_published:
        said = ngettext("%(n)s report published", "%(n)s reports published", n_published)
        return StepState("done", said % {"n": n_published})
    if n_drafts:
        return StepState("started", ngettext("%(n)s draft", "%(n)s drafts", n_drafts) % {"n": n_drafts})
    return StepState("empty")


def actions_for(person: Person) -> list[DeskAction]:
    """Estimated studies that no report carries yet."""
    theirs = Initiative.objects.where(person, may=Permission.PUBLISH)
    return [
        DeskAction(
            title=_("Report on “%(study)s”") % {"study": claim.estimation.study.title},
            why=_("Its result is known; nobody outside your organisation can read it yet."),
            href=reverse("reports:report_create", args=[claim.estimation.study.initiative_id]),
            priority=70,
        )
        for claim in queries.claims_without_report(person, theirs, most=MOST_ON_A_DESK)
    ]
