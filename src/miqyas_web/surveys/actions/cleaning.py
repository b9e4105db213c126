"""Steps of cleaning are added at the end of the script, and taken back; answers never change."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.actions.withdrawing import check_may_work
from miqyas_web.surveys.enums import StepKind
from miqyas_web.surveys.models import CleaningStep, Survey
from miqyas_web.surveys.queries import cleaning as queries
from miqyas_web.surveys.science.cleaning import cleaned, script_of, written

ON_ONE_COLUMN = {StepKind.REPLACE, StepKind.MISSING, StepKind.RECODE}


@dataclass(frozen=True, slots=True)
class StepSaid:
    """A step as a person said it."""

    kind: StepKind
    reason: str
    table: str = ""
    column: str = ""
    selection: dict[str, Any] = field(default_factory=dict)
    change: dict[str, Any] = field(default_factory=dict)


def preview_step(*, survey: Survey, said: StepSaid, by: Person) -> queries.Preview:
    """What the step would change; nothing is kept."""
    steps = queries.steps_of(survey)
    found, step = _checked(survey, said, steps, by=by)
    return queries.preview(found, steps, step, may_see_personal=_may_see(survey, by))


@transaction.atomic
def add_step(*, survey: Survey, said: StepSaid, by: Person) -> CleaningStep:
    """Keep a step at the end of the script, once it is known to apply after the others."""
    held = (
        Survey.objects.select_for_update(of=("self",))
        .select_related("initiative__organisation")
        .get(pk=survey.pk)
    )
    steps = queries.steps_of(held)
    found, step = _checked(held, said, steps, by=by)
    if step.kind in {StepKind.REPLACE, StepKind.MISSING}:
        # Another value there, one day, is a reason to look again: a correction came.
        was = queries.value_now(found, steps, step)
        step.change = step.change | ({"was": was} if was is not None else {})
    n_changed = queries.preview(found, steps, step, may_see_personal=True).n_changed
    step.save()
    audit.record(
        "cleaning_step_added",
        target=step,
        by=by,
        organisation=held.initiative.organisation,
        reason=step.reason,
        n_changed=n_changed,
    )
    return step


@transaction.atomic
def take_back_step(*, step: CleaningStep, by: Person) -> CleaningStep:
    """The step is carried out no more; those after it must still apply."""
    survey = (
        Survey.objects.select_for_update(of=("self",))
        .select_related("initiative__organisation")
        .get(pk=step.survey_id)
    )
    check_may_work(survey.initiative, by)
    steps = queries.steps_of(survey)
    held = next(each for each in steps if each.pk == step.pk)
    if held.taken_back_at is not None:
        raise Refused(_("This step is already taken back."))
    held.taken_back_by, held.taken_back_at = by, clock.now()
    cleaned(queries.laid(survey).tables, steps)
    held.save(update_fields=["taken_back_by", "taken_back_at"])
    audit.record("cleaning_step_taken_back", target=held, by=by, organisation=survey.initiative.organisation)
    return held


def script_file(*, survey: Survey, by: Person) -> str:
    """The script as JSON. It may hold personal values: then it is for those who may see them."""
    check_may_work(survey.initiative, by)
    steps = queries.steps_of(survey)
    if not _may_see(survey, by):
        found = queries.laid(survey)
        touched = {
            (step.table, name) for step in script_of(steps) for name in (step.column, step.selection.column)
        }
        if any(name in found.personal.get(table, frozenset()) for table, name in touched):
            raise Refused(_("This script holds personal values, which your role may not see."))
    return written(steps)


def _checked(
    survey: Survey, said: StepSaid, steps: list[CleaningStep], *, by: Person
) -> tuple[queries.Laid, CleaningStep]:
    check_may_work(survey.initiative, by)
    found = queries.laid(survey)
    if not all(
        found.may_touch(said.table, column, may_see_personal=_may_see(survey, by))
        for column in (said.column, str(said.selection.get("column", "")))
    ):
        raise Refused(_("This column is personal: your role may not see it, nor change it."))
    step = CleaningStep(
        survey=survey,
        position=max((each.position for each in steps), default=0) + 1,
        kind=said.kind,
        table=said.table,
        column=said.column if said.kind in ON_ONE_COLUMN else "",
        selection=said.selection,
        change=said.change,
        reason=said.reason.strip(),
        made_by=by,
        made_at=clock.now(),
    )
    script_of([step])
    return found, step


def _may_see(survey: Survey, by: Person) -> bool:
    return Permission.READ_PERSONAL in permissions_in(survey.initiative.organisation, by)
