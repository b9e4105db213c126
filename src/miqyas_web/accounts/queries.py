"""Questions about people and their rights."""

from miqyas_web.accounts.enums import Desk, OrganisationKind, Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.rules import DESK_OF_KIND, permissions_of


def permissions_in(organisation: Organisation, person: Person) -> frozenset[Permission]:
    """What ``person`` may do in ``organisation``; empty for a stranger."""
    return permissions_of(organisation.memberships.filter(person=person).values_list("role", flat=True))


def desks_of(person: Person) -> list[Desk]:
    """The desks laid for a person: one by kind of organisation they belong to."""
    kinds = person.memberships.values_list("organisation__kind", flat=True).distinct()
    return sorted({DESK_OF_KIND[OrganisationKind(kind)] for kind in kinds}, key=list(Desk).index)
