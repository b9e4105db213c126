"""Units to match, in an order blind to their outcome, with the groups inside which matches must be found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, Relation, missing
from miqyas.data.roles import Roles
from miqyas.data.selection import Selection, draw_selection
from miqyas.errors import ClusterNotSupported, ColumnUsedTwice
from miqyas.types import IntVector


@dataclass(frozen=True, slots=True)
class Matchable:
    """Complete rows as arrays, and the group of each (n,): rows of one group have equal exact columns."""

    selection: Selection
    group: IntVector


def draw_matchable(
    relation: Relation, *, outcome: str, treatment: str, covariates: Sequence[str], exact: Sequence[str],
    cluster: str | None,
) -> Matchable:  # fmt: skip
    """Screen and bring the rows; exact columns may hold numbers or words.

    Rows come ordered by treatment and covariates, equal ones by outcome: they are shuffled from a fixed start, so
    that which of two equal units is matched first depends neither on the outcome nor on the file.

    Raises
    ------
    InvalidSample
        As `draw_selection`, and `ClusterNotSupported`.
    """
    if cluster is not None:
        raise ClusterNotSupported(column=cluster)
    for name in exact:
        relation.require(name)
        if name in {outcome, treatment}:
            raise ColumnUsedTwice(column=name)
    table, column = _with_group(relation, exact) if exact else (relation, None)
    roles = Roles(outcome, treatment, None, None, (*covariates, *([column] if column else [])))
    drawn = (
        draw_selection(table, roles) if covariates else draw_selection(table, replace(roles, covariates=()))
    )
    order = np.random.default_rng(0).permutation(drawn.n)
    x, group = drawn.x[order], np.zeros(drawn.n, dtype=np.int64)
    if column:
        x, group = x[:, :-1], x[:, -1].astype(np.int64)
    shuffled = replace(
        drawn, y=drawn.y[order], d=drawn.d[order], x=x, roles=replace(roles, covariates=tuple(covariates))
    )
    return Matchable(shuffled, group)


def _with_group(relation: Relation, exact: Sequence[str]) -> tuple[Relation, str]:
    """Number the groups of equal rows; a row without a value in one of them has no group, and is left out."""
    name = relation.free_name("exact group")
    known = " AND ".join(f"NOT {missing(quoted(column), relation.types[column])}" for column in exact)
    columns = ", ".join(quoted(column) for column in exact)
    number = f"CASE WHEN {known} THEN dense_rank() OVER (ORDER BY {columns}) END"
    return relation.with_columns({name: number}, source=ROWS), name
