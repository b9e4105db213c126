from datetime import UTC, datetime, timedelta

import pytest

from miqyas_web.accounts import rules
from miqyas_web.accounts.enums import InvitationState, Permission, Role
from miqyas_web.foundation.errors import Refused

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("n_failures", "seconds"),
    [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (9, 480), (10, 900), (10_000, 900)],
)
def test_the_pause_doubles_up_to_a_quarter_of_an_hour(n_failures, seconds):
    assert rules.pause_after(n_failures) == timedelta(seconds=seconds)


def test_the_pause_says_how_long_it_lasts():
    with pytest.raises(Refused) as refusal:
        rules.check_may_try(n_failures=8, last_failed_at=NOON, at=NOON + timedelta(seconds=61))
    assert str(refusal.value) == "Trop de tentatives. Attendez 3 minutes, puis réessayez."


def test_after_the_pause_one_may_try():
    rules.check_may_try(n_failures=5, last_failed_at=NOON, at=NOON + timedelta(seconds=30))


@pytest.mark.parametrize(
    ("accepted", "withdrawn", "days", "state"),
    [
        (None, None, 13, InvitationState.PENDING),
        (None, None, 14, InvitationState.EXPIRED),
        (NOON, None, 1, InvitationState.ACCEPTED),
        (NOON, None, 30, InvitationState.ACCEPTED),
        (None, NOON, 1, InvitationState.WITHDRAWN),
        (None, NOON, 30, InvitationState.WITHDRAWN),
    ],
)
def test_invitation_state_is_told_from_its_dates(accepted, withdrawn, days, state):
    found = rules.invitation_state(
        accepted_at=accepted,
        withdrawn_at=withdrawn,
        expires_at=NOON + rules.INVITATION_LIFE,
        at=NOON + timedelta(days=days),
    )
    assert found == state


def test_every_state_but_pending_has_its_own_sentence():
    said = {str(sentence) for sentence in rules.WHY_NOT_OPEN.values()}
    assert set(rules.WHY_NOT_OPEN) == set(InvitationState) - {InvitationState.PENDING}
    assert len(said) == 3


def test_the_table_of_rights_says_what_the_roles_hold():
    held = {
        (right.role, row.permission) for row in rules.rights_table() for right in row.rights if right.is_held
    }
    assert held == {
        (role, permission) for role, rights in rules.ROLES.items() for permission in rights.permissions
    }
    assert (Role.READER, Permission.DESCRIBE) not in held
    assert (Role.LEAD, Permission.MANAGE_MEMBERS) in held
