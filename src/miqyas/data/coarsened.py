"""Covariates cut into classes by the engine, and the weight each row has in its class."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from miqyas.data.names import literal, quoted
from miqyas.data.relation import ROWS, Relation, missing
from miqyas.data.roles import Roles
from miqyas.data.sample import draw_sample
from miqyas.errors import InvalidBins, NobodyMatched, NoCovariates

Bins: TypeAlias = int | Sequence[float]


@dataclass(frozen=True, slots=True)
class Coarsened:
    """The table with the weights of coarsened exact matching.

    Attributes
    ----------
    relation : Relation
        The table and the two columns below.
    weight, weight_or_zero : str
        Weight, empty where a row is incomplete or its class holds one arm; the same, zero for such a class.
    n, n_dropped, n_unmatched, n_classes : int
        Complete rows; rows left out for a missing value; complete rows in a class of one arm; classes of both.
    """

    relation: Relation
    weight: str
    weight_or_zero: str
    n: int
    n_dropped: int
    n_unmatched: int
    n_classes: int


def coarsen(
    relation: Relation, *, outcome: str, treatment: str, covariates: Sequence[str],
    bins: Mapping[str, Bins] | None, exact: Sequence[str], cluster: str | None,
) -> Coarsened:  # fmt: skip
    """Cut each covariate, and weigh comparison rows by treated over comparison rows of their class.

    Raises
    ------
    InvalidSample
        As `draw_sample`, and `NoCovariates`, `NobodyMatched`.
    InvalidBins
        Bins of no covariate, or that do not cut.
    """
    if not covariates and not exact:
        raise NoCovariates(column=treatment)
    bins = bins or {}
    _check_bins(bins, covariates)
    for name in exact:
        relation.require(name)
    sample = draw_sample(relation, Roles(outcome, treatment, None, cluster, tuple(covariates)))
    default = math.ceil(math.log2(sample.n)) + 1  # Sturges (1926)
    cuts = [_class_of(relation, name, bins.get(name, default)) for name in covariates]
    needed = (outcome, treatment, *covariates, *exact, *((cluster,) if cluster else ()))
    known = " AND ".join(f"NOT {missing(quoted(name), relation.types[name])}" for name in needed)
    complete, weight = relation.free_name("complete"), relation.free_name("weight in class")
    or_zero = relation.free_name("weight in class, or zero")
    arm = f"CAST({quoted(treatment)} AS DOUBLE)"
    partition = ", ".join([f"({known})", *cuts, *(quoted(name) for name in exact)])
    window = f"OVER (PARTITION BY {partition})"
    treated, control = f"sum({arm}) {window}", f"sum(1 - {arm}) {window}"
    weighed = f"CASE WHEN ({arm}) = 1 THEN 1.0 ELSE ({treated}) / ({control}) END"
    in_both = f"{known} AND {treated} > 0 AND {control} > 0"
    marked = relation.with_columns(
        {
            complete: known,
            weight: f"CASE WHEN {in_both} THEN {weighed} END",
            or_zero: f"CASE WHEN {in_both} THEN {weighed} WHEN {known} THEN 0.0 END",
        }
    )
    counts = marked.ask(
        f"SELECT count(*) FILTER ({quoted(complete)}) AS n, count({quoted(weight)}) AS matched, "
        f"count(DISTINCT ({partition})) FILTER ({quoted(weight)} IS NOT NULL) AS classes, count(*) AS rows FROM {ROWS}"
    )
    n, matched, classes, rows = (int(column[0]) for column in counts.values())
    if not matched:
        raise NobodyMatched(column=treatment, caliper="—", n=n)
    return Coarsened(marked, weight, or_zero, n, rows - n, n - matched, classes)


def _class_of(relation: Relation, name: str, bins: Bins) -> str:
    """Write the class of a column: equal widths over its range, or the cut points given."""
    value = f"CAST({quoted(name)} AS DOUBLE)"
    if not isinstance(bins, int):
        steps = [f"CAST({value} >= {literal(float(cut))} AS INTEGER)" for cut in bins]
        return f"({' + '.join(steps)})"
    known = f"NOT {missing(quoted(name), relation.types[name])}"
    bounds = relation.ask(
        f"SELECT min({value}) AS low, max({value}) AS high, count(DISTINCT {value}) AS n FROM {ROWS} WHERE {known}"
    )
    low, high, n_values = (float(column[0]) for column in bounds.values())
    if n_values <= bins:
        return value  # so few values need no cutting
    width = (high - low) / bins
    return f"least(floor(({value} - {literal(low)}) / {literal(width)}), {bins - 1})"


def _check_bins(bins: Mapping[str, Bins], covariates: Sequence[str]) -> None:
    for name, found in bins.items():
        if isinstance(found, int):
            fits = found >= 1
        else:
            cuts = list(found)
            fits = bool(cuts) and all(math.isfinite(cut) for cut in cuts) and cuts == sorted(set(cuts))
        if name not in covariates or not fits:
            raise InvalidBins(column=name, found=found if isinstance(found, int) else list(found))
