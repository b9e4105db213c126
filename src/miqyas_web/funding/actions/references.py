"""Anchors and files to learn on: named, written, taken from an earlier call, retired; and what a reviewer answers."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.actions.reviewers import check_may_run
from miqyas_web.funding.enums import AssignmentState, ReferenceUse
from miqyas_web.funding.models import Application, ReferenceFile, Reviewer, Stage, TrainingAnswer
from miqyas_web.funding.queries.access import has_conflict
from miqyas_web.funding.queries.progress import applications_read
from miqyas_web.funding.refusals import Recused
from miqyas_web.funding.rules.references import content_without_names, levels_lacking
from miqyas_web.funding.rules.scales import ShownCriterion


@transaction.atomic
def name_anchor(*, stage: Stage, application: Application, by: Person) -> ReferenceFile:
    """Have every reviewer read this candidate."""
    _locked(stage, by)
    if has_conflict(by, application):
        raise Recused
    if not applications_read(stage).filter(pk=application.pk).exists():
        raise Unfit(_("This application is not read at this stage."))
    if stage.reference_files.filter(application=application, retired_at__isnull=True).exists():
        raise Unfit(_("This application is an anchor already."))
    return _keep(stage, {"use": ReferenceUse.ANCHOR, "application": application}, by)


@transaction.atomic
def write_reference(
    *, stage: Stage, use: str, title: str, content: Mapping[str, Any], levels: Mapping[str, Any],
    criteria: list[ShownCriterion], by: Person,
) -> ReferenceFile:  # fmt: skip
    """Write an invented file; one to learn on has its levels with their reasons."""
    _locked(stage, by)
    _check_levels(use, levels, criteria)
    said = {"use": use, "title": title, "content": dict(content) | {"title": title}, "levels": dict(levels)}
    return _keep(stage, said, by)


@transaction.atomic
def take_past_file(*, stage: Stage, use: str, source: Application, by: Person) -> ReferenceFile:
    """Take what was sealed of an earlier call, names left out. One to learn on waits for its levels."""
    _locked(stage, by)
    if has_conflict(by, source):
        raise Recused
    sealed = source.sealed_now
    if sealed is None or source.call.organisation_id != stage.call.organisation_id:
        raise Unfit(_("Nothing was sealed of this application for your organisation."))
    content = content_without_names(sealed.content, sealed.stage.questions, sealed.stage.position)
    said = {"use": use, "source": source, "title": str(content.get("title", ""))[:200], "content": content}
    return _keep(stage, said, by)


@transaction.atomic
def set_levels(
    *, file: ReferenceFile, title: str, levels: Mapping[str, Any], criteria: list[ShownCriterion], by: Person
) -> ReferenceFile:
    """Write what careful readers give a file; no longer once a reviewer has learnt on it."""
    _locked(file.stage, by)
    if file.application_id is not None:
        raise Refused(_("A candidate has no reference levels: they would tell its readers what to think."))
    if file.answers.exists():
        raise Refused(_("Reviewers have learnt on this file: its levels no longer change."))
    _check_levels(file.use, levels, criteria)
    file.title, file.levels, file.content = title, dict(levels), file.content | {"title": title}
    file.save(update_fields=["title", "levels", "content"])
    audit.record("reference_file_levelled", target=file, by=by, organisation=file.stage.call.organisation)
    return file


@transaction.atomic
def retire_reference(*, file: ReferenceFile, by: Person) -> int:
    """Use it no more: readings not sent are taken back, what was sent goes on telling leniency."""
    _locked(file.stage, by)
    file.retired_at = clock.now()
    file.save(update_fields=["retired_at"])
    n: int = file.assignments.filter(state=AssignmentState.ASKED).update(
        state=AssignmentState.RELEASED, reason=_("This file is an anchor no more.")
    )
    audit.record("reference_file_retired", target=file, by=by, organisation=file.stage.call.organisation)
    return n


@transaction.atomic
def answer_training(
    *, reviewer: Reviewer, file: ReferenceFile, levels: Mapping[str, float], criteria: list[ShownCriterion],
    by: Person,
) -> TrainingAnswer:  # fmt: skip
    """Give levels to a file to learn on, once; the reference is shown afterwards."""
    if by.pk != reviewer.person_id:
        raise Refused(_("Each person reads their own training."))
    if TrainingAnswer.objects.filter(reviewer=reviewer, file=file).exists():
        raise Refused(_("You have answered on this file: the reference is on the page."))
    missing = [each.label for each in criteria if levels.get(each.key) is None]
    if missing:
        raise Unfit(_("Choose a level for: %(criteria)s.") % {"criteria": ", ".join(missing)})
    answer = TrainingAnswer.objects.create(
        reviewer=reviewer, file=file, levels=dict(levels), answered_at=clock.now()
    )
    audit.record("training_answered", target=reviewer, by=by, organisation=reviewer.call.organisation)
    return answer


def _locked(stage: Stage, by: Person) -> None:
    check_may_run(stage.call, by)
    Stage.objects.select_for_update().get(pk=stage.pk)


def _check_levels(use: str, levels: Mapping[str, Any], criteria: list[ShownCriterion]) -> None:
    lacking = levels_lacking(levels, criteria)
    if use == ReferenceUse.TRAINING and lacking:
        raise Unfit(
            _("A file to learn on needs a level and its reason for: %(criteria)s.")
            % {"criteria": ", ".join(lacking)}
        )


def _keep(stage: Stage, said: Mapping[str, Any], by: Person) -> ReferenceFile:
    code = f"REF-{stage.reference_files.count() + 1}"
    file = ReferenceFile.objects.create(stage=stage, code=code, made_by=by, made_at=clock.now(), **said)
    audit.record("reference_file_named", target=file, by=by, organisation=stage.call.organisation, code=code)
    return file
