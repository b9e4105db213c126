"""Questions about who is concerned, what could go wrong, and the five dimensions of impact."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from miqyas_web.theories import science
from miqyas_web.theories.enums import RiskKind
from miqyas_web.theories.models import Node, Risk, Stakeholder
from miqyas_web.theories.queries import Branch, TheoryMap
from miqyas_web.theories.words import DIMENSIONS, FIELD_NAMES, RISK_LEVELS, value_name


@dataclass(frozen=True, slots=True)
class GroupReading:
    """A group and the elements that concern it."""

    group: Stakeholder
    nodes: list[Node]


@dataclass(frozen=True, slots=True)
class RiskReading:
    """A risk and how grave it is."""

    risk: Risk
    level: str
    level_name: "str | Promise"

    @property
    def tone(self) -> str:
        """The colour of its badge, never alone: the name says it too."""
        return {"high": "contradicted", "medium": "uncertain"}.get(self.level, "none")


@dataclass(frozen=True, slots=True)
class RiskShelf:
    """The risks of one of the nine kinds; none when nobody has thought of it."""

    kind: RiskKind
    risks: list[RiskReading]


@dataclass(frozen=True, slots=True)
class DimensionReading:
    """One of the five dimensions: (what is asked, what is said) for each of its data."""

    name: "str | Promise"
    question: "str | Promise"
    said: list[tuple[Any, str]]

    @property
    def filled(self) -> list[tuple[Any, str]]:
        """What is said."""
        return [(label, value) for label, value in self.said if value]

    @property
    def missing(self) -> list[Any]:
        """What is still to say."""
        return [label for label, value in self.said if not value]


@dataclass(frozen=True, slots=True)
class GoalChoice:
    """A goal or target that may be chosen."""

    goal: science.Goal
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class GoalChoices:
    """A goal with its targets."""

    goal: GoalChoice
    targets: list[GoalChoice]

    @property
    def is_open(self) -> bool:
        """Whether something of it is chosen."""
        return self.goal.is_chosen or any(target.is_chosen for target in self.targets)


def groups_in(theory_map: TheoryMap) -> list[GroupReading]:
    """Every group, with the elements that concern it."""
    return [
        GroupReading(group, [node for node in theory_map.nodes if group.key in node.groups])
        for group in theory_map.stakeholders
    ]


def register_of(theory_map: TheoryMap) -> list[RiskShelf]:
    """The nine kinds in order, each with its risks, the gravest first."""
    rank = {"high": 0, "medium": 1, "low": 2, "": 3}
    read = [_risk_reading(risk) for risk in theory_map.risks]
    return [
        RiskShelf(kind, sorted((r for r in read if r.risk.kind == kind), key=lambda each: rank[each.level]))
        for kind in RiskKind
    ]


def branch_of(theory_map: TheoryMap, key: str) -> Branch | None:
    """One element with its links, groups and risks; None when there is none under this key."""
    for group in theory_map.levels:
        for branch in group.branches:
            if branch.node.key == key:
                return branch
    return None


def dimensions_of(branch: Branch) -> list[DimensionReading]:
    """The dimensions of an outcome, what is said and what is not; risk has its register."""
    said = branch.node.dimensions
    return [
        DimensionReading(
            name,
            question,
            [
                (FIELD_NAMES[field], value_name(f"dimensions.{field}", said.get(field, "")))
                for field in fields
            ],
        )
        for name, question, fields in DIMENSIONS
    ]


def goal_choices(node: Node) -> list[GoalChoices]:
    """The seventeen goals with their targets, those of the element chosen."""
    choices = [GoalChoice(goal, goal.code in node.sdg) for goal in science.goals()]
    return [
        GoalChoices(
            choice,
            [each for each in choices if each.goal.goal == choice.goal.code and each is not choice],
        )
        for choice in choices
        if choice.goal.code == choice.goal.goal
    ]


def _risk_reading(risk: Risk) -> RiskReading:
    level = science.risk_level(risk.likelihood, risk.consequence)
    return RiskReading(risk, level, RISK_LEVELS.get(level, ""))
