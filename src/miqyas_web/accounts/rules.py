"""Who may do what: roles as data that an officer can read. No queries, no requests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from miqyas_web.accounts.enums import Desk, InvitationState, OrganisationKind, Permission, Role
from miqyas_web.foundation.errors import Refused

INVITATION_LIFE = timedelta(days=14)

# A door tried wrongly five times in a row asks for a pause, which doubles up to a quarter of an hour: who
# mistypes loses little, a machine guesses about a hundred words a day.
FREE_FAILURES = 5
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)
FAILURES_FORGOTTEN_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class RoleRights:
    """What one role may do, and for whom it is meant."""

    role: Role
    meant_for: "str | Promise"
    permissions: frozenset[Permission]


ROLES = {
    rights.role: rights
    for rights in (
        RoleRights(
            Role.LEAD,
            _("The person who answers for the organisation's initiatives."),
            frozenset(Permission),
        ),
        RoleRights(
            Role.CONTRIBUTOR,
            _("Someone who describes what is done and brings its data."),
            frozenset({Permission.READ, Permission.DESCRIBE, Permission.BRING_DATA, Permission.FUND}),
        ),
        RoleRights(
            Role.EVALUATOR,
            _("Someone who measures the effect: designs, seals, estimates, reports."),
            frozenset(
                {
                    Permission.READ,
                    Permission.BRING_DATA,
                    Permission.STUDY,
                    Permission.APPROVE,
                    Permission.PUBLISH,
                }
            ),
        ),
        RoleRights(
            Role.READER,
            _("Someone who reads without changing anything."),
            frozenset({Permission.READ}),
        ),
    )
}

DESK_OF_KIND = {
    OrganisationKind.ASSOCIATION: Desk.INNOVATOR,
    OrganisationKind.COOPERATIVE: Desk.INNOVATOR,
    OrganisationKind.SOCIAL_STARTUP: Desk.INNOVATOR,
    OrganisationKind.INDIVIDUAL: Desk.INNOVATOR,
    OrganisationKind.SUPPORT: Desk.COACH,
    OrganisationKind.FOUNDATION: Desk.FUNDER,
    OrganisationKind.PUBLIC_FUND: Desk.FUNDER,
    OrganisationKind.COMPANY: Desk.FUNDER,
    OrganisationKind.REGION: Desk.DECISION_MAKER,
    OrganisationKind.PROVINCE: Desk.DECISION_MAKER,
    OrganisationKind.COMMUNE: Desk.DECISION_MAKER,
    OrganisationKind.MINISTRY: Desk.DECISION_MAKER,
    OrganisationKind.OBSERVATORY: Desk.EVALUATOR,
    OrganisationKind.UNIVERSITY: Desk.EVALUATOR,
    OrganisationKind.CONSULTANCY: Desk.EVALUATOR,
    OrganisationKind.STANDARDS: Desk.ALLIANCE,
}


def roles_with(permission: Permission) -> list[str]:
    """The roles that carry a permission, as stored in memberships."""
    return [role.value for role, rights in ROLES.items() if permission in rights.permissions]


@dataclass(frozen=True, slots=True)
class Right:
    """Whether one role holds a permission."""

    role: Role
    is_held: bool


@dataclass(frozen=True, slots=True)
class RightRow:
    """One permission, and which roles hold it."""

    permission: Permission
    rights: tuple[Right, ...]


def rights_table() -> list[RightRow]:
    """Every permission against every role, as an officer reads it."""
    return [
        RightRow(
            permission,
            tuple(Right(role, permission in rights.permissions) for role, rights in ROLES.items()),
        )
        for permission in Permission
    ]


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """All that a person may do who holds these roles."""
    return frozenset().union(*(ROLES[Role(role)].permissions for role in roles))


def check_has(permission: Permission, permissions: frozenset[Permission]) -> None:
    """Raise ``Refused`` unless ``permission`` is among ``permissions``."""
    if permission not in permissions:
        needed = ", ".join(str(Role(role).label) for role in roles_with(permission))
        raise Refused(
            _("Your role does not allow this: «%(permission)s». Roles that do: %(roles)s.")
            % {"permission": permission.label, "roles": needed}
        )


def check_keeps_a_lead(*, leads_left: int) -> None:
    """Raise ``Refused`` when an organisation would be left without a lead."""
    if leads_left < 1:
        raise Refused(_("An organisation keeps at least one lead. Name another lead first."))


WHY_NOT_OPEN = {
    InvitationState.ACCEPTED: _("This invitation has already been used. Sign in to find the organisation."),
    InvitationState.WITHDRAWN: _("This invitation was withdrawn. Ask the organisation for a new one."),
    InvitationState.EXPIRED: _(
        "This invitation is more than 14 days old. Ask the organisation for a new one."
    ),
}


def invitation_state(
    *, accepted_at: datetime | None, withdrawn_at: datetime | None, expires_at: datetime, at: datetime
) -> InvitationState:
    """What has become of an invitation at a given time."""
    if accepted_at is not None:
        return InvitationState.ACCEPTED
    if withdrawn_at is not None:
        return InvitationState.WITHDRAWN
    return InvitationState.EXPIRED if expires_at <= at else InvitationState.PENDING


def check_is_pending(state: InvitationState) -> None:
    """Raise ``Refused``, each case with its sentence, unless the invitation still waits."""
    if state in WHY_NOT_OPEN:
        raise Refused(WHY_NOT_OPEN[state])


def pause_after(n_failures: int) -> timedelta:
    """How long a door stays shut after that many failures in a row."""
    if n_failures < FREE_FAILURES:
        return timedelta(0)
    # Ten doublings are past the longest pause; the bound keeps the power small.
    return min(FIRST_PAUSE * 2 ** min(n_failures - FREE_FAILURES, 10), LONGEST_PAUSE)


def check_may_try(*, n_failures: int, last_failed_at: datetime, at: datetime) -> None:
    """Raise ``Refused`` while the pause that follows repeated failures lasts."""
    left = last_failed_at + pause_after(n_failures) - at
    if left <= timedelta(0):
        return
    minutes = ceil(left / timedelta(minutes=1))
    raise Refused(
        ngettext(
            "Too many attempts. Wait %(minutes)d minute, then try again.",
            "Too many attempts. Wait %(minutes)d minutes, then try again.",
            minutes,
        )
        % {"minutes": minutes}
    )
