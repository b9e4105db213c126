"""What the room shows on the page of a territory."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.territories.models import Territory


@dataclass(frozen=True, slots=True)
class TerritoryCard:
    """One card (slot ``territory_cards``)."""

    title: "str | Promise"
    href: str
    text: "str | Promise"
    meta: str = ""


def territory_cards(territory: Territory, _person: Person) -> list[TerritoryCard]:
    """The way to the totals of the territory. No query."""
    address = reverse("rollups:rollup_territory", args=[territory.code])
    text = _(
        "What the initiatives you may see measure here, added up where it may be, opened down to its parts."
    )
    return [TerritoryCard(_("Totals of the initiatives here"), address, text)]
