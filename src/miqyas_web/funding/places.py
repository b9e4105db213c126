"""What this room puts in the places that lower rooms open."""

from django.utils.translation import gettext_lazy as _

from miqyas_web.foundation import slots
from miqyas_web.funding import demonstration, desk, desk_calls, desk_reading, tasks
from miqyas_web.funding.parts import Part
from miqyas_web.funding.progress import applications_state, received_figure
from miqyas_web.funding.queries import following, parts
from miqyas_web.funding.queries.claims import claims_figure
from miqyas_web.funding.queries.progress import reading_figure
from miqyas_web.funding.review_words import REVIEW_WORDS
from miqyas_web.funding.words import AUDIT_WORDS
from miqyas_web.initiatives.steps import Step
from miqyas_web.ui.navigation import NavigationItem

NAVIGATION = NavigationItem(_("Calls"), "funding:call_list", public=True)

ALLOCATION = Part(_("Allocation of the budget"), "funding:allocation_create", parts.n_allocations)


STEP = Step("funding", _("Funding"), "funding:application_list", applications_state, is_optional=True)


# Loading the tasks declares them to the worker.
TASKS = tasks
GRANTS = Step("grants", _("Grants"), "funding:initiative_grants", following.grants_state, is_optional=True)
EXPENSES = Part(_("Expenses"), "funding:claim_list", claims_figure)
AMENDMENTS = Part(_("Amendments"), "funding:amendment_list", following.amendments_figure)
LESSONS = Part(_("Lessons"), "funding:lesson_create", following.lessons_figure)
REPORTING = Part(_("What grantees report"), "funding:reporting_edit", following.reporting_figure)
LEARNT = Part(_("Lessons of earlier grants"), "funding:call_lessons", following.lessons_for_call_figure)
READING = Part(_("Reading of the applications"), "funding:review_progress", reading_figure)


def fill() -> None:
    slots.fill("initiative_steps", key="funding", order=65, item=STEP)
    slots.fill(
        "call_parts",
        key="received",
        order=10,
        item=Part(_("Applications received"), "funding:received_list", received_figure),
    )
    slots.fill("desk_actions", key="calls", order=80, item=desk_calls.actions_for)
    slots.fill("navigation", key="calls", order=45, item=NAVIGATION)
    slots.fill("demonstration", key="funding", order=80, item=demonstration.fill)
    slots.fill("desk_actions", key="reading", order=67, item=desk_reading.actions_for)
    slots.fill("desk_actions", key="funding_reading", order=67, item=desk_reading.actions_for)
    slots.fill("desk_actions", key="funding_answers", order=66, item=desk.actions_for)
    slots.fill("call_parts", key="allocation", order=70, item=ALLOCATION)
    slots.fill("audit_words", key="funding", order=80, item=AUDIT_WORDS)
    slots.fill("audit_words", key="funding_reviews", order=81, item=REVIEW_WORDS)
    slots.fill("call_parts", key="reading", order=30, item=READING)
    slots.fill("initiative_steps", key="grants", order=66, item=GRANTS)
    slots.fill("call_parts", key="reporting", order=80, item=REPORTING)
    slots.fill("call_parts", key="learnt", order=85, item=LEARNT)
    slots.fill("grant_parts", key="expenses", order=10, item=EXPENSES)
    slots.fill("grant_parts", key="amendments", order=20, item=AMENDMENTS)
    slots.fill("grant_parts", key="lessons", order=30, item=LESSONS)
