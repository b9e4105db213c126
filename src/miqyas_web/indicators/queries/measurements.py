"""What was measured of an indicator, and what waits for a decision."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation import clock
from miqyas_web.indicators.enums import MeasurementState
from miqyas_web.indicators.models import Indicator, MeasuredGroup, Measurement
from miqyas_web.indicators.queries.groups import groupings_of, names_of
from miqyas_web.indicators.queries.targets import ToldChange, changes_told, path_said
from miqyas_web.indicators.rules.workflow import CORRECTABLE, NEXT_STATES, PERMISSION_FOR
from miqyas_web.indicators.science import trajectory as science
from miqyas_web.initiatives.models import Initiative

TONES = {
    MeasurementState.DRAFT: "neutral",
    MeasurementState.SUBMITTED: "uncertain",
    MeasurementState.RETURNED: "contradicted",
    MeasurementState.APPROVED: "supported",
    MeasurementState.WITHDRAWN: "none",
}


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The figure of one group in the latest approved measure, beside its own target."""

    name: str
    is_hidden: bool
    value: str
    interval: str
    n: int | None
    target: str
    target_date: Any


@dataclass(frozen=True, slots=True)
class GroupTable:
    """One dimension of the latest approved measure."""

    name: str
    groups: list[ShownGroup]


@dataclass(frozen=True, slots=True)
class Followed:
    """All that the page of an indicator tells of its way."""

    followup: science.Followup
    measures: list[Measurement]
    n_waiting: int
    latest: Measurement | None
    latest_value: str
    latest_low: str
    latest_high: str
    group_tables: list[GroupTable]
    changes: list[ToldChange]
    milestones: list[tuple[Any, str]]


def measurements_visible_to(person: Person) -> QuerySet[Measurement]:
    """Every measure the person may read, with what its page needs."""
    return Measurement.objects.visible_to(person).select_related(
        "indicator__node__theory__initiative__organisation", "recorded_by", "decided_by"
    )


def measurement_for(person: Person, initiative: Initiative, pk: int) -> Measurement:
    """The measure of this initiative under this number; 404 for whoever may not read it."""
    found = measurements_visible_to(person)
    return get_object_or_404(found, indicator__node__theory__initiative=initiative, pk=pk)


def followed_of(indicator: Indicator, initiative: Initiative) -> Followed:
    """The trajectory of an indicator. The same number of queries however many measures there are."""
    groups = Prefetch("groups", MeasuredGroup.objects.order_by("pk"))
    measures = list(
        indicator.measurements.select_related("recorded_by").prefetch_related(groups).order_by("-date", "-pk")
    )
    approved = [one for one in reversed(measures) if one.state == MeasurementState.APPROVED]
    path = path_said(indicator)
    groupings = groupings_of(indicator, initiative)
    latest = approved[-1] if approved else None
    return Followed(
        followup=science.followup_of(indicator, path, approved, today=clock.today()),
        measures=measures,
        n_waiting=sum(one.state == MeasurementState.SUBMITTED for one in measures),
        latest=latest,
        latest_value=science.shown(latest.value) if latest else "",
        latest_low=science.shown(latest.low) if latest and latest.low is not None else "",
        latest_high=science.shown(latest.high) if latest and latest.high is not None else "",
        group_tables=_tables(indicator, latest, path, groupings) if latest else [],
        changes=changes_told(indicator, names_of(groupings)),
        milestones=[(one.due_date, science.shown(one.value, indicator.unit)) for one in path.whole[:-1]],
    )


def _tables(indicator: Indicator, latest: Measurement, path: Any, groupings: list[Any]) -> list[GroupTable]:
    found = {(one.dimension, one.group): one for one in latest.groups.all()}
    due: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for one in path.targets:
        due[one.dimension, one.group].append(one)
    tables = []
    for grouping in groupings:
        rows = [
            _shown(
                name,
                indicator,
                found.get((grouping.dimension, key)),
                _next(due[grouping.dimension, key], latest),
            )
            for key, name in grouping.groups
            if (grouping.dimension, key) in found or due[grouping.dimension, key]
        ]
        if rows:
            tables.append(GroupTable(grouping.name, rows))
    return tables


def _next(targets: list[Any], latest: Measurement) -> Any:
    """The first target still due when the measure was made; else the last."""
    ahead = [one for one in targets if one.due_date >= latest.date]
    return ahead[0] if ahead else targets[-1] if targets else None


def _shown(name: str, indicator: Indicator, group: MeasuredGroup | None, target: Any) -> ShownGroup:
    return ShownGroup(
        name=name,
        is_hidden=bool(group and group.is_hidden),
        value=science.shown(group.value, indicator.unit) if group and not group.is_hidden else "",
        interval=science.interval_shown(group.low, group.high, indicator.unit) if group else "",
        n=group.n if group else None,
        target=science.shown(target.value, indicator.unit) if target else "",
        target_date=target.due_date if target else None,
    )


@dataclass(frozen=True, slots=True)
class Move:
    """What a person may make of a measure."""

    to: str
    is_reasoned: bool


def moves_for(measurement: Measurement, person: Person) -> list[Move]:
    """The states into which this person may bring a measure. One query."""
    may = permissions_in(measurement.indicator.node.theory.initiative.organisation, person)
    return [
        Move(to.value, to in {MeasurementState.RETURNED, MeasurementState.WITHDRAWN})
        for to in MeasurementState
        if to in NEXT_STATES[MeasurementState(measurement.state)] and PERMISSION_FOR[to] in may
    ]


def may_correct(measurement: Measurement, permissions: Iterable[Permission]) -> bool:
    """Whether the figures of a measure may still be changed by someone with these permissions."""
    return MeasurementState(measurement.state) in CORRECTABLE and Permission.DESCRIBE in permissions


def waiting_in(initiative: Initiative) -> QuerySet[Measurement]:
    """The measures of an initiative that wait for someone: to be submitted, corrected or decided; the oldest first."""
    return (
        Measurement.objects.filter(
            indicator__node__theory__initiative=initiative,
            state__in=[MeasurementState.DRAFT, MeasurementState.SUBMITTED, MeasurementState.RETURNED],
        )
        .select_related("indicator", "recorded_by")
        .order_by("date", "pk")
    )
