"""Long work of this room."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import jobs
from miqyas_web.studies import actions, science
from miqyas_web.studies.models import Study

STEPS = {
    "estimate": _("Estimating the effect"),
    "balance": _("Comparing the groups before"),
    "attrition": _("Looking at who is missing"),
    "weak_instruments": _("Looking at the instrument"),
    "density": _("Looking around the threshold"),
    "negative_weights": _("Looking at the weights of the effects"),
    "pretrends": _("Looking before the start"),
    "overlap": _("Looking for people to compare with"),
    "arms": _("Averages of each group"),
    "charts": _("Drawing the charts"),
}


def study_address(*, study_id: int, **_asked: Any) -> str:
    """Where the plan is read and changed."""
    study = Study.objects.filter(pk=study_id).first()
    return reverse("studies:study_show", args=[study.initiative_id, study.pk]) if study else ""


@jobs.task("studies.estimate", back=study_address)
def estimate(progress: jobs.Progress, *, study_id: int, person_id: int) -> str:
    study = Study.objects.select_related("dataset", "initiative").get(pk=study_id)
    done = actions.estimate_study(
        study=study,
        by=Person.objects.get(pk=person_id),
        job_id=progress.job_id,
        tell=lambda percent, step: progress(percent, STEPS[step]),
    )
    progress(95, STEPS["charts"])
    science.draw_charts(done)
    return reverse("studies:estimation_show", args=[study.initiative_id, study.pk, done.pk])
