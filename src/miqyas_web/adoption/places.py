"""What this room puts in the places that lower rooms open."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.adoption import demonstration
from miqyas_web.adoption.queries.diagnostics import Seat, seats_of
from miqyas_web.adoption.words import AUDIT_WORDS
from miqyas_web.foundation import slots
from miqyas_web.ui.desk import DeskAction
from miqyas_web.ui.navigation import NavigationItem

NAVIGATION = NavigationItem(_("Diagnostic"), "adoption:diagnostic_list", "sliders")


def fill() -> None:
    slots.fill("navigation", key="diagnostic", order=50, item=NAVIGATION)
    slots.fill("desk_actions", key="adoption", order=80, item=actions_for)
    slots.fill("demonstration", key="adoption", order=80, item=demonstration.fill)
    slots.fill("audit_words", key="adoption", order=80, item=AUDIT_WORDS)


def actions_for(person: Person) -> list[DeskAction]:
    """Go on with an open diagnostic, or take stock where a year has passed or never was."""
    return [_action(seat) for seat in seats_of(person) if seat.may_answer and (seat.open or seat.is_due)]


def _action(seat: Seat) -> DeskAction:
    if seat.open:
        return DeskAction(
            _("Go on with the diagnostic of %(organisation)s") % {"organisation": seat.organisation},
            _("What is answered is kept; a few questions are left."),
            reverse("adoption:diagnostic_show", args=[seat.open[0].pk]),
            75,
        )
    href = f"{reverse('adoption:diagnostic_create')}?organisation={seat.organisation.pk}"
    if seat.complete:
        return DeskAction(
            _("Take stock again: %(organisation)s") % {"organisation": seat.organisation},
            _("A year has passed since your last diagnostic: see what moved."),
            href,
            85,
        )
    return DeskAction(
        _("Take stock in ten minutes: %(organisation)s") % {"organisation": seat.organisation},
        _("Sixteen questions, three priorities, a path through the toolbox. It is not a mark."),
        href,
        85,
    )
