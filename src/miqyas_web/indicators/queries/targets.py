"""What is due, and what was changed of it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from miqyas_web.indicators.enums import Interpolation
from miqyas_web.indicators.models import Indicator, TargetChange
from miqyas_web.indicators.rules.targets import PathSaid, TargetSaid
from miqyas_web.indicators.science.figures import written


def path_said(indicator: Indicator) -> PathSaid:
    """Everything that is due of an indicator. One query, or none when targets were fetched before."""
    targets = [
        TargetSaid(one.dimension, one.group, one.due_date, one.value) for one in indicator.targets.all()
    ]
    if indicator.target_value is not None and indicator.target_date is not None:
        targets.append(TargetSaid("", "", indicator.target_date, indicator.target_value))
    return PathSaid(
        interpolation=indicator.interpolation,
        tolerance=indicator.tolerance,
        baseline_value=indicator.baseline_value,
        baseline_date=indicator.baseline_date,
        targets=tuple(sorted(targets)),
    )


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change of approved targets as its page tells it."""

    reason: str
    note: str
    by: str
    at: datetime
    # What changed: a name, what it was, what it became; empty where there was nothing.
    lines: list[tuple[str, str, str]]


def changes_told(indicator: Indicator, names: dict[tuple[str, str], str]) -> list[ToldChange]:
    """Every change since approval, the latest first; ``names`` gives a group its name."""
    changes = indicator.target_changes.select_related("by").order_by("-at", "-pk")
    return [
        ToldChange(change.get_reason_display(), change.note, str(change.by), change.at, _lines(change, names))
        for change in changes
    ]


def _lines(change: TargetChange, names: dict[tuple[str, str], str]) -> list[tuple[str, str, str]]:
    before, after = _flat(change.before, names), _flat(change.after, names)
    return [
        (name, before.get(name, ""), after.get(name, ""))
        for name in sorted(before.keys() | after.keys())
        if before.get(name, "") != after.get(name, "")
    ]


def _flat(told: dict[str, object], names: dict[tuple[str, str], str]) -> dict[str, str]:
    flat = {}
    for one in told["targets"]:  # type: ignore[attr-defined]  # as PathSaid.told writes it
        group = names.get((one["dimension"], one["group"]), one["group"])
        flat[f"{_day(one['date'])} {group}".strip()] = exactly(one["value"])
    if told["baseline_value"] is not None:
        flat[f"{_('Baseline')}, {_day(told['baseline_date'])}"] = exactly(told["baseline_value"])
    if told["tolerance"] is not None:
        flat[_("Tolerance")] = exactly(told["tolerance"])
    flat[_("Between two targets")] = str(Interpolation(str(told["interpolation"])).label)
    return flat


def exactly(value: object) -> str:
    """A figure kept as text, as the person's language writes it."""
    return written(Decimal(str(value)))


def _day(value: object) -> str:
    return date_format(date.fromisoformat(str(value)), "DATE_FORMAT")
