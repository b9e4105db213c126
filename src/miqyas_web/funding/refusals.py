"""What this room says no with."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miqyas_web.foundation.errors import Refused


class StillSealed(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("This application stays sealed until the deadline of its stage: nobody reads it before.")
        )


class Recused(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("You have a conflict of interest with this application: it and its scores are hidden from you.")
        )


class OpinionsSealed(Refused):
    """The discussion of a file has not begun."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "First opinions stay sealed until all are in: the discussion opens then. A reading that will not come "
                "can be taken back by the secretariat."
            )
        )


class DiscussionClosed(Refused):
    def __init__(self) -> None:
        super().__init__(_("The discussion of this file is closed: its minutes stand."))


class NotYetDecidable(Refused):
    def __init__(self) -> None:
        super().__init__(
            _(
                "The last stage of this call is not over: nothing is opened, nothing is decided before its deadline."
            )
        )


class Unheard(Refused):
    """Interviews of the last stage that nobody wrote up."""

    def __init__(self, n: int) -> None:
        super().__init__(
            ngettext(
                "%(n)s interview has no record yet: write it, or write that the applicant did not come.",
                "%(n)s interviews have no record yet: write them, or write that the applicants did not come.",
                n,
            )
            % {"n": n}
        )


class ChangedElsewhere(Refused):
    """Someone wrote on an older state; the page shows both."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This review was kept in another window meanwhile. What you wrote here is still on the page; "
                "what was kept is shown beside it. Keep again to replace it."
            )
        )


class NotDraft(Refused):
    def __init__(self) -> None:
        super().__init__(
            _(
                "This call is published: it no longer changes. Publish a notice to correct it or to move its deadline."
            )
        )


class Changed(Refused):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Someone changed this while you were writing. What you wrote is kept below: compare it with what "
                "stands now, then save again."
            )
        )


class NotOpen(Refused):
    """The stage is not, or no longer, open."""

    def __init__(self, closed_at: datetime | None = None) -> None:
        if closed_at is None:
            super().__init__(_("This call does not take applications now."))
        else:
            day = date_format(localtime(closed_at), "DATETIME_FORMAT")
            super().__init__(
                _("This stage closed on %(day)s: nothing can be written or sent any more.") % {"day": day}
            )


class AlreadyApplied(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("This initiative already applies to this call. Change that application, or withdraw it first.")
        )
