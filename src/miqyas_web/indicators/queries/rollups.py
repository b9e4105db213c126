"""Totals over several initiatives: what each is made of, what is withheld, who may be counted twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.foundation.folding import fold
from miqyas_web.indicators.enums import Aggregation
from miqyas_web.indicators.models import Indicator, Measurement, Portfolio
from miqyas_web.indicators.science import rollups as science
from miqyas_web.indicators.science.trajectory import interval_shown, shown
from miqyas_web.initiatives.models import Initiative
from miqyas_web.territories.models import Territory, TerritoryFigure


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One initiative's figure inside a total; without an approved measure it counts for nothing, and is listed."""

    initiative: Initiative
    indicator: Indicator
    measurement: Measurement | None
    value: str
    interval: str


@dataclass(frozen=True, slots=True)
class OrganisationTotal:
    """The parts of one organisation, and their own total."""

    organisation: Organisation
    total: science.Total
    parts: list[ShownPart]


@dataclass(frozen=True, slots=True)
class RolledUp:
    """One indicator that several initiatives share: its total, opened down to its parts."""

    name: str
    unit: str
    aggregation: str
    total: science.Total
    persons: science.Persons | None
    organisations: list[OrganisationTotal]
    n_parts: int
    n_without: int
    earliest: date | None
    latest: date | None
    # Places where more than one of its initiatives works: who is counted twice may be there.
    shared_places: list[tuple[str, list[str]]]

    @property
    def is_shared(self) -> bool:
        return self.n_parts + self.n_without > 1


@dataclass(frozen=True, slots=True)
class RollUp:
    """Every indicator of a set of initiatives, as one person may see it."""

    rows: list[RolledUp]
    n_initiatives: int
    n_withheld: int
    as_of: date


def organisation_to_total(person: Person, pk: int) -> Organisation:
    """The organisation under this number; 404 for a stranger."""
    found = Organisation.objects.where(person, Permission.READ).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def initiatives_in(territory: Territory) -> QuerySet[Initiative]:
    """The initiatives that work in a territory or in one of its divisions, each once."""
    inside = Territory.objects.filter(
        Q(pk=territory.pk)
        | Q(parent=territory.pk)
        | Q(parent__parent=territory.pk)
        | Q(parent__parent__parent=territory.pk)
    )
    through = Initiative.territories.through.objects.filter(territory__in=inside)
    return Initiative.objects.filter(pk__in=through.values("initiative"))


def rollup_of(
    initiatives: QuerySet[Initiative], person: Person, *, as_of: date, overlap_share: Decimal | None = None
) -> RollUp:
    """Totals of a set of initiatives on a day. Six queries, however many initiatives and indicators there are.

    What the person may not see is counted, and only counted.
    """
    places = Prefetch("territories", Territory.objects.order_by("code"))
    visible = list(
        Initiative.objects.visible_to(person)
        .filter(pk__in=initiatives.values("pk"))
        .select_related("organisation")
        .prefetch_related(places)
    )
    by_pk = {one.pk: one for one in visible}
    indicators = _indicators_of(by_pk, as_of)
    populations = _populations(visible)
    groups: defaultdict[str, list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        groups[indicator.catalogue_key or f"={fold(indicator.name)}"].append(indicator)
    rows = [_rolled(found, by_pk, populations, overlap_share) for found in groups.values()]
    return RollUp(
        rows=sorted(rows, key=lambda row: (not row.is_shared, fold(row.name))),
        n_initiatives=len(visible),
        n_withheld=initiatives.count() - len(visible),
        as_of=as_of,
    )


def _indicators_of(by_pk: dict[int, Initiative], as_of: date) -> list[Indicator]:
    measures = Measurement.objects.approved().filter(date__lte=as_of).order_by("-date", "-pk")
    return list(
        Indicator.objects.filter(node__theory__initiative__in=by_pk)
        .select_related("node__theory")
        .prefetch_related(Prefetch("measurements", measures))
        .order_by("pk")
    )


def _populations(visible: Iterable[Initiative]) -> dict[int, int]:
    """The latest population of each place where someone works."""
    places = {place.pk for one in visible for place in one.territories.all()}
    figures = TerritoryFigure.objects.filter(territory__in=places, key="population").order_by("year")
    return {figure.territory_id: int(figure.value) for figure in figures}


def _rolled(
    indicators: list[Indicator],
    by_pk: dict[int, Initiative],
    populations: dict[int, int],
    overlap_share: Decimal | None,
) -> RolledUp:
    parts = [_part(one, by_pk[one.node.theory.initiative_id]) for one in indicators]
    parts.sort(
        key=lambda part: (
            fold(part.initiative.organisation.name),
            part.initiative.organisation_id,
            part.initiative.pk,
        )
    )
    measured = [part for part in parts if part.measurement is not None]
    days = sorted(part.measurement.date for part in measured if part.measurement is not None)
    first = indicators[0]
    counts_persons = {one.aggregation for one in indicators} == {Aggregation.DISTINCT_PERSONS.value}
    return RolledUp(
        name=first.name,
        unit=first.unit,
        aggregation=first.get_aggregation_display(),
        total=_total(measured),
        persons=_persons(measured, populations, overlap_share) if counts_persons else None,
        organisations=_by_organisation(parts),
        n_parts=len(measured),
        n_without=len(parts) - len(measured),
        earliest=days[0] if days else None,
        latest=days[-1] if days else None,
        shared_places=_shared_places(measured),
    )


def _part(indicator: Indicator, initiative: Initiative) -> ShownPart:
    latest = next(iter(indicator.measurements.all()), None)
    return ShownPart(
        initiative,
        indicator,
        latest,
        shown(latest.value, indicator.unit) if latest else "",
        interval_shown(latest.low, latest.high) if latest else "",
    )


def _total(parts: list[ShownPart]) -> science.Total:
    known = [(part.indicator, part.measurement) for part in parts if part.measurement is not None]
    if not known:
        return science.Total("", "", "", "", None)
    return science.total_over(known)


def _by_organisation(parts: list[ShownPart]) -> list[OrganisationTotal]:
    found = []
    for _pk, grouped in groupby(parts, key=lambda part: part.initiative.organisation_id):
        own = list(grouped)
        total = _total([part for part in own if part.measurement is not None])
        found.append(OrganisationTotal(own[0].initiative.organisation, total, own))
    return found


def _shared_places(parts: list[ShownPart]) -> list[tuple[str, list[str]]]:
    """Places where two initiatives or more work: their own codes, so not a region because two towns are in it."""
    at: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for part in parts:
        for place in part.initiative.territories.all():
            at[place.name][part.initiative.pk] = part.initiative.title
    return [(place, list(found.values())) for place, found in sorted(at.items()) if len(found) > 1]


def _persons(
    parts: list[ShownPart], populations: dict[int, int], overlap_share: Decimal | None
) -> science.Persons | None:
    counts = [part.measurement.value for part in parts if part.measurement is not None]
    sets = [{place.pk for place in part.initiative.territories.all()} for part in parts]
    common = set.intersection(*sets) if sets else set()
    known = [populations[place] for place in common if place in populations]
    return science.persons_over(counts, overlap_share=overlap_share, population=min(known, default=None))


def portfolios_of(person: Person) -> QuerySet[Portfolio]:
    """The portfolios the person may see, by name."""
    return Portfolio.objects.visible_to(person).select_related("organisation").order_by("name", "pk")
