"""Appeals: filed against a decision or against the answer of a stage, heard by someone who scored nothing, settled."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miqyas_web.accounts.actions.letters import send_on_commit
from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.actions.stage_answers import begin_closing, move_on, people_by_organisation
from miqyas_web.funding.enums import AppealState, ApplicationState, CallState
from miqyas_web.funding.models import Allocation, Appeal, Application, Call, Letter, Outcome, StageAnswer
from miqyas_web.funding.queries.access import has_conflict
from miqyas_web.funding.queries.appeals import WITH_ANSWER, appeal_days, has_scored
from miqyas_web.funding.refusals import Recused
from miqyas_web.funding.rules.answers import check_in_window, check_moves, own_time
from miqyas_web.funding.science.departing import after_appeal

SUBJECT = gettext_lazy("%(reference)s: the answer to your appeal")


@transaction.atomic
def file_appeal(*, letter: Letter, ground: str, text: str, by: Person) -> Appeal:
    """Ask that an answer be looked at again, within its window, once."""
    outcome = (
        Outcome.objects.select_for_update(of=("self",))
        .select_related("application__initiative__organisation", "application__call__organisation")
        .get(pk=letter.outcome_id)
    )
    return _file(outcome, sent_at=letter.sent_at, ground=ground, text=text, by=by)


@transaction.atomic
def file_stage_appeal(*, answer: StageAnswer, ground: str, text: str, by: Person) -> Appeal:
    """Ask that a "no" at the end of a stage be looked at again, within its window, once."""
    answer = (
        StageAnswer.objects.select_for_update(of=("self",))
        .select_related("application__initiative__organisation", "application__call__organisation")
        .get(pk=answer.pk)
    )
    application = answer.application
    if answer.is_invited:
        raise Refused(
            _("This application was invited to the next stage: there is nothing to appeal against.")
        )
    if application.call.state != CallState.PUBLISHED or application.state != ApplicationState.NOT_RETAINED:
        raise Refused(_("This call, or this application, is no longer under way: no stage opens again."))
    return _file(answer, sent_at=answer.told_at, ground=ground, text=text, by=by)


def _file(
    answer: Outcome | StageAnswer, *, sent_at: datetime | None, ground: str, text: str, by: Person
) -> Appeal:
    application = answer.application
    check_has(Permission.APPLY, permissions_in(application.initiative.organisation, by))
    check_in_window(sent_at=sent_at, days=appeal_days(application.call), at=clock.now())
    if answer.appeals.exists():
        raise Refused(_("This answer was appealed against already: one appeal is heard for each answer."))
    if not text.strip():
        raise Unfit(_("Say what happened: which fact, which step, or which conflict."))
    against = {"stage_answer" if isinstance(answer, StageAnswer) else "outcome": answer}
    appeal = Appeal.objects.create(
        **against, ground=ground, text=text.strip(), filed_by=by, filed_at=clock.now()
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
def reject_appeal(*, appeal: Appeal, answer: str, site: str, by: Person) -> Appeal:
    """Answer no, with its reason; the applicant is told."""
    appeal = _held(appeal, by)
    check_moves(appeal.state, AppealState.REJECTED)
    _settle(appeal, AppealState.REJECTED, answer, by)
    _trace("appeal_rejected", appeal, by)
    _mail(appeal, site)
    return appeal


@transaction.atomic
def uphold_stage_appeal(*, appeal: Appeal, days: int, answer: str, site: str, by: Person) -> Appeal:
    """Open the next stage to an applicant who was told no, with time of their own where the others' is short or over."""
    answered = StageAnswer.objects.select_related("stage").get(appeals=appeal.pk)
    stage, following = begin_closing(answered.stage, by, Permission.DECIDE)
    appeal = _held(appeal, by)
    check_moves(appeal.state, AppealState.UPHELD)
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("stage")
        .get(pk=answered.application_id)
    )
    if application.state != ApplicationState.NOT_RETAINED or application.stage_id != stage.pk:
        raise Refused(
            _("This application was withdrawn, or stands at another stage: there is nothing to open.")
        )
    _settle(appeal, AppealState.UPHELD, answer, by)
    own = own_time(opens_at=following.opens_at, closes_at=following.closes_at, days=days, now=clock.now())
    move_on(application, stage, following, own_closes_at=own)
    until = own or following.closes_at
    _trace("stage_appeal_upheld", appeal, by, until=until.isoformat() if until else "")
    _mail(appeal, site)
    return appeal


@transaction.atomic
def uphold_appeal(*, appeal: Appeal, score: float, answer: str, site: str, by: Person) -> Allocation:
    """Correct the score and allocate again from the sealed inputs: what was announced stands, the reserve pays."""
    appeal = _held(appeal, by)
    check_moves(appeal.state, AppealState.UPHELD)
    outcome = Outcome.objects.select_related("decision__allocation", "decision__call").get(appeals=appeal.pk)
    decision = outcome.decision
    call, last = decision.call, decision.call.decisions.order_by("-number")[0]
    reference = appeal.application.reference
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
    _mail(appeal, site)
    return allocation


def _announced(call: Call) -> dict[str, str]:
    """Amounts of every application that a decision of the call funds."""
    return {
        name: amount for each in call.decisions.order_by("number") for name, amount in each.funded.items()
    }


def _held(appeal: Appeal, by: Person) -> Appeal:
    """The appeal, locked, for someone who may hear it: of the funder, without a conflict, who scored nothing."""
    appeal = Appeal.objects.select_for_update(of=("self",)).select_related(*WITH_ANSWER).get(pk=appeal.pk)
    call = appeal.application.call
    check_has(Permission.DECIDE, permissions_in(call.organisation, by))
    if has_conflict(by, appeal.application):
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
    application = appeal.application
    audit.record(
        verb,
        target=appeal,
        by=by,
        organisation=application.call.organisation,
        reference=application.reference,
        **facts,
    )


def _mail(appeal: Appeal, site: str) -> None:
    """To those who may write or send for the applicant, each in their language."""
    application = appeal.application
    organisation = application.initiative.organisation_id
    for person in people_by_organisation([organisation]).get(organisation, []):
        send_on_commit(
            "funding/letters/appeal_answer.txt",
            to=person.email,
            language=person.language,
            subject=SUBJECT,
            reference=application.reference,
            appeal=appeal,
            application=Application.objects.select_related("call", "stage").get(pk=application.pk),
            link=f"{site}/funding/appeals/{appeal.pk}/",
        )
