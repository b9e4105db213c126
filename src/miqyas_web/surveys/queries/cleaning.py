"""Questions about cleaning: the steps of a questionnaire, what each changes, the columns one may change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from miqyas_web.surveys.models import CleaningStep, Survey
from miqyas_web.surveys.queries.submissions import HIDDEN
from miqyas_web.surveys.science.answers import personal_names, tables_of
from miqyas_web.surveys.science.cleaning import StepsRefused, cleaned, columns_of
from miqyas_web.surveys.science.reading import said_in

Tables = dict[str, dict[str, list[Any]]]
ROWS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Laid:
    """The answers that count, as tables, before any step."""

    tables: Tables
    personal: Mapping[str, frozenset[str]]
    # Words of each column, by table and name.
    labels: Mapping[tuple[str, str], str]

    def may_touch(self, table: str, column: str, *, may_see_personal: bool) -> bool:
        """Whether someone may change a column: not one they may not see."""
        return may_see_personal or column not in self.personal.get(table, frozenset())


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step as the page shows it."""

    step: CleaningStep
    column: str
    change: str
    rows: str
    n_changed: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a step would change: how many cells or rows, and the first of them (key, before, after)."""

    n_changed: int
    changes: list[tuple[str, str, str]] = field(default_factory=list)


def steps_of(survey: Survey) -> list[CleaningStep]:
    """Every step ever made, in order; those taken back too."""
    return list(survey.cleaning_steps.select_related("made_by", "taken_back_by").order_by("position"))


def laid(survey: Survey) -> Laid:
    """The answers that count, as tables."""
    with tables_of(survey) as flat:
        language = (get_language() or "fr")[:2]
        labels = {
            (name, column.name): said_in(column.labels, language) or column.name
            for name in flat
            for column in flat[name].columns
        }
        return Laid(columns_of(flat), personal_names(survey, flat), labels)


def shown_steps(
    found: Laid, steps: Sequence[CleaningStep], *, may_see_personal: bool
) -> tuple[list[ShownStep], str]:
    """Each step with what it changes; and the sentence of the one that no longer applies, if any."""
    refusal = ""
    n_changed: Mapping[int, int] = {}
    try:
        n_changed = cleaned(found.tables, steps).n_changed
    except StepsRefused as refused:
        refusal = str(refused)
    return [
        _shown(found, step, n_changed.get(step.position), may_see_personal=may_see_personal) for step in steps
    ], refusal


def _shown(found: Laid, step: CleaningStep, n_changed: int | None, *, may_see_personal: bool) -> ShownStep:
    change, rows = step.change, step.selection
    is_open = found.may_touch(step.table, step.column, may_see_personal=may_see_personal)
    said = ""
    if "codes" in change:
        said = " · ".join(f"{old} → {new}" for old, new in change["codes"].items())
    elif "value" in change:
        said = f"{change.get('was') or '…'} → {change['value']}"
    named = ", ".join(rows.get("keys", ()))
    condition = (
        f"{rows.get('column', '')} {SIGNS[rows['is_']]} {rows.get('value') or ''}" if rows.get("is_") else ""
    )
    sees_rows = found.may_touch(step.table, str(rows.get("column", "")), may_see_personal=may_see_personal)
    return ShownStep(
        step,
        found.labels.get((step.table, step.column), step.column),
        said if is_open or not said else HIDDEN,
        " · ".join(filter(None, (named, condition if sees_rows or not condition else HIDDEN))),
        n_changed,
    )


SIGNS = {"equal": "=", "above": ">", "below": "<", "missing": "= ∅"}


def preview(
    found: Laid, steps: Sequence[CleaningStep], step: CleaningStep, *, may_see_personal: bool
) -> Preview:
    """What one more step changes after the others; raises ``StepsRefused`` when it does not apply."""
    before = cleaned(found.tables, steps).tables
    after = cleaned(before, [step])
    n_changed = after.n_changed[step.position]
    old, new = before[step.table], after.tables[step.table]
    if not step.column or not found.may_touch(step.table, step.column, may_see_personal=may_see_personal):
        gone = [key for key in old["_key"] if key not in set(new["_key"])]
        return Preview(n_changed, [(key, "", "") for key in gone[:ROWS_SHOWN]])
    rows = zip(old["_key"], old[step.column], new[step.column], strict=True)
    changes = [(key, _said(one), _said(other)) for key, one, other in rows if one != other]
    return Preview(n_changed, changes[:ROWS_SHOWN])


def value_now(found: Laid, steps: Sequence[CleaningStep], step: CleaningStep) -> Any:
    """What stands in the one cell a step changes, after the steps before it; None when it names several or none."""
    keys = step.selection.get("keys", [])
    if len(keys) != 1 or not step.column:
        return None
    table = cleaned(found.tables, steps).tables.get(step.table, {})
    if keys[0] not in table.get("_key", []) or step.column not in table:
        return None
    value = table[step.column][table["_key"].index(keys[0])]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def _said(cell: Any) -> str:
    return "—" if cell is None else str(cell)
