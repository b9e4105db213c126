"""Who may do what: roles as data that an officer can read. No queries, no requests."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.enums import Desk, OrganisationKind, Permission, Role
from miqyas_web.foundation.errors import Refused


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
            frozenset({Permission.READ, Permission.DESCRIBE, Permission.BRING_DATA}),
        ),
        RoleRights(
            Role.EVALUATOR,
            _("Someone who measures the effect: designs, seals, estimates, reports."),
            frozenset({Permission.READ, Permission.BRING_DATA, Permission.STUDY, Permission.PUBLISH}),
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
