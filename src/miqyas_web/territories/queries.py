"""Questions about the country's divisions."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum

from miqyas_web.foundation.folding import fold
from miqyas_web.territories.enums import FigureKey, Level
from miqyas_web.territories.models import Territory, TerritoryFigure
from miqyas_web.territories.science import written

TERRITORIES_A_PAGE = 50


def regions_with_provinces() -> QuerySet[Territory, Any]:
    """The regions in order, each with its open provinces and prefectures in ``provinces``: two queries."""
    provinces = Prefetch("children", queryset=Territory.objects.provinces(), to_attr="provinces")
    return Territory.objects.regions().prefetch_related(provinces)


def countries() -> QuerySet[Territory, Any]:
    """The root of the tree: one row."""
    return Territory.objects.filter(level=Level.COUNTRY)


def country() -> Territory:
    """The whole country."""
    return countries().get()


def search(words: str) -> QuerySet[Territory, Any]:
    """Open territories by code, or whose names hold every word, marks and spelling habits aside."""
    found = Territory.objects.open().exclude(level=Level.COUNTRY)
    code = words.strip()
    if code and code[0].isdigit():
        return found.filter(Q(code__startswith=code) | Q(former_code=code)).order_by("code")
    looked_for = fold(words).split()
    if not looked_for:
        return found.none()
    for word in looked_for:
        found = found.filter(folded__contains=word)
    return found.order_by("code")


def by_code(code: str) -> QuerySet[Territory, Any]:
    """The territory that bears this code, or bore it in the edition before."""
    exact = Territory.objects.filter(code=code)
    return exact if exact.exists() else Territory.objects.open().filter(former_code=code)


def with_population(territories: QuerySet[Territory, Any]) -> QuerySet[Territory, Any]:
    """Each with ``population`` and ``population_year``, the latest held, and ``n_children`` open below it."""
    latest = TerritoryFigure.objects.filter(territory=OuterRef("pk"), key=FigureKey.POPULATION).order_by(
        "-year"
    )
    return territories.annotate(
        population=Subquery(latest.values("value")[:1]),
        population_year=Subquery(latest.values("year")[:1]),
        n_children=Count("children", filter=Q(children__closed_on__isnull=True), distinct=True),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A territory as a table shows it."""

    territory: Territory
    population: str
    year: int | None
    n_children: int


def _line(territory: Any) -> Line:
    return Line(territory, written(territory.population), territory.population_year, territory.n_children)


def country_line() -> Line:
    """The whole country and its population, which is that of its regions."""
    latest = TerritoryFigure.objects.filter(key=FigureKey.POPULATION, territory__level=Level.REGION)
    whole = latest.values("year").annotate(total=Sum("value")).order_by("-year").first()
    total, year = (whole["total"], whole["year"]) if whole else (None, None)
    return Line(country(), written(total), year, Territory.objects.regions().count())


def region_lines() -> list[Line]:
    """The regions, by code."""
    return [_line(region) for region in with_population(Territory.objects.regions())]


def child_lines(territory: Territory) -> list[Line]:
    """Open divisions one step below, by code."""
    return [_line(child) for child in with_population(territory.children.open()).order_by("code")]


def lines_found(words: str, *, page: int | str = 1) -> "Page[Any]":
    """A page of what a search finds, each with what it belongs to."""
    found = with_population(search(words)).select_related("parent")
    shown = Paginator(found, TERRITORIES_A_PAGE).get_page(page)
    shown.object_list = [_line(territory) for territory in shown.object_list]
    return shown


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A public figure as a page shows it."""

    label: str
    value: str
    year: int
    source: str


def figures_of(territory: Territory) -> list[FigureLine]:
    """Public figures, the latest year first."""
    labels = {key.value: str(key.label) for key in FigureKey}
    return [
        FigureLine(labels.get(figure.key, figure.key), written(figure.value), figure.year, figure.source)
        for figure in territory.figures.order_by("-year", "-key")
    ]


def lineage(territory: Territory) -> list[Territory]:
    """From the region down to the territory's parent."""
    above: list[Territory] = []
    parent = territory.parent
    while parent is not None and parent.level != Level.COUNTRY:
        above.insert(0, parent)
        parent = parent.parent
    return above
