"""Reviews are calibrated apart from the page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import jobs
from miqyas_web.funding.actions.ranking import make_ranking
from miqyas_web.funding.models import Ranking, Stage


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
