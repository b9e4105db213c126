"""What a page of a questionnaire gathers from the rest of the room (slot ``survey_parts``).

Each file of the room that has its own pages fills it in ``apps.ready()``::

    slots.fill("survey_parts", key="answers", order=20, item=Part(_("Answers"), "surveys:submission_list", received))

``query`` gives one figure in words ("214 received"), at the same cost whatever there is, or None when the person has
no business there. ``url_name`` takes the numbers of the initiative and of the questionnaire.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import slots
from miqyas_web.surveys.models import Survey


@dataclass(frozen=True, slots=True)
class Part:
    """A link of the page of a questionnaire, with one figure."""

    title: "str | Promise"
    url_name: str
    query: "Callable[[Survey, Person], str | Promise | None]"


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """A part of one questionnaire, as its page shows it."""

    title: "str | Promise"
    href: str
    figure: "str | Promise"


def parts_of(survey: Survey, person: Person) -> list[PlacedPart]:
    """The parts of this questionnaire that are this person's business, in order."""
    placed = []
    for part in slots.items("survey_parts"):
        figure = part.query(survey, person)
        if figure is not None:
            href = reverse(part.url_name, args=[survey.initiative_id, survey.pk])
            placed.append(PlacedPart(part.title, href, figure))
    return placed
