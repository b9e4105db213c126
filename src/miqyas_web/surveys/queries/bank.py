"""What questions may be made from: the indicators of the initiative, the questionnaires of the organisation."""

from django.db.models import QuerySet

from miqyas_web.accounts.models import Person
from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.models import FormVersion, Question, Survey
from miqyas_web.surveys.rules.kinds import OF_THE_DEVICE


def indicators_to_feed(initiative: Initiative) -> QuerySet[Indicator]:
    """The indicators of an initiative, by name."""
    return Indicator.objects.filter(node__theory__initiative=initiative).order_by("name", "pk")


def others_of(version: FormVersion, person: Person) -> list[FormVersion]:
    """The newest version of the other questionnaires of the organisation that the person may read, by title."""
    organisation = version.survey.initiative.organisation_id
    newest = (
        FormVersion.objects.filter(
            survey__in=Survey.objects.visible_to(person), survey__initiative__organisation=organisation
        )
        .exclude(survey=version.survey_id)
        .select_related("survey__initiative")
        .order_by("survey__title", "survey_id", "-number")
    )
    found: dict[int, FormVersion] = {}
    for each in newest:
        found.setdefault(each.survey_id, each)
    return list(found.values())


def questions_to_take(version: FormVersion) -> list[Question]:
    """What another questionnaire may take of this one: what is asked, in order."""
    return [each for each in version.questions.order_by("position") if each.kind not in OF_THE_DEVICE]
