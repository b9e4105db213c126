"""Register a study, seal its plan, amend it, have it estimated."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.datasets.queries import frozen_path
from miqyas_web.foundation import audit, clock, jobs, slots
from miqyas_web.foundation.models import Job
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies import science
from miqyas_web.studies.enums import StudyState
from miqyas_web.studies.models import Estimation, SealedPlan, Study
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


@transaction.atomic
def ask_estimation(*, study: Study, by: Person) -> Job:
    """Queue the estimation of the plan last sealed."""
    study = locked(study, by)
    check_can_move(study.state, StudyState.ESTIMATED)
    job = jobs.ask(
        "studies.estimate",
        title=_("Estimation: %(study)s") % {"study": study},
        by=by,
        study_id=study.pk,
        person_id=by.pk,
    )
    audit.record(
        "estimation_asked", target=study, by=by, organisation=study.initiative.organisation, job=job.pk
    )
    return job


def estimate_study(*, study: Study, by: Person, job_id: int, tell: Any) -> Estimation:
    """Run the plan last sealed and keep what came out. Asked twice for one job, it answers with the first."""
    done = Estimation.objects.filter(job_id=job_id).first()
    if done:
        return done
    plan = study.plans.order_by("-number").first()
    check_can_move(study.state, StudyState.ESTIMATED)
    if plan is None:
        raise LookupError(f"Study {study.pk} is {study.state} and has no plan.")
    data = science.Data(frozen_path(study.dataset), study.dataset.sha256, str(study.dataset))
    computed = science.compute(plan.content, data, unit=study.unit, tell=tell)
    return keep_estimation(study=study, plan=plan, computed=computed, by=by, job_id=job_id)


@transaction.atomic
def keep_estimation(
    *, study: Study, plan: SealedPlan, computed: science.Computed, by: Person, job_id: int
) -> Estimation:
    study = locked(study, by)
    check_can_move(study.state, StudyState.ESTIMATED)
    estimation = Estimation.objects.create(
        study=study,
        plan=plan,
        records=computed.records,
        estimate=computed.estimate,
        arms=computed.arms,
        checks=computed.checks,
        dataset_sha256=study.dataset.sha256,
        library_version=computed.library_version,
        seed=0,
        job_id=job_id,
        run_by=by,
    )
    study.state = StudyState.ESTIMATED
    study.save(update_fields=["state", "changed_at"])
    organisation = study.initiative.organisation
    audit.record("study_estimated", target=study, by=by, organisation=organisation, estimation=estimation.pk)
    for tell_upper_room in slots.items("estimation_kept"):
        tell_upper_room(estimation=estimation, by=by)
    return estimation


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


def check_may_study(initiative: Initiative, by: Person) -> None:
    check_has(Permission.STUDY, permissions_in(initiative.organisation, by))


def locked(study: Study, by: Person) -> Study:
    """The study as it stands now, held until the transaction ends, for someone who may change it."""
    study = (
        Study.objects.select_for_update(of=("self",))
        .select_related("initiative__organisation", "link", "indicator", "dataset")
        .get(pk=study.pk)
    )
    check_may_study(study.initiative, by)
    return study
