"""The country's divisions: all of them, and each."""

from collections.abc import Callable, Collection

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miqyas_web.accounts.requests import SignedInRequest
from miqyas_web.foundation import slots
from miqyas_web.territories import queries
from miqyas_web.territories.enums import Level
from miqyas_web.territories.models import Territory
from miqyas_web.territories.rules import province_of
from miqyas_web.ui import maps
from miqyas_web.ui.languages import KNOWN


def territory_list(request: SignedInRequest) -> HttpResponse:
    words = request.GET.get("words", "").strip()[:100]
    context = {
        "words": words,
        "map_svg": "" if words else _drawn(maps.region_map, title=_("The regions"), highlight=()),
        "country": queries.country_line(),
        "regions": queries.region_lines(),
        "page": queries.lines_found(words, page=request.GET.get("page", 1)) if words else None,
    }
    return render(request, "territories/territory_list.html", context)


def territory_show(request: SignedInRequest, code: str) -> HttpResponse:
    territory = get_object_or_404(queries.by_code(code))
    if territory.code != code:
        return redirect("territories:territory_show", code=territory.code, permanent=False)
    children = queries.child_lines(territory)
    context = {
        "territory": territory,
        "crumbs": _crumbs(territory),
        "names": _names(territory),
        "map_svg": _map_of(territory, children),
        "children": children,
        "figures": queries.figures_of(territory),
        "cards": [card for make in slots.items("territory_cards") for card in make(territory, request.user)],
    }
    return render(request, "territories/territory_show.html", context)


def _map_of(territory: Territory, children: list[queries.Line]) -> str:
    """A region shows its provinces; what is smaller shows the province it stands in."""
    if territory.level == Level.COUNTRY:
        return _drawn(maps.region_map, title=territory.name, highlight=())
    if territory.level == Level.REGION:
        return _drawn(
            maps.province_map, title=territory.name, highlight=[line.territory.code for line in children]
        )
    return _drawn(maps.province_map, title=territory.name, highlight=[province_of(territory.code)])


def _drawn(draw: Callable[..., str], *, title: str, highlight: Collection[str]) -> str:
    """A map whose territories are links; nothing when the front end is not built: the tables say the same."""
    try:
        return draw(
            highlight=highlight,
            title=title,
            language=get_language() or "fr",
            href=lambda code: reverse("territories:territory_show", args=[code]),
        )
    except maps.MapNotBuilt:
        return ""


def _crumbs(territory: Territory) -> list[tuple[str, str]]:
    above = [
        (parent.name, reverse("territories:territory_show", args=[parent.code]))
        for parent in queries.lineage(territory)
    ]
    return [(_("Territories"), reverse("territories:territory_list")), *above, (territory.name, "")]


def _names(territory: Territory) -> list[tuple[str, str]]:
    """What it is called elsewhere, and by which codes it is known."""
    said = [
        (_("In French"), territory.name_fr),
        (_("In Arabic"), territory.name_ar),
        (_("In English"), territory.name_en),
        *(
            (KNOWN[code].own_name if code in KNOWN else code, name)
            for code, name in territory.other_names.items()
        ),
        (_("Code of the HCP"), territory.code),
        (_("Former code"), territory.former_code),
        (_("ISO 3166-2"), _iso(territory)),
        (_("Edition"), territory.edition),
    ]
    return [(label, value) for label, value in said if value]


def _iso(territory: Territory) -> str:
    """Provinces keep their three letters; the standard writes them after the country's."""
    is_whole = not territory.iso or territory.iso.startswith("MA")
    return territory.iso if is_whole else f"MA-{territory.iso}"
