"""Invitations to read, loads, and who may be asked what. No queries, no requests."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from miqyas_web.foundation.errors import Refused

INVITATION_LIFE = timedelta(days=21)
# Days between two reminders to the same person for the same file.
REMINDER_PAUSE = timedelta(days=2)
# How long before the day a reviewer is reminded of it.
REMINDER_BEFORE = timedelta(days=3)


def reminder_wanted(*, due_at: datetime | None, reminded_at: datetime | None, now: datetime) -> bool:
    """Once when the day nears and once when it is past, never twice in two days."""
    passed = [] if due_at is None else [at for at in (due_at - REMINDER_BEFORE, due_at) if at <= now]
    if not passed:
        return False
    return reminded_at is None or (reminded_at < passed[-1] and now - reminded_at >= REMINDER_PAUSE)


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
