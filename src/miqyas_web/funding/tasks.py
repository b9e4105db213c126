"""Reviews are calibrated, lists weighed, files of large portfolios written, letters of the day sent, apart from the page."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import daily, jobs
from miqyas_web.funding.actions.allocations import make_weighing, replay_allocation
from miqyas_web.funding.actions.extracts import make_extract
from miqyas_web.funding.actions.ranking import make_ranking
from miqyas_web.funding.actions.reminders import remind_when_due
from miqyas_web.funding.actions.reminding import remind
from miqyas_web.funding.models import Allocation, Extract, Ranking, Replay, Stage, Weighing


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


def replay_address(*, allocation_id: int, **_asked: Any) -> str:
    """The page of the allocation, where it says what came out."""
    return reverse("funding:allocation_show", args=[allocation_id]) + "#again"


@jobs.task("funding.replay", back=replay_address)
def take_again(progress: jobs.Progress, *, allocation_id: int, person_id: int) -> str:
    """Take a kept allocation again, once."""
    progress(10, _("Solving again from the sealed inputs"))
    if not Replay.objects.filter(job=progress.job_id).exists():
        allocation = Allocation.objects.select_related("call__organisation", "lottery").get(pk=allocation_id)
        replay_allocation(allocation=allocation, by=Person.objects.get(pk=person_id), job_id=progress.job_id)
    return replay_address(allocation_id=allocation_id)


@jobs.task("funding.remind")
def remind_of_the_day(progress: jobs.Progress) -> str:
    """Letters about reports of grants, then about files to read. Run again after a stop, nobody gets two."""
    progress(5, _("Letters about reports and files to read"))
    remind(site=settings.SITE)
    progress(50, _("Letters about reports and files to read"))
    remind_when_due(
        link_for=lambda reviewer: settings.SITE + reverse("funding:reviewing_show", args=[reviewer.pk])
    )
    return ""


daily.each_day("funding.remind", title=gettext_lazy("Letters of the day"))


def extract_address(*, extract_id: int, **_asked: Any) -> str:
    """The page of the file, for members of the funder."""
    extract = Extract.objects.filter(pk=extract_id).first()
    return reverse("funding:extract_show", args=[extract.organisation_id, extract.pk]) if extract else ""


@jobs.task("funding.extract", back=extract_address)
def extract(progress: jobs.Progress, *, extract_id: int) -> str:
    """Write a file of every grant of a funder."""
    asked = Extract.objects.select_related("organisation").get(pk=extract_id)
    step = _("Writing the grants one by one")
    progress(5, step)
    make_extract(extract=asked, job_id=progress.job_id, told=lambda percent: progress(percent, step))
    return extract_address(extract_id=extract_id)
