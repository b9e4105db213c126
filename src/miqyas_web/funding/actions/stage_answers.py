"""The close of a stage: who goes on to the next one, who does not and why. Undone until it is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miqyas_web.accounts.actions.letters import send_on_commit
from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Membership, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has, roles_with
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.enums import ApplicationState, CallState, StageKind
from miqyas_web.funding.models import Application, Call, Sealed, Stage, StageAnswer
from miqyas_web.funding.queries.appeals import appeal_days
from miqyas_web.funding.queries.candidates import Candidate, candidates_at, hidden_from
from miqyas_web.funding.queries.seals import last_seals
from miqyas_web.funding.queries.stages import next_stage
from miqyas_web.funding.rules.answers import appeal_ends
from miqyas_web.funding.rules.matching import carried
from miqyas_web.funding.rules.stage_answers import check_answerable, check_one, check_tellable
from miqyas_web.territories.models import Territory

SUBJECT = gettext_lazy("%(reference)s: the answer at the end of a stage")

FIGURES = ("theme", "region", "asked_mad", "cofunding_mad", "budget")


@dataclass(frozen=True, slots=True)
class Said:
    """What is answered to one application."""

    reference: str
    is_invited: bool
    reason: str = ""


def begin_closing(stage: Stage, by: Person, may: Permission) -> tuple[Stage, Stage]:
    """The stage and the next one, with the call locked."""
    call = Call.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=stage.call_id)
    check_has(may, permissions_in(call.organisation, by))
    stage = Stage.objects.select_related("grid").get(pk=stage.pk)
    stage.call = call
    following = next_stage(stage)
    check_answerable(
        is_published=call.state == CallState.PUBLISHED,
        opens_at=stage.opens_at,
        closes_at=stage.closes_at,
        has_next=following is not None,
        now=clock.now(),
    )
    if following is None:
        raise AssertionError  # a stage without a next one was refused just above
    return stage, following


@transaction.atomic
def write_stage_answers(*, stage: Stage, answers: Sequence[Said], by: Person) -> int:
    """Write answers, or write them again; nobody is told. Answers with how many were written."""
    stage, _following = begin_closing(stage, by, Permission.FUND)
    candidates = {one.reference: one for one in candidates_at(stage)}
    hidden = hidden_from(by, stage.call)
    for said in answers:
        _check(said, candidates.get(said.reference), stage, hidden)
        StageAnswer.objects.update_or_create(
            application=candidates[said.reference].application,
            stage=stage,
            defaults={
                "is_invited": said.is_invited,
                "reason": said.reason.strip(),
                "written_by": by,
                "written_at": clock.now(),
            },
        )
    _trace("stage_answers_written", stage, by, n=len(answers), invited=sum(one.is_invited for one in answers))
    return len(answers)


def _check(said: Said, candidate: Candidate | None, stage: Stage, hidden: set[str]) -> None:
    if candidate is None:
        raise Refused(
            _("%(reference)s was not sent at this stage, or left it.") % {"reference": said.reference}
        )
    if said.reference in hidden:
        raise Refused(
            _("You have a conflict of interest with %(reference)s: someone else answers it.")
            % {"reference": said.reference}
        )
    if candidate.application.stage_id != stage.pk or candidate.application.state != ApplicationState.SENT:
        raise Refused(_("%(reference)s was told its answer already.") % {"reference": said.reference})
    check_one(
        reference=said.reference,
        is_invited=said.is_invited,
        reason=said.reason,
        is_stopped=candidate.is_stopped,
    )


@transaction.atomic
def undo_stage_answers(*, stage: Stage, by: Person) -> int:
    """Take back the answers that nobody was told, except those a conflict keeps from this person."""
    stage, _following = begin_closing(stage, by, Permission.FUND)
    found = stage.answers.filter(told_at__isnull=True).exclude(
        application__reference__in=hidden_from(by, stage.call)
    )
    n = found.count()
    if not n:
        raise Refused(_("There is no answer to take back: what was told stands."))
    found.delete()
    _trace("stage_answers_undone", stage, by, n=n)
    return n


@transaction.atomic
def tell_stage_answers(*, stage: Stage, site: str, by: Person) -> int:
    """Tell every applicant of a stage at once, and open the next one to those invited."""
    stage, following = begin_closing(stage, by, Permission.DECIDE)
    answers = list(
        stage.answers.filter(told_at__isnull=True, application__state=ApplicationState.SENT)
        .select_related("application__initiative__organisation")
        .select_for_update(of=("self",))
        .order_by("application__reference")
    )
    known = set(stage.answers.values_list("application_id", flat=True))
    waiting = [one for one in candidates_at(stage) if one.application.pk not in known]
    check_tellable(
        n_waiting=len(waiting), n_answered=len(answers), next_closes_at=following.closes_at, now=clock.now()
    )
    seals = _seals(stage, [one.application_id for one in answers])
    regions = {place.code: place for place in Territory.objects.regions()}
    now = clock.now()
    for answer in answers:
        answer.told_by, answer.told_at = by, now
        answer.save(update_fields=["told_by", "told_at"])
        if answer.is_invited:
            _move(answer.application, seals[answer.application_id], stage, following, regions)
        else:
            Application.objects.filter(pk=answer.application_id).update(state=ApplicationState.NOT_RETAINED)
    _mail(answers, stage, following, site)
    n_invited = sum(one.is_invited for one in answers)
    _trace("stage_answers_told", stage, by, n=len(answers), invited=n_invited, call=str(stage.call))
    return len(answers)


def _seals(stage: Stage, applications: Sequence[int]) -> dict[int, Sealed]:
    found = last_seals(Sealed.objects.filter(stage=stage, application__in=applications))
    return {seal.application_id: seal for seal in found}


def restore(application: Application, seal: Sealed, regions: Mapping[str, Territory]) -> None:
    """Put the figures of a seal back in an application: what was written since and never sent does not count."""
    held = seal.content
    application.theme = held.get("theme") or ""
    application.region = regions.get(held.get("region") or "")
    application.asked_mad = Decimal(held["asked_mad"]) if held.get("asked_mad") else None
    application.cofunding_mad = Decimal(held.get("cofunding_mad") or 0)
    application.budget = held.get("budget") or []


def restore_figures(stage: Stage, applications: Sequence[Application]) -> None:
    """Put back, in each application, the figures it was judged on: a grant is made of those."""
    seals = _seals(stage, [one.pk for one in applications])
    regions = {place.code: place for place in Territory.objects.regions()}
    for application in applications:
        restore(application, seals[application.pk], regions)
    Application.objects.bulk_update(applications, FIGURES)


def move_on(
    application: Application, stage: Stage, following: Stage, *, own_closes_at: datetime | None = None
) -> None:
    """Open the next stage to one application alone."""
    regions = {place.code: place for place in Territory.objects.regions()}
    _move(
        application,
        _seals(stage, [application.pk])[application.pk],
        stage,
        following,
        regions,
        own_closes_at=own_closes_at,
    )


def _move(
    application: Application,
    seal: Sealed,
    stage: Stage,
    following: Stage,
    regions: Mapping[str, Territory],
    *,
    own_closes_at: datetime | None = None,
) -> None:
    """A new draft begins with what was sealed; an interview has nothing to write."""
    restore(application, seal, regions)
    before = (seal.content.get("answers") or {}).get(str(stage.position), {})
    found = carried(before, stage.questions, following.questions)
    application.answers = application.answers | {
        str(stage.position): before,
        str(following.position): found.answers,
    }
    application.stage, application.own_closes_at = following, own_closes_at
    is_heard = following.kind == StageKind.INTERVIEW
    application.state = ApplicationState.SENT if is_heard else ApplicationState.DRAFT
    application.revision += 1
    application.save()


def people_by_organisation(organisations: Iterable[int]) -> dict[int, list[Person]]:
    """Active people who may write or send for each organisation."""
    found: dict[int, list[Person]] = {}
    seats = Membership.objects.filter(
        organisation__in=set(organisations), role__in=roles_with(Permission.DESCRIBE), person__is_active=True
    )
    for seat in seats.select_related("person").order_by("organisation_id", "person_id"):
        found.setdefault(seat.organisation_id, []).append(seat.person)
    return found


def _mail(answers: Sequence[StageAnswer], stage: Stage, following: Stage, site: str) -> None:
    """One letter each, in the person's language; the same words stand on the page of the application."""
    people = people_by_organisation(one.application.initiative.organisation_id for one in answers)
    for answer in answers:
        for person in people.get(answer.application.initiative.organisation_id, []):
            send_on_commit(
                "funding/letters/stage_answer.txt",
                to=person.email,
                language=person.language,
                subject=SUBJECT,
                reference=answer.application.reference,
                answer=answer,
                call=stage.call,
                stage=stage,
                following=following,
                is_heard=following.kind == StageKind.INTERVIEW,
                appeal_end=appeal_ends(answer.told_at or clock.now(), appeal_days(stage.call)),
                link=f"{site}/applications/{answer.application_id}/",
            )


def _trace(verb: str, stage: Stage, by: Person, **facts: Any) -> None:
    audit.record(verb, target=stage, by=by, organisation=stage.call.organisation, **facts)
