"""A cast of named people who return in every test of the platform."""

from miqyas_web.accounts.enums import OrganisationKind, Role
from miqyas_web.accounts.models import Membership, Organisation, Person

PASSWORD = "argan-et-safran-2026"


def person(name: str, *, language: str = "fr") -> Person:
    return Person.objects.create_user(
        email=f"{name.lower()}@example.ma", password=PASSWORD, name=name, language=language
    )


def organisation(
    name: str = "Association Tifawin", *, kind: str = OrganisationKind.ASSOCIATION
) -> Organisation:
    return Organisation.objects.create(name=name, kind=kind)


def member(name: str, of: Organisation, *, role: str = Role.LEAD, language: str = "fr") -> Person:
    someone = person(name, language=language)
    Membership.objects.create(organisation=of, person=someone, role=role)
    return someone
