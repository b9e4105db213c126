"""Saying what a questionnaire is for and what people are told before they agree."""

from django.db import transaction

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import audit
from miqyas_web.surveys.actions.definitions import NOTHING, locked, marks_of, write_or_ask
from miqyas_web.surveys.actions.surveys import Framing, check_may_write
from miqyas_web.surveys.models import Survey
from miqyas_web.surveys.rules.states import WRITABLE


@transaction.atomic
def describe_survey(*, survey: Survey, framing: Framing, by: Person) -> Survey:
    """Change the title, the purpose, the words of consent or the authorisation.

    Frozen versions keep the words they were published with; the one being written takes the new ones.
    """
    check_may_write(survey.initiative, by)
    held = Survey.objects.select_for_update().get(pk=survey.pk)
    is_read_on_phones = (held.title, held.consent) != (framing.title, framing.consent)
    held.title, held.purpose = framing.title, framing.purpose
    held.consent, held.authorisation = dict(framing.consent), framing.authorisation
    held.save(update_fields=["title", "purpose", "consent", "authorisation"])
    written = held.versions.filter(state__in=WRITABLE).first()
    if written is not None and is_read_on_phones:
        written = locked(written)
        write_or_ask(written, marks_of(written), NOTHING, by=by)
    audit.record("survey_described", target=held, by=by, organisation=survey.initiative.organisation)
    return held
