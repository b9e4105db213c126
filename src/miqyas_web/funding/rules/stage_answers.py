"""When the applications of a stage may be answered. No queries, no requests."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.rules.calls import Moment, moment_of


def check_answerable(
    *,
    is_published: bool,
    opens_at: datetime | None,
    closes_at: datetime | None,
    has_next: bool,
    now: datetime,
) -> None:
    """A stage is answered once it is over, in a call that stands, when another follows."""
    if not is_published:
        raise Refused(_("This call is not under way: its stages are not answered now."))
    if not has_next:
        raise Refused(_("This is the last stage: the budget is shared out, and the committee decides."))
    if moment_of(opens_at, closes_at, now=now) is not Moment.AFTER:
        raise Refused(_("This stage is not over: nobody is answered before its deadline."))


def check_one(*, reference: str, is_invited: bool, reason: str, is_stopped: bool) -> None:
    """One answer: a no has its reason, and what a gate stopped is not bought back."""
    if not is_invited and not reason.strip():
        raise Unfit(
            _("Say why %(reference)s is not retained: the applicant reads the reason.")
            % {"reference": reference}
        )
    if is_invited and is_stopped:
        raise Refused(
            _("A gate of the grid stopped %(reference)s: an invitation does not buy it back.")
            % {"reference": reference}
        )


def check_tellable(
    *, n_waiting: int, n_answered: int, next_closes_at: datetime | None, now: datetime
) -> None:
    """All are told together, while the next stage can still be entered."""
    if not n_answered:
        raise Refused(_("Nothing waits to be told: write the answers first."))
    if n_waiting:
        raise Refused(
            ngettext(
                "%(n)s application has no answer yet: all applicants of a stage are told together.",
                "%(n)s applications have no answer yet: all applicants of a stage are told together.",
                n_waiting,
            )
            % {"n": n_waiting}
        )
    if next_closes_at is not None and next_closes_at <= now:
        raise Refused(_("The next stage is over: move its deadline before you invite to it."))
