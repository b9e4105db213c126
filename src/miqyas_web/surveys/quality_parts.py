"""What the answers and their quality say on the page of a questionnaire."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import slots
from miqyas_web.surveys.models import Survey
from miqyas_web.surveys.parts import Part
from miqyas_web.surveys.queries.quality import n_flagged, n_standing


def fill() -> None:
    """Put them on the page."""
    answers = Part(_("Answers"), "surveys:submission_list", received)
    slots.fill("survey_parts", key="submissions", order=20, item=answers)
    quality = Part(_("Data quality"), "surveys:quality_show", to_look_at)
    slots.fill("survey_parts", key="quality", order=30, item=quality)
    team = Part(_("Field team and quotas"), "surveys:team_show", given)
    slots.fill("survey_parts", key="team", order=40, item=team)


def received(survey: Survey, _person: Person) -> "str | Promise":
    n = n_standing(survey)
    return ngettext("%(n)s received", "%(n)s received", n) % {"n": n}


def to_look_at(survey: Survey, _person: Person) -> "str | Promise":
    n = n_flagged(survey)
    return ngettext("%(n)s needs a look", "%(n)s need a look", n) % {"n": n}


def given(survey: Survey, _person: Person) -> "str | Promise":
    n = survey.quotas.count()
    return ngettext("%(n)s quota", "%(n)s quotas", n) % {"n": n}
