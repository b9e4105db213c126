"""What reading proposes on a desk: to a reviewer, what to read; to a funder, how far it is and drafts. Three queries."""

from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import AssignmentState, CallState
from miqyas_web.funding.models import Application, Call, Reviewer
from miqyas_web.funding.rules.texts import said
from miqyas_web.ui.desk import DeskAction

MOST = 3


def actions_for(person: Person) -> list[DeskAction]:
    """Declare one's ties, read the files that wait; look at a reading that is not over; finish a call."""
    return [*_to_read(person), *_to_follow(person), *_finish(person)]


def _to_read(person: Person) -> list[DeskAction]:
    """Seats with files to read, or with applicants whose ties are not declared yet."""
    asked = Q(assignments__state=AssignmentState.ASKED)
    received = Application.objects.filter(
        call=OuterRef("call"), sent_at__isnull=False, stage__closes_at__lte=clock.now()
    )
    seats = (
        Reviewer.objects.filter(person=person, left_at__isnull=True, call__state=CallState.PUBLISHED)
        .annotate(
            n_asked=Count("assignments", filter=asked),
            first_due=Min("assignments__due_at", filter=asked),
            has_files=Exists(received),
        )
        .filter(Q(n_asked__gt=0) | Q(declared_at__isnull=True, has_files=True))
        .select_related("call")
        .order_by("first_due", "pk")
    )
    return [_seat(each, each.n_asked, each.first_due) for each in seats[:MOST]]


def _seat(seat: Reviewer, n: int, due: datetime | None) -> DeskAction:
    call = {"call": said(seat.call.title)}
    here = reverse("funding:reviewing_show", args=[seat.pk])
    if seat.declared_at is None:
        title = _("Say which applicants you are tied to, for “%(call)s”") % call
        return DeskAction(title, _("The files open once it is said."), here, 7)
    title = ngettext("Read %(n)s file for “%(call)s”", "Read %(n)s files for “%(call)s”", n)
    return DeskAction(title % {"n": n, **call}, _reader_why(due), here, 12)


def _reader_why(due: datetime | None) -> str:
    if due is None:
        return _("You can stop and come back: what you write is kept.")
    day = date_format(localtime(due), "DATE_FORMAT")
    if due < clock.now():
        return _("Your reviews were expected by %(day)s.") % {"day": day}
    return _("Your reviews are expected by %(date)s.") % {"date": day}


def _to_follow(person: Person) -> list[DeskAction]:
    asked = Q(stages__assignments__state=AssignmentState.ASKED)
    sent = Q(stages__assignments__state=AssignmentState.SENT)
    calls = (
        Call.objects.filter(
            organisation__in=Organisation.objects.where(person, Permission.FUND).values("pk"),
            state=CallState.PUBLISHED,
        )
        .annotate(
            n_asked=Count("stages__assignments", filter=asked),
            n_sent=Count("stages__assignments", filter=sent),
            n_late=Count(
                "stages__assignments", filter=asked & Q(stages__assignments__due_at__lt=clock.now())
            ),
        )
        .filter(n_asked__gt=0)
        .order_by("-n_late", "pk")
    )
    return [_reading_of(call) for call in calls[:MOST]]


def _reading_of(call: Call) -> DeskAction:
    n_asked, n_sent, n_late = (int(getattr(call, name)) for name in ("n_asked", "n_sent", "n_late"))
    told = _("Reviews sent: %(sent)s of %(given)s") % {"sent": n_sent, "given": n_asked + n_sent}
    late = ngettext("%(n)s is late.", "%(n)s are late.", n_late) % {"n": n_late} if n_late else ""
    return DeskAction(
        _("Follow the reading of “%(call)s”") % {"call": said(call.title)},
        f"{told}. {late}".strip(),
        reverse("funding:review_progress", args=[call.pk]),
        26,
    )


def _finish(person: Person) -> list[DeskAction]:
    theirs = Organisation.objects.where(person, Permission.FUND).values("pk")
    drafts = Call.objects.filter(organisation__in=theirs, state=CallState.DRAFT).order_by("-pk")
    return [
        DeskAction(
            _("Finish the call “%(call)s”") % {"call": said(call.title)},
            _("Its page says what is missing before it can be published."),
            reverse("funding:call_show", args=[call.pk]),
            45,
        )
        for call in drafts[:MOST]
    ]
