"""What changes after publication: a deadline that moves, an erratum, a question and its answer. Each is said to all."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.enums import CallState, NoticeKind
from miqyas_web.funding.models import Call, CallQuestion, Notice, Stage
from miqyas_web.funding.queries.notices import people_to_tell
from miqyas_web.funding.rules.calls import Moment, moment_of
from miqyas_web.funding.rules.texts import languages_lacking, said

MOST_QUESTIONS_WAITING = 5


def _published(call: Call, *, by: Person) -> Call:
    call = Call.objects.select_for_update().select_related("organisation").get(pk=call.pk)
    check_has(Permission.PUBLISH, permissions_in(call.organisation, by))
    if call.state != CallState.PUBLISHED:
        raise Refused(_("A notice corrects a published call; a draft is simply changed."))
    return call


@transaction.atomic
def publish_notice(*, call: Call, kind: str, text: Mapping[str, str], by: Person) -> Notice:
    """Say something to every applicant, in every language; it stays on the public page."""
    call = _published(call, by=by)
    if kind == NoticeKind.DEADLINE:
        raise Unfit(_("A deadline moves on its own page, so that the date moves with its notice."))
    return keep_notice(call, kind, text, {}, by)


@transaction.atomic
def move_deadline(*, stage: Stage, closes_at: datetime, text: Mapping[str, str], by: Person) -> Notice:
    """Put a deadline later; never earlier, never once it is past."""
    call = _published(stage.call, by=by)
    stage = call.stages.select_for_update().get(pk=stage.pk)
    before = stage.closes_at
    is_past = before is None or moment_of(stage.opens_at, before, now=clock.now()) is Moment.AFTER
    # A later stage that nobody was invited to yet has taken nothing: its past deadline may still move.
    is_untouched = stage.position > 1 and not stage.applications.exists()
    if before is None or (is_past and not is_untouched):
        raise Refused(
            _("This deadline is past: what was sent may have been read, and nothing more is taken.")
        )
    if closes_at <= max(before, clock.now() if is_past else before):
        raise Unfit(_("A deadline only moves later: people counted on the one that was published."))
    later = call.stages.filter(position=stage.position + 1, opens_at__lt=closes_at).first()
    if later is not None:
        raise Unfit(_("The next stage opens before that day."))
    stage.closes_at = closes_at
    stage.save(update_fields=["closes_at"])
    change = {
        "stage": stage.position,
        "before": before.astimezone(UTC).isoformat(),
        "after": closes_at.astimezone(UTC).isoformat(),
    }
    return keep_notice(call, NoticeKind.DEADLINE, text, change, by)


def keep_notice(
    call: Call,
    kind: str,
    text: Mapping[str, str],
    change: dict[str, Any],
    by: Person,
    *,
    verb: str = "notice_published",
) -> Notice:
    """Write a notice inside the transaction of an action, and tell every applicant once it holds."""
    if lacking := languages_lacking(text):
        raise Unfit(_("The notice is not written in: %(languages)s.") % {"languages": ", ".join(lacking)})
    notice = Notice.objects.create(
        call=call, kind=kind, text=dict(text), change=change, published_by=by, published_at=clock.now()
    )
    audit.record(verb, target=notice, by=by, organisation=call.organisation, kind=kind, change=change)
    people = people_to_tell(call)
    transaction.on_commit(lambda: _tell(notice, call, people))
    return notice


def _tell(notice: Notice, call: Call, people: list[Person]) -> None:
    """One letter each, in the person's language."""
    for person in people:
        with override(person.language):
            lines = [said(notice.text)]
            if after := notice.change.get("after"):
                day = date_format(localtime(datetime.fromisoformat(after)), "DATETIME_FORMAT")
                lines.append(_("New deadline: %(day)s.") % {"day": day})
            EmailMessage(
                subject=_("%(call)s: a notice") % {"call": said(call.title)},
                body="\n\n".join(lines),
                from_email=settings.DEFAULT_FROM_EMAIL,
                to=[person.email],
            ).send()


@transaction.atomic
def ask_question(*, call: Call, text: str, by: Person) -> CallQuestion:
    """Ask something about an open or coming call; its answer is read by all."""
    call = Call.objects.select_for_update().select_related("organisation").get(pk=call.pk)
    last = call.stages.order_by("-position").first()
    if call.state != CallState.PUBLISHED or last is None:
        raise Refused(_("This call takes no questions now."))
    if moment_of(last.opens_at, last.closes_at, now=clock.now()) is Moment.AFTER:
        raise Refused(_("The deadline is past: questions are no longer taken."))
    if call.asked.filter(asked_by=by, answer="").count() >= MOST_QUESTIONS_WAITING:
        raise Refused(_("Several of your questions still wait for an answer."))
    question = CallQuestion.objects.create(call=call, text=text, asked_by=by, asked_at=clock.now())
    audit.record("question_asked", target=question, by=by, organisation=call.organisation)
    return question


@transaction.atomic
def answer_question(*, question: CallQuestion, answer: str, by: Person) -> CallQuestion:
    """Answer once, for everyone. Who asked is never shown."""
    question = (
        CallQuestion.objects.select_for_update(of=("self",))
        .select_related("call__organisation")
        .get(pk=question.pk)
    )
    check_has(Permission.FUND, permissions_in(question.call.organisation, by))
    if question.answer:
        raise Refused(_("This question is answered: publish a notice to correct the answer."))
    question.answer, question.answered_by, question.answered_at = answer, by, clock.now()
    question.save()
    audit.record("question_answered", target=question, by=by, organisation=question.call.organisation)
    return question
