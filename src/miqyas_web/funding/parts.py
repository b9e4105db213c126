"""What the pages of a call and of a grant gather from the rest of the room (slots ``call_parts`` and ``grant_parts``).

Each file of the room that has its own pages fills them in ``places.fill()``::

    slots.fill("call_parts", key="reviewers", order=30, item=Part(_("Reviewers"), "funding:reviewer_list", n_reviewers))

``query`` gives one figure in words, at the same cost whatever there is, or None when the person has no business there.
``url_name`` takes the number of the call, or of the grant.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import slots


@dataclass(frozen=True, slots=True)
class Part:
    """A link of a page, with one figure."""

    title: "str | Promise"
    url_name: str
    query: "Callable[[Any, Person], str | Promise | None]"


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """A part of one call or grant, as its page shows it."""

    title: "str | Promise"
    href: str
    figure: "str | Promise"


def parts_of(slot: str, owner: Any, person: Person) -> list[PlacedPart]:
    """The parts of this call or grant that are this person's business, in order."""
    placed = []
    for part in slots.items(slot):
        figure = part.query(owner, person)
        if figure is not None:
            placed.append(PlacedPart(part.title, reverse(part.url_name, args=[owner.pk]), figure))
    return placed
