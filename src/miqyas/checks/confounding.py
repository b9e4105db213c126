"""Omitted confounders: how strong one would have to be, against covariates we know (Cinelli and Hazlett)."""

from collections.abc import Sequence

import numpy as np

from miqyas.checks.sentences.confounding import confounding_sentence
from miqyas.data.controlled import Controlled, pull_controlled
from miqyas.data.names import nearest_names
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import FigureOutOfRange, InvalidLevel, MissingColumn
from miqyas.numerics.distributions import t_quantile
from miqyas.numerics.omitted import adjusted_estimate, benchmark_strength, robustness_value
from miqyas.numerics.ordinary import Ordinary, ordinary
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell, Table
from miqyas.types import LANGUAGES

Facts = dict[str, float | int | bool | str]
COLUMNS = ("benchmark", "times", "r2_treatment", "r2_outcome", "value", "std_error", "t", "low", "high")
IMPOSSIBLE = "A confounder that many times as strong as the covariate would explain all of the treatment."


def confounding(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    covariates: Sequence[str],
    benchmarks: Sequence[str] = (),
    times: Sequence[float] = (1.0, 2.0, 3.0),
    strata: str | None = None,
    share: float = 1.0,
    level: float = 0.95,
    unit: str = "",
) -> CheckResult:
    """Measure how strong an omitted confounder would have to be to take the effect away.

    The bias of a regression that omits a variable is exact in two partial R²: that of the variable with
    treatment and with outcome, given the rest. Nothing is assumed on how the confounder is distributed. A
    covariate serves as benchmark when it may be argued that nothing omitted is stronger than it.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; n rows, incomplete ones left out and counted.
    outcome, treatment : str
        Columns of numbers; the treatment may be graded.
    covariates : sequence of str
        Columns of numbers held fixed.
    benchmarks : sequence of str
        Some of the covariates, to compare the confounder with.
    times : sequence of float
        How many times as strong as a benchmark, above zero.
    strata : str, optional
        Column of groups absorbed.
    share : float
        Part of the effect to take away, above 0; 1, all of it.
    level : float
        Coverage of the intervals, between 0 and 1.
    unit : str
        Unit of the outcome.

    Returns
    -------
    CheckResult
        ``passed`` when the interval keeps its sign with a confounder as strong as each benchmark, the first of
        ``times``; None without benchmark, or when such a confounder would explain all of the treatment.
        Table: the effect left by a confounder some times as strong as each. Facts: ``value``,
        ``std_error``, ``t``, ``df``, ``partial_r2``, ``robustness_value``, ``robustness_value_interval``,
        ``share``, ``n``, ``n_dropped``. One variance for all units, as in the paper.

    Raises
    ------
    InvalidSample
        Those of `pull_controlled`; `MissingColumn` for a benchmark that is no covariate.
    FigureOutOfRange, InvalidLevel
        A share or a number of times that is not above zero; a level outside 0 to 1.

    References
    ----------
    Cinelli, C. and Hazlett, C. (2020). Making sense of sensitivity: extending omitted variable bias. Journal of
    the Royal Statistical Society B 82(1), 39-67: section 4.

    Examples
    --------
    >>> import pandas as pd
    >>> rng = np.random.default_rng(1)
    >>> age = rng.normal(size=500)
    >>> came = age + rng.normal(size=500)
    >>> table = pd.DataFrame({"score": 2 * came + age + rng.normal(size=500), "came": came, "age": age})
    >>> found = confounding(table, outcome="score", treatment="came", covariates=["age"], benchmarks=["age"],
    ...                     times=[0.5])
    >>> 0.6 < found.facts["robustness_value"] < 0.95
    True
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    for name, figures in (("share", (share,)), ("times", tuple(times))):
        for found in figures:
            if not 0 < found < np.inf:
                raise FigureOutOfRange(name=name, found=found, expected="> 0")
    for name in benchmarks:
        if name not in covariates:
            raise MissingColumn(column=name, nearest=nearest_names(name, covariates))
    rows = pull_controlled(
        open_relation(relation), outcome=outcome, treatment=treatment, controls=covariates, strata=strata
    )
    fit = ordinary(rows.outcome, np.column_stack([rows.treatment, rows.controls]), n_absorbed=rows.n_absorbed)
    facts = _facts(fit, share, level) | {"n": rows.n, "n_dropped": rows.n_dropped}
    places = {name: list(covariates).index(name) for name in benchmarks}
    table = _table(rows, fit, places, times, level)
    first = [row for row in table.records() if row["times"] == times[0]]
    passed = _verdict(first, float(fit.coefficients[0]))
    text: dict[str, str] = {
        language: confounding_sentence(language, facts, first, unit) for language in LANGUAGES
    }
    return CheckResult("confounding", passed, table, text, facts)


def _facts(fit: Ordinary, share: float, level: float) -> Facts:
    value, std_error = float(fit.coefficients[0]), float(fit.std_errors[0])
    t = value / std_error
    return {
        "value": value, "std_error": std_error, "t": t, "df": fit.df, "share": share, "level": level,
        "partial_r2": float(fit.partial_r2[0]), "robustness_value": robustness_value(t, fit.df, share=share),
        "robustness_value_interval": robustness_value(t, fit.df, share=share, level=level),
    }  # fmt: skip


def _table(
    rows: Controlled, fit: Ordinary, places: dict[str, int], times: Sequence[float], level: float
) -> Table:
    if not places:
        return Table(COLUMNS, ())
    on_treatment = ordinary(rows.treatment, rows.controls, n_absorbed=rows.n_absorbed).partial_r2
    value, std_error = float(fit.coefficients[0]), float(fit.std_errors[0])
    lines: list[tuple[Cell, ...]] = []
    for name, place in places.items():
        for many in times:
            strength = benchmark_strength(
                float(on_treatment[place]), float(fit.partial_r2[1 + place]), times=many
            )
            if strength is None:
                lines.append((name, many, *([None] * 7)))
                continue
            left = adjusted_estimate(
                value, std_error, fit.df, with_treatment=strength[0], with_outcome=strength[1]
            )
            margin = t_quantile(0.5 + level / 2, fit.df - 1) * left.std_error
            t = left.value / left.std_error if left.std_error else None
            lines.append(
                (
                    name,
                    many,
                    *strength,
                    left.value,
                    left.std_error,
                    t,
                    left.value - margin,
                    left.value + margin,
                )
            )
    return Table(COLUMNS, tuple(lines), (IMPOSSIBLE,) if any(line[2] is None for line in lines) else ())


def _verdict(rows: Sequence[dict[str, Cell]], value: float) -> bool | None:
    """Tell whether every interval stays on the side of the effect; one that cannot be computed says nothing."""
    ends = [(row["low"], row["high"]) for row in rows]
    if not ends or any(low is None or high is None for low, high in ends):
        return None
    return all(float((low if value > 0 else high) or 0) * value > 0 for low, high in ends)
