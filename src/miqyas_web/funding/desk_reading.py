"""What reading proposes on a reviewer's desk, and a draft of a call on its funder's. Two queries."""

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
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
    """Declare ties and read; finish a call."""
    return [*_read(person), *_finish(person)]


def _read(person: Person) -> list[DeskAction]:
    """Seats with files to read, or with applicants whose ties are not declared yet."""
    received = Application.objects.filter(
        call=OuterRef("call"), sent_at__isnull=False, stage__closes_at__lte=clock.now()
    )
    seats = (
        Reviewer.objects.filter(person=person, left_at__isnull=True, call__state=CallState.PUBLISHED)
        .select_related("call")
        .annotate(
            n_asked=Count("assignments", filter=Q(assignments__state=AssignmentState.ASKED)),
            has_files=Exists(received),
        )
        .filter(Q(n_asked__gt=0) | Q(declared_at__isnull=True, has_files=True))
        .order_by("pk")
    )
    return [_to_read(seat, seat.n_asked) for seat in seats[:MOST]]


def _to_read(seat: Reviewer, n: int) -> DeskAction:
    call = {"call": said(seat.call.title)}
    here = reverse("funding:reviewing_show", args=[seat.pk])
    if seat.declared_at is None:
        return DeskAction(
            _("Say which applicants you are tied to, for “%(call)s”") % call,
            _("The files open once it is said."),
            here,
            7,
        )
    return DeskAction(
        ngettext("Read %(n)s application for “%(call)s”", "Read %(n)s applications for “%(call)s”", n)
        % {"n": n, **call},
        _("What you write is kept as you go; the others’ opinions are shown later."),
        here,
        7,
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
