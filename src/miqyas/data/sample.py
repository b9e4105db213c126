"""Complete rows of a relation for one question, screened, with what a first reading tells about them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, Relation, missing
from miqyas.data.roles import Roles
from miqyas.data.screening import check_columns, check_groups, check_profile
from miqyas.types import FloatVector

# Clusters by stratum, on average, below which a variance over clusters is too small once strata are absorbed:
# by half in pairs (de Chaisemartin and Ramirez-Cuellar 2024, AEJ: Applied 16(1), 193-212). Ten is our choice.
FEW_CLUSTERS = 10
WHOLE = ("true",)  # the parts of a sample that is taken at once


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
        Weighted mean of each variable; the most its sum of squared deviations can be, Σ w (range / 2)².
        Shape (p,).
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


def variables_of(roles: Roles) -> tuple[str, ...]:
    """List covariates, then instruments, then treatment, then outcome."""
    return (*roles.covariates, *roles.instruments, roles.treatment, roles.outcome)


def complete_rows(
    roles: Roles, types: dict[str, str], also: Mapping[str, str] | None = None, *, part: str = "true"
) -> str:
    """Write the query that selects the rows with every value needed; the stratum is refused, not filtered.

    ``also`` gives more columns to select, by the name to give them; ``part`` keeps the rows that fulfil it.
    """
    more = "".join(f", {quoted(column)} AS {alias}" for alias, column in (also or {}).items())
    numbers = [*variables_of(roles), *([roles.weights] if roles.weights else [])]
    filtered = [*numbers, *([roles.cluster] if roles.cluster else [])]
    conditions = [f"NOT {missing(quoted(name), types[name])}" for name in filtered]
    conditions += [] if part == "true" else [f"({part})"]
    return f"SELECT {_selected(roles)}{more} FROM {ROWS} WHERE {' AND '.join(conditions)}"


def _selected(roles: Roles) -> str:
    values = [f"CAST({quoted(name)} AS DOUBLE) AS v{index}" for index, name in enumerate(variables_of(roles))]
    weight = f"CAST({quoted(roles.weights)} AS DOUBLE)" if roles.weights else "1.0::DOUBLE"
    stratum = quoted(roles.strata) if roles.strata else "0"
    cluster = quoted(roles.cluster) if roles.cluster else "0"
    return ", ".join([*values, f"{weight} AS w", f"{stratum} AS s", f"{cluster} AS g"])


def draw_sample(relation: Relation, roles: Roles, *, parts: tuple[str, ...] = WHOLE) -> Sample:
    """Select the complete rows of a question and refuse what they cannot answer.

    ``parts`` are conditions that part the rows, each stratum in one of them.

    Raises
    ------
    InvalidSample
        One of its classes, each with the column, what was expected and what was found.
    """
    check_columns(relation, roles)
    profile = _profile(relation, roles)
    check_profile(relation, roles, profile)
    groups = _groups(relation, roles, int(profile["n"]), parts)
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


def _have_few_clusters(groups: dict[str, int]) -> bool:
    assigned_whole = groups["n_treated_clusters"] + groups["n_control_clusters"] == groups["n_clusters"]
    inside_strata = groups["n_cells"] == groups["n_clusters"]
    return assigned_whole and inside_strata and groups["n_clusters"] < FEW_CLUSTERS * groups["n_strata"]


def _spread(profile: dict[str, float], index: int) -> float:
    half_range = (profile[f"highest{index}"] - profile[f"lowest{index}"]) / 2
    return profile["total_weight"] * half_range**2


def _profile(relation: Relation, roles: Roles) -> dict[str, float]:
    """Read once: counts, oddities, and the weighted mean and bounds of every variable."""
    p = len(variables_of(roles))
    treatment, outcome = f"v{p - 2}", f"v{p - 1}"
    blank = missing("s", relation.types[roles.strata]) if roles.strata else "false"
    counts = [
        "count(*) AS n",
        f"count(*) FILTER ({treatment} = 1) AS n_treated",
        f"count(*) FILTER ({treatment} NOT IN (0, 1)) AS n_other_arms",
        f"count(DISTINCT {treatment}) AS n_grades" if roles.instruments else "0 AS n_grades",
        f"fsum(w * {outcome}) / fsum(w) AS mean_outcome",
        f"count(*) FILTER ({blank}) AS n_without_stratum",
        "count(*) FILTER (w <= 0) AS n_bad_weights",
        "min(w) AS smallest_weight",
        "max(w) AS largest_weight",
        "fsum(w) AS total_weight",
        f"fsum(w * {outcome}) FILTER ({treatment} = 0) / fsum(w) FILTER ({treatment} = 0) AS control_mean",
        f"(SELECT count(*) FROM {ROWS}) AS n_rows",
    ]
    # Plain sums do for the means: they only centre, and what is summed after centring is summed with care.
    for i in range(p):
        counts += [
            f"sum(w * v{i}) / sum(w) AS mean{i}",
            f"min(v{i}) AS lowest{i}",
            f"max(v{i}) AS highest{i}",
        ]
    answer = relation.ask(f"SELECT {', '.join(counts)} FROM ({complete_rows(roles, relation.types)})")
    return {name: float(np.ma.filled(column, np.nan)[0]) for name, column in answer.items()}


def _groups(relation: Relation, roles: Roles, n: int, parts: tuple[str, ...]) -> dict[str, int]:
    """Count clusters and strata, those with one unit or one arm, and the cells where they meet."""
    if roles.cluster is None and roles.strata is None:
        return {"n_clusters": n, "n_strata": 1, "n_one_arm_strata": 0, "n_cells": 1}
    counts = _counted(relation, roles, parts[0])
    for part in parts[1:]:
        more = _counted(relation, roles, part)
        counts = {name: count + more[name] for name, count in counts.items()}
    if len(parts) > 1 and roles.cluster != roles.strata:
        counts |= _clusters(relation, roles)
    counts["n_arms"] = _arms(relation, roles)
    if counts["n_arms"] != 2 or len(roles.instruments) > 1:
        counts["n_one_arm_strata"] = 0  # a graded instrument, or several, have no arms
    return counts if roles.cluster else counts | {"n_clusters": n}


def _counted(relation: Relation, roles: Roles, part: str) -> dict[str, int]:
    answer = relation.ask(f"""
        WITH complete AS NOT MATERIALIZED ({complete_rows(roles, relation.types, part=part)}),
        cells AS (SELECT s, g, count(*) AS n, sum({_arm(roles)}) AS n_treated FROM complete GROUP BY s, g),
        clusters AS (SELECT sum(n) AS n, sum(n_treated) AS n_treated FROM cells GROUP BY g),
        strata AS (SELECT sum(n) AS n, sum(n_treated) AS n_treated FROM cells GROUP BY s)
        SELECT
            (SELECT count(*) FROM cells) AS n_cells, {_OF_CLUSTERS},
            (SELECT count(*) FROM strata) AS n_strata,
            (SELECT count(*) FROM strata WHERE n_treated = 0 OR n_treated = n) AS n_one_arm_strata
    """)
    return {name: int(column[0]) for name, column in answer.items()}


_OF_CLUSTERS = """
            (SELECT count(*) FROM clusters) AS n_clusters,
            (SELECT count(*) FROM clusters WHERE n = 1) AS n_single_unit_clusters,
            (SELECT count(*) FROM clusters WHERE n_treated > 0) AS n_treated_clusters,
            (SELECT count(*) FROM clusters WHERE n_treated < n) AS n_control_clusters"""


def _clusters(relation: Relation, roles: Roles) -> dict[str, int]:
    """Count clusters over all parts: one may lie in several."""
    answer = relation.ask(f"""
        WITH complete AS NOT MATERIALIZED ({complete_rows(roles, relation.types)}),
        clusters AS (SELECT count(*) AS n, sum({_arm(roles)}) AS n_treated FROM complete GROUP BY g)
        SELECT {_OF_CLUSTERS}
    """)
    return {name: int(column[0]) for name, column in answer.items()}


def _arms(relation: Relation, roles: Roles) -> int:
    """Count the values of the treatment, or of the first instrument, up to three."""
    answer = relation.ask(f"""
        WITH complete AS NOT MATERIALIZED ({complete_rows(roles, relation.types)})
        SELECT count(*) AS n_arms FROM (SELECT DISTINCT v{len(roles.covariates)} FROM complete LIMIT 3)
    """)
    return int(answer["n_arms"][0])


def _arm(roles: Roles) -> str:
    """Write what is 1 in one arm and 0 in the other; the first instrument parts the rows at its mean."""
    first = f"v{len(roles.covariates)}"
    return f"({first} > (SELECT avg({first}) FROM complete))::INTEGER" if roles.instruments else first
