"""The two questions asked for every answer a phone sends, in plain SQL: composing them anew each time with the ORM
costs more than all the rest of receiving (docs/collection/submissions.md). Rows come back as models whose other
fields are read only if someone asks for them.
"""

from datetime import UTC, datetime

from django.db import connection
from django.db.models import Model

from miqyas_web.accounts.models import Organisation
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.models import Collector, FormVersion, Survey
from miqyas_web.surveys.queries.collecting import survey_answered, token_hash
from miqyas_web.surveys.queries.versions import version_answered
from miqyas_web.surveys.refusals import ClosedAddress, UnknownAddress, UnknownForm, UnknownVersion


def in_order(model: type[Model], *names: str) -> list[str]:
    """Columns in the order in which ``from_db`` wants their values: that of the model."""
    return [field.attname for field in model._meta.concrete_fields if field.attname in names]


COLLECTOR = in_order(Collector, "id", "name", "kind", "language", "is_test", "revoked_at", "initiative_id")
BY_TOKEN = f"""
    SELECT {", ".join(f"collector.{name}" for name in COLLECTOR)}, initiative.organisation_id
    FROM surveys_collector collector
    JOIN initiatives_initiative initiative ON initiative.id = collector.initiative_id
    WHERE collector.token_sha256 = %s AND collector.initiative_id = %s AND collector.kind <> 'program'
"""  # noqa: S608 - made of the constants above; a program's address opens no form (queries.programs)
SURVEY = in_order(Survey, "id", "title", "form_id", "closed_at", "look_asked_at", "initiative_id")
GIVEN = "SELECT 1 FROM surveys_collector_surveys given WHERE given.collector_id = %s"
# The states are those of `versions.TAKEN`.
BY_FORM = f"""
    SELECT {", ".join(f"survey.{name}" for name in SURVEY)}, version.id, version.sha256
    FROM surveys_survey survey
    LEFT JOIN surveys_formversion version ON version.survey_id = survey.id AND version.version = %s
        AND version.state IN ('published', 'retired')
    WHERE survey.initiative_id = %s AND survey.form_id = %s
        AND (EXISTS ({GIVEN} AND given.survey_id = survey.id) OR NOT EXISTS ({GIVEN}))
"""  # noqa: S608 - made of the constants above


def collector_with(token: str, *, initiative_pk: int) -> Collector:
    """The collector this address belongs to; raise ``UnknownAddress`` when it opens nothing or no longer."""
    with connection.cursor() as cursor:
        cursor.execute(BY_TOKEN, [token_hash(token), initiative_pk])
        row = cursor.fetchone()
    if row is None:
        raise UnknownAddress
    *values, organisation_pk = row
    collector = Collector.from_db(connection.alias, COLLECTOR, values)
    if collector.revoked_at is not None:
        raise ClosedAddress
    organisation = Organisation.from_db(connection.alias, ["id"], [organisation_pk])
    initiative = Initiative.from_db(
        connection.alias, ["id", "organisation_id"], [collector.initiative_id, organisation_pk]
    )
    initiative.organisation = organisation
    collector.initiative = initiative
    return collector


def form_answered(collector: Collector, form_id: str, version: str) -> tuple[Survey, FormVersion]:
    """The questionnaire and the version an answer is to; raise ``UnknownForm`` or ``UnknownVersion``."""
    if collector.is_test:
        survey = survey_answered(collector, form_id)
        return survey, version_answered(survey, version, is_test=True)
    with connection.cursor() as cursor:
        cursor.execute(BY_FORM, [version, collector.initiative_id, form_id, collector.pk, collector.pk])
        row = cursor.fetchone()
    if row is None:
        raise UnknownForm(form_id)
    *values, version_pk, sha256 = row
    if version_pk is None:
        raise UnknownVersion(version)
    survey = Survey.from_db(connection.alias, SURVEY, [_aware(value) for value in values])
    survey.initiative = collector.initiative
    return survey, FormVersion.from_db(connection.alias, ["id", "sha256"], [version_pk, sha256])


def _aware(value: object) -> object:
    """SQLite keeps instants in UTC without saying so; the ORM would have added it."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
