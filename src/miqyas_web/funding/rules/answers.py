"""Who may appeal, until when, and how an appeal moves. No queries, no requests."""

from datetime import datetime, timedelta

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.foundation.errors import Refused
from miqyas_web.funding.enums import AppealState

USUAL_DAYS = 30
# What someone let in by an appeal has at least, at the most, and unless said otherwise, to work on the stage that opens.
LEAST_OWN_DAYS, MOST_OWN_DAYS, USUAL_OWN_DAYS = 7, 90, 14
NEXT = {
    AppealState.FILED: {AppealState.ADMITTED, AppealState.REJECTED},
    AppealState.ADMITTED: {AppealState.UPHELD, AppealState.REJECTED},
}


def appeal_ends(sent_at: datetime, days: int) -> datetime:
    """The end of the window of an appeal."""
    return sent_at + timedelta(days=days)


def check_in_window(*, sent_at: datetime | None, days: int, at: datetime) -> None:
    """Raise ``Refused`` before the letter, or once the window is over."""
    if sent_at is None:
        raise Refused(_("The answer was not sent yet: there is nothing to appeal against."))
    if at > appeal_ends(sent_at, days):
        raise Refused(
            ngettext(
                "The window of appeals closed %(days)s day after the letter.",
                "The window of appeals closed %(days)s days after the letter.",
                days,
            )
            % {"days": days}
        )


def own_time(
    *, opens_at: datetime | None, closes_at: datetime | None, days: int, now: datetime
) -> datetime | None:
    """The end of the last of ``days`` days of work, when the deadline of the others comes before it; otherwise None."""
    start = max(now, opens_at) if opens_at else now
    end = localtime(start + timedelta(days=days)).replace(hour=23, minute=59, second=0, microsecond=0)
    return end if closes_at is not None and closes_at < end else None


def check_moves(state: str, to: str) -> None:
    """Raise ``Refused`` unless an appeal in ``state`` may become ``to``."""
    if to not in NEXT.get(AppealState(state), set()):
        raise Refused(
            _("This appeal cannot become that: it stands as “%(state)s”.")
            % {"state": AppealState(state).label}
        )
