"""The checks look at answers apart from the page, and from those who send."""

from django.urls import reverse
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import jobs
from miqyas_web.surveys.actions.asking import TASK
from miqyas_web.surveys.actions.looking import look_at
from miqyas_web.surveys.models import Survey


@jobs.task(TASK)
def look(progress: jobs.Progress, *, survey_id: int, person_id: int | None) -> str:
    survey = Survey.objects.select_related("initiative__organisation").get(pk=survey_id)
    by = Person.objects.get(pk=person_id) if person_id else None
    progress(10, _("Reading the answers"))
    look_at(survey, by=by)
    return reverse("surveys:quality_show", args=[survey.initiative_id, survey.pk])
