"""The setting of a step as a person writes it, and as the science takes it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from miqyas_web.datasets.enums import ProtectionStep
from miqyas_web.foundation.errors import Unfit

# Figures as they are typed in Arabic and in Persian.
FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# Words for a period, in each language a person may type it in.
PERIODS = {
    "month": ("month", "mois", "شهر"),
    "quarter": ("quarter", "trimestre", "فصل"),
    "year": ("year", "année", "annee", "an", "سنة"),
}
OTHERS = "*"


def parsed_step(step: str, setting: str, column: str) -> dict[str, Any] | None:
    """Read a step and its setting; None for no step. ``Unfit`` says what was expected."""
    text = setting.translate(FIGURES).strip()
    if not step:
        return None
    record: dict[str, Any] = {"step": step, "column": column}
    if step in {ProtectionStep.DROP, ProtectionStep.PSEUDONYMISE}:
        return record
    try:
        return {**record, **_SETTINGS[ProtectionStep(step)](text)}
    except ValueError as reason:
        raise Unfit(_EXPECTED[ProtectionStep(step)]()) from reason


def written_setting(record: Mapping[str, Any]) -> str:
    """The setting as a person would write it again."""
    step = record.get("step", "")
    if step == ProtectionStep.BAND:
        return ", ".join(f"{edge:g}" for edge in record["edges"])
    if step == ProtectionStep.REGROUP:
        groups = [f"{value}={group}" for value, group in record["groups"].items()]
        return "; ".join([*groups, *([f"{OTHERS}={record['other']}"] if record["other"] else [])])
    if step == ProtectionStep.TO_PERIOD:
        return {"month": _("month"), "quarter": _("quarter"), "year": _("year")}[record["period"]]
    value = next((record[name] for name in ("to", "most", "length") if name in record), "")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _band(text: str) -> dict[str, Any]:
    edges = [_number(part) for part in text.replace(";", ",").split(",") if part.strip()]
    if not edges or edges != sorted(set(edges)):
        raise ValueError(text)
    return {"edges": edges}


def _round(text: str) -> dict[str, Any]:
    to = _number(text)
    if to <= 0:
        raise ValueError(text)
    return {"to": to}


def _prefix(text: str) -> dict[str, Any]:
    length = int(text)
    if length < 1:
        raise ValueError(text)
    return {"length": length}


def _period(text: str) -> dict[str, Any]:
    for period, words in PERIODS.items():
        if (text.lower() or "month") in words:
            return {"period": period}
    raise ValueError(text)


def _regroup(text: str) -> dict[str, Any]:
    groups: dict[str, str] = {}
    for part in filter(str.strip, text.split(";")):
        value, mark, group = part.partition("=")
        if not mark or not value.strip() or not group.strip():
            raise ValueError(part)
        groups[value.strip()] = group.strip()
    other = groups.pop(OTHERS, "")
    if not groups:
        raise ValueError(text)
    return {"groups": groups, "other": other}


def _number(text: str) -> float:
    """A number with a decimal point or, alone, a decimal comma."""
    number = float(text.strip().replace("\u202f", "").replace(" ", ""))
    if number != number or abs(number) == float("inf"):  # noqa: PLR0124  not a number is not itself
        raise ValueError(text)
    return number


_SETTINGS = {
    ProtectionStep.BAND: _band,
    ProtectionStep.ROUND: _round,
    ProtectionStep.TOP_CODE: lambda text: {"most": _number(text)},
    ProtectionStep.TO_PERIOD: _period,
    ProtectionStep.PREFIX: _prefix,
    ProtectionStep.REGROUP: _regroup,
}
_EXPECTED = {
    ProtectionStep.BAND: lambda: _("Expected: the first number of each band, rising, such as 15, 25, 60."),
    ProtectionStep.ROUND: lambda: _("Expected: a number above zero, such as 1000."),
    ProtectionStep.TOP_CODE: lambda: _("Expected: a number, such as 10000."),
    ProtectionStep.TO_PERIOD: lambda: _("Expected: month, quarter or year."),
    ProtectionStep.PREFIX: lambda: _("Expected: how many signs of the code are kept, such as 6."),
    ProtectionStep.REGROUP: lambda: _(
        "Expected: value=group, separated by semicolons; *=other for the rest."
    ),
}
