"""What a file that many read holds. No queries, no requests."""

from collections.abc import Mapping, Sequence
from typing import Any

from miqyas_web.funding.rules.scales import ShownCriterion

# Who applies, and what would tell it.
NAMES = ("organisation", "partners", "initiative", "files", "reference")


def content_without_names(
    sealed: Mapping[str, Any], questions: Sequence[Any], position: int
) -> dict[str, Any]:
    """What was sealed, without who applied; with the questions it answers."""
    kept = {key: value for key, value in sealed.items() if key not in NAMES}
    answers = kept.get("answers") or {}
    return kept | {"answers": answers.get(str(position), answers), "questions": list(questions)}


def levels_lacking(levels: Mapping[str, Any], criteria: Sequence[ShownCriterion]) -> list[str]:
    """Labels of criteria without a level of their scale, or without its reason."""
    return [
        each.label
        for each in criteria
        if levels.get(each.key, {}).get("level") not in [level.value for level in each.levels]
        or not str(levels[each.key].get("reason", "")).strip()
    ]
