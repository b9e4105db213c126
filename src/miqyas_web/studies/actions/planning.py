"""Register a study, change it, seal its plan, amend it."""

from typing import Any

from django.db import transaction

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.queries import frozen_path
from miqyas_web.foundation import audit, clock
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies import science
from miqyas_web.studies.actions.permission import check_may_study, locked
from miqyas_web.studies.enums import StudyState
from miqyas_web.studies.models import SealedPlan, Study
from miqyas_web.studies.rules import check_amendment, check_can_move


@transaction.atomic
def register_study(*, initiative: Initiative, by: Person, **fields: Any) -> Study:
    """Write down the question and how it will be answered."""
    check_may_study(initiative, by)
    study = Study(initiative=initiative, created_by=by, **fields)
    science.check_data_can_answer(study, frozen_path(study.dataset))
    study.save()
    audit.record("study_registered", target=study, by=by, organisation=initiative.organisation)
    return study


@transaction.atomic
def change_study(*, study: Study, by: Person, reason: str = "", **fields: Any) -> Study:
    """Change a draft freely; change a sealed study by an amendment, kept with its reason."""
    study = locked(study, by)
    check_amendment(study.state, reason)
    for name, value in fields.items():
        setattr(study, name, value)
    science.check_data_can_answer(study, frozen_path(study.dataset))
    sealed = science.seal(study)
    study.save()
    last = study.plans.order_by("-number").first()
    if last and last.sha256 != sealed.sha256:
        keep_plan(study, sealed, by=by, number=last.number + 1, reason=reason)
        audit.record(
            "plan_amended", target=study, by=by, organisation=study.initiative.organisation, reason=reason
        )
    else:
        audit.record("study_changed", target=study, by=by, organisation=study.initiative.organisation)
    return study


@transaction.atomic
def seal_study(*, study: Study, by: Person) -> SealedPlan:
    """Freeze the plan: from here on, every change shows."""
    study = locked(study, by)
    check_can_move(study.state, StudyState.SEALED)
    plan = keep_plan(study, science.seal(study), by=by, number=1, reason="")
    study.state = StudyState.SEALED
    study.save(update_fields=["state", "changed_at"])
    audit.record(
        "plan_sealed", target=study, by=by, organisation=study.initiative.organisation, sha256=plan.sha256
    )
    return plan


def keep_plan(study: Study, sealed: science.Sealed, *, by: Person, number: int, reason: str) -> SealedPlan:
    return SealedPlan.objects.create(
        study=study,
        number=number,
        content=sealed.content,
        sha256=sealed.sha256,
        reason=reason.strip(),
        sealed_by=by,
        sealed_at=clock.now(),
    )
