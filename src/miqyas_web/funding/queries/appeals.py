"""Appeals, for who may read and hear them; until when one may be filed; what keeps a call from being decided."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation import clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.enums import AppealState, ApplicationState, ConflictState
from miqyas_web.funding.models import (
    Appeal,
    Application,
    Assignment,
    Call,
    Conflict,
    Letter,
    Stage,
    StageAnswer,
)
from miqyas_web.funding.queries.access import has_conflict
from miqyas_web.funding.refusals import Recused
from miqyas_web.funding.rules.answers import USUAL_DAYS, appeal_ends
from miqyas_web.initiatives.models import Initiative

WAITING = (AppealState.FILED, AppealState.ADMITTED)
WITH_ANSWER = tuple(
    f"{answer}__application__{fact}"
    for answer in ("outcome", "stage_answer")
    for fact in ("call__organisation", "initiative__organisation", "stage")
)


def appeal_days(call: Call) -> int:
    """How long an applicant may appeal, in days."""
    return int(call.settings.get("appeal_days") or USUAL_DAYS)


def appeal_end(letter: Letter) -> datetime:
    """Until when this letter may be appealed against."""
    return appeal_ends(letter.sent_at, appeal_days(letter.outcome.decision.call))


def appeal_for(person: Person, pk: int) -> Appeal:
    """The appeal, for the applicant's side and for people of the funder without a conflict."""
    theirs, calls = Initiative.objects.visible_to(person), Call.objects.visible_to(person)
    appeal = (
        Appeal.objects.filter(
            Q(outcome__application__initiative__in=theirs)
            | Q(outcome__application__call__in=calls)
            | Q(stage_answer__application__initiative__in=theirs)
            | Q(stage_answer__application__call__in=calls),
            pk=pk,
        )
        .select_related(*WITH_ANSWER, "stage_answer__stage", "filed_by", "heard_by")
        .first()
    )
    if appeal is None:
        raise Http404
    organisation = appeal.application.initiative.organisation
    is_applicant = Permission.READ in permissions_in(organisation, person)
    if not is_applicant and has_conflict(person, appeal.application):
        raise Recused
    return appeal


def stage_answer_of_applicant(person: Person, pk: int) -> StageAnswer:
    """What an applicant was told at the end of a stage."""
    found = (
        StageAnswer.objects.filter(
            application__initiative__in=Initiative.objects.visible_to(person), told_at__isnull=False, pk=pk
        )
        .select_related("stage", "application__call__organisation", "application__initiative__organisation")
        .first()
    )
    if found is None:
        raise Http404
    return found


def has_scored(person: Person, call: Call) -> bool:
    """Whether the person sent a review on any application of the call."""
    return Assignment.objects.filter(
        stage__call=call, reviewer__person=person, review__sent_at__isnull=False
    ).exists()


def appeals_to_hear(person: Person) -> Sequence[Appeal]:
    """Appeals that wait for this person: theirs to hear, or nobody's yet, where they scored nothing. One query."""
    calls = Call.objects.filter(organisation__in=Organisation.objects.where(person, Permission.DECIDE))
    scored = Assignment.objects.filter(reviewer__person=person, review__sent_at__isnull=False)
    calls = calls.exclude(pk__in=scored.values("stage__call"))
    tied = Conflict.objects.filter(person=person).exclude(state=ConflictState.LIFTED).values("application")
    return list(
        Appeal.objects.filter(
            Q(outcome__application__call__in=calls) | Q(stage_answer__application__call__in=calls),
            Q(heard_by__isnull=True) | Q(heard_by=person),
            state__in=WAITING,
        )
        .exclude(outcome__application__in=tied)
        .exclude(stage_answer__application__in=tied)
        .select_related(*WITH_ANSWER)
        .order_by("filed_at", "pk")[:5]
    )


def check_stages_settled(call: Call) -> None:
    """Raise ``Refused`` while someone told no at a stage may still come back: the committee decides between all files."""
    now = clock.now()
    waiting = Appeal.objects.filter(stage_answer__application__call=call, state__in=WAITING).count()
    if waiting:
        raise Refused(
            ngettext(
                "%(n)s appeal against the answer of a stage waits: hear it before the committee decides.",
                "%(n)s appeals against the answers of stages wait: hear them before the committee decides.",
                waiting,
            )
            % {"n": waiting}
        )
    late = call.applications.filter(own_closes_at__gt=now).exclude(state=ApplicationState.WITHDRAWN)
    if last := late.order_by("-own_closes_at").first():
        raise Refused(
            _("An appeal opened a stage to %(reference)s until %(day)s: the committee decides afterwards.")
            % {"reference": last.reference, "day": _day(last.own_closes_at)}
        )
    if end := _last_window(call, now):
        raise Refused(
            _("Applicants who were not retained may appeal until %(day)s: the committee decides afterwards.")
            % {"day": _day(end)}
        )


def _last_window(call: Call, now: datetime) -> datetime | None:
    """Until when the last of those told no at a stage may still appeal; None once all windows are over."""
    days = appeal_days(call)
    told = (
        StageAnswer.objects.filter(
            ~Exists(Appeal.objects.filter(stage_answer=OuterRef("pk"))),
            application__call=call,
            application__state=ApplicationState.NOT_RETAINED,
            is_invited=False,
            told_at__gt=now - timedelta(days=days),
        )
        .order_by("-told_at")
        .first()
    )
    return appeal_ends(told.told_at, days) if told and told.told_at else None


def let_in_late(stage: Stage) -> list[Application]:
    """Those an appeal opened a stage to, whose own time still runs: references and days, nothing of what they hold."""
    late = Application.objects.filter(stage=stage, own_closes_at__gt=clock.now())
    return list(late.exclude(state=ApplicationState.WITHDRAWN).order_by("reference", "pk"))


def _day(moment: datetime | None) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT") if moment else ""
