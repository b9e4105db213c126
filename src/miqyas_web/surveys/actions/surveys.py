"""Creating a questionnaire and saying what it is for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.models import FormVersion, Survey
from miqyas_web.surveys.rules.definition import empty_definition
from miqyas_web.surveys.rules.naming import code_from, version_name

FORM_ID_CHARACTERS = 64


@dataclass(frozen=True, slots=True)
class Framing:
    """What is said of a questionnaire beside its questions."""

    title: str
    purpose: str = ""
    # What a person is told before they agree, by code of language.
    consent: Mapping[str, str] = field(default_factory=dict)
    authorisation: str = ""


def check_may_write(initiative: Initiative, by: Person) -> None:
    """Raise ``Refused`` unless the person may describe what this initiative does."""
    check_has(Permission.DESCRIBE, permissions_in(initiative.organisation, by))


@transaction.atomic
def create_survey(
    *, initiative: Initiative, framing: Framing, languages: Sequence[str], by: Person
) -> Survey:
    """Create a questionnaire with an empty draft. ``languages`` are named as in XLSForm; the first is the default."""
    check_may_write(initiative, by)
    survey = new_survey(initiative, framing, by=by)
    definition = empty_definition(form_id=survey.form_id, title=survey.title, languages=list(languages))
    name = version_name(clock.now(), 1)
    FormVersion.objects.create(survey=survey, number=1, version=name, definition=definition, made_by=by)
    audit.record("survey_created", target=survey, by=by, organisation=initiative.organisation)
    return survey


def new_survey(initiative: Initiative, framing: Framing, *, by: Person, form_id: str = "") -> Survey:
    """A questionnaire without any version, inside the transaction of an action."""
    taken = set(initiative.surveys.values_list("form_id", flat=True))
    wanted = form_id or code_from(framing.title, otherwise="form")
    return Survey.objects.create(
        initiative=initiative,
        title=framing.title,
        form_id=free_name(wanted[: FORM_ID_CHARACTERS - 4], taken),
        purpose=framing.purpose,
        consent=dict(framing.consent),
        authorisation=framing.authorisation,
        created_by=by,
    )


def free_name(wanted: str, taken: set[str]) -> str:
    """``wanted``, or the first of ``wanted_2``, ``wanted_3``… that is free."""
    name, n = wanted, 1
    while name in taken:
        n += 1
        name = f"{wanted}_{n}"
    return name
