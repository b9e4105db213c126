"""What the room proposes on a person's desk."""

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.indicators.enums import MeasurementState
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.enums import NodeLevel
from miqyas_web.theories.models import Node
from miqyas_web.ui.desk import DeskAction

MOST = 3


def actions_for(person: Person) -> list[DeskAction]:
    """Decide on measures that wait, then give an indicator to outcomes that have none. Two queries."""
    return [*_waiting(person), *_bare(person)]


def _waiting(person: Person) -> list[DeskAction]:
    """The initiatives in which measures wait for a decision that this person may take."""
    theirs = Initiative.objects.where(person, may=Permission.APPROVE).values("pk")
    through = "indicators__measurements"
    waiting = (
        Initiative.objects.filter(
            pk__in=theirs, **{f"theory__nodes__{through}__state": MeasurementState.SUBMITTED}
        )
        .annotate(n_waiting=Count(f"theory__nodes__{through}"))
        .order_by("-n_waiting", "pk")
    )
    return [_decide(initiative) for initiative in waiting[:MOST]]


def _decide(initiative: Initiative) -> DeskAction:
    n = initiative.n_waiting  # type: ignore[attr-defined]  # an annotation
    return DeskAction(
        ngettext("Decide on %(n)s measure", "Decide on %(n)s measures", n) % {"n": n},
        _(
            "In “%(initiative)s”, someone submitted what was measured: approve it, or return it with the reason."
        )
        % {"initiative": initiative},
        reverse("indicators:measurement_list", args=[initiative.pk]),
        25,
    )


def _bare(person: Person) -> list[DeskAction]:
    """Outcomes without an indicator: one by initiative."""
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
