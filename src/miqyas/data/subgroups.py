"""A treatment told apart by group: what a regression with an effect for each group needs of the engine."""

from dataclasses import dataclass

from miqyas.data.names import quoted
from miqyas.data.relation import Relation, missing
from miqyas.data.roles import Roles
from miqyas.data.sample import complete_rows
from miqyas.errors import OneSubgroup, SubgroupTooSmall, TooManySubgroups

MOST = 30  # groups; more is a search, and the sums grow with their square
SMALLEST_ARM = 2


@dataclass(frozen=True, slots=True)
class Subgroups:
    """The table with a column of treatment for each group.

    Attributes
    ----------
    relation : Relation
        The table and the columns below.
    labels, columns : tuple of str
        Groups as a person reads them, in order; the treatment within each.
    strata : str
        Column of the group, crossed with the strata.
    n, n_treated, control_means : tuple
        Of each group.
    n_one_arm : int
        Strata, crossed with groups, in which one arm only is met.
    """

    relation: Relation
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    strata: str
    n: tuple[int, ...]
    n_treated: tuple[int, ...]
    control_means: tuple[float, ...]
    n_one_arm: int


def part_by_group(relation: Relation, roles: Roles, group: str) -> Subgroups:
    """Count the groups, refuse those too small, and add their columns.

    Raises
    ------
    OneSubgroup, TooManySubgroups, SubgroupTooSmall
        A column that does not make groups to compare.
    """
    named = relation.free_name("group")
    known = f"NOT {missing(quoted(group), relation.types[group])}"
    text = f"CASE WHEN {known} THEN CAST({quoted(group)} AS VARCHAR) END"
    place = relation.free_name("group number")
    numbered = relation.with_columns(
        {
            named: text,
            place: f"CASE WHEN {known} THEN dense_rank() OVER (ORDER BY {known}, {quoted(group)}) END",
        }
    )
    labels, places, n, n_treated, means = _count(numbered, roles, named, place, group)
    first = "''" if roles.strata is None else f"CAST({quoted(roles.strata)} AS VARCHAR)"
    crossed = numbered.free_name("group and stratum")
    arm = f"CAST({quoted(roles.treatment)} AS DOUBLE)"
    columns = {
        numbered.free_name(f"{roles.treatment} × {label}"): at
        for label, at in zip(labels, places, strict=True)
    }
    added = {
        name: f"CASE WHEN {quoted(place)} IS NOT NULL THEN CASE WHEN {quoted(place)} = {at} THEN {arm} ELSE 0 END END"
        for name, at in columns.items()
    }
    marked = numbered.with_columns({crossed: f"{quoted(named)} || '|' || {first}", **added})
    one_arm = marked.ask(
        f"SELECT count(*) AS n FROM (SELECT s FROM ({_rows(marked, roles, {'s2': crossed})}) "
        f"GROUP BY s2, s HAVING min(v{len(roles.covariates)}) = max(v{len(roles.covariates)}))"
    )["n"][0]
    return Subgroups(marked, labels, tuple(columns), crossed, n, n_treated, means, int(one_arm))


def _rows(relation: Relation, roles: Roles, also: dict[str, str]) -> str:
    condition = " AND ".join(f"NOT {missing(alias, 'VARCHAR')}" for alias in also)
    return f"SELECT * FROM ({complete_rows(roles, relation.types, also)}) WHERE {condition}"


def _count(
    relation: Relation, roles: Roles, named: str, place: str, group: str
) -> tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[float, ...]]:
    d, y = f"v{len(roles.covariates)}", f"v{len(roles.covariates) + 1}"
    units = "g" if roles.cluster else "row_number() OVER ()"
    rows = complete_rows(roles, relation.types, {"label": named, "place": place})
    answer = relation.ask(
        f"SELECT any_value(label) AS label, place, count(*) AS n, sum({d}) AS treated, "
        f"count(DISTINCT u) FILTER ({d} = 1) AS u1, count(DISTINCT u) FILTER ({d} = 0) AS u0, "
        f"fsum(w * {y}) FILTER ({d} = 0) / fsum(w) FILTER ({d} = 0) AS mean "
        f"FROM (SELECT *, {units} AS u FROM ({rows}) WHERE label IS NOT NULL) GROUP BY place ORDER BY place LIMIT {MOST + 1}"
    )
    labels = tuple(str(label) for label in answer["label"])
    if len(labels) < 2:
        raise OneSubgroup(column=group, found=", ".join(labels) or "—")
    if len(labels) > MOST:
        raise TooManySubgroups(column=group, most=MOST)
    for label, treated, control in zip(labels, answer["u1"], answer["u0"], strict=True):
        for arm, found in ((0, int(control)), (1, int(treated))):
            if found < SMALLEST_ARM:
                raise SubgroupTooSmall(column=group, group=label, arm=arm, found=found, needed=SMALLEST_ARM)
    return (
        labels,
        tuple(int(value) for value in answer["place"]),
        tuple(int(value) for value in answer["n"]),
        tuple(int(value) for value in answer["treated"]),
        tuple(float(value) for value in answer["mean"]),
    )
