"""The country's divisions: all of them, and each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from miqyas_web.foundation import slots
from miqyas_web.territories import queries


def territory_list(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("words", "").strip()[:100]
    context = {
        "words": words,
        "regions": queries.with_population(queries.regions_with_provinces()),
        "found": queries.page_of(queries.search(words), page=request.GET.get("page", 1)) if words else None,
        "country": queries.with_population(queries.countries()).get(),
    }
    return render(request, "territories/territory_list.html", context)


def territory_show(request: HttpRequest, code: str) -> HttpResponse:
    territory = get_object_or_404(queries.by_code(code))
    if territory.code != code:
        return redirect("territories:territory_show", code=territory.code, permanent=False)
    context = {
        "territory": territory,
        "above": queries.lineage(territory),
        "children": queries.children_of(territory),
        "figures": queries.figures_of(territory),
        "cards": [card for make in slots.items("territory_cards") for card in make(territory, request.user)],
    }
    return render(request, "territories/territory_show.html", context)
