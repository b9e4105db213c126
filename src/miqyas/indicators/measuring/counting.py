"""The sums behind a figure, asked of the engine: nothing but sums comes into Python."""

from dataclasses import dataclass

from miqyas.data.names import literal, quoted
from miqyas.data.relation import ROWS, Relation
from miqyas.data.survey_design import design_columns, stratum_sums
from miqyas.errors import DenominatorZero, EmptySample, InvalidWeights
from miqyas.indicators.measuring.formula import Formula, Statistic, known, number, said
from miqyas.numerics.survey import linearised_variance


@dataclass(frozen=True, slots=True)
class Sums:
    """What a share, a mean, a ratio or a total is made of, over the rows kept."""

    n: int
    n_missing: int
    weights: float
    weights_squared: float
    above: float
    below: float


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows, and what is added above and below the line."""

    relation: Relation
    formula: Formula
    condition: str

    @property
    def above(self) -> str:
        """Write what is added above the line."""
        formula = self.formula
        if formula.statistic is Statistic.COUNT:
            return "1.0"
        if formula.statistic is Statistic.SHARE:
            self.relation.require(formula.column)
            wanted = ", ".join(said(self.relation, formula.column, value) for value in formula.values)
            return f"CASE WHEN {quoted(formula.column)} IN ({wanted}) THEN 1.0 ELSE 0.0 END"
        return number(self.relation, formula.column)

    @property
    def below(self) -> str:
        """Write what is added below the line."""
        is_ratio = self.formula.statistic is Statistic.RATIO
        return number(self.relation, self.formula.denominator) if is_ratio else "1.0"

    @property
    def weight(self) -> str:
        """Write the weight of a row."""
        return number(self.relation, self.formula.weight) if self.formula.weight else "1.0"

    @property
    def complete(self) -> str:
        """Write that a row has all that the figure needs."""
        formula = self.formula
        names = [formula.column, formula.denominator, *formula.design.columns]
        return known(self.relation, [name for name in names if name])

    @property
    def rows(self) -> str:
        """Write the rows kept."""
        return f"{ROWS} WHERE ({self.condition}) AND ({self.complete})"

    def sums(self) -> Sums:
        """Ask for the sums.

        Raises
        ------
        InvalidWeights
            A weight is zero or negative.
        EmptySample
            No row is kept.
        """
        weight = self.weight
        found = self.relation.ask(
            f"SELECT count(*) AS n_scope, count(*) FILTER ({self.complete}) AS n, "
            f"count(*) FILTER ({self.complete} AND {weight} <= 0) AS n_bad, "
            f"coalesce(min({weight}) FILTER ({self.complete}), 1.0) AS smallest, "
            f"coalesce(sum({weight}) FILTER ({self.complete}), 0.0) AS w, "
            f"coalesce(sum({weight} * {weight}) FILTER ({self.complete}), 0.0) AS ww, "
            f"coalesce(sum({weight} * {self.above}) FILTER ({self.complete}), 0.0) AS a, "
            f"coalesce(sum({weight} * {self.below}) FILTER ({self.complete}), 0.0) AS b "
            f"FROM {ROWS} WHERE {self.condition}"
        )
        one = {name: column[0] for name, column in found.items()}
        if one["n_bad"]:
            raise InvalidWeights(
                column=self.formula.weight, n=int(one["n_bad"]), smallest=float(one["smallest"])
            )
        n, n_scope = int(one["n"]), int(one["n_scope"])
        return Sums(n, n_scope - n, float(one["w"]), float(one["ww"]), float(one["a"]), float(one["b"]))

    def ratio_variance(self, sums: Sums) -> tuple[float, int]:
        """Return the linearised variance of the ratio and its degrees of freedom.

        Residuals ``w (a - R b)`` are added inside each cluster, or taken row by row; clusters are taken as drawn
        with replacement (Wolter 2007, chapter 6), unless strata or their populations are said: see `design_variance`.
        """
        if sums.below == 0:
            raise DenominatorZero
        ratio = sums.above / sums.below
        residual = f"{self.weight} * ({self.above} - {literal(ratio)} * {self.below})"
        if self.formula.is_stratified:
            return self.design_variance(f"{residual} / {literal(sums.below)}")
        squares, groups = self._squares(residual, self.rows)
        df = groups - 1
        return (groups / df * squares / sums.below**2 if df > 0 else 0.0), df

    def total_variance(self, sums: Sums) -> tuple[float, int]:
        """Return the variance of a weighted total over all rows of the table, those outside the scope adding zero."""
        if self.formula.is_stratified:
            return self.design_variance(f"{self.weight} * {self.above}")
        inside = f"CASE WHEN {self.condition} THEN {self.weight} * {self.above} ELSE 0.0 END"
        source = f"{ROWS} WHERE {self.complete}"
        groups = self._count(source)
        residual = f"{inside} - {literal(sums.above / groups)}" if not self.formula.cluster else inside
        squares, groups = self._squares(residual, source)
        if self.formula.cluster:
            squares -= sums.above**2 / groups
        df = groups - 1
        return (groups / df * max(squares, 0.0) if df > 0 else 0.0), df

    def design_variance(self, score: str) -> tuple[float, int]:
        """Return the variance of the sum of ``score`` under the design, and primary units less strata.

        All rows whose design is known stand in it, those outside the scope adding zero: the figure of a group is that
        of a domain, whose size was not fixed by the draw (Lohr 2021, chapter 4; Lumley 2010, chapter 2).

        Raises
        ------
        InvalidSample
            `InvalidPopulation`, `LonelyPsu`, `TooFewPsus`.
        """
        design = self.formula.design
        columns = "".join(f", {quoted(name)} AS {alias}" for alias, name in design_columns(design).items())
        inside = f"CASE WHEN ({self.condition}) AND ({self.complete}) THEN {score} ELSE 0.0 END"
        drawn = known(self.relation, design.columns)
        found = stratum_sums(
            self.relation, design, f"SELECT {inside} AS u{columns} FROM {ROWS} WHERE {drawn}"
        )
        variance = linearised_variance(found.n_psus, found.mean, found.variance, found.population)
        return variance, int(found.df)

    def _squares(self, residual: str, source: str) -> tuple[float, int]:
        if self.formula.cluster:
            self.relation.require(self.formula.cluster)
            source = (
                f"(SELECT sum({residual}) AS e FROM {source} GROUP BY {quoted(self.formula.cluster)}) AS g"
            )
            residual = "e"
        found = self.relation.ask(
            f"SELECT count(*) AS n, coalesce(sum(({residual}) * ({residual})), 0.0) AS s FROM {source}"
        )
        return float(found["s"][0]), int(found["n"][0])

    def _count(self, source: str) -> int:
        n = int(self.relation.ask(f"SELECT count(*) AS n FROM {source}")["n"][0])
        if n == 0:
            raise EmptySample(n=self.relation.n_rows, columns=self.formula.column or "*")
        return n
