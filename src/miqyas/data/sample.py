"""Complete rows of a relation for one question, screened, with what a first reading tells about them."""

from dataclasses import dataclass

import numpy as np

from miqyas.data.complete import complete_rows, variables_of
from miqyas.data.profile import WHOLE, count_groups, read_profile
from miqyas.data.relation import Relation
from miqyas.data.roles import Roles
from miqyas.data.screening import check_columns, check_groups, check_profile
from miqyas.data.summed import Summed, read_once
from miqyas.types import FloatVector

__all__ = ["Sample", "complete_rows", "draw_sample", "variables_of"]

# Clusters by stratum, on average, below which a variance over clusters is too small once strata are absorbed:
# by half in pairs (de Chaisemartin and Ramirez-Cuellar 2024, AEJ: Applied 16(1), 193-212). Ten is our choice.
FEW_CLUSTERS = 10


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows with every value needed; the data stay with the engine.

    The variables v0, v1, … are the covariates in their order, the instruments, the treatment, then the outcome.

    Attributes
    ----------
    relation, roles : Relation, Roles
        The table and the question.
    n, n_treated, n_dropped : int
        Complete rows; those treated; rows left out.
    control_mean : float
        Weighted mean outcome of the comparison arm; of all rows when the treatment is graded.
    n_grades : int
        Values the treatment takes when they are not 0 and 1, which an instrument allows; else 0.
    centres, spread : FloatVector
        Weighted mean of each variable; a size its sum of squared deviations does not pass: Σ w (range / 2)², or, read
        once, the sum about a value close to the mean. Shape (p,).
    n_clusters, n_single_unit_clusters : int
        Groups the variance is computed over; those that hold one row. Without cluster, ``n`` and 0.
    n_strata, n_one_arm_strata : int
        Groups absorbed as fixed effects (1 without strata); those with one arm only.
    strata_are_nested : bool
        Whether every stratum lies in one cluster.
    strata_are_small : bool
        Whether whole clusters were assigned inside strata of few clusters, such as pairs of villages.
    parts : tuple of str
        SQL conditions that part the rows, each stratum in one of them: what is summed by stratum is summed part by
        part, so that memory does not grow with the strata.
    summed : Summed or None
        What the one reading summed, where it was enough: the moments follow from it without another.
    """

    relation: Relation
    roles: Roles
    n: int
    n_treated: int
    n_dropped: int
    control_mean: float
    n_grades: int
    centres: FloatVector
    spread: FloatVector
    n_clusters: int
    n_single_unit_clusters: int
    n_strata: int
    n_one_arm_strata: int
    strata_are_nested: bool
    strata_are_small: bool
    parts: tuple[str, ...] = WHOLE
    summed: Summed | None = None

    @property
    def variables(self) -> tuple[str, ...]:
        """Columns behind v0, v1, …, shape (p,)."""
        return variables_of(self.roles)

    @property
    def n_fixed_effects(self) -> int:
        """What the absorbed constants count for in K: one when strata lie in the clusters."""
        return 1 if self.strata_are_nested else self.n_strata

    @property
    def rows(self) -> str:
        """A query that selects the complete rows as v0…, weight w, stratum s, cluster g."""
        return complete_rows(self.roles, self.relation.types)

    def rows_of(self, part: str) -> str:
        """Write the query of the complete rows of one part."""
        return complete_rows(self.roles, self.relation.types, part=part)


def draw_sample(relation: Relation, roles: Roles, *, parts: tuple[str, ...] = WHOLE) -> Sample:
    """Select the complete rows of a question and refuse what they cannot answer.

    ``parts`` are conditions that part the rows, each stratum in one of them.

    Raises
    ------
    InvalidSample
        One of its classes, each with the column, what was expected and what was found.
    """
    check_columns(relation, roles)
    profile, groups = read_profile(relation, roles, parts)
    check_profile(relation, roles, profile)
    if groups is None:
        groups = count_groups(relation, roles, int(profile["n"]), parts)
    check_groups(roles, groups)
    p = len(variables_of(roles))
    return Sample(
        relation=relation,
        roles=roles,
        n=int(profile["n"]),
        n_treated=int(profile["n_treated"]),
        n_dropped=int(profile["n_rows"] - profile["n"]),
        control_mean=float(profile["mean_outcome" if profile["n_other_arms"] else "control_mean"]),
        n_grades=int(profile["n_grades"]) if profile["n_other_arms"] else 0,
        centres=np.array([profile[f"mean{i}"] for i in range(p)]),
        spread=np.array([_spread(profile, i) for i in range(p)]),
        n_clusters=groups["n_clusters"],
        n_single_unit_clusters=groups["n_single_unit_clusters"] if roles.cluster else 0,
        n_strata=groups["n_strata"],
        n_one_arm_strata=groups["n_one_arm_strata"],
        strata_are_nested=bool(roles.cluster and roles.strata and groups["n_cells"] == groups["n_strata"]),
        strata_are_small=bool(roles.cluster and roles.strata and _have_few_clusters(groups)),
        parts=parts,
    )


def draw_summed(relation: Relation, roles: Roles) -> Sample:
    """Draw the same sample, read once with its moments where that answers to the last digits.

    Raises
    ------
    InvalidSample
        As in `draw_sample`.
    """
    check_columns(relation, roles)
    summed = read_once(relation, roles)
    if summed is None:
        return draw_sample(relation, roles)
    groups, n = summed.counts(roles), int(summed.n.sum())
    check_groups(roles, groups)
    return Sample(
        relation=relation,
        roles=roles,
        n=n,
        n_treated=int(summed.n_treated.sum()),
        n_dropped=summed.n_rows - n,
        control_mean=summed.control_mean,
        n_grades=0,
        centres=summed.centres,
        spread=summed.squares,
        n_clusters=groups["n_clusters"],
        n_single_unit_clusters=groups["n_single_unit_clusters"] if roles.cluster else 0,
        n_strata=groups["n_strata"],
        n_one_arm_strata=groups["n_one_arm_strata"],
        strata_are_nested=bool(roles.cluster and roles.strata and groups["n_cells"] == groups["n_strata"]),
        strata_are_small=bool(roles.cluster and roles.strata and _have_few_clusters(groups)),
        summed=summed,
    )


def _have_few_clusters(groups: dict[str, int]) -> bool:
    assigned_whole = groups["n_treated_clusters"] + groups["n_control_clusters"] == groups["n_clusters"]
    inside_strata = groups["n_cells"] == groups["n_clusters"]
    return assigned_whole and inside_strata and groups["n_clusters"] < FEW_CLUSTERS * groups["n_strata"]


def _spread(profile: dict[str, float], index: int) -> float:
    half_range = (profile[f"highest{index}"] - profile[f"lowest{index}"]) / 2
    return profile["total_weight"] * half_range**2
