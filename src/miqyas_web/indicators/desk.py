"""What the room proposes on a person's desk."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.enums import NodeLevel
from miqyas_web.theories.models import Node
from miqyas_web.ui.desk import DeskAction

MOST = 3


def actions_for(person: Person) -> list[DeskAction]:
    """Give an indicator to outcomes that have none: one outcome by initiative. One query."""
    theirs = Initiative.objects.where(person, may=Permission.DESCRIBE).values("pk")
    bare = (
        Node.objects.filter(
            theory__initiative__in=theirs, level=NodeLevel.OUTCOME, indicators__isnull=True, is_unwanted=False
        )
        .select_related("theory__initiative")
        .order_by("-theory__changed_at", "pk")
    )
    first: dict[int, Node] = {}
    for node in bare[: MOST * 20]:
        first.setdefault(node.theory_id, node)
    return [_measure(node) for node in list(first.values())[:MOST]]


def _measure(node: Node) -> DeskAction:
    initiative = node.theory.initiative
    address = reverse("indicators:indicator_create", args=[initiative.pk])
    return DeskAction(
        _("Give an indicator to “%(outcome)s”") % {"outcome": node},
        _("In “%(initiative)s”, nothing would show yet that this outcome happened.")
        % {"initiative": initiative},
        f"{address}?{urlencode({'node': node.key})}",
        30,
    )
