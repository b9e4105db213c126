"""The invented household questionnaire, written, tried and published as a person would; its next draft is begun."""

from typing import Any

from miqyas_web.surveys.actions.definitions import Said, change_definition
from miqyas_web.surveys.actions.publishing import begin_next_version, publish_version, put_on_trial
from miqyas_web.surveys.actions.surveys import Framing, create_survey
from miqyas_web.surveys.demonstration import household
from miqyas_web.surveys.models import Survey

THEORY = "rural-school-dropout"
# The question that feeds an indicator of that theory, and the node it measures.
FED = ("days_missed", "Les élèves manquent moins de jours de classe")


def fill(context: dict[str, Any]) -> None:
    """Publish it, once; ``context["surveys"]`` holds it under ``household``."""
    initiative = context["theories"][THEORY].initiative
    standing = Survey.objects.filter(initiative=initiative, title=household.TITLE).first()
    context.setdefault("surveys", {})["household"] = standing or _published(initiative, context)


def _published(initiative: Any, context: dict[str, Any]) -> Survey:
    by = initiative.created_by
    framing = Framing(household.TITLE, household.PURPOSE, household.CONSENT, household.AUTHORISATION)
    survey = create_survey(initiative=initiative, framing=framing, languages=household.LANGUAGES, by=by)
    indicator = context["indicators"][THEORY, FED[1]]
    version = change_definition(
        version=survey.versions.get(),
        change=lambda _empty: household.definition(survey.form_id),
        what="demonstration",
        said=Said({FED[0]: {"indicator_id": indicator.pk}}),
        by=by,
    )
    published = publish_version(version=put_on_trial(version=version, by=by), by=by)
    begin_next_version(version=published, by=by)
    return survey
