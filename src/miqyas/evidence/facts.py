"""What is known of a study, stored once: every ladder of evidence is computed from this and nothing else."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from miqyas.errors import ContradictoryFacts, InvalidField, UnknownField

OutcomeData: TypeAlias = Literal["none", "after", "before_after", "panel"]
Comparison: TypeAlias = Literal[
    "none", "untreated", "matched", "before_after_both", "panel_fixed_effects", "synthetic_control",
    "instrument", "threshold", "random", "modelling", "opinion_survey",
]  # fmt: skip
Distance: TypeAlias = Literal["none", "some", "major"]
Wanted: TypeAlias = Literal["increase", "decrease"]

CHOICES: MappingProxyType[str, tuple[str, ...]] = MappingProxyType({
    "outcome_data": ("none", "after", "before_after", "panel"),
    "comparison": (
        "none", "untreated", "matched", "before_after_both", "panel_fixed_effects", "synthetic_control",
        "instrument", "threshold", "random", "modelling", "opinion_survey"),
    "wanted": ("increase", "decrease"),
    "indirectness": ("none", "some", "major"),
    "heterogeneity": ("none", "some", "major"),
    "small_study_asymmetry": ("none", "some", "major"),
})  # fmt: skip
_RATES = ("attrition_overall", "contamination_rate", "non_compliance_rate")
_COUNTS = ("n", "n_clusters", "n_studies", "n_other_sites")
_FLAGS = (
    "theory_complete", "positive_change", "comparison_justified", "controls_adequate", "balance_shown",
    "balance_passed", "analysed_as_assigned", "plan_sealed", "sealed_before_data", "independent_evaluation",
    "cost_data", "cost_reasonable", "manual", "dose_response", "confounding_would_reduce_effect",
)  # fmt: skip
_NUMBERS = ("value", "low", "high", "p_value", "attrition_differential", "risk_ratio")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFacts:
    """Every input of the ladders. None means *not said*, which is never the same as no.

    Attributes
    ----------
    theory_complete : bool
        The theory of change passes its own checks.
    outcome_data : {'none', 'after', 'before_after', 'panel'}
        When outcomes were measured. A trial that measures once, at the end, has ``'after'``.
    positive_change : bool
        The outcome moved in the wanted direction among those reached, whatever the cause.
    comparison : str
        What those reached are compared with; ``'modelling'`` and ``'opinion_survey'`` cannot be scored.
    comparison_justified, controls_adequate : bool
        The choice of the comparison, or of the variables held constant, is argued in writing.
    balance_shown, balance_passed : bool
        A table of comparability exists; it shows groups alike.
    attrition_overall, attrition_differential : float
        Share of units without outcome (0 to 1); treated minus comparison (-1 to 1).
    contamination_rate, non_compliance_rate : float
        Share of the comparison group that received it; share of the assigned that did not (0 to 1).
    analysed_as_assigned : bool
        Units are analysed in the arm they were given, whatever they did (intention to treat).
    plan_sealed, sealed_before_data : bool
        A plan was sealed; it was sealed before outcomes could be seen. False is a retrospective plan.
    changed_after_sealing : tuple of str
        Fields of the plan whose change was *major* (`miqyas.design.changes`); empty when none.
    n, n_clusters : int
        Units and clusters used.
    value, low, high, p_value, unit : float, str
        Estimate and interval, in ``unit``.
    wanted : {'increase', 'decrease'}
        Direction in which the outcome is an improvement.
    indirectness : {'none', 'some', 'major'}
        Distance of people and place from those the claim is about.
    n_studies : int
        Studies behind the claim. With one, inconsistency and publication bias cannot be judged.
    heterogeneity, small_study_asymmetry : {'none', 'some', 'major'}
        With several studies: disagreement, and sign that small unfavourable ones are missing.
    risk_ratio, dose_response, confounding_would_reduce_effect
        Reasons to rate non-randomised evidence up (GRADE).
    independent_evaluation, cost_data, cost_reasonable, manual : bool
        Who evaluated; whether cost per outcome is known, and argued reasonable; whether a manual exists.
    n_other_sites : int
        Places other than the first, run by others, where the effect held.
    """

    theory_complete: bool | None = None
    outcome_data: OutcomeData | None = None
    positive_change: bool | None = None
    comparison: Comparison | None = None
    comparison_justified: bool | None = None
    controls_adequate: bool | None = None
    balance_shown: bool | None = None
    balance_passed: bool | None = None
    attrition_overall: float | None = None
    attrition_differential: float | None = None
    contamination_rate: float | None = None
    non_compliance_rate: float | None = None
    analysed_as_assigned: bool | None = None
    plan_sealed: bool | None = None
    sealed_before_data: bool | None = None
    changed_after_sealing: tuple[str, ...] | None = None
    n: int | None = None
    n_clusters: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    p_value: float | None = None
    unit: str | None = None
    wanted: Wanted | None = None
    indirectness: Distance | None = None
    n_studies: int | None = None
    heterogeneity: Distance | None = None
    small_study_asymmetry: Distance | None = None
    risk_ratio: float | None = None
    dose_response: bool | None = None
    confounding_would_reduce_effect: bool | None = None
    independent_evaluation: bool | None = None
    cost_data: bool | None = None
    cost_reasonable: bool | None = None
    manual: bool | None = None
    n_other_sites: int | None = None

    def __post_init__(self) -> None:
        _check_kinds(self)
        _check_coherence(self)

    @property
    def includes_zero(self) -> bool | None:
        """Whether the interval leaves “no effect” possible; None without an interval."""
        if self.low is None or self.high is None:
            return None
        return self.low <= 0 <= self.high

    @property
    def is_improvement(self) -> bool | None:
        """Whether the estimate goes the wanted way; None when value or direction is not said."""
        if self.value is None or self.wanted is None:
            return None
        return self.value > 0 if self.wanted == "increase" else self.value < 0

    def to_dict(self) -> dict[str, Any]:
        """Return what was said, and only that, as JSON knows it."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in said.items()
            if value is not None
        }

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> "EvidenceFacts":
        """Read facts back.

        Raises
        ------
        UnknownField
            A name that is no fact: a misspelt fact would silently be “not said”.
        InvalidField, ContradictoryFacts
            As when facts are built.

        Examples
        --------
        >>> EvidenceFacts.from_dict({"comparison": "random", "n": 5513}).n
        5513
        """
        known = {field.name for field in fields(cls)}
        for name in document:
            if name not in known:
                raise UnknownField(field=name)
        return cls(**document)


def _check_kinds(facts: EvidenceFacts) -> None:
    for name, choices in CHOICES.items():
        _expect(facts, name, choices.__contains__, ", ".join(choices))
    for name in _FLAGS:
        _expect(facts, name, lambda found: isinstance(found, bool), "true or false")
    for name in _NUMBERS:
        _expect(facts, name, _is_number, "a number")
    for name in _RATES:
        _expect(facts, name, lambda found: _is_number(found) and 0 <= found <= 1, "a share between 0 and 1")
    for name in _COUNTS:
        _expect(facts, name, _is_count, "a whole number, 0 or more")
    _expect(facts, "unit", lambda found: isinstance(found, str), "text")
    _expect(
        facts, "attrition_differential", lambda found: -1 <= found <= 1, "a difference of shares, -1 to 1"
    )
    _expect(facts, "risk_ratio", lambda found: found > 0, "a number above 0")
    changed = facts.changed_after_sealing
    if isinstance(changed, list):
        object.__setattr__(facts, "changed_after_sealing", tuple(changed))
    _expect(facts, "changed_after_sealing", _is_names, "a list of field names")


def _expect(facts: EvidenceFacts, name: str, accepts: Callable[[Any], bool], expected: str) -> None:
    found = getattr(facts, name)
    if found is None:
        return
    if not accepts(found):
        raise InvalidField(field=name, found=found, expected=expected)


def _is_number(found: object) -> bool:
    return isinstance(found, (int, float)) and not isinstance(found, bool) and math.isfinite(found)


def _is_count(found: object) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and found >= 0


def _is_names(found: object) -> bool:
    return isinstance(found, tuple) and all(isinstance(name, str) for name in found)


def _check_coherence(facts: EvidenceFacts) -> None:
    contradictions = (
        (
            facts.balance_shown is False and facts.balance_passed is not None,
            "balance_shown",
            "balance_passed",
        ),
        (
            facts.plan_sealed is False and facts.sealed_before_data is not None,
            "plan_sealed",
            "sealed_before_data",
        ),
        (
            facts.plan_sealed is False and bool(facts.changed_after_sealing),
            "plan_sealed",
            "changed_after_sealing",
        ),
        (facts.cost_data is False and facts.cost_reasonable is not None, "cost_data", "cost_reasonable"),
        (_is_above(facts.low, facts.high), "low", "high"),
        (_is_above(facts.low, facts.value), "low", "value"),
        (_is_above(facts.value, facts.high), "value", "high"),
        (_is_above(facts.n_clusters, facts.n), "n_clusters", "n"),
    )
    for contradicts, first, second in contradictions:
        if contradicts:
            raise ContradictoryFacts(first=first, second=second)


def _is_above(first: float | None, second: float | None) -> bool:
    return first is not None and second is not None and first > second
