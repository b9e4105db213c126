"""From a study that was run to the facts its evidence is graded by."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from miqyas.design.changes import compare
from miqyas.design.designs import Design
from miqyas.design.plan import Plan
from miqyas.errors import ContradictoryFacts
from miqyas.evidence.facts import EvidenceFacts
from miqyas.results.check import CheckResult
from miqyas.results.estimate import Estimate

NOTHING: Mapping[str, Any] = MappingProxyType({})


def facts_of_study(
    estimate: Estimate,
    *,
    design: Design,
    balance: CheckResult | None = None,
    attrition: CheckResult | None = None,
    sealed: Plan | None = None,
    done: Plan | None = None,
    sealed_before_data: bool | None = None,
    declared: Mapping[str, Any] = NOTHING,
) -> EvidenceFacts:
    """Gather what was computed and what was declared; what was computed cannot be declared otherwise.

    Parameters
    ----------
    estimate : Estimate
        The effect.
    design : Design
        The design it was estimated under.
    balance, attrition : CheckResult or None
        The checks; None leaves their facts unsaid. A check that could not tell does the same, and so does a
        file in which no outcome is missing: units lost before it was made leave no trace in it, so losses are
        then declared.
    sealed, done : Plan or None
        The plan that was sealed, None when there is none; the plan as carried out, None when unchanged.
    sealed_before_data : bool or None
        Whether outcomes were still unknown when the plan was sealed; None when the dates cannot tell, and then
        it may be declared.
    declared : mapping
        Facts that no computation gives: ``theory_complete``, ``contamination_rate``, ``wanted``...

    Returns
    -------
    EvidenceFacts
        One study: ``n_studies`` is 1.

    Raises
    ------
    ContradictoryFacts
        A declared fact is one that the study computes.
    UnknownField, InvalidField
        A declared fact does not exist, or holds what it cannot hold.
    """
    computed = {
        "comparison": design.comparison,
        "analysed_as_assigned": design.estimand == "ITT" if design.comparison == "random" else None,
        "n_studies": 1,
        **_of_estimate(estimate),
        **_of_checks(balance, attrition),
        **_of_plan(sealed, done, sealed_before_data=sealed_before_data),
    }
    for name in declared:
        if computed.get(name) is not None:
            raise ContradictoryFacts(first=f"{name} (declared)", second=f"{name} (computed)")
    return EvidenceFacts.from_dict({**computed, **declared})


def _of_estimate(estimate: Estimate) -> dict[str, Any]:
    names = ("value", "low", "high", "p_value", "n", "n_clusters", "unit")
    return {name: getattr(estimate, name) for name in names}


def _of_checks(balance: CheckResult | None, attrition: CheckResult | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if balance is not None and balance.passed is not None:
        found.update(balance_shown=True, balance_passed=balance.passed)
    if attrition is not None and attrition.facts.get("n_missing"):
        found.update(
            attrition_overall=attrition.facts["overall"],
            attrition_differential=attrition.facts["differential"],
        )
    return found


def _of_plan(sealed: Plan | None, done: Plan | None, *, sealed_before_data: bool | None) -> dict[str, Any]:
    if sealed is None:
        return {"plan_sealed": False}
    changes = compare(sealed, done or sealed)
    before = False if sealed.data_seen else sealed_before_data
    return {
        "plan_sealed": True,
        "sealed_before_data": before,
        "changed_after_sealing": tuple(change.field for change in changes if change.severity == "major"),
    }
