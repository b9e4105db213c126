"""A sample drawn in strata and stages: its columns, and the sums its variance needs, made by the engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, Relation
from miqyas.errors import EmptySample, InvalidPopulation, InvalidWeights, LonelyPsu, TooFewPsus
from miqyas.types import FloatVector


class Lonely(StrEnum):
    """A stratum with one primary unit: refused, or taken about the mean of all primary units."""

    REFUSE = "refuse"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class SurveyDesign:
    """How a sample was drawn.

    Attributes
    ----------
    weights : str or None
        Sampling weights, above zero; without them all rows weigh one.
    psu : str or None
        Primary sampling units, such as villages; without them each row is one. Named inside strata.
    strata : str or None
        Groups inside which primary units were drawn apart.
    fpc : str or None
        How many primary units the stratum has in the population (finite population correction).
    lonely : Lonely
        What to do with a stratum of one primary unit.
    """

    weights: str | None = None
    psu: str | None = None
    strata: str | None = None
    fpc: str | None = None
    lonely: Lonely | str = Lonely.REFUSE

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the design, each once."""
        named = (self.weights, self.psu, self.strata, self.fpc)
        return tuple(dict.fromkeys(name for name in named if name is not None))


@dataclass(frozen=True, slots=True)
class StratumSums:
    """Of each stratum, shape (H,): primary units, mean and variance of their totals, units in the population."""

    n_psus: FloatVector
    mean: FloatVector
    variance: FloatVector
    population: FloatVector

    @property
    def df(self) -> float:
        """Primary units less strata."""
        return float(self.n_psus.sum() - self.n_psus.size)


def complete_design(relation: Relation, design: SurveyDesign, columns: Sequence[str]) -> Relation:
    """Leave out the rows that lack a value of the design or of ``columns``, and refuse bad weights.

    Raises
    ------
    InvalidSample
        `MissingColumn`, `EmptySample`, `InvalidWeights`.
    """
    n_rows, named = relation.n_rows, tuple(dict.fromkeys((*columns, *design.columns)))
    for name in named:
        relation.require(name)
    for name in named:
        relation = relation.without_missing(name)
    if relation.n_rows == 0:
        raise EmptySample(n=n_rows, columns=", ".join(named))
    if design.weights is not None:
        weight = f"CAST({quoted(design.weights)} AS DOUBLE)"
        found = relation.ask(f"SELECT count(*) FILTER ({weight} <= 0) AS n, min({weight}) AS w FROM {ROWS}")
        if found["n"][0]:
            smallest = f"{float(found['w'][0]):.6g}"
            raise InvalidWeights(column=design.weights, n=int(found["n"][0]), smallest=smallest)
    return relation


def weight_of(design: SurveyDesign) -> str:
    """Write the weight of a row."""
    return f"CAST({quoted(design.weights)} AS DOUBLE)" if design.weights else "1.0"


def design_columns(design: SurveyDesign) -> dict[str, str]:
    """Name the columns that `stratum_sums` reads: h the stratum, j the primary unit, f its population."""
    named = {"h": design.strata, "j": design.psu, "f": design.fpc}
    return {alias: column for alias, column in named.items() if column is not None}


def stratum_sums(relation: Relation, design: SurveyDesign, query: str) -> StratumSums:
    """Sum ``u`` of ``query`` by primary unit, then its mean and variance between those of a stratum.

    ``query`` gives u and the columns of `design_columns`.

    Raises
    ------
    InvalidSample
        `InvalidPopulation`, `LonelyPsu`, `TooFewPsus`.
    """
    stratum = "h" if design.strata else "0 AS h"
    population = "CAST(f AS DOUBLE)" if design.fpc else "NULL::DOUBLE"
    if design.psu is None:
        totals = f"SELECT {stratum}, u, {population} AS lowest, {population} AS highest FROM given"
    else:
        by = "h, j" if design.strata else "j"
        totals = (
            f"SELECT {stratum}, fsum(u) AS u, min({population}) AS lowest, max({population}) AS highest "
            f"FROM given GROUP BY {by}"
        )
    answer = relation.ask(f"""
        WITH given AS ({query}), totals AS ({totals})
        SELECT count(*) AS m, avg(u) AS centre, var_samp(u) AS spread, min(lowest) AS lowest,
            max(highest) AS highest FROM totals GROUP BY h ORDER BY h
    """)
    found = {
        name: np.ma.filled(np.ma.asarray(column, dtype=np.float64), np.nan) for name, column in answer.items()
    }
    _check_population(design, found)
    lonely = found["m"] == 1
    if lonely.any() and Lonely(design.lonely) is Lonely.REFUSE:
        column = design.strata or design.psu or "—"
        raise LonelyPsu(n=int(lonely.sum()), column=column)
    sums = StratumSums(found["m"], found["centre"], np.where(lonely, 0.0, found["spread"]), found["highest"])
    if sums.df < 1:
        raise TooFewPsus(found=int(sums.n_psus.sum()), strata=sums.n_psus.size)
    return sums


def _check_population(design: SurveyDesign, found: dict[str, FloatVector]) -> None:
    if design.fpc is None:
        return
    wrong = (found["lowest"] != found["highest"]) | (found["highest"] < found["m"])
    if wrong.any():
        raise InvalidPopulation(column=design.fpc, n=int(wrong.sum()))
