"""Closing a questionnaire at the end of the field, and opening it again."""

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.models import Survey


@transaction.atomic
def close_survey(*, survey: Survey, by: Person) -> Survey:
    """Take no more answers; those received stay."""
    held = _held(survey, by)
    if held.closed_at is not None:
        raise Refused(_("This questionnaire is closed already."))
    held.closed_at = clock.now()
    held.save(update_fields=["closed_at"])
    audit.record("survey_closed", target=held, by=by, organisation=survey.initiative.organisation)
    return held


@transaction.atomic
def reopen_survey(*, survey: Survey, by: Person) -> Survey:
    """Take answers again."""
    held = _held(survey, by)
    if held.closed_at is None:
        raise Refused(_("This questionnaire is open already."))
    held.closed_at = None
    held.save(update_fields=["closed_at"])
    audit.record("survey_reopened", target=held, by=by, organisation=survey.initiative.organisation)
    return held


def _held(survey: Survey, by: Person) -> Survey:
    check_has(Permission.BRING_DATA, permissions_in(survey.initiative.organisation, by))
    return Survey.objects.select_for_update().get(pk=survey.pk)
