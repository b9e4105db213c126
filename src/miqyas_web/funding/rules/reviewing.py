"""Invitations to read, loads, and who may be asked what. No queries, no requests."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from miqyas_web.foundation.errors import Refused

INVITATION_LIFE = timedelta(days=21)
# Days between two reminders to the same person for the same file.
REMINDER_PAUSE = timedelta(days=2)


def files_open(*, declared_at: datetime | None, trained_at: datetime | None, needs_training: bool) -> bool:
    """Whether a reviewer may open files: ties declared, and trained where the call asks for it."""
    return declared_at is not None and (trained_at is not None or not needs_training)


def check_invitation_opens(
    *, accepted_at: datetime | None, withdrawn_at: datetime | None, expires_at: datetime, at: datetime
) -> None:
    """Raise ``Refused``, each case with its sentence, unless the invitation still waits."""
    if accepted_at is not None:
        raise Refused(_("This invitation has already been used. Sign in: the call is on the page “To read”."))
    if withdrawn_at is not None:
        raise Refused(_("This invitation was withdrawn. Ask the secretariat of the call."))
    if expires_at <= at:
        raise Refused(_("This invitation is over. Ask the secretariat of the call for a new one."))
