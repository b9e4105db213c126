"""Where a measure comes from, all the way back."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.indicators.enums import MeasurementOrigin
from miqyas_web.indicators.extracts import shelf
from miqyas_web.indicators.models import Measurement
from miqyas_web.indicators.queries.groups import groupings_of, names_of
from miqyas_web.indicators.science import computing
from miqyas_web.indicators.science import trajectory as figures


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One group of a measure, as its page shows it."""

    name: str
    is_hidden: bool
    value: str
    interval: str
    n: int | None


@dataclass(frozen=True, slots=True)
class Origin:
    """A measure as people read it, and its way back."""

    value: str
    low: str
    high: str
    level_pct: int
    lines: list[tuple[str, ...]]
    formula: list[tuple[str, str]]
    n_missing: int
    groups: list[tuple[str, list[ShownValue]]]
    is_computed: bool
    is_same_person: bool


def origin_of(measurement: Measurement, person: Person) -> Origin:
    """Everything the page of a measure tells. A few queries, whatever the number of groups."""
    from_data = measurement.origin == MeasurementOrigin.FORMULA
    return Origin(
        value=figures.shown(measurement.value),
        low="" if measurement.low is None else figures.shown(measurement.low),
        high="" if measurement.high is None else figures.shown(measurement.high),
        level_pct=round(100 * measurement.level),
        lines=_lines(measurement, person),
        formula=computing.formula_lines(measurement.figure["parameters"]) if from_data else [],
        n_missing=int(measurement.figure["row"]["n_missing"]) if from_data else 0,
        groups=_groups(measurement),
        is_computed=from_data,
        is_same_person=measurement.decided_by_id is not None
        and measurement.decided_by_id == measurement.recorded_by_id,
    )


def _lines(measurement: Measurement, person: Person) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = [(_("How it came"), measurement.get_origin_display())]
    if measurement.numerator is not None and measurement.denominator is not None:
        fraction = f"{figures.shown(measurement.numerator)} ÷ {figures.shown(measurement.denominator)}"
        lines.append((_("Numerator and denominator"), fraction))
    lines.append((_("Interval"), measurement.get_interval_method_display()))
    if measurement.figure:
        lines += _data_lines(measurement, person)
    if measurement.evidence_sha256:
        lines.append((_("Hash of the file"), measurement.evidence_sha256))
    return lines


def _data_lines(measurement: Measurement, person: Person) -> list[tuple[str, ...]]:
    sha256, kept = measurement.figure["dataset_sha256"], shelf()
    page = kept.page_of(sha256, person) if kept else None
    data = (_("Data"), *page) if page else (_("Data"), measurement.figure["dataset_name"])
    return [
        data,
        (_("Hash of the data"), sha256),
        (_("Computed by"), f"miqyas {measurement.figure['version']}"),
    ]


def _groups(measurement: Measurement) -> list[tuple[str, list[ShownValue]]]:
    indicator = measurement.indicator
    groupings = groupings_of(indicator, indicator.node.theory.initiative)
    names, found = names_of(groupings), list(measurement.groups.order_by("pk"))
    return [
        (
            grouping.name,
            [
                ShownValue(
                    names.get((one.dimension, one.group), one.group),
                    one.is_hidden,
                    figures.shown(one.value),
                    figures.interval_shown(one.low, one.high),
                    one.n,
                )
                for one in found
                if one.dimension == grouping.dimension
            ],
        )
        for grouping in groupings
        if any(one.dimension == grouping.dimension for one in found)
    ]
