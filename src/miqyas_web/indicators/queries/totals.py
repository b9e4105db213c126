"""Totals of many indicators without their parts one by one, added up as `queries.rollups` does. A few queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from miqyas_web.foundation.folding import fold
from miqyas_web.indicators.enums import Aggregation
from miqyas_web.indicators.models import Indicator, Measurement
from miqyas_web.indicators.science import rollups as science
from miqyas_web.initiatives.models import Initiative
from miqyas_web.territories.models import Territory, TerritoryFigure

INDICATOR_FIELDS = (
    "name",
    "unit",
    "aggregation",
    "catalogue_key",
    "node__key",
    "node__theory__initiative_id",
)
MEASURE_FIELDS = (
    "indicator_id",
    "date",
    "value",
    "numerator",
    "denominator",
    "n",
    "std_error",
    "low",
    "high",
)


@dataclass(frozen=True, slots=True)
class IndicatorTotal:
    """One indicator that several initiatives share: its total, or why there is none."""

    name: str
    unit: str
    aggregation: str
    total: science.Total
    persons: science.Persons | None
    indicators: Sequence[int]
    n_parts: int
    n_without: int
    latest: date | None
    # Places where more than one of its initiatives works, and how many: who is counted twice may be there.
    shared_places: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where initiatives work, and how many people live there."""

    places: Mapping[int, frozenset[int]]
    names: Mapping[int, str]
    populations: Mapping[int, int]


def totals_of(chosen: QuerySet[Indicator], *, as_of: date) -> list[IndicatorTotal]:
    """Totals of chosen indicators on a day, whoever's they are: the caller answers for who may read them.

    Five queries, however many there are. The same sheet of the catalogue, or the same name, is one indicator.
    """
    indicators = list(
        Indicator.objects.filter(pk__in=chosen.values("pk"))
        .select_related("node__theory")
        .only(*INDICATOR_FIELDS, "node__theory_id")
    )
    measures = _latest(chosen, as_of)
    ground = _ground(chosen)
    groups: defaultdict[str, list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        groups[indicator.catalogue_key or f"={fold(indicator.name)}"].append(indicator)
    rows = [_total(found, measures, ground) for found in groups.values()]
    return sorted(rows, key=lambda row: (-row.n_parts, fold(row.name)))


def _latest(chosen: QuerySet[Indicator], as_of: date) -> dict[int, Measurement]:
    """The last approved measure of each: later ones replace earlier ones."""
    found = (
        Measurement.objects.approved()
        .filter(indicator__in=chosen.values("pk"), date__lte=as_of)
        .only(*MEASURE_FIELDS)
        .order_by("date", "pk")
    )
    return {one.indicator_id: one for one in found}


def _ground(chosen: QuerySet[Indicator]) -> _Ground:
    initiatives = chosen.values("node__theory__initiative")
    links = Initiative.territories.through.objects.filter(initiative__in=initiatives)
    places: defaultdict[int, set[int]] = defaultdict(set)
    for initiative, place in links.values_list("initiative_id", "territory_id"):
        places[initiative].add(place)
    known = Territory.objects.filter(pk__in=links.values("territory"))
    figures = TerritoryFigure.objects.filter(territory__in=links.values("territory"), key="population")
    return _Ground(
        {initiative: frozenset(found) for initiative, found in places.items()},
        {place.pk: place.name for place in known},
        {pk: int(value) for pk, value in figures.order_by("year").values_list("territory_id", "value")},
    )


def _total(
    indicators: Sequence[Indicator], measures: Mapping[int, Measurement], ground: _Ground
) -> IndicatorTotal:
    known = [(one, measures[one.pk]) for one in indicators if one.pk in measures]
    works_in = [ground.places.get(one.node.theory.initiative_id, frozenset()) for one, _measure in known]
    counts_persons = {one.aggregation for one in indicators} == {Aggregation.DISTINCT_PERSONS.value}
    first = indicators[0]
    return IndicatorTotal(
        name=first.name,
        unit=first.unit,
        aggregation=first.get_aggregation_display(),
        total=science.total_over(known) if known else science.Total("", "", "", "", None),
        persons=_persons(known, works_in, ground) if counts_persons else None,
        indicators=[one.pk for one in indicators],
        n_parts=len(known),
        n_without=len(indicators) - len(known),
        latest=max((measure.date for _one, measure in known), default=None),
        shared_places=_shared(works_in, ground.names),
    )


def _persons(
    known: Sequence[tuple[Indicator, Measurement]], works_in: Sequence[frozenset[int]], ground: _Ground
) -> science.Persons | None:
    common = frozenset.intersection(*works_in) if works_in else frozenset()
    populations = [ground.populations[place] for place in common if place in ground.populations]
    counts = [measure.value for _one, measure in known]
    return science.persons_over(counts, overlap_share=None, population=min(populations, default=None))


def _shared(works_in: Iterable[frozenset[int]], names: Mapping[int, str]) -> list[tuple[str, int]]:
    counted: defaultdict[int, int] = defaultdict(int)
    for places in works_in:
        for place in places:
            counted[place] += 1
    return sorted(
        ((names[place], n) for place, n in counted.items() if n > 1), key=lambda one: (-one[1], one[0])
    )
