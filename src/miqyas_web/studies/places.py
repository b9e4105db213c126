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
from miqyas_web.studies import demonstration, tasks
from miqyas_web.studies.enums import StudyState
from miqyas_web.studies.models import Study
from miqyas_web.studies.words import AUDIT_WORDS
from miqyas_web.ui.desk import DeskAction

# Loading the tasks declares them to the worker.
TASKS = tasks
MOST_ON_A_DESK = 3


def fill() -> None:
    step = Step(key="studies", label=_("Studies"), url_name="studies:study_list", state=state_of)
    slots.fill("initiative_steps", key="studies", order=50, item=step)
    slots.fill("desk_actions", key="studies", order=50, item=actions_for)
    slots.fill("audit_words", key="studies", order=50, item=AUDIT_WORDS)
    slots.fill("demonstration", key="studies", order=50, item=demonstration.fill)


def state_of(initiative: Initiative, _person: Person) -> StepState:
    """How far the studies of an initiative are."""
    counts = dict(
        Study.objects.filter(initiative=initiative).values_list("state").annotate(n=Count("pk")).order_by()
    )
    n, n_estimated = sum(counts.values()), counts.get(StudyState.ESTIMATED, 0)
    if not n:
        return StepState("empty")
    summary = ngettext("%(n)s study, %(done)s estimated", "%(n)s studies, %(done)s estimated", n)
    return StepState("done" if n_estimated else "started", summary % {"n": n, "done": n_estimated})


def actions_for(person: Person) -> list[DeskAction]:
    """Studies that wait for a seal or for their estimation."""
    waiting = Study.objects.filter(
        initiative__in=Initiative.objects.where(person, may=Permission.STUDY),
        state__in=[StudyState.DRAFT, StudyState.SEALED],
    ).order_by("-changed_at")[:MOST_ON_A_DESK]
    titles = {
        StudyState.DRAFT: (
            _("Seal the plan of “%(study)s”"),
            _("A plan sealed before the results are seen proves more."),
        ),
        StudyState.SEALED: (_("Estimate “%(study)s”"), _("Its plan is sealed and its data are frozen.")),
    }
    return [
        DeskAction(
            title=titles[StudyState(study.state)][0] % {"study": study.title},
            why=titles[StudyState(study.state)][1],
            href=reverse("studies:study_show", args=[study.initiative_id, study.pk]),
            priority=50,
        )
        for study in waiting
    ]
