"""How far the questionnaires of an initiative are."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.steps import StepState
from miqyas_web.surveys.enums import VersionState
from miqyas_web.surveys.models import Survey


def surveys_state(initiative: Initiative, _person: Person) -> StepState:
    """Done when a questionnaire is published. One query."""
    counted = Survey.objects.filter(initiative=initiative).aggregate(
        n_surveys=Count("pk", distinct=True),
        n_published=Count("pk", filter=Q(versions__state=VersionState.PUBLISHED), distinct=True),
    )
    if counted["n_published"]:
        return StepState(
            "done",
            ngettext_lazy("%(n)s published questionnaire", "%(n)s published questionnaires", "n")
            % {"n": counted["n_published"]},
        )
    return (
        StepState("started", _("a questionnaire to finish")) if counted["n_surveys"] else StepState("empty")
    )
