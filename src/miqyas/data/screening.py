"""What a sample must be before anything is estimated on it; each refusal says where, and what to do."""

import math
from collections.abc import Mapping

from miqyas.data.relation import Relation
from miqyas.data.roles import Roles
from miqyas.errors import (
    ClusterIsUnit,
    ConstantInstrument,
    ConstantOutcome,
    EmptyArm,
    EmptySample,
    EmptyStratum,
    InfiniteValues,
    InvalidWeights,
    NotIdentified,
    NotNumeric,
    TooFewClusters,
    TooFewClustersMoved,
    TooFewUnits,
    TreatmentNotBinary,
)

SMALLEST_ARM = (
    2  # units, or clusters where there are clusters: with one, nothing tells the arm from the place
)


def check_columns(relation: Relation, roles: Roles) -> None:
    """Refuse columns that are absent, or text where numbers are needed."""
    for name in roles.needed:
        relation.require(name)
    for name in roles.numbers:
        if not relation.holds_numbers(name):
            _refuse_type(relation, name, NotNumeric)
    if not relation.holds_numbers(roles.treatment):
        _refuse_type(relation, roles.treatment, NotNumeric if roles.instruments else TreatmentNotBinary)


def _refuse_type(relation: Relation, name: str, refusal: type[NotNumeric] | type[TreatmentNotBinary]) -> None:
    found = relation.examples(name)
    if not found:  # a column without any value is read as text
        raise EmptySample(n=relation.n_rows, columns=name)
    raise refusal(column=name, found=found)


def check_profile(relation: Relation, roles: Roles, profile: Mapping[str, float]) -> None:
    """Refuse values that no estimate can be built on."""
    if profile["n"] == 0:
        raise EmptySample(n=int(profile["n_rows"]), columns=", ".join(roles.needed))
    if profile["n_other_arms"] > 0 and not roles.instruments:
        raise TreatmentNotBinary(column=roles.treatment, found=relation.examples(roles.treatment))
    _check_values(relation, roles, profile)
    if profile["n_without_stratum"] > 0:
        raise EmptyStratum(column=roles.strata, n=int(profile["n_without_stratum"]))
    if not profile["n_other_arms"]:  # graded, as an instrument allows: no arms to count
        _check_arms(roles, n=int(profile["n"]), n_treated=int(profile["n_treated"]))
    for index, name in enumerate(roles.instruments, start=len(roles.covariates)):
        if profile[f"lowest{index}"] == profile[f"highest{index}"]:
            raise ConstantInstrument(
                column=name, value=f"{profile[f'lowest{index}']:.6g}", n=int(profile["n"])
            )
    last = len(roles.covariates) + len(roles.instruments) + 1
    if profile[f"lowest{last}"] == profile[f"highest{last}"]:
        lowest, n = f"{profile[f'lowest{last}']:.6g}", int(profile["n"])
        raise ConstantOutcome(column=roles.outcome, value=lowest, n=n)


def _check_arms(roles: Roles, *, n: int, n_treated: int) -> None:
    for arm, size in ((0, n - n_treated), (1, n_treated)):
        if size == 0:
            raise EmptyArm(column=roles.treatment, arm=arm, n=n)
        if size < SMALLEST_ARM:
            raise TooFewUnits(column=roles.treatment, arm=arm, found=size, needed=SMALLEST_ARM)


def _check_values(relation: Relation, roles: Roles, profile: Mapping[str, float]) -> None:
    for index, name in enumerate((*roles.covariates, *roles.instruments, roles.treatment, roles.outcome)):
        if math.inf in {-profile[f"lowest{index}"], profile[f"highest{index}"]}:
            raise InfiniteValues(column=name, n=relation.count_infinite(name))
    if roles.weights and profile["largest_weight"] == math.inf:
        raise InfiniteValues(column=roles.weights, n=relation.count_infinite(roles.weights))
    if profile["n_bad_weights"] > 0:
        smallest = f"{profile['smallest_weight']:.6g}"
        raise InvalidWeights(column=roles.weights, n=int(profile["n_bad_weights"]), smallest=smallest)


def check_groups(roles: Roles, groups: Mapping[str, int]) -> None:
    """Refuse clusters that are rows, too few clusters, and strata that never hold both arms."""
    if roles.cluster is not None:
        if groups["n_single_unit_clusters"] == groups["n_clusters"]:
            raise ClusterIsUnit(column=roles.cluster, n=groups["n_clusters"])
        treated, control = groups["n_treated_clusters"], groups["n_control_clusters"]
        has_arms = groups["n_arms"] == 2 and len(roles.instruments) < 2
        if has_arms and min(treated, control) < SMALLEST_ARM:
            if roles.instruments:
                raise TooFewClustersMoved(
                    column=roles.cluster, instrument=roles.instruments[0], higher=treated, lower=control
                )
            raise TooFewClusters(column=roles.cluster, treated=treated, control=control)
    if roles.strata is not None and groups["n_one_arm_strata"] == groups["n_strata"]:
        raise NotIdentified(column=(*roles.instruments, roles.treatment)[0], collinear=roles.strata)
