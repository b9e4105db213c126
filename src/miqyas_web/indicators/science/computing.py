"""Values computed from frozen data: made, kept with all that is needed to make them again, made again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from miqyas.indicators.disaggregation import Difficulty, Dimension
from miqyas.indicators.measuring import Formula
from miqyas.reporting.comparison import differences_between
from miqyas.reporting.recompute import KINDS, record_figure
from miqyas.reporting.record import FigureRecord
from miqyas_web.indicators.enums import IntervalMethod
from miqyas_web.indicators.rules.workflow import kept
from miqyas_web.indicators.science.figures import language
from miqyas_web.indicators.science.tables import sentences

KIND = "measure"

STATISTICS: dict[str, "str | Promise"] = {
    "count": _("Number of rows"),
    "sum": _("Sum"),
    "mean": _("Mean"),
    "share": _("Share of rows with some values"),
    "ratio": _("Ratio of two sums"),
    "median": _("Median"),
    "maximum": _("Maximum"),
    "distinct": _("Number of distinct values (persons)"),
}
NAMES: dict[str, "str | Promise"] = {
    "statistic": _("Statistic"),
    "column": _("Column"),
    "values": _("Values that count"),
    "denominator": _("Denominator"),
    "where": _("Rows kept"),
    "weight": _("Weight"),
    "cluster": _("Drawn together (cluster)"),
    "strata": _("Drawn apart (stratum)"),
    "population": _("How many the stratum holds"),
    "interval": _("Interval of a share"),
    "level": _("Level of the interval"),
    "groups": _("Told apart by"),
}
INTERVALS: dict[str, "str | Promise"] = {
    "wilson": _("Wilson"),
    "clopper_pearson": _("Clopper–Pearson (exact)"),
}


@dataclass(frozen=True, slots=True)
class ComputedGroup:
    """The value of one group; None when it is hidden."""

    dimension: str
    group: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    n: int | None


@dataclass(frozen=True, slots=True)
class Computed:
    """A value, its interval, its groups, and the record of how it was made."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    std_error: float | None
    n: int
    n_missing: int
    numerator: Decimal | None
    denominator: Decimal | None
    method: IntervalMethod
    level: float
    groups: list[ComputedGroup]
    figure: dict[str, Any]


def compute(
    *, key: str, path: Path, sha256: str, name: str, parameters: Mapping[str, Any], at: str
) -> Computed:
    """Compute a value from a frozen extract; ``Unfit`` with the sentence of the science when it cannot be."""
    with sentences():
        # What was sent is checked before anything is read.
        formula = Formula.from_parameters(parameters)
        record = record_figure(
            key,
            KIND,
            dataset=path,
            dataset_sha256=sha256,
            dataset_name=name,
            parameters=formula.to_parameters(),
            created_at=at,
        )
    row = record.row
    return Computed(
        value=_decimal(row["value"]) or Decimal(0),
        low=_decimal(row["low"]),
        high=_decimal(row["high"]),
        std_error=row["std_error"],  # type: ignore[arg-type]  # a number or nothing, as the science writes it
        n=int(row["n"] or 0),
        n_missing=int(row["n_missing"] or 0),
        numerator=_decimal(row["numerator"]),
        denominator=_decimal(row["denominator"]),
        method=IntervalMethod(str(row["method"])),
        level=formula.level,
        groups=list(_groups(row)),
        figure=record.to_dict(),
    )


def differences_of(figure: dict[str, Any], path: Path) -> list[tuple[str, str, str]]:
    """Compute a figure again from its frozen extract; return what differs, nothing when it is the same."""
    record = FigureRecord.from_dict(figure)
    with sentences():
        again = KINDS[record.kind](path, record.parameters)
    return [
        (one.name, str(one.stored), str(one.recomputed)) for one in differences_between(record.row, again)
    ]


def formula_lines(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the parameters of a formula as lines for people."""
    said = {"interval": "wilson", "level": 0.95, **said}
    lines = {
        "statistic": str(STATISTICS[said["statistic"]]),
        "column": said.get("column", ""),
        "values": ", ".join(str(value) for value in said.get("values", ())),
        "denominator": said.get("denominator", ""),
        "where": " · ".join(
            f"{one['column']} {one['comparison']} {one['value']}" for one in said.get("where", ())
        ),
        "weight": said.get("weight", ""),
        "cluster": said.get("cluster", ""),
        "strata": said.get("strata", ""),
        "population": said.get("population", ""),
        "interval": str(INTERVALS[said["interval"]]) if said["statistic"] == "share" else "",
        "level": f"{100 * said['level']:g} %",
        "groups": " · ".join(_group_said(name, one) for name, one in said.get("groups", {}).items()),
    }
    return [(str(NAMES[name]), text) for name, text in lines.items() if text]


def difficulty_domains() -> list[str]:
    """Return the six domains of the Washington Group short set, in their order."""
    return [domain.value for domain in Difficulty]


def _group_said(name: str, said: Mapping[str, Any]) -> str:
    columns = said["column"] if "column" in said else ", ".join(said["columns"].values())
    return f"{Dimension(name).names[language()]} ({columns})"


def _groups(row: Mapping[str, Any]) -> Iterator[ComputedGroup]:
    for name, cell in row.items():
        if not name.endswith(".is_hidden"):
            continue
        stem = name.removesuffix(".is_hidden")
        dimension, _dot, group = stem.partition(".")
        if cell:
            yield ComputedGroup(dimension, group, None, None, None, None)
        else:
            value, low, high = (_decimal(row[f"{stem}.{one}"]) for one in ("value", "low", "high"))
            yield ComputedGroup(dimension, group, value, low, high, int(row[f"{stem}.n"]))


def _decimal(cell: Any) -> Decimal | None:
    return None if cell is None else kept(Decimal(repr(float(cell))))
