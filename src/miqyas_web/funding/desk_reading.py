"""What reading proposes on a desk: to a reviewer, what is to be read; to the secretariat, how far it is. Two queries."""

from datetime import datetime

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.foundation import clock
from miqyas_web.funding.enums import AssignmentState, CallState
from miqyas_web.funding.models import Call, Reviewer
from miqyas_web.funding.rules.texts import said
from miqyas_web.ui.desk import DeskAction

MOST = 3


def actions_for(person: Person) -> list[DeskAction]:
    """Read the files that wait, declare one's ties; look at a reading that is not over."""
    return [*_to_read(person), *_to_follow(person)]


def _to_read(person: Person) -> list[DeskAction]:
    asked = Q(assignments__state=AssignmentState.ASKED)
    seats = (
        Reviewer.objects.filter(person=person, left_at__isnull=True, call__state=CallState.PUBLISHED)
        .annotate(
            n_asked=Count("assignments", filter=asked), first_due=Min("assignments__due_at", filter=asked)
        )
        .filter(n_asked__gt=0)
        .select_related("call")
        .order_by("first_due", "pk")
    )
    return [
        DeskAction(
            ngettext("Read %(n)s file for “%(call)s”", "Read %(n)s files for “%(call)s”", n)
            % {"n": n, "call": said(seat.call.title)},
            _reader_why(seat, seat.first_due),
            reverse("funding:reviewing_show", args=[seat.pk]),
            12,
        )
        for seat in seats[:MOST]
        if (n := seat.n_asked)
    ]


def _reader_why(seat: Reviewer, due: datetime | None) -> str:
    if seat.declared_at is None:
        return _("Declare your ties with those who apply first: files open after.")
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
