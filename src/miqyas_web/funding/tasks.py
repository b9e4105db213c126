"""Reviews are calibrated, and lists weighed, apart from the page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import jobs
from miqyas_web.funding.actions.allocations import make_weighing
from miqyas_web.funding.actions.ranking import make_ranking
from miqyas_web.funding.models import Allocation, Ranking, Stage, Weighing


def ranking_address(*, stage_id: int, **_asked: Any) -> str:
    """The page of ranking of the stage."""
    stage = Stage.objects.filter(pk=stage_id).first()
    if stage is None:
        return ""
    return f"{reverse('funding:ranking_show', args=[stage.call_id])}?stage={stage.position}"


@jobs.task("funding.calibrate", back=ranking_address)
def calibrate(
    progress: jobs.Progress, *, stage_id: int, top: int, seed: int, person_id: int, **_asked: Any
) -> str:
    """Calibrate the reviews of a stage, once."""
    progress(10, _("Taking each reviewer's leniency out"))
    stage = Stage.objects.select_related("call__organisation", "grid").get(pk=stage_id)
    if not Ranking.objects.filter(stage=stage, inputs__job=progress.job_id).exists():
        make_ranking(
            stage=stage, top=top, seed=seed, by=Person.objects.get(pk=person_id), job_id=progress.job_id
        )
    return ranking_address(stage_id=stage_id)


def allocation_address(*, allocation_id: int, **_asked: Any) -> str:
    """The page of the allocation."""
    return reverse("funding:allocation_show", args=[allocation_id])


@jobs.task("funding.weigh", back=allocation_address)
def weigh(progress: jobs.Progress, *, allocation_id: int, person_id: int) -> str:
    """Weigh a kept allocation, once."""
    step = _("Solving again under other scores, other floors, other rules")
    progress(1, step)
    if not Weighing.objects.filter(job=progress.job_id).exists():
        allocation = Allocation.objects.select_related(
            "call__organisation", "ranking__stage__grid", "lottery"
        ).get(pk=allocation_id)
        make_weighing(
            allocation=allocation, by=Person.objects.get(pk=person_id), job_id=progress.job_id,
            told=lambda percent: progress(min(99, percent), step),
        )  # fmt: skip
    return allocation_address(allocation_id=allocation_id)
