"""Questions about the country's divisions."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from miqyas_web.foundation.folding import fold
from miqyas_web.territories.enums import Level
from miqyas_web.territories.models import Territory, TerritoryFigure

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
    """Open territories whose name holds every word, in any language, marks and spelling habits aside; or by code."""
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


def page_of(territories: QuerySet[Territory, Any], *, page: int | str = 1) -> "Page[Territory]":
    """A page of territories with their population and what they belong to."""
    return Paginator(with_population(territories).select_related("parent"), TERRITORIES_A_PAGE).get_page(page)


def by_code(code: str) -> QuerySet[Territory, Any]:
    """The territory that bears this code, or bore it in the edition before."""
    exact = Territory.objects.filter(code=code)
    return exact if exact.exists() else Territory.objects.open().filter(former_code=code)


def with_population(territories: QuerySet[Territory, Any]) -> QuerySet[Territory, Any]:
    """Each with ``population`` and ``population_year``, the latest held, and ``n_children`` open below it."""
    latest = TerritoryFigure.objects.filter(territory=OuterRef("pk"), key="population").order_by("-year")
    return territories.annotate(
        population=Subquery(latest.values("value")[:1]),
        population_year=Subquery(latest.values("year")[:1]),
        n_children=Count("children", filter=Q(children__closed_on__isnull=True), distinct=True),
    )


def children_of(territory: Territory) -> QuerySet[Territory, Any]:
    """Open divisions one step below, by code, with their population."""
    return with_population(territory.children.open()).order_by("code")


def figures_of(territory: Territory) -> QuerySet[TerritoryFigure, Any]:
    """Public figures, the latest year first."""
    return territory.figures.order_by("-year", "key")


def lineage(territory: Territory) -> list[Territory]:
    """From the region down to the territory's parent."""
    above: list[Territory] = []
    parent = territory.parent
    while parent is not None and parent.level != Level.COUNTRY:
        above.insert(0, parent)
        parent = parent.parent
    return above
