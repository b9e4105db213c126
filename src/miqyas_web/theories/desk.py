"""What the room proposes on a person's desk."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.queries.comments import calls_of
from miqyas_web.ui.desk import DeskAction

MOST = 3


def actions_for(person: Person) -> list[DeskAction]:
    """Draw the theories that are missing; say what the links of the others assume. One query."""
    # The two counts are annotations.
    initiatives: Any = (
        Initiative.objects.filter(
            pk__in=Initiative.objects.where(person, may=Permission.DESCRIBE).values("pk")
        )
        .annotate(
            n_nodes=Count("theory__nodes", distinct=True),
            n_bare_links=Count("theory__links", filter=Q(theory__links__assumption=""), distinct=True),
        )
        .filter(Q(n_nodes=0) | Q(n_bare_links__gt=0))
        .order_by("-changed_at", "-pk")[:MOST]
    )
    return [
        _assume(initiative, initiative.n_bare_links) if initiative.n_nodes else _draw(initiative)
        for initiative in initiatives
    ]


def calls_for(person: Person) -> list[DeskAction]:
    """Answer those who called the person by name in an open discussion."""
    return [
        DeskAction(
            _("Answer %(who)s about “%(initiative)s”")
            % {"who": call.by, "initiative": call.theory.initiative},
            Truncator(call.text).chars(120),
            reverse("theories:comment_list", args=[call.theory.initiative_id, call.part_kind, call.part_key]),
            15,
        )
        for call in calls_of(person)
    ]


def _draw(initiative: Initiative) -> DeskAction:
    return DeskAction(
        _("Draw the theory of change of “%(initiative)s”") % {"initiative": initiative},
        _("It says how what you do should lead to what you hope for: indicators and studies hang on it."),
        reverse("theories:theory_edit", args=[initiative.pk]),
        20,
    )


def _assume(initiative: Initiative, n_bare: int) -> DeskAction:
    return DeskAction(
        _("Strengthen the theory of “%(initiative)s”") % {"initiative": initiative},
        ngettext_lazy(
            "%(n)s link does not say what it assumes: nobody can test it.",
            "%(n)s links do not say what they assume: nobody can test them.",
            "n",
        )
        % {"n": n_bare},
        reverse("theories:theory_quality", args=[initiative.pk]),
        40,
    )
