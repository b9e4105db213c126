"""What is asked for answers that arrive at addresses: whose the address is, and which form and version they answer.

Asked for a whole group at a time (actions.together), in its transaction: two queries, so that an address closed a
moment ago takes nothing more, in whichever process. They are plain SQL because composing them with the ORM cost
as much processor time as writing the group (measured: docs/collection/submissions.md).
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model
from django.utils import translation

from miqyas_web.accounts.models import Organisation
from miqyas_web.foundation.errors import Refused
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.models import Collector, FormVersion, Survey
from miqyas_web.surveys.queries.collecting import survey_answered, token_hash
from miqyas_web.surveys.queries.versions import version_answered
from miqyas_web.surveys.refusals import ClosedAddress, UnknownAddress

Form = tuple[Survey, FormVersion]


def in_order(model: type[Model], *names: str) -> list[str]:
    """Columns in the order in which ``from_db`` wants their values: that of the model."""
    return [field.attname for field in model._meta.concrete_fields if field.attname in names]


COLLECTOR = in_order(
    Collector, "id", "name", "kind", "language", "is_test", "revoked_at", "initiative_id", "token_sha256"
)
BY_TOKEN = f"""
    SELECT {", ".join(f"collector.{name}" for name in COLLECTOR)}, initiative.organisation_id,
        EXISTS (SELECT 1 FROM surveys_collector_surveys given WHERE given.collector_id = collector.id)
    FROM surveys_collector collector
    JOIN initiatives_initiative initiative ON initiative.id = collector.initiative_id
    WHERE collector.kind <> 'program' AND collector.token_sha256 IN (%s)
"""  # noqa: S608 - made of the constants above
SURVEY = in_order(Survey, "id", "title", "form_id", "closed_at", "look_asked_at", "initiative_id")
VERSION = in_order(FormVersion, "id", "version", "state", "sha256")
# The states are those of `versions.TAKEN`.
BY_FORM = f"""
    SELECT {", ".join(f"survey.{name}" for name in SURVEY)}, {", ".join(f"version.{name}" for name in VERSION)}
    FROM surveys_survey survey
    JOIN surveys_formversion version ON version.survey_id = survey.id AND version.state IN ('published', 'retired')
    WHERE survey.initiative_id IN (%s) AND survey.form_id IN (%s) AND version.version IN (%s)
"""  # noqa: S608 - made of the constants above


class Asked(NamedTuple):
    """The form and the version an answer names, at the address of this collector."""

    collector: Collector
    form_id: str
    version: str


def collector_with(token: str, *, initiative_pk: int) -> Collector:
    """The collector this address belongs to; raise ``UnknownAddress`` when it opens nothing or no longer."""
    (found,) = collectors_at([(token, initiative_pk)])
    if isinstance(found, Refused):
        raise found
    return found


def collectors_at(addresses: Iterable[tuple[str, int]]) -> list[Collector | UnknownAddress]:
    """The collector of each of these addresses, or why it opens nothing. A program's opens no form (queries.programs)."""
    asked = [(token_hash(token), initiative_pk) for token, initiative_pk in addresses]
    found = {
        (each.token_sha256, each.initiative_id): each for each in _collectors({each[0] for each in asked})
    }
    return [_open(found.get(each)) for each in asked]


def _collectors(tokens: set[str]) -> Iterable[Collector]:
    for *values, organisation_pk, has_chosen in _rows(BY_TOKEN, tokens):
        collector = Collector.from_db(connection.alias, COLLECTOR, [_aware(value) for value in values])
        organisation = Organisation.from_db(connection.alias, ["id"], [organisation_pk])
        collector.initiative = Initiative.from_db(
            connection.alias, ["id", "organisation_id"], [collector.initiative_id, organisation_pk]
        )
        collector.initiative.organisation = organisation
        collector.has_chosen = bool(has_chosen)
        yield collector


def _rows(question: str, *lists: Iterable[str | int]) -> list[tuple[Any, ...]]:
    """The rows of a question that holds a list of values in each of its places."""
    held = [list(each) for each in lists]
    with connection.cursor() as cursor:
        cursor.execute(
            question % tuple(", ".join(["%s"] * len(each)) for each in held),
            [value for each in held for value in each],
        )
        return list(cursor.fetchall())


def _aware(value: object) -> object:
    """SQLite keeps instants in UTC without saying so; the ORM would have added it."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


def _open(collector: Collector | None) -> Collector | UnknownAddress:
    if collector is None:
        return UnknownAddress()
    if collector.revoked_at is None:
        return collector
    with translation.override(collector.language):
        closed = ClosedAddress()
    closed.collector = collector
    return closed


def form_answered(collector: Collector, form_id: str, version: str) -> Form:
    """The questionnaire and the version an answer is to; raise ``UnknownForm`` or ``UnknownVersion``."""
    survey = survey_answered(collector, form_id)
    return survey, version_answered(survey, version, is_test=collector.is_test)


def forms_answered(asked: Sequence[Asked]) -> dict[Asked, Form | Refused]:
    """The questionnaire and the version of each, or why there is none.

    One query for all that is as usual; on trial, chosen for this address or unknown, each is asked by itself.
    """
    usual = {each for each in asked if not each.collector.is_test and not each.collector.has_chosen}
    found = _published({(each.collector.initiative_id, each.form_id, each.version) for each in usual})
    answers: dict[Asked, Form | Refused] = {}
    for each in set(asked):
        version = (
            found.get((each.collector.initiative_id, each.form_id, each.version)) if each in usual else None
        )
        answers[each] = _asked_alone(each) if version is None else _with_initiative(version, each.collector)
    return answers


def _published(names: set[tuple[int, str, str]]) -> dict[tuple[int, str, str], FormVersion]:
    if not names:
        return {}
    found = {}
    for values in _rows(BY_FORM, *(set(part) for part in zip(*names, strict=True))):
        survey = Survey.from_db(connection.alias, SURVEY, [_aware(value) for value in values[: len(SURVEY)]])
        version = FormVersion.from_db(connection.alias, VERSION, values[len(SURVEY) :])
        version.survey = survey
        found[survey.initiative_id, survey.form_id, version.version] = version
    return found


def _with_initiative(version: FormVersion, collector: Collector) -> Form:
    # The same row, already read with its organisation.
    version.survey.initiative = collector.initiative
    return version.survey, version


def _asked_alone(asked: Asked) -> Form | Refused:
    with translation.override(asked.collector.language):
        try:
            return form_answered(*asked)
        except Refused as refusal:
            return refusal
