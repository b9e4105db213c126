"""A plan carried out: what its design asks of the estimators and of the checks, in the words of the records."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from miqyas.design.plan import Plan
from miqyas.errors import PlanNotEstimated

# What each estimator is told, from the plan: parameter, field of the plan.
_GROUPS = {"outcome": "outcome", "treatment": "treatment", "strata": "strata", "cluster": "cluster"}
_ADJUSTED = {**_GROUPS, "covariates": "covariates", "weights": "weights"}
_PANEL = {
    "outcome": "outcome", "unit_id": "unit_id", "time": "time", "cluster": "cluster", "covariates": "covariates",
    "weights": "weights",
}  # fmt: skip
ASKED: Mapping[str, Mapping[str, str]] = {
    "itt": _ADJUSTED,
    "ancova": {**_ADJUSTED, "baseline": "baseline"},
    "difference_in_means": {**_GROUPS, "weights": "weights"},
    "naive_comparison": _ADJUSTED,
    "iv": {**_ADJUSTED, "instruments": "instrument"},
    "did": {**_PANEL, "treatment": "treatment"},
    "twfe": {**_PANEL, "treatment": "treatment"},
    "before_after": _PANEL,
    "group_time": {**_PANEL, "cohort": "cohort"},
    "event_study": {**_PANEL, "cohort": "cohort"},
    "rdd": {
        "outcome": "outcome", "running": "running", "cutoff": "cutoff", "treatment": "treatment",
        "covariates": "covariates", "cluster": "cluster", "weights": "weights"},
    "ipw": {name: name for name in ("outcome", "treatment", "covariates", "cluster", "weights")},
    "aipw": {name: name for name in ("outcome", "treatment", "covariates", "cluster", "weights")},
}  # fmt: skip
# Choices that a plan of this version does not make: said here once, and kept in every record.
FIXED: Mapping[str, Mapping[str, Any]] = {
    "group_time": {"comparison": "not_yet_treated", "base": "universal", "seed": 0},
    "event_study": {"seed": 0},
    "aipw": {"seed": 0},
}
OVERALL = frozenset(("group_time", "event_study"))
# Designs whose arms are two groups of rows, one row a unit: their means are shown beside the effect.
WITH_ARMS = frozenset(("itt", "ancova", "difference_in_means", "naive_comparison", "ipw", "aipw"))


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure to compute: its name in the study, its kind in `miqyas.reporting.recompute.KINDS`, its parameters."""

    key: str
    kind: str
    parameters: dict[str, Any]


def effect_asked(plan: Plan, *, unit: str) -> Asked:
    """Return the effect that a plan foresees.

    Raises
    ------
    PlanNotEstimated
        Its design gives no figure, or none that can be computed again from a record.

    Examples
    --------
    >>> plan = Plan(question="?", design="discontinuity", outcome="y", running="score", cutoff=50)
    >>> asked = effect_asked(plan, unit="MAD")
    >>> asked.kind, asked.parameters["cutoff"]
    ('rdd', 50.0)
    """
    estimator = plan.method.estimator
    if estimator not in ASKED:
        raise PlanNotEstimated(design=plan.design)
    parameters = {name: _plain(getattr(plan, field)) for name, field in ASKED[estimator].items()}
    kind = f"{estimator}_overall" if estimator in OVERALL else estimator
    fixed = FIXED.get(estimator, {})
    return Asked("effect", kind, {**parameters, **fixed, "level": plan.level, "unit": unit})


def arms_asked(plan: Plan) -> Asked | None:
    """Return the mean of each arm, where the design has two arms side by side."""
    if plan.method.estimator not in WITH_ARMS:
        return None
    columns = {name: _plain(getattr(plan, field)) for name, field in _ADJUSTED.items()}
    return Asked("arms", "arm_means", {**columns, "level": plan.level})


def checks_asked(plan: Plan, *, unit: str = "") -> list[Asked]:
    """Return the checks that a design calls for, in the order they are read."""
    effect = effect_asked(plan, unit=unit).parameters
    groups = {name: effect.get(name) for name in ("treatment", "strata", "cluster")}
    comparison, estimator = plan.method.comparison, plan.method.estimator
    found: list[Asked] = []
    if comparison == "random":
        if plan.covariates:
            found.append(Asked("balance", "balance", {**groups, "covariates": list(plan.covariates)}))
        found.append(Asked("attrition", "attrition", {"outcome": plan.outcome, **groups}))
    if estimator == "iv":
        found.append(Asked("weak_instruments", "weak_instruments", _without(effect, "unit")))
    if estimator == "rdd":
        found.append(Asked("density", "density", {"running": plan.running, "cutoff": plan.cutoff}))
    if estimator == "twfe":
        found.append(Asked("negative_weights", "negative_weights", _without(effect, "unit", "level")))
    if estimator in OVERALL:
        found.append(Asked("pretrends", f"{estimator}_pretrends", effect))
    if comparison == "matched":
        found.append(Asked("overlap", "overlap", _without(effect, "unit", "level", "seed")))
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return None if value == "" else value


def _without(parameters: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if name not in names}
