"""Tables of checks as a page shows them: headings in the language of the page, an interval in one cell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """Headings, and rows of cells as text; the first cell names the row."""

    headings: list[str]
    rows: list[list[str]]

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Each cell with its heading, which a phone shows beside it."""
        return [list(zip(self.headings, row, strict=True)) for row in self.rows]


def shown_table(result: Mapping[str, Any], labels: Mapping[str, str]) -> ShownTable | None:
    """The table of one check; None for a check that has none of its own."""
    if result["name"] not in TABLES:
        return None
    columns, headings, cells = TABLES[result["name"]]
    rows = [dict(zip(columns, row, strict=True)) for row in result["rows"]]
    return ShownTable(headings(), [cells(row, labels) for row in rows])


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{number_format(100 * value, 1)} %"


def _share(row: Row) -> str:
    if row["share"] is None:
        return "—"
    return f"{_percent(row['share'])} [{_percent(row['low'])} – {_percent(row['high'])}]"


def _figure(value: float | None) -> str:
    return "—" if value is None else number_format(value, 2, use_l10n=True)


def _missing(row: Row, labels: Mapping[str, str]) -> list[str]:
    name = labels.get(row["question"], row["question"])
    return [name, str(row["n_asked"]), str(row["n_missing"]), _share(row), str(row["n_not_asked"])]


def _enumerator(row: Row, _labels: Mapping[str, str]) -> list[str]:
    interval = "—" if row["low"] is None else f"[{_figure(row['low'])} – {_figure(row['high'])}]"
    return [
        row["enumerator"],
        str(row["n"]),
        _figure(row["mean"]),
        f"{_figure(row['difference'])} {interval}",
    ]


def _consent(row: Row, _labels: Mapping[str, str]) -> list[str]:
    return [row["group"] or _("All together"), str(row["n"]), str(row["n_yes"]), _share(row)]


def _quota(row: Row, _labels: Mapping[str, str]) -> list[str]:
    return [row["group"], str(row["target"]), str(row["found"]), str(row["remaining"])]


def _back_check(row: Row, labels: Mapping[str, str]) -> list[str]:
    kinds = {"1": _("what cannot change"), "2": _("hard to ask"), "3": _("what may change")}
    names = {
        "all": _("All together"),
        "kind": kinds.get(row["name"], row["name"]),
        "question": labels.get(row["name"], row["name"]),
    }
    name = names.get(row["level"], row["name"])
    return [str(name), str(row["n"]), str(row["n_different"]), _share(row)]


Cells = Callable[[Row, Mapping[str, str]], list[str]]
TABLES: dict[str, tuple[Sequence[str], Callable[[], list[str]], Cells]] = {
    "missing_by_question": (
        ("question", "n_asked", "n_missing", "share", "low", "high", "n_not_asked"),
        lambda: [_("Question"), _("Asked"), _("Unanswered"), _("Share (95 %)"), _("Not asked")],
        _missing,
    ),
    "enumerator_effects": (
        ("enumerator", "n", "mean", "difference", "low", "high", "stands_apart"),
        lambda: [
            _("Collected by"),
            _("Answers"),
            _("Mean"),
            _("Difference with the others (95 %, together)"),
        ],
        _enumerator,
    ),
    "consent_rate": (
        ("group", "n", "n_yes", "share", "low", "high"),
        lambda: [_("Collected by"), _("Asked"), _("Agreed"), _("Share (95 %)")],
        _consent,
    ),
    "quota_progress": (
        ("group", "target", "found", "share", "remaining", "n_tried", "response_rate", "low", "high"),
        lambda: [_("Group"), _("Target"), _("Collected"), _("Left to collect")],
        _quota,
    ),
    "assignment_progress": (
        ("group", "target", "found", "share", "remaining", "n_tried", "response_rate", "low", "high"),
        lambda: [_("Phone or link"), _("Target"), _("Collected"), _("Left to collect")],
        _quota,
    ),
    "back_checks": (
        ("level", "name", "n", "n_different", "share", "low", "high"),
        lambda: [_("Compared"), _("Questions put twice"), _("Different"), _("Share (95 %)")],
        _back_check,
    ),
}
