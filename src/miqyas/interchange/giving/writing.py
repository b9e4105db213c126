"""Our grants as a 360Giving package: strict, and what the standard has no place for is listed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from miqyas.errors import GrantsNotWritten
from miqyas.interchange.giving.checking import check_package
from miqyas.interchange.giving.fields import VERSION
from miqyas.types import Language

SCOPES = {"national": "GLS030", "region": "GLS040", "province": "GLS050", "commune": "GLS060"}
# What a package cannot carry, whatever the grant: said beside each export.
LOSSES: dict[str, dict[Language, str]] = {
    "results": {
        "en": "indicators, baselines, targets and results",
        "fr": "les indicateurs, valeurs de départ, cibles et résultats",
        "ar": "المؤشرات وقيم البداية والأهداف والنتائج",
    },
    "evidence": {
        "en": "the theory of change and the strength of evidence",
        "fr": "la théorie du changement et la force des preuves",
        "ar": "نظرية التغيير وقوة الأدلة",
    },
    "review": {
        "en": "reviews, scores, reasons, and applications not funded",
        "fr": "les avis, notes, motifs, et les candidatures non financées",
        "ar": "الآراء والنقط والأسباب، والترشيحات غير الممولة",
    },
    "conditions": {
        "en": "conditions and rules of payment",
        "fr": "les conditions et les règles de paiement",
        "ar": "الشروط وقواعد الأداء",
    },
    "languages": {
        "en": "every language but one",
        "fr": "toutes les langues sauf une",
        "ar": "كل اللغات إلا واحدة",
    },
}


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation: identifier (its prefix first) and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place of Morocco by its HCP code; ``kind``: national, region, province or commune."""

    name: str
    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment made."""

    id: str
    amount: float
    day: date


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant that was awarded, in one language; applications not funded are never exported.

    ``pseudonym`` stands for a person instead of ``recipient``: no name of a person is published.
    """

    id: str
    title: str
    description: str
    awarded: float
    award_day: date
    funder: Party
    recipient: Party | None = None
    pseudonym: str = ""
    currency: str = "MAD"
    asked: float | None = None
    planned: tuple[date, date] | None = None
    actual: tuple[date, date] | None = None
    programme: tuple[str, str, str] | None = None  # code, title, address
    is_open_call: bool | None = None
    places: tuple[Place, ...] = ()
    paid: tuple[Paid, ...] = ()
    goals: tuple[str, ...] = ()  # of sustainable development: "4", "5"
    themes: tuple[tuple[str, str], ...] = ()  # code and title of ours
    report_url: str = ""
    url: str = ""
    themes_vocabulary: str = field(default="Miqyas")


def package_of(grants: Sequence[Grant]) -> dict[str, Any]:
    """Write grants as a package that passes `check_package`.

    Raises
    ------
    GrantsNotWritten
        A grant that would not pass: a recipient missing, an identifier twice.
    """
    package = {"version": VERSION, "grants": [_written(grant) for grant in grants]}
    faults = check_package(package)
    if faults:
        raise GrantsNotWritten(n=len(faults), first=faults[0].sentence("en").rstrip("."))
    return package


def package_text(grants: Sequence[Grant]) -> str:
    """The package as JSON."""
    return json.dumps(package_of(grants), ensure_ascii=False, indent=1) + "\n"


def losses(language: Language) -> tuple[str, ...]:
    """What a package leaves out of our grants, in words."""
    return tuple(told[language] for told in LOSSES.values())


def _written(grant: Grant) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": grant.id,
        "title": grant.title,
        "description": grant.description,
        "currency": grant.currency,
        "amountAppliedFor": grant.asked,
        "amountAwarded": grant.awarded,
        "amountDisbursed": sum(one.amount for one in grant.paid) if grant.paid else None,
        "awardDate": grant.award_day.isoformat(),
        "url": grant.url,
        "plannedDates": _dates(grant.planned),
        "actualDates": _dates(grant.actual),
        "recipientOrganization": [_party(grant.recipient)] if grant.recipient else None,
        "recipientIndividual": {"id": grant.pseudonym, "name": grant.pseudonym} if grant.pseudonym else None,
        "fundingOrganization": [_party(grant.funder)],
        "grantProgramme": _programme(grant),
        "fromOpenCall": None if grant.is_open_call is None else "Yes" if grant.is_open_call else "No",
        "beneficiaryLocation": [
            {"name": place.name, "countryCode": "MA", "geoCode": place.code, "geoCodeType": "HCP"}
            for place in grant.places
        ],
        "locationScope": SCOPES[grant.places[0].kind] if len({place.kind for place in grant.places}) == 1 else None,
        "classifications": [{"vocabulary": "UN SDG", "code": goal} for goal in grant.goals]
        + [{"vocabulary": grant.themes_vocabulary, "code": c, "title": title} for c, title in grant.themes],
        "disbursementTransaction": [_payment(grant, one) for one in grant.paid],
        "relatedDocument": [{"id": f"{grant.id}/report", "url": grant.report_url}] if grant.report_url else None,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def _party(party: Party) -> dict[str, str]:
    return {"id": party.id, "name": party.name}


def _dates(days: tuple[date, date] | None) -> list[dict[str, str]] | None:
    return None if days is None else [{"startDate": days[0].isoformat(), "endDate": days[1].isoformat()}]


def _programme(grant: Grant) -> list[dict[str, str]] | None:
    if grant.programme is None:
        return None
    told = dict(zip(("code", "title", "url"), grant.programme, strict=True))
    return [{name: value for name, value in told.items() if value}]


def _payment(grant: Grant, one: Paid) -> dict[str, Any]:
    return {
        "id": one.id,
        "transactionDate": one.day.isoformat(),
        "valueDate": one.day.isoformat(),
        "currency": grant.currency,
        "value": one.amount,
        "provider": grant.funder.id,
        "recipient": grant.recipient.id if grant.recipient else grant.pseudonym,
    }
