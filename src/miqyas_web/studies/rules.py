"""What a study may become, and what may still be changed. No queries, no requests."""

from django.utils.translation import gettext as _

from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.studies.enums import StudyState

NEXT_STATES: dict[StudyState, set[StudyState]] = {
    StudyState.DRAFT: {StudyState.SEALED},
    StudyState.SEALED: {StudyState.ESTIMATED},
    # Estimated again after an amendment; the earlier estimation stays.
    StudyState.ESTIMATED: {StudyState.ESTIMATED},
}


def check_can_move(state: str, to: StudyState) -> None:
    """Raise ``Refused`` unless a study in ``state`` may become ``to``."""
    if to in NEXT_STATES[StudyState(state)]:
        return
    if to is StudyState.SEALED:
        raise Refused(
            _("The plan of this study is sealed already. Change it by an amendment, with its reason.")
        )
    raise Refused(_("Seal the plan first: an estimate without a sealed plan proves less."))


def can_move(state: str, to: StudyState) -> bool:
    return to in NEXT_STATES[StudyState(state)]


def check_amendment(state: str, reason: str) -> None:
    """Raise ``Unfit`` when a sealed plan would change without saying why."""
    if state != StudyState.DRAFT and not reason.strip():
        raise Unfit(_("The plan is sealed. Say why it changes: the reason is shown beside the result."))
