"""Invented people and organisations, one or more for each kind of desk. No address here is anyone's."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from miqyas_web.accounts.actions.organisations import create_organisation
from miqyas_web.accounts.actions.people import create_person
from miqyas_web.accounts.enums import OrganisationKind, Role
from miqyas_web.accounts.models import Membership, Organisation, Person
from miqyas_web.foundation import audit

DOMAIN = "demo.miqyas.ma"


@dataclass(frozen=True, slots=True)
class Invented:
    """An invented organisation, the person who leads it, and the initiatives it answers for."""

    key: str
    name: str
    kind: str
    lead: str
    lead_name: str
    language: str = "fr"
    # Slugs of the initiatives that the rooms below put in.
    owns: tuple[str, ...] = ()


ORGANISATIONS = (
    Invented(
        "association",
        "Association Ighrem, Béni Mellal-Khénifra (inventée)",
        OrganisationKind.ASSOCIATION,
        "amina",
        "Amina Aït Ouakrim",
        owns=("rural-school-dropout",),
    ),
    Invented(
        "argan",
        "Coopérative Tafoukt de l’arganier, Souss-Massa (inventée)",
        OrganisationKind.COOPERATIVE,
        "fadma",
        "Fadma Ben Brahim",
        owns=("argan-cooperative",),
    ),
    Invented(
        "oasis",
        "Coopérative Timla des oasis, Drâa-Tafilalet (inventée)",
        OrganisationKind.COOPERATIVE,
        "rachida",
        "Rachida Aït Hssain",
    ),
    Invented(
        "startup",
        "Tawiza, startup sociale, Rabat-Salé-Kénitra (inventée)",
        OrganisationKind.SOCIAL_STARTUP,
        "omar",
        "Omar El Khattabi",
        owns=("village-microcredit",),
    ),
    Invented(
        "incubator",
        "Incubateur Nouas, Fès-Meknès (inventé)",
        OrganisationKind.SUPPORT,
        "salma",
        "Salma Bennis",
    ),
    Invented(
        "foundation",
        "Fondation Azalay (inventée)",
        OrganisationKind.FOUNDATION,
        "karim",
        "Karim Lahlou",
    ),
    Invented(
        "region",
        "جهة من جهات المملكة (متخيَّلة)",
        OrganisationKind.REGION,
        "houda",
        "هدى الشرايبي",
        language="ar",
    ),
    Invented(
        "university",
        "Laboratoire d’évaluation d’une université (inventé)",
        OrganisationKind.UNIVERSITY,
        "idriss",
        "Idriss Mansouri",
        owns=("thornton-2008",),
    ),
    Invented(
        "standards",
        "Institut de normalisation de démonstration (inventé)",
        OrganisationKind.STANDARDS,
        "meryem",
        "Meryem Tazi",
    ),
)
# Who sits elsewhere too: the coach reads what she accompanies, the researcher measures for three of them.
SEATS = (
    ("salma", "association", Role.READER),
    ("salma", "oasis", Role.READER),
    ("idriss", "association", Role.EVALUATOR),
    ("idriss", "oasis", Role.EVALUATOR),
    ("idriss", "startup", Role.EVALUATOR),
)


def fill(context: dict[str, Any]) -> None:
    """Put everyone in; the rooms that follow find organisations, people and owners in ``context``."""
    people: dict[str, Person] = {}
    organisations: dict[str, Organisation] = {}
    owners: dict[str, tuple[Organisation, Person]] = {}
    for invented in ORGANISATIONS:
        lead = create_person(
            email=f"{invented.lead}@{DOMAIN}",
            name=invented.lead_name,
            password=settings.DEMONSTRATION_PASSWORD,
            language=invented.language,
        )
        organisation = _organisation(invented, lead)
        people[invented.lead], organisations[invented.key] = lead, organisation
        owners |= dict.fromkeys(invented.owns, (organisation, lead))
    for person, key, role in SEATS:
        _seat(people[person], organisations[key], role)
    context |= {"people": people, "organisations": organisations, "owners": owners}
    context |= {"organisation": organisations["association"], "lead": people["amina"]}
    context["accounts"] = account_lines()


def _organisation(invented: Invented, lead: Person) -> Organisation:
    organisation = create_organisation(name=invented.name, kind=invented.kind, by=lead)
    organisation.is_demonstration = True
    organisation.save(update_fields=["is_demonstration"])
    return organisation


def _seat(person: Person, organisation: Organisation, role: str) -> None:
    membership = Membership.objects.create(organisation=organisation, person=person, role=role)
    audit.record("invitation_accepted", target=membership, by=person, organisation=organisation, role=role)


def account_lines() -> list[str]:
    """What the command prints: who can be tried, and the one password."""
    width = max(len(f"{invented.lead}@{DOMAIN}") for invented in ORGANISATIONS)
    lines = [
        f"  {invented.lead}@{DOMAIN}".ljust(width + 4) + str(OrganisationKind(invented.kind).label)
        for invented in ORGANISATIONS
    ]
    return [
        _("Demonstration accounts (invented people); the password of each is %(password)s")
        % {"password": settings.DEMONSTRATION_PASSWORD},
        *lines,
    ]
