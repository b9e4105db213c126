"""What this room puts in the places that lower rooms open."""

from django.utils.translation import gettext_lazy as _

from miqyas_web.foundation import slots
from miqyas_web.portal.demonstration import half_way, people
from miqyas_web.ui.navigation import NavigationItem

NAVIGATION = {
    "desk": (10, NavigationItem(_("My desk"), "portal:desk_show", "house")),
    "published": (60, NavigationItem(_("Reports"), "portal:publication_list", "journal-text", public=True)),
    "toolbox": (70, NavigationItem(_("Toolbox"), "toolbox:sheet_list", "book", public=True)),
    "territories": (80, NavigationItem(_("Territories"), "territories:territory_list", "map")),
    "search": (90, NavigationItem(_("Search"), "portal:search_show", "search", is_tool=True)),
}


def fill() -> None:
    for key, (order, item) in NAVIGATION.items():
        slots.fill("navigation", key=key, order=order, item=item)
    slots.fill("demonstration", key="people", order=0, item=people.fill)
    slots.fill("demonstration", key="half_way", order=45, item=half_way.fill)
