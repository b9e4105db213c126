"""Ask for a study to be estimated, and keep what came out."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.queries import frozen_path
from miqyas_web.foundation import audit, jobs, slots
from miqyas_web.foundation.models import Job
from miqyas_web.studies import science
from miqyas_web.studies.actions.permission import locked
from miqyas_web.studies.enums import StudyState
from miqyas_web.studies.models import Estimation, SealedPlan, Study
from miqyas_web.studies.rules import check_can_move


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
