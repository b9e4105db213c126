"""Letters are sent and read; appeals are filed, heard, settled."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miqyas_web.accounts.actions.letters import send_on_commit
from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has, roles_with
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.enums import AppealState, ApplicationState
from miqyas_web.funding.models import Allocation, Appeal, Application, Call, Decision, Letter, Outcome
from miqyas_web.funding.queries.access import has_conflict
from miqyas_web.funding.queries.budgets import Wording, rules_of, wording_of
from miqyas_web.funding.queries.decisions import appeal_days, has_scored
from miqyas_web.funding.queries.letters import letter_parts
from miqyas_web.funding.queries.stages import stage_decided_on
from miqyas_web.funding.refusals import Recused
from miqyas_web.funding.rules.answers import check_in_window, check_moves
from miqyas_web.funding.science.allocating import digest
from miqyas_web.funding.science.departing import after_appeal

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


@transaction.atomic
def file_appeal(*, letter: Letter, ground: str, text: str, by: Person) -> Appeal:
    """Ask that an answer be looked at again, within its window, once."""
    outcome = (
        Outcome.objects.select_for_update(of=("self",))
        .select_related("application__initiative__organisation", "decision__call__organisation")
        .get(pk=letter.outcome_id)
    )
    check_has(Permission.APPLY, permissions_in(outcome.application.initiative.organisation, by))
    check_in_window(sent_at=letter.sent_at, days=appeal_days(outcome.decision.call), at=clock.now())
    if outcome.appeals.exists():
        raise Refused(_("This answer was appealed against already: one appeal is heard for each answer."))
    if not text.strip():
        raise Unfit(_("Say what happened: which fact, which step, or which conflict."))
    appeal = Appeal.objects.create(
        outcome=outcome, ground=ground, text=text.strip(), filed_by=by, filed_at=clock.now()
    )
    _trace("appeal_filed", appeal, by, ground=ground)
    return appeal


@transaction.atomic
def admit_appeal(*, appeal: Appeal, by: Person) -> Appeal:
    """Take an appeal for hearing: from now on it is this person's to hear."""
    appeal = _held(appeal, by)
    check_moves(appeal.state, AppealState.ADMITTED)
    appeal.state, appeal.heard_by = AppealState.ADMITTED, by
    appeal.save()
    _trace("appeal_admitted", appeal, by)
    return appeal


@transaction.atomic
def reject_appeal(*, appeal: Appeal, answer: str, by: Person) -> Appeal:
    """Answer no, with its reason."""
    appeal = _held(appeal, by)
    check_moves(appeal.state, AppealState.REJECTED)
    _settle(appeal, AppealState.REJECTED, answer, by)
    _trace("appeal_rejected", appeal, by)
    return appeal


@transaction.atomic
def uphold_appeal(*, appeal: Appeal, score: float, answer: str, by: Person) -> Allocation:
    """Correct the score and allocate again from the sealed inputs: what was announced stands, the reserve pays."""
    appeal = _held(appeal, by)
    check_moves(appeal.state, AppealState.UPHELD)
    decision = appeal.outcome.decision
    call, last = decision.call, decision.call.decisions.order_by("-number")[0]
    reference = appeal.outcome.application.reference
    if reference not in decision.allocation.record["inputs"]["ids"]:
        raise Refused(
            _("This application was not in the allocation: have it read again before its appeal is upheld.")
        )
    found = after_appeal(
        decision.allocation.record,
        decision.allocation.more,
        reference=reference,
        score=score,
        announced={name: float(amount) for name, amount in _announced(call).items() if name != reference},
        budget=float(call.budget_mad or 0),
    )
    _settle(appeal, AppealState.UPHELD, answer, by)
    allocation = Allocation.objects.create(
        call=call,
        ranking=last.allocation.ranking,
        lottery=last.allocation.lottery,
        note=_("Appeal of %(reference)s upheld") % {"reference": reference},
        record=found.record,
        sha256=found.sha256,
        more=found.more,
        made_by=by,
        made_at=clock.now(),
    )
    _trace("appeal_upheld", appeal, by, allocation=allocation.sha256, score=score)
    return allocation


def _announced(call: Call) -> dict[str, str]:
    """Amounts of every application that a decision of the call funds."""
    return {
        name: amount for each in call.decisions.order_by("number") for name, amount in each.funded.items()
    }


def _held(appeal: Appeal, by: Person) -> Appeal:
    """The appeal, locked, for someone who may hear it: of the funder, without a conflict, who scored nothing."""
    appeal = (
        Appeal.objects.select_for_update(of=("self",))
        .select_related(
            "outcome__decision__call__organisation", "outcome__decision__allocation", "outcome__application"
        )
        .get(pk=appeal.pk)
    )
    call = appeal.outcome.decision.call
    check_has(Permission.DECIDE, permissions_in(call.organisation, by))
    if has_conflict(by, appeal.outcome.application):
        raise Recused
    if has_scored(by, call):
        raise Refused(_("You scored applications of this call: someone who did not hears its appeals."))
    if appeal.heard_by_id not in (None, by.pk):
        raise Refused(_("%(person)s hears this appeal.") % {"person": appeal.heard_by})
    return appeal


def _settle(appeal: Appeal, state: AppealState, answer: str, by: Person) -> None:
    if not answer.strip():
        raise Unfit(_("Write the answer: the applicant reads it."))
    appeal.state, appeal.answer = state, answer.strip()
    appeal.heard_by, appeal.answered_at = by, clock.now()
    appeal.save()


def _trace(verb: str, appeal: Appeal, by: Person, **facts: object) -> None:
    """In the log of the funder, where each step of an appeal is read."""
    call = appeal.outcome.decision.call
    audit.record(
        verb,
        target=appeal,
        by=by,
        organisation=call.organisation,
        reference=appeal.outcome.application.reference,
        **facts,
    )
