"""The value of an indicator from the rows of a table, whole and by group."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path
from typing import Any

from miqyas.data.names import quoted
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import EmptySample, FormulaInvalid
from miqyas.indicators.disaggregation import ANSWERS, RECOMMENDED_CUTOFF, Difficulty, band_keys
from miqyas.indicators.measuring.counting import Scope, Sums
from miqyas.indicators.measuring.formula import Formula, IntervalMethod, Statistic, known, number, said
from miqyas.numerics.distributions import t_quantile
from miqyas.numerics.proportions import clopper_pearson, median_ranks, wilson

Cell = str | float | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A value with its n and, where one can be computed, its interval.

    Attributes
    ----------
    value, low, high : float
        In the indicator's unit; no bounds when there is none to compute, see ``method``.
    std_error : float or None
        Of the value, where the method gives one.
    n, n_missing : int
        Rows counted; rows of the scope left out because a cell was missing.
    numerator, denominator : float
        Of a share or ratio, weighted sums; of a mean, the sum and the sum of weights.
    method : str
        ``wilson``, ``clopper_pearson``, ``t``, ``order_statistics``, or ``none``.
    """

    value: float
    n: int
    n_missing: int
    method: str
    low: float | None = None
    high: float | None = None
    std_error: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    groups: tuple["MeasuredGroup", ...] = ()

    def row(self) -> dict[str, Cell]:
        """Return it flat, as reports store and compare it."""
        cells = {name: getattr(self, name) for name in CELLS}
        for group in self.groups:
            cells |= {f"{group.dimension}.{group.key}.{name}": cell for name, cell in group.cells().items()}
        return cells


CELLS = ("value", "low", "high", "std_error", "n", "n_missing", "numerator", "denominator", "method")


@dataclass(frozen=True, slots=True)
class MeasuredGroup:
    """The figure of one group; None when too few people stand behind it, or behind one that it would reveal."""

    dimension: str
    key: str
    figure: Measured | None

    def cells(self) -> dict[str, Cell]:
        """Return its cells: of a hidden group, nothing but that it is hidden."""
        if self.figure is None:
            return {"is_hidden": 1}
        return {"is_hidden": 0, **{name: getattr(self.figure, name) for name in CELLS}}


def measure(source: Any, formula: Formula) -> Measured:
    """Compute the value of an indicator from rows, under the design its weights and clusters declare.

    Parameters
    ----------
    source : str, Path, frame or Relation
        One row by person, household or event.
    formula : Formula
        What is made of the rows.

    Returns
    -------
    Measured
        Value with n and interval: of a share Wilson's or Clopper and Pearson's, on the effective size when there
        are weights or clusters; of a mean or ratio Student's t on the linearised variance; of a median that of order
        statistics; of a weighted total Student's t. What was counted whole has no sampling interval.

    Raises
    ------
    MissingColumn, NotNumeric, InvalidWeights
        A column is absent, or holds something else.
    InvalidPopulation, LonelyPsu
        The strata cannot tell an error: one of them holds one cluster, or more than its population.
    EmptySample
        No row is left to count a share, a mean, a median or a ratio of.
    DenominatorZero
        The column below the line adds up to zero.

    References
    ----------
    Wolter, K. M. (2007). Introduction to Variance Estimation, 2nd edition, chapter 6. Kish, L. (1965). Survey
    Sampling (effective size under weights). Newcombe (1998) and Conover (1999): see `miqyas.numerics.proportions`.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"trained": [1] * 12 + [0] * 8})
    >>> found = measure(rows, Formula(statistic=Statistic.SHARE, column="trained", values=(1,), percent=True))
    >>> found.value, round(found.low, 1), round(found.high, 1), found.n
    (60.0, 38.7, 78.1, 20)
    """
    relation = open_relation(source)
    condition = " AND ".join(one.sql(relation) for one in formula.where) or "TRUE"
    whole = _figure(Scope(relation, formula, condition))
    groups: list[MeasuredGroup] = []
    for dimension, said_of in formula.groups.items():
        found = [
            (key, _group(Scope(relation, formula, f"({condition}) AND ({inside})")))
            for key, inside in _conditions(relation, dimension, said_of)
        ]
        groups += hidden(dimension, found, smallest=formula.smallest)
    return replace(whole, groups=tuple(groups))


def measure_row(path: Path, parameters: Mapping[str, Any]) -> dict[str, Cell]:
    """Compute a figure again from what was kept of it."""
    return measure(path, Formula.from_parameters(parameters)).row()


def hidden(
    dimension: str, found: Sequence[tuple[str, Measured | None]], *, smallest: int
) -> Iterator[MeasuredGroup]:
    """Hide groups behind which fewer than ``smallest`` stand; one hidden alone would follow from the total.

    Then the smallest of the others is hidden with it.
    """
    few = {key for key, figure in found if figure is None or figure.n < smallest}
    if len(few) == 1:
        rest = [(figure.n, key) for key, figure in found if figure is not None and key not in few]
        few |= {min(rest)[1]} if rest else set()
    for key, figure in found:
        yield MeasuredGroup(dimension, key, None if key in few else figure)


def _group(scope: Scope) -> Measured | None:
    try:
        return _figure(scope)
    except EmptySample:
        return None


def _conditions(relation: Relation, dimension: str, said_of: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Write which rows are in each group."""
    if "columns" in said_of:
        yield from _by_difficulty(relation, said_of)
    elif "bands" in said_of:
        ages, starts = number(relation, said_of["column"]), list(said_of["bands"])
        for place, key in enumerate(band_keys(starts)):
            closed = f" AND {ages} < {starts[place + 1]}" if place + 1 < len(starts) else ""
            yield key, f"{ages} >= {starts[place]}{closed}"
    elif "keys" in said_of:
        relation.require(said_of["column"])
        keys: dict[str, list[str]] = {}
        for value, key in said_of["keys"].items():
            keys.setdefault(str(key), []).append(said(relation, said_of["column"], value))
        for key, values in keys.items():
            yield key, f"{quoted(said_of['column'])} IN ({', '.join(values)})"
    else:
        raise FormulaInvalid(
            field=f"groups.{dimension}", found=sorted(said_of), expected="keys, bands, columns"
        )


def _by_difficulty(relation: Relation, said_of: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Write the Washington Group's cut-off: see `miqyas.indicators.disaggregation.has_disability`."""
    columns, cutoff = dict(said_of["columns"]), said_of.get("cutoff", RECOMMENDED_CUTOFF)
    if set(columns) != set(Difficulty) or cutoff not in ANSWERS:
        raise FormulaInvalid(
            field="groups.disability", found=", ".join(sorted(columns)), expected=", ".join(Difficulty)
        )
    answers = [number(relation, columns[domain]) for domain in Difficulty]
    yield "with", " OR ".join(f"coalesce({answer} >= {int(cutoff)}, FALSE)" for answer in answers)
    below = " AND ".join(f"{answer} < {int(cutoff)}" for answer in answers)
    yield "without", f"({known(relation, [columns[domain] for domain in Difficulty])}) AND {below}"


def _figure(scope: Scope) -> Measured:
    statistic = scope.formula.statistic
    if statistic in (Statistic.MEDIAN, Statistic.MAXIMUM, Statistic.DISTINCT):
        return _of_values(scope)
    sums = scope.sums()
    if statistic in (Statistic.COUNT, Statistic.SUM):
        return _total(scope, sums)
    if sums.n == 0:
        raise EmptySample(n=scope.relation.n_rows, columns=scope.formula.column)
    return _ratio(scope, sums)


def _total(scope: Scope, sums: Sums) -> Measured:
    found = Measured(value=sums.above, n=sums.n, n_missing=sums.n_missing, method="none")
    if not scope.formula.weight or sums.n == 0:
        return found
    variance, df = scope.total_variance(sums)
    return _with_t(found, variance, df, scope.formula)


def _ratio(scope: Scope, sums: Sums) -> Measured:
    formula = scope.formula
    variance, df = scope.ratio_variance(sums)
    found = Measured(
        value=formula.scale * sums.above / sums.below,
        n=sums.n,
        n_missing=sums.n_missing,
        numerator=sums.above,
        denominator=sums.below,
        method="none",
    )
    if formula.statistic is not Statistic.SHARE:
        return _with_t(found, formula.scale**2 * variance, df, formula)
    share = sums.above / sums.below
    is_plain = not formula.design.columns
    size = float(sums.n) if is_plain else _effective_size(sums, share, variance)
    bounds = {IntervalMethod.WILSON: wilson, IntervalMethod.CLOPPER_PEARSON: clopper_pearson}
    low, high = bounds[formula.interval](share, size, formula.level)
    return replace(
        found,
        low=formula.scale * low,
        high=formula.scale * high,
        std_error=formula.scale * sqrt(variance),
        method=formula.interval.value,
    )


def _effective_size(sums: Sums, share: float, variance: float) -> float:
    """Return how many people drawn one by one would say as much; of nobody or everybody, what the weights alone say."""
    by_weights = sums.weights**2 / sums.weights_squared
    return min(float(sums.n), share * (1 - share) / variance) if variance > 0 else by_weights


def _with_t(found: Measured, variance: float, df: int, formula: Formula) -> Measured:
    if df < 1:
        return found
    std_error = sqrt(variance)
    half = t_quantile((1 + formula.level) / 2, df) * std_error
    return replace(found, low=found.value - half, high=found.value + half, std_error=std_error, method="t")


def _of_values(scope: Scope) -> Measured:
    formula, relation = scope.formula, scope.relation
    relation.require(formula.column)
    is_distinct = formula.statistic is Statistic.DISTINCT
    column = quoted(formula.column) if is_distinct else number(relation, formula.column)
    wanted = {
        Statistic.MEDIAN: "median({})",
        Statistic.MAXIMUM: "max({})",
        Statistic.DISTINCT: "count(DISTINCT {})",
    }
    scoped = relation.ask(
        f"SELECT count(*) AS n, {wanted[formula.statistic].format(column)} AS v FROM {scope.rows}"
    )
    n = int(scoped["n"][0])
    if n == 0 and not is_distinct:
        raise EmptySample(n=relation.n_rows, columns=formula.column)
    n_missing = scope.sums().n_missing if not is_distinct else 0
    found = Measured(value=float(scoped["v"][0]), n=n, n_missing=n_missing, method="none")
    ranks = median_ranks(n, formula.level) if formula.statistic is Statistic.MEDIAN else None
    if ranks is None:
        return found
    low, high = (
        float(
            relation.ask(f"SELECT {column} AS v FROM {scope.rows} ORDER BY v LIMIT 1 OFFSET {rank - 1}")["v"][
                0
            ]
        )
        for rank in ranks
    )
    return replace(found, low=low, high=high, method="order_statistics")
