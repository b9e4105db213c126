"""When answers come in, the checks are asked to look at them: not at each answer, and without waiting for them."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock, jobs
from miqyas_web.foundation.models import Job
from miqyas_web.surveys.models import Survey

# Answers of a morning come by hundreds; what is seen ten minutes later is seen in time.
PAUSE = timedelta(minutes=10)
TASK = "surveys.look"


def ask_look_soon(survey: Survey) -> Job | None:
    """Ask for a look, unless one was asked for a moment ago. No query then: receiving stays quick."""
    now = clock.now()
    if survey.look_asked_at and now - survey.look_asked_at < PAUSE:
        return None
    mine = Survey.objects.filter(
        Q(look_asked_at__isnull=True) | Q(look_asked_at__lte=now - PAUSE), pk=survey.pk
    ).update(look_asked_at=now)
    survey.look_asked_at = now
    return ask_look(survey, by=None) if mine else None


def ask_look(survey: Survey, *, by: Person | None) -> Job:
    """Ask for a look at the answers of a questionnaire."""
    title = _("Looking at the answers to “%(survey)s”") % {"survey": survey}
    return jobs.ask(TASK, title=title, by=by, survey_id=survey.pk, person_id=by.pk if by else None)
