"""What a version of a questionnaire may become, and when it may be written on."""

from django.utils.translation import gettext as _

from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.enums import VersionState

NEXT_STATES: dict[VersionState, frozenset[VersionState]] = {
    VersionState.DRAFT: frozenset({VersionState.TEST}),
    # A change of the questions brings a version on trial back to a draft: its bytes are others.
    VersionState.TEST: frozenset({VersionState.DRAFT, VersionState.PUBLISHED}),
    VersionState.PUBLISHED: frozenset({VersionState.RETIRED}),
    # Put back into use, when answers to it still wait on phones.
    VersionState.RETIRED: frozenset({VersionState.PUBLISHED}),
}
WRITABLE = frozenset({VersionState.DRAFT, VersionState.TEST})


class Stale(Refused):
    """Someone changed the questionnaire in the meantime."""


def check_can_become(state: str, to: VersionState) -> None:
    """Raise ``Refused`` unless a version in ``state`` may become ``to``."""
    if to in NEXT_STATES[VersionState(state)]:
        return
    if state == to == VersionState.PUBLISHED:
        raise Refused(_("This version is published already. Change it by making the next version."))
    if state == VersionState.DRAFT and to == VersionState.PUBLISHED:
        raise Refused(_("A version is tried before it is published. Put it on trial first."))
    raise Refused(
        _("A version that is “%(state)s” cannot become “%(to)s”.")
        % {"state": VersionState(state).label, "to": to.label}
    )


def check_can_be_frozen(state: str) -> None:
    """Raise ``Refused`` unless a version in ``state`` may be published for the first time."""
    if state == VersionState.RETIRED:
        raise Refused(_("This version was published already. Put it back into use instead."))
    check_can_become(state, VersionState.PUBLISHED)


def check_writable(state: str) -> None:
    """Raise ``Refused`` when the questions of a version no longer change."""
    if state not in WRITABLE:
        raise Refused(
            _(
                "This version is published: its questions no longer change. Make the next version to change them."
            )
        )


def check_fresh(revision: int, seen: int | None) -> None:
    """Raise ``Stale`` when the person wrote on an older state of the questionnaire."""
    if seen is not None and seen != revision:
        raise Stale(
            _("Someone changed this questionnaire in the meantime. Look at it again, then make your change.")
        )
