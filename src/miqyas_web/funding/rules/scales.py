"""A grid as a reviewer reads it: each criterion, its anchored levels, what it judges. No queries, no requests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# What a criterion judges of an impact → what the platform computed of the sealed content.
COMPUTED = {
    "theory": "theory_quality",
    "indicators": "indicator_plan",
    "design": "design_ceiling",
    "evidence": "evidence",
}
# Two reviewers this many levels apart on one criterion disagree.
LEVELS_APART = 2


@dataclass(frozen=True, slots=True)
class ShownLevel:
    """One level and the sentence that says what is seen there."""

    value: float
    anchor: str

    @property
    def mark(self) -> str:
        """The figure as people write it."""
        return f"{self.value:g}"


@dataclass(frozen=True, slots=True)
class ShownCriterion:
    """One criterion in the language of the page."""

    key: str
    label: str
    help: str
    weight: float
    gate: float | None
    levels: tuple[ShownLevel, ...]
    # Keys of what was computed, shown beside it.
    computed: tuple[str, ...]

    @property
    def gate_mark(self) -> str:
        """The least level admitted, as people write it; empty without a gate."""
        return "" if self.gate is None else f"{self.gate:g}"

    def step(self, value: float) -> int:
        """The place of a level on its scale, from 0."""
        return [level.value for level in self.levels].index(value)


def said(texts: Any, language: str) -> str:
    """A text by language, in the page's or another; a plain text as it is."""
    if isinstance(texts, Mapping):
        return str(texts.get(language) or texts.get("fr") or next(iter(texts.values()), ""))
    return str(texts or "")


def criteria_of(content: Mapping[str, Any], language: str) -> list[ShownCriterion]:
    """The criteria of a grid's content, in order."""
    return [_criterion(part, language) for part in content.get("criteria", [])]


def _criterion(part: Mapping[str, Any], language: str) -> ShownCriterion:
    judges = part.get("judges") or ""
    all_of_them = tuple(COMPUTED.values()) if part.get("is_impact") else ()
    gate = part.get("gate")
    return ShownCriterion(
        key=part["key"],
        label=said(part.get("label"), language) or part["key"],
        help=said(part.get("help"), language),
        weight=float(part.get("weight", 0)),
        gate=None if gate is None else float(gate),
        levels=tuple(
            ShownLevel(float(level["value"]), said(level.get("anchor"), language))
            for level in part.get("levels", [])
        ),
        computed=(COMPUTED[judges],) if judges in COMPUTED else all_of_them,
    )


def steps_apart(criterion: ShownCriterion, values: Sequence[float]) -> int:
    """How many levels stand between the lowest and the highest opinion."""
    known = [level.value for level in criterion.levels]
    places = [known.index(value) for value in values if value in known]
    return max(places) - min(places) if places else 0
