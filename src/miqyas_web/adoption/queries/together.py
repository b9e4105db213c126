"""How organisations stand together, group by group, without telling any of them."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import OrganisationKind
from miqyas_web.adoption import science
from miqyas_web.adoption.enums import Audience, Size
from miqyas_web.adoption.models import Diagnostic
from miqyas_web.adoption.rules import counted_until
from miqyas_web.foundation import clock
from miqyas_web.territories.models import Territory

ATTRIBUTES = ("kind", "size", "region")


@dataclass(frozen=True, slots=True)
class Cell:
    """How a group stands in one dimension; None where fewer than ten are concerned."""

    name: str
    spread: "science.Spread | None"
    own: int | None = None


@dataclass(frozen=True, slots=True)
class GroupReading:
    """One group that may be shown."""

    name: str
    n: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Together:
    """What may be shown of one audience, in one version."""

    audience: str
    label: str
    until: date
    n_hidden: int
    groups: list[GroupReading]


def together(audience: str) -> Together:
    """Every group that may be shown of an audience, in its newest version. One query, and the names of regions."""
    version, until = science.newest_version(audience), counted_until(clock.today())
    members, standings = _members(audience, version, until)
    shown = science.publishable(members)
    groups = _read(shown, standings, version, audience, own={})
    n_groups = len(
        {(name, values[name]) for values in members.values() for name in ATTRIBUTES if values[name]}
    )
    return Together(audience, str(Audience(audience).label), until, n_groups + 1 - len(groups), groups)


def peers_of(diagnostic: Diagnostic) -> list[GroupReading]:
    """The groups an organisation belongs to that may be shown, with its own level beside."""
    until = counted_until(clock.today())
    members, standings = _members(diagnostic.audience, diagnostic.version, until)
    shown = science.publishable(members)
    code = diagnostic.region.code if diagnostic.region else ""
    theirs = {"kind": diagnostic.organisation.kind, "size": diagnostic.size, "region": code}
    kept = {
        group: held
        for group, held in shown.items()
        if group == science.EVERYONE or theirs[group[0]] == group[1]
    }
    return _read(kept, standings, diagnostic.version, diagnostic.audience, own=diagnostic.standings)


Members = dict[Hashable, Mapping[str, str]]


def _members(audience: str, version: str, until: date) -> tuple[Members, dict[Hashable, Mapping[str, Any]]]:
    """The latest completed diagnostic of each organisation: what groups it, and where it stands."""
    begins = timezone.make_aware(datetime.combine(until, time.min))
    rows = (
        Diagnostic.objects.complete()
        .filter(audience=audience, version=version, completed_at__lt=begins)
        # Invented organisations count only among themselves.
        .filter(**({} if settings.DEMONSTRATION else {"organisation__is_demonstration": False}))
        .order_by("completed_at", "pk")
        .values_list("organisation_id", "organisation__kind", "size", "region__code", "standings")
    )
    members: Members = {}
    standings: dict[Hashable, Mapping[str, Any]] = {}
    for organisation, kind, size, region, stands in rows:
        members[organisation] = {"kind": kind, "size": size, "region": region or ""}
        standings[organisation] = stands
    return members, standings


def _read(
    groups: "science.Groups",
    standings: Mapping[Hashable, Mapping[str, Any]],
    version: str,
    audience: str,
    *,
    own: Mapping[str, int | None],
) -> list[GroupReading]:
    asked, language = science.questionnaire(version, audience), science.page_language()
    regions = {each.code: each.name for each in Territory.objects.regions()} if groups else {}
    found = []
    for group, members in groups.items():
        cells = []
        for dimension in asked.dimensions:
            levels = [level for each in members if (level := standings[each].get(dimension.key)) is not None]
            # Those whom a dimension does not concern leave fewer: the same floor holds for what is left.
            seen = science.spread(levels) if len(levels) >= science.LEAST_MEMBERS else None
            cells.append(Cell(dimension.names[language], seen, own.get(dimension.key)))
        found.append(GroupReading(_name(group, regions), len(members), cells))
    return found


def _name(group: tuple[str, str], regions: Mapping[str, str]) -> str:
    attribute, value = group
    if attribute == "kind":
        return str(OrganisationKind(value).label)
    if attribute == "size":
        return str(Size(value).label)
    return regions.get(value, value) if attribute == "region" else _("All organisations")
