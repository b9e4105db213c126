"""The rows of a relation that have every value a question needs, under short names."""

from collections.abc import Mapping

from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, missing
from miqyas.data.roles import Roles


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
