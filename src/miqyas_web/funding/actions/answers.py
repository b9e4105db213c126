"""The letters that answer applications are sent and read."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy

from miqyas_web.accounts.actions.letters import send_on_commit
from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has, roles_with
from miqyas_web.foundation import audit, clock
from miqyas_web.funding.enums import ApplicationState
from miqyas_web.funding.models import Application, Call, Decision, Letter, Outcome
from miqyas_web.funding.queries.appeals import appeal_days
from miqyas_web.funding.queries.budgets import Wording, rules_of, wording_of
from miqyas_web.funding.queries.letters import letter_parts
from miqyas_web.funding.queries.stages import stage_decided_on
from miqyas_web.funding.science.allocating import digest

SUBJECT = gettext_lazy("The answer to your application %(reference)s")


@transaction.atomic
def send_letters(*, decision: Decision, site: str, by: Person) -> int:
    """Write and send what was not sent yet: one letter for each application, in the applicant's language."""
    call = (
        Call.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=decision.call_id)
    )
    check_has(Permission.FUND, permissions_in(call.organisation, by))
    stage = stage_decided_on(call)
    grid = stage.grid.content if stage and stage.grid else {}
    outcomes = list(
        decision.outcomes.filter(letters__isnull=True).select_related(
            "application__initiative__organisation", "application__created_by"
        )
    )
    languages = {outcome.application.created_by.language for outcome in outcomes}
    wording = {language: _wording(call, language) for language in languages}
    for outcome in outcomes:
        language = outcome.application.created_by.language
        parts = letter_parts(
            outcome,
            call=call,
            grid=grid,
            days=appeal_days(call),
            language=language,
            wording=wording[language],
        )
        letter = Letter.objects.create(
            outcome=outcome,
            language=language,
            content=parts,
            sha256=digest(parts),
            sent_by=by,
            sent_at=clock.now(),
        )
        _announce(outcome)
        _mail(letter, outcome, site)
    audit.record(
        "funding_letters_sent",
        target=decision,
        by=by,
        organisation=call.organisation,
        call=str(call),
        n=str(len(outcomes)),
    )
    return len(outcomes)


def _wording(call: Call, language: str) -> Wording:
    with translation.override(language):
        return wording_of(call, {bound.value for bound in rules_of(call).bounds})


def _announce(outcome: Outcome) -> None:
    to = ApplicationState.FUNDED if outcome.is_funded else ApplicationState.NOT_RETAINED
    Application.objects.filter(pk=outcome.application_id).exclude(state=ApplicationState.WITHDRAWN).update(
        state=to
    )


def _mail(letter: Letter, outcome: Outcome, site: str) -> None:
    """To those who may apply for the organisation; the letter itself stays on the platform too."""
    people = Person.objects.filter(
        memberships__organisation=outcome.application.initiative.organisation,
        memberships__role__in=roles_with(Permission.APPLY),
    ).distinct()
    for person in people:
        send_on_commit(
            "funding/letters/answer.txt",
            to=person.email,
            language=letter.language,
            subject=SUBJECT,
            reference=outcome.application.reference,
            parts=letter.content,
            link=f"{site}/funding/letters/{letter.pk}/",
        )


@transaction.atomic
def read_letter(*, letter: Letter, by: Person) -> None:
    """Keep when the applicant first opened it."""
    if Letter.objects.filter(pk=letter.pk, read_at__isnull=True).update(read_at=clock.now()):
        organisation = letter.outcome.application.initiative.organisation
        audit.record("funding_letter_read", target=letter, by=by, organisation=organisation)
