"""Questions about indicators: what is measured, what is not yet, what was changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import clock
from miqyas_web.foundation.models import AuditEvent
from miqyas_web.indicators.enums import Aggregation, Dimension, MeasuredField
from miqyas_web.indicators.models import Indicator, Measurement
from miqyas_web.indicators.queries.own_sheets import first_values_from_own
from miqyas_web.indicators.queries.targets import path_said
from miqyas_web.indicators.rules import HOW_IT_ADDS
from miqyas_web.indicators.science import sheets as science
from miqyas_web.indicators.science import trajectory
from miqyas_web.indicators.science.catalogue import initial_from_sheet
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.enums import NodeLevel
from miqyas_web.theories.models import Node, Theory
from miqyas_web.ui.marks import NodeMeasure

# Outcomes first: they are what an impact measurement is about.
LEVELS_SHOWN = (NodeLevel.OUTCOME, NodeLevel.IMPACT, NodeLevel.OUTPUT, NodeLevel.ACTIVITY)
TEXTS: dict[str, "str | Promise"] = {
    "numerator": _("Numerator"),
    "denominator": _("Denominator"),
    "formula": _("Formula"),
    "question": _("How it is asked"),
    "limits": _("Limits"),
    "ethics": _("Ethics"),
}
FIGURES = ("baseline_value", "baseline_date", "target_value", "target_date")


@dataclass(frozen=True, slots=True)
class Measures:
    """The indicators of an initiative, by node of its theory."""

    unmeasured_outcomes: list[Node]
    measured: list[tuple[Node, list["MeasureRow"]]]
    has_nodes: bool

    @property
    def n_indicators(self) -> int:
        return sum(len(rows) for _, rows in self.measured)


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One indicator in the list: its latest approved measure, and whether it is on its way."""

    indicator: Indicator
    latest: Measurement | None
    interval: str
    judged: trajectory.Judged


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that was changed after it was first written."""

    field: MeasuredField
    before: str | None
    after: str | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A reference sheet, read with the science beside it."""

    how_it_adds: str
    # Label and text of what else was said, in the order of the sheet.
    texts: list[tuple[str, str]]
    # Name of each dimension and the groups it makes.
    groups: list[tuple[str, list[str]]]
    rollups: list[science.RollUp]
    weaknesses: list[science.Weakness]


def measures_of(initiative: Initiative) -> Measures:
    """What is measured and what is not. Four queries, however many nodes, indicators and measures there are."""
    nodes = nodes_of(initiative)
    return Measures(
        unmeasured_outcomes=[
            node for node in nodes if node.level == NodeLevel.OUTCOME and not node.indicators.all()
        ],
        measured=[
            (node, [_row(one) for one in node.indicators.all()]) for node in nodes if node.indicators.all()
        ],
        has_nodes=bool(nodes),
    )


def _row(indicator: Indicator) -> MeasureRow:
    measures = list(indicator.measurements.all())
    latest = measures[-1] if measures else None
    return MeasureRow(
        indicator,
        latest,
        trajectory.interval_shown(latest.low, latest.high) if latest else "",
        trajectory.judged_of(indicator, path_said(indicator), measures, today=clock.today()),
    )


def nodes_of(initiative: Initiative) -> Sequence[Node]:
    """The nodes of the theory with their indicators, outcomes first."""
    approved = Prefetch("measurements", Measurement.objects.approved().order_by("date", "pk"))
    followed = Indicator.objects.order_by("created_at", "pk").prefetch_related("targets", approved)
    indicators = Prefetch("indicators", followed)
    nodes = Node.objects.filter(theory__initiative=initiative).prefetch_related(indicators)
    return sorted(nodes, key=lambda node: (LEVELS_SHOWN.index(NodeLevel(node.level)), node.pk))


def indicators_visible_to(person: Person) -> QuerySet[Indicator]:
    """Every indicator the person may read, with what its page needs."""
    return Indicator.objects.visible_to(person).select_related(
        "node__theory__initiative__organisation", "created_by"
    )


def indicator_for(person: Person, initiative: Initiative, pk: int) -> Indicator:
    """The indicator of this initiative under this number; 404 for whoever may not read it."""
    return get_object_or_404(indicators_visible_to(person), node__theory__initiative=initiative, pk=pk)


def indicators_of(initiative: Initiative) -> QuerySet[Indicator]:
    """The indicators of an initiative, for those who choose one."""
    return (
        Indicator.objects.filter(node__theory__initiative=initiative)
        .select_related("node")
        .order_by("name", "pk")
    )


def measured_nodes(theory: Theory) -> set[str]:
    """The keys of the nodes that have an indicator (slot ``measured_nodes``)."""
    return set(theory.nodes.filter(indicators__isnull=False).values_list("key", flat=True))


def node_measures(theory: Theory) -> dict[str, list[NodeMeasure]]:
    """The indicators of each node, by its key (slot ``node_measures``). One query."""
    found: dict[str, list[NodeMeasure]] = {}
    sheets = Indicator.objects.filter(node__theory=theory).select_related("node").order_by("name", "pk")
    for indicator in sheets:
        href = reverse("indicators:indicator_show", args=[theory.initiative_id, indicator.pk])
        found.setdefault(indicator.node.key, []).append(NodeMeasure(indicator.name, indicator.source, href))
    return found


def changes_of(indicator: Indicator) -> list[Change]:
    """The changes of baseline and target since the indicator was created, the latest first."""
    events = AuditEvent.objects.filter(
        verb="indicator_edited",
        target_kind=indicator._meta.label_lower,
        target_id=str(indicator.pk),
    ).order_by("-position")
    return [
        Change(
            MeasuredField(name),
            event.facts["before"][name],
            event.facts["after"][name],
            event.person_name,
            event.at,
        )
        for event in events
        for name in FIGURES
        if name in event.facts["after"]
    ]


def sheet_of(indicator: Indicator) -> ReadSheet:
    """What the declaration of an indicator permits, and what it lacks."""
    return ReadSheet(
        texts=[(str(label), text) for name, label in TEXTS.items() if (text := getattr(indicator, name))],
        groups=groups_of(indicator),
        how_it_adds=str(HOW_IT_ADDS[Aggregation(indicator.aggregation)]),
        rollups=science.rollups(indicator.aggregation),
        weaknesses=science.weaknesses_of(indicator),
    )


def groups_of(indicator: Indicator) -> list[tuple[str, list[str]]]:
    """What the figure is told apart by, with the groups of each dimension as people read them."""
    return [
        (
            indicator.own_dimension if name == Dimension.OWN else str(Dimension(name).label),
            science.groups_named(indicator, name),
        )
        for name in indicator.disaggregation
    ]


def node_called(initiative: Initiative, key: str) -> Node | None:
    """The node of the initiative's theory under this key."""
    return Node.objects.filter(theory__initiative=initiative, key=key).first() if key else None


def weaknesses_as_written(said: dict[str, Any]) -> list[science.Weakness]:
    """What would weaken an indicator still being written. No query."""
    node = said.get("node")
    return science.weaknesses_as_written(said, node.level if node else None)


def first_values(initiative: Initiative, *, node: str, sheet: str) -> dict[str, Any]:
    """What the form of a new indicator shows at first: the node asked for, the sheet of the catalogue."""
    said = first_values_from_own(initiative.organisation, sheet) or initial_from_sheet(sheet)
    return {**said, "node": node_called(initiative, node)}
