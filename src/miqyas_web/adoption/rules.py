"""Who answers which diagnostic, and when. No queries, no requests."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from miqyas_web.accounts.enums import Desk, OrganisationKind
from miqyas_web.accounts.rules import DESK_OF_KIND
from miqyas_web.adoption.enums import Audience, DiagnosticState
from miqyas_web.foundation.errors import Refused, Unfit

# A year moves a practice; less mostly moves moods. A month early, so that a yearly meeting may prepare it.
AGAIN_AFTER = timedelta(days=335)

AUDIENCE_OF_DESK = {
    Desk.FUNDER: Audience.FUNDER,
    Desk.DECISION_MAKER: Audience.PUBLIC_BODY,
}

NO_REASON_WHY_CHANGED = gettext_lazy("Miqyas proposed another level. Say in the note why yours is right.")
NO_REASON_WHY_NOT = gettext_lazy("Say in the note why this does not concern you.")


class Overtaken(Refused):
    """Someone else answered the same question since the page was opened."""

    def __init__(self, items: Sequence[str], *, who: str) -> None:
        self.items = tuple(items)
        super().__init__(
            _(
                "%(who)s has just answered here too. Nothing of yours is lost: compare, agree, then send again "
                "to keep your answer."
            )
            % {"who": who}
        )


def audience_for(kind: str) -> Audience:
    """The version proposed to an organisation; it may choose another."""
    if kind == OrganisationKind.OBSERVATORY:
        return Audience.PUBLIC_BODY
    return AUDIENCE_OF_DESK.get(DESK_OF_KIND[OrganisationKind(kind)], Audience.INNOVATOR)


def check_is_open(state: str) -> None:
    """Raise ``Refused`` when the diagnostic can no longer be answered."""
    if state != DiagnosticState.OPEN:
        raise Refused(_("This diagnostic is completed: it stays as it was answered. Begin a new one."))


def check_is_complete(state: str) -> None:
    """Raise ``Refused`` while there is no result."""
    if state != DiagnosticState.COMPLETE:
        raise Refused(_("This diagnostic is not completed yet: it has no result."))


def check_none_is_open(*, is_one_open: bool) -> None:
    """Raise ``Refused`` when the organisation is already answering."""
    if is_one_open:
        raise Refused(_("Your organisation is already answering this diagnostic. Go on with it."))


def check_all_answered(n_missing: int) -> None:
    """Raise ``Refused`` while a question has no answer."""
    if n_missing:
        raise Refused(
            ngettext(
                "%(n)s question has no answer yet. Answer it, then see the result.",
                "%(n)s questions have no answer yet. Answer them, then see the result.",
                n_missing,
            )
            % {"n": n_missing}
        )


def lacking_reason(*, found_level: int | None, level: int | None, note: str) -> str:
    """What must be said and is not; empty when nothing lacks. ``level`` None: it does not apply."""
    if note.strip():
        return ""
    if level is None:
        return str(NO_REASON_WHY_NOT)
    if found_level is not None and level != found_level:
        return str(NO_REASON_WHY_CHANGED)
    return ""


def check_reason(*, found_level: int | None, level: int | None, note: str) -> None:
    """Raise ``Unfit`` when a reason lacks."""
    lacking = lacking_reason(found_level=found_level, level=level, note=note)
    if lacking:
        raise Unfit(lacking)


def is_due_again(completed_at: datetime, now: datetime) -> bool:
    """Whether it is time to take stock again."""
    return now - completed_at >= AGAIN_AFTER


def counted_until(today: date) -> date:
    """Comparisons count what was completed before the first day of the month: nobody sees one answer arrive."""
    return today.replace(day=1)
