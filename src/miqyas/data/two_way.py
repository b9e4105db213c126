"""Units and periods taken out of the variables of a panel, exactly, by sums that the engine makes."""

from dataclasses import dataclass, replace

import numpy as np

from miqyas.data.names import literal, quoted, written
from miqyas.data.relation import ROWS, Relation
from miqyas.data.roles import Roles
from miqyas.data.sample import Sample, complete_rows
from miqyas.errors import DuplicatedUnitTime, OnePeriod, UnitInSeveralClusters
from miqyas.numerics.two_way import PeriodEffects, period_effects, presence_equations
from miqyas.types import FloatMatrix, FloatVector

WORD = 62  # periods marked by one 64-bit integer; more periods take more integers
PATTERNS = 2**16  # put into equations at once: 10 MB for 20 periods
ZERO = 1e-10  # residuals of a 0-1 variable nearer zero than this are rounding


@dataclass(frozen=True, slots=True)
class TwoWaySample:
    """A panel whose variables had the effect of each period taken out; its strata are the units.

    Attributes
    ----------
    sample : Sample
        The adjusted variables: less their mean in the unit, they are the two-way residuals.
    n_absorbed : int
        Period effects taken out, one less than the periods of a connected panel.
    n_periods : int
        Periods with a complete row.
    """

    sample: Sample
    n_absorbed: int
    n_periods: int


def with_periods(relation: Relation, time: str) -> Relation:
    """Leave out the rows without a period, and refuse a table of one period.

    Raises
    ------
    InvalidSample
        `MissingColumn`, `OnePeriod`.
    """
    relation.require(time)
    timed = relation.without_missing(time)
    if timed.ask(f"SELECT count(DISTINCT {quoted(time)}) AS n FROM {ROWS}")["n"][0] < 2:
        raise OnePeriod(column=time, found=timed.examples(time) or "—")
    return timed


def absorb_periods(sample: Sample, time: str) -> TwoWaySample:
    """Take the period effects out of every variable of a sample whose strata are the units.

    Raises
    ------
    InvalidSample
        `DuplicatedUnitTime`, `UnitInSeveralClusters`.
    """
    labels = period_labels(sample.relation, time)
    times = _times(labels, sample.relation.types[time])
    weights, sums = _by_period(sample, time, times)
    equations = _by_presence(sample, time, times, weights, sums) or _by_pairs(
        sample, time, times, weights, sums
    )
    solved = period_effects(*equations, weights)
    adjusted = _adjusted(sample, time, times, solved, weights)
    return TwoWaySample(adjusted, solved.n_free, int((weights > 0).sum()))


def _rows(sample: Sample, time: str, times: str, part: str = "true") -> str:
    """Write the tables `times` (t, k) and `centred` (c0…, w, s, g, k), k being the place of the period."""
    centred = ", ".join(f"v{i} - {literal(centre)} AS c{i}" for i, centre in enumerate(sample.centres))
    rows = complete_rows(sample.roles, sample.relation.types, {"t": time}, part=part)
    return f"WITH {times}, centred AS NOT MATERIALIZED (SELECT {centred}, w, s, g, k FROM ({rows}) JOIN times USING (t))"


def period_labels(relation: Relation, time: str) -> tuple[str, ...]:
    """List the periods as the engine shows them, in their order."""
    name = quoted(time)
    found = relation.ask(
        f"SELECT CAST({name} AS VARCHAR) AS label FROM {ROWS} GROUP BY {name} ORDER BY {name}"
    )["label"]
    return tuple(str(label) for label in found)


def _times(labels: tuple[str, ...], kind: str) -> str:
    """Write the table `times` (t, k): each period and its place, so that no question looks for them again."""
    rows = ", ".join(f"({written(label)}, {k})" for k, label in enumerate(labels))
    return (
        f"times AS (SELECT CAST(label AS {kind}) AS t, CAST(place AS INTEGER) AS k "
        f"FROM (VALUES {rows}) AS known(label, place))"
    )


def _mark(word: int) -> str:
    """Write the bit of a period in one of the integers that mark them."""
    return f"CASE WHEN k // {WORD} = {word} THEN 1::BIGINT << (k % {WORD}) ELSE 0 END"


def _sums(sample: Sample) -> str:
    return ", ".join(f"fsum(w * c{i}) AS s{i}" for i in range(sample.centres.size))


def _by_period(sample: Sample, time: str, times: str) -> tuple[FloatVector, FloatMatrix]:
    answer = sample.relation.ask(
        f"{_rows(sample, time, times)} SELECT n_times, k, fsum(w) AS w, {_sums(sample)} "
        "FROM centred, (SELECT count(*) AS n_times FROM times) GROUP BY n_times, k"
    )
    columns = [np.asarray(column, dtype=np.float64) for column in answer.values()]
    place, n_periods = columns[1].astype(np.int64), int(columns[0][0])
    weights, sums = np.zeros(n_periods), np.zeros((n_periods, sample.centres.size))
    weights[place] = columns[2]
    sums[place] = np.column_stack(columns[3:])
    return weights, sums


def _by_presence(
    sample: Sample, time: str, times: str, weights: FloatVector, sums: FloatMatrix
) -> tuple[FloatMatrix, FloatMatrix] | None:
    """Put together the units seen in the same periods: exact when a unit weighs the same in each, None when not.

    Raises
    ------
    InvalidSample
        `DuplicatedUnitTime`, `UnitInSeveralClusters`: the same reading tells.
    """
    n_words = -(-weights.size // WORD)
    products, response = np.diag(weights), sums.copy()
    counted = np.zeros(3, dtype=np.int64)
    for part in sample.parts:
        answer = sample.relation.ask(_presence(sample, time, times, part, n_words))
        columns = list(answer.values())
        masks = np.column_stack(columns[:n_words]).astype(np.int64)
        counted += np.array([column.sum() for column in columns[n_words : n_words + 3]], dtype=np.int64)
        of_patterns = np.column_stack(columns[n_words + 3 :]).astype(np.float64)
        for start in range(0, masks.shape[0], PATTERNS):
            some = slice(start, start + PATTERNS)
            less = presence_equations(masks[some], of_patterns[some], n_periods=weights.size, word=WORD)
            products -= less[0]
            response -= less[1]
    repeated, moving, varying = map(int, counted)
    if repeated:
        raise DuplicatedUnitTime(n=repeated, unit_id=sample.roles.strata, time=time)
    if moving:
        raise UnitInSeveralClusters(n=moving, unit_id=sample.roles.strata, cluster=sample.roles.cluster)
    return None if varying else (products, response)


def _presence(sample: Sample, time: str, times: str, part: str, n_words: int) -> str:
    """Write the sums of units by the periods they are seen in, with the units at fault among them."""
    words = range(n_words)
    names = ", ".join(f"b{b}" for b in words)
    marks = ", ".join(f"bit_or({_mark(b)}) AS b{b}, sum({_mark(b)}) AS m{b}" for b in words)
    # Powers of two add up to what their bits join to unless one stands twice.
    twice = " OR ".join(f"m{b} <> b{b}" for b in words)
    totals = ", ".join(f"fsum(s{i}) AS s{i}" for i in range(sample.centres.size))
    return f"""
        {_rows(sample, time, times, part)}, units AS (
            SELECT {marks}, min(g) AS first_g, max(g) AS last_g, min(w) AS lightest, max(w) AS w, {_sums(sample)}
            FROM centred GROUP BY s
        )
        SELECT {names}, count(*) FILTER ({twice}) AS repeated, count(*) FILTER (first_g <> last_g) AS moving,
            count(*) FILTER (lightest < w) AS varying, fsum(w) AS w, {totals}
        FROM units GROUP BY {names} ORDER BY {names}
    """


def _by_pairs(
    sample: Sample, time: str, times: str, weights: FloatVector, sums: FloatMatrix
) -> tuple[FloatMatrix, FloatMatrix]:
    """Pair the rows of each unit: exact whatever the weights, at the cost of T times the rows."""
    p = sample.centres.size
    gaps = ", ".join(f"fsum(w * (c{i} - s{i} / total)) AS r{i}" for i in range(p))
    products, response = np.diag(weights), np.zeros_like(sums)
    for part in sample.parts:
        units = (
            f"{_rows(sample, time, times, part)}, "
            f"units AS (SELECT s, fsum(w) AS total, {_sums(sample)} FROM centred GROUP BY s)"
        )
        by_time = sample.relation.ask(
            f"{units} SELECT k, {gaps} FROM centred JOIN units USING (s) GROUP BY k"
        )
        pairs = sample.relation.ask(
            f"{units} SELECT a.k AS k, b.k AS l, fsum(a.w * b.w / total) AS product "
            "FROM centred a JOIN centred b USING (s) JOIN units USING (s) GROUP BY a.k, b.k"
        )
        response[by_time["k"]] += np.column_stack([by_time[f"r{i}"] for i in range(p)])
        products[pairs["k"], pairs["l"]] -= pairs["product"]
    return products, response


def _adjusted(sample: Sample, time: str, times: str, solved: PeriodEffects, weights: FloatVector) -> Sample:
    relation, roles = sample.relation, sample.roles
    names = {name: relation.free_name(f"{name} (less periods)") for name in sample.variables}
    columns = {}
    for (name, adjusted), effects in zip(names.items(), solved.effects.T, strict=True):
        listed = ", ".join(map(literal, effects))
        value = f"CAST({ROWS}.{quoted(name)} AS DOUBLE)"
        columns[adjusted] = f"{value} - CAST([{listed}] AS DOUBLE[])[places.k + 1]"
    moved = relation.with_columns(
        columns,
        f"{ROWS} JOIN (WITH {times} SELECT t, k FROM times) AS places ON places.t = {ROWS}.{quoted(time)}",
    )
    share = weights / weights.sum()
    return replace(
        sample,
        relation=moved,
        roles=Roles(
            names[roles.outcome],
            names[roles.treatment],
            roles.strata,
            roles.cluster,
            tuple(names[name] for name in roles.covariates),
            roles.weights,
        ),
        centres=sample.centres - share @ solved.effects,
    )


def treated_weights(
    found: TwoWaySample, combination: FloatVector, *, treatment: str, time: str
) -> list[tuple[str, int, int, float, float, float, float]]:
    """Sum by period the residuals r of the treatment over the rows under treatment.

    ``combination`` (p,) makes r from the adjusted variables. Each row: period, treated rows, those with r < 0,
    Σ w, Σ w r, Σ w r over r < 0, Σ w r².
    """
    value = " + ".join(f"{literal(weight)} * v{i}" for i, weight in enumerate(combination) if weight != 0)
    sample = found.sample
    by_period: dict[str, list[tuple[int, int, float, float, float, float]]] = {}
    for part in sample.parts:
        rows = complete_rows(sample.roles, sample.relation.types, {"t": time, "arm": treatment}, part=part)
        answer = sample.relation.ask(f"""
            WITH valued AS NOT MATERIALIZED (SELECT {value} AS e, w, s, t, arm FROM ({rows})),
            means AS (SELECT s, fsum(w * e) / fsum(w) AS m FROM valued GROUP BY s),
            treated AS (SELECT t, w, e - m AS r FROM valued JOIN means USING (s) WHERE CAST(arm AS INTEGER) = 1)
            SELECT CAST(t AS VARCHAR) AS period, count(*) AS n, count(*) FILTER (r < {literal(-ZERO)}) AS n_negative,
                fsum(w) AS w, fsum(w * r) AS r, coalesce(fsum(w * r) FILTER (r < {literal(-ZERO)}), 0) AS negative,
                fsum(w * r * r) AS squares
            FROM treated GROUP BY t ORDER BY t
        """)
        columns = [np.ma.filled(column, 0) for column in answer.values()]
        for period, n, below, *sums in zip(*columns, strict=True):
            weight, residual, negative, squares = map(float, sums)
            told = (int(n), int(below), weight, residual, negative, squares)
            by_period.setdefault(str(period), []).append(told)
    known = period_labels(sample.relation, time)
    return [(period, *_added(by_period[period])) for period in known if period in by_period]


def _added(
    told: list[tuple[int, int, float, float, float, float]],
) -> tuple[int, int, float, float, float, float]:
    n, below, weight, residual, negative, squares = (sum(column) for column in zip(*told, strict=True))
    return int(n), int(below), weight, residual, negative, squares
