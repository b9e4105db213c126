"""Interviews: a time for each applicant, told at once; then a short record, sealed with the file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

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
from miqyas_web.funding.actions.stage_answers import people_by_organisation
from miqyas_web.funding.enums import ApplicationState, CallState, StageKind
from miqyas_web.funding.models import Application, Call, Interview, Reviewer, Sealed, Stage
from miqyas_web.funding.queries.access import has_conflict
from miqyas_web.funding.queries.interviews import applications_to_hear, booked_around, booked_of, tied_to
from miqyas_web.funding.refusals import Changed, Recused
from miqyas_web.funding.rules.interviews import check_free
from miqyas_web.funding.science.sealing import sha256_of

SUBJECT = gettext_lazy("%(reference)s: your interview")


@dataclass(frozen=True, slots=True)
class Slot:
    """When, how long, where."""

    starts_at: datetime
    minutes: int
    place: str
    # Who hears; one who is tied to an applicant is left out of that interview.
    readers: tuple[Reviewer, ...] = ()

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def _begin(stage: Stage, by: Person) -> Stage:
    """The stage, with its call locked."""
    call = Call.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=stage.call_id)
    check_has(Permission.FUND, permissions_in(call.organisation, by))
    if call.state != CallState.PUBLISHED or stage.kind != StageKind.INTERVIEW:
        raise Refused(_("Interviews are held at a stage of interviews, in a call that is under way."))
    stage.call = call
    return stage


def _check_within(stage: Stage, closes_at: datetime | None, slot: Slot) -> None:
    if slot.starts_at <= clock.now():
        raise Unfit(_("This time is past: an interview is told before it is held."))
    end = slot.starts_at + timedelta(minutes=slot.minutes)
    if (stage.opens_at and slot.starts_at < stage.opens_at) or (closes_at and end > closes_at):
        raise Unfit(_("This time is outside the dates of the stage, which every applicant has read."))


@transaction.atomic
def plan_interviews(*, stage: Stage, first: Slot, pause: int, site: str, by: Person) -> int:
    """Give a time, one after the other, to each applicant who has none. Answers with how many."""
    stage = _begin(stage, by)
    waiting = applications_to_hear(stage)
    if not waiting:
        raise Refused(_("Every applicant of this stage has a time already."))
    step = timedelta(minutes=first.minutes + pause)
    slots = [replace(first, starts_at=first.starts_at + number * step) for number in range(len(waiting))]
    booked = [_booked(stage, *each, by) for each in zip(waiting, slots, strict=True)]
    ties = tied_to(waiting)
    free = {
        one.pk: [each for each in first.readers if (one.pk, each.person_id) not in ties] for one in waiting
    }
    others = booked_around(stage, first=slots[0].starts_at, last=slots[-1].ends_at)
    for one in booked:
        check_free(booked_of(one, readers=free[one.application_id]), others)
    Interview.objects.bulk_create(booked)
    for one in booked:
        one.readers.set(free[one.application_id])
    audit.record(
        "interviews_planned", target=stage, by=by, organisation=stage.call.organisation, n=len(booked)
    )
    _mail(booked, stage, site)
    return len(booked)


def _booked(stage: Stage, application: Application, slot: Slot, by: Person) -> Interview:
    """An interview at a time that the stage allows, not kept yet."""
    _check_within(stage, application.closes_at, slot)
    return Interview(
        application=application,
        stage=stage,
        starts_at=slot.starts_at,
        minutes=slot.minutes,
        place=slot.place,
        booked_by=by,
        booked_at=clock.now(),
    )


@transaction.atomic
def move_interview(*, interview: Interview, slot: Slot, revision: int, site: str, by: Person) -> Interview:
    """Give another time or place; the applicant is told."""
    interview = _held(interview, by, revision)
    if interview.recorded_at is not None:
        raise Refused(_("This interview was held: its time no longer moves."))
    _check_within(interview.stage, interview.application.closes_at, slot)
    interview.starts_at, interview.minutes, interview.place = slot.starts_at, slot.minutes, slot.place
    ties = tied_to([interview.application])
    readers = [one for one in slot.readers if (interview.application_id, one.person_id) not in ties]
    others = booked_around(interview.stage, first=slot.starts_at, last=slot.ends_at, leaving_out=interview.pk)
    check_free(booked_of(interview, readers=readers), others)
    interview.booked_by, interview.booked_at = by, clock.now()
    interview.revision += 1
    interview.save()
    interview.readers.set(readers)
    _trace("interview_moved", interview, by)
    _mail([interview], interview.stage, site)
    return interview


def _held(interview: Interview, by: Person, revision: int) -> Interview:
    interview = (
        Interview.objects.select_for_update(of=("self",))
        .select_related("stage", "application__stage", "application__initiative__organisation")
        .get(pk=interview.pk)
    )
    interview.stage = _begin(interview.stage, by)
    if (
        interview.application.state != ApplicationState.SENT
        or interview.application.stage_id != interview.stage_id
    ):
        raise Refused(_("This application left this stage."))
    if revision != interview.revision:
        raise Changed
    return interview


@transaction.atomic
def record_interview(
    *, interview: Interview, has_come: bool, present: str, record: str, revision: int, by: Person
) -> Sealed:
    """Write what was said. It is sealed with the file as it stood before; written again, it is sealed again."""
    interview = _held(interview, by, revision)
    application, now = interview.application, clock.now()
    if has_conflict(by, application):
        raise Recused
    if interview.starts_at > now:
        raise Refused(_("This interview has not begun: its record is written afterwards."))
    if not record.strip():
        raise Unfit(
            _(
                "Write what was said, in a few lines; if the applicant did not come, say so and why if you know."
            )
        )
    before = application.seals.exclude(stage=interview.stage).order_by("-number").first()
    if before is None:
        raise Refused(_("Nothing was sealed of this application before the interview."))
    interview.has_come, interview.present, interview.record = has_come, present.strip(), record.strip()
    interview.recorded_by, interview.recorded_at = by, now
    interview.revision += 1
    interview.save()
    held = {
        "starts_at": interview.starts_at.isoformat(),
        "minutes": interview.minutes,
        "place": interview.place,
        "has_come": has_come,
        "present": interview.present,
        "record": interview.record,
    }
    content = before.content | {"interview": held}
    sealed = Sealed.objects.create(
        application=application,
        stage=interview.stage,
        number=application.seals.count() + 1,
        content=content,
        eligibility=before.eligibility,
        sha256=sha256_of(content),
        sealed_by=by,
        sealed_at=now,
    )
    _trace("interview_recorded", interview, by, sha256=sealed.sha256)
    return sealed


def _trace(verb: str, interview: Interview, by: Person, **facts: str) -> None:
    organisation = interview.stage.call.organisation
    audit.record(
        verb,
        target=interview,
        by=by,
        organisation=organisation,
        reference=interview.application.reference,
        **facts,
    )


def _mail(interviews: Sequence[Interview], stage: Stage, site: str) -> None:
    people = people_by_organisation(one.application.initiative.organisation_id for one in interviews)
    for interview in interviews:
        for person in people.get(interview.application.initiative.organisation_id, []):
            send_on_commit(
                "funding/letters/interview.txt",
                to=person.email,
                language=person.language,
                subject=SUBJECT,
                reference=interview.application.reference,
                interview=interview,
                call=stage.call,
                link=f"{site}/applications/{interview.application_id}/",
            )
