"""How a value is made of the rows of a table: declared, checked, kept with the figure, computed again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, TypeAlias

from miqyas.data.names import literal, quoted, written
from miqyas.data.relation import Relation, missing
from miqyas.data.survey_design import SurveyDesign
from miqyas.errors import (
    FormulaIncomplete,
    FormulaInvalid,
    InvalidLevel,
    NotNumeric,
)

Plain: TypeAlias = str | float | int | bool

# Fewest rows of a group that is shown: on the cautious side of what statistical offices do (3 to 10 persons).
SMALLEST_SHOWN = 10


class Statistic(StrEnum):
    """What is made of the rows."""

    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    SHARE = "share"
    RATIO = "ratio"
    MEDIAN = "median"
    MAXIMUM = "maximum"
    DISTINCT = "distinct"


class IntervalMethod(StrEnum):
    """How the interval of a share is computed."""

    WILSON = "wilson"
    CLOPPER_PEARSON = "clopper_pearson"


# What each statistic needs beside its rows.
NEEDS: dict[Statistic, tuple[str, ...]] = {
    Statistic.COUNT: (),
    Statistic.SUM: ("column",),
    Statistic.MEAN: ("column",),
    Statistic.SHARE: ("column", "values"),
    Statistic.RATIO: ("column", "denominator"),
    Statistic.MEDIAN: ("column",),
    Statistic.MAXIMUM: ("column",),
    Statistic.DISTINCT: ("column",),
}
# The median, the maximum and distinct persons of a sample cannot be weighted here.
UNWEIGHTED = frozenset({Statistic.MEDIAN, Statistic.MAXIMUM, Statistic.DISTINCT})
COMPARISONS = {"=": "=", "≠": "<>", "<": "<", "≤": "<=", ">": ">", "≥": ">="}


@dataclass(frozen=True, slots=True)
class Condition:
    """Rows kept: those whose ``column`` compares so with ``value``. A missing cell is never kept."""

    column: str
    comparison: str
    value: Plain

    def sql(self, relation: Relation) -> str:
        """Write it for the engine."""
        if self.comparison not in COMPARISONS:
            raise FormulaInvalid(field="comparison", found=self.comparison, expected=", ".join(COMPARISONS))
        relation.require(self.column)
        return (
            f"{quoted(self.column)} {COMPARISONS[self.comparison]} {said(relation, self.column, self.value)}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """How a value is made of rows.

    Attributes
    ----------
    statistic : Statistic
        What is made of them.
    column : str
        What is counted, added or looked at.
    values : sequence of str or number
        Of a share: the values of ``column`` that count.
    denominator : str
        Of a ratio of sums: the column below the line.
    where : sequence of Condition
        Which rows; all must hold.
    weight, cluster : str
        Columns of the survey weight and of the group that was drawn together (village, school); empty for none.
    strata, population : str
        Columns of the groups inside which clusters (or people) were drawn apart, and of how many of them the stratum
        holds in all (finite population correction); empty for none.
    groups : mapping of str to mapping
        ``{"sex": {"column": "sexe", "keys": {"F": "female", "M": "male"}}}``: by dimension, its column and which
        value is which group; ages by ``{"column": "age", "bands": [0, 15, 25]}``.
    interval : IntervalMethod
        Of a share.
    level : float
        Coverage of the interval.
    percent : bool
        Whether a share or ratio is given in %.
    """

    statistic: Statistic
    column: str = ""
    values: tuple[Plain, ...] = ()
    denominator: str = ""
    where: tuple[Condition, ...] = ()
    weight: str = ""
    cluster: str = ""
    strata: str = ""
    population: str = ""
    groups: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    interval: IntervalMethod = IntervalMethod.WILSON
    level: float = 0.95
    percent: bool = False
    smallest: int = SMALLEST_SHOWN

    def __post_init__(self) -> None:
        for name in NEEDS[self.statistic]:
            if not getattr(self, name):
                raise FormulaIncomplete(statistic=self.statistic.value, needed=name)
        for name in ("weight", "strata", "population"):
            if (found := getattr(self, name)) and self.statistic in UNWEIGHTED:
                raise FormulaInvalid(field=name, found=found, expected=f"none for {self.statistic.value}")
        if not 0 < self.level < 1:
            raise InvalidLevel(level=self.level)
        if self.smallest < 1:
            raise FormulaInvalid(field="smallest", found=self.smallest, expected="1 or more")

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, Any]) -> "Formula":
        """Read it from what was stored as JSON.

        Raises
        ------
        FormulaInvalid
            A field is unknown, or holds something else than what it should.
        """
        known = {one.name for one in fields(cls)}
        for name in parameters:
            if name not in known:
                raise FormulaInvalid(field=name, found=name, expected=", ".join(sorted(known)))
        given = dict(parameters)
        given["where"] = tuple(Condition(**one) for one in given.get("where", ()))
        given["values"] = tuple(given.get("values", ()))
        for name, kind in (("statistic", Statistic), ("interval", IntervalMethod)):
            if name in given:
                given[name] = _named(kind, name, given[name])
        return cls(**given)

    def to_parameters(self) -> dict[str, Any]:
        """Return it as JSON knows it, without what was left as it is by default."""
        plain = {one.name: getattr(self, one.name) for one in fields(self)}
        plain["where"] = [
            {"column": one.column, "comparison": one.comparison, "value": one.value} for one in self.where
        ]
        plain["values"] = list(self.values)
        plain["groups"] = {name: dict(one) for name, one in self.groups.items()}
        for name in ("statistic", "interval"):
            plain[name] = str(plain[name])
        return {name: value for name, value in plain.items() if value not in ("", [], {})}

    @property
    def design(self) -> SurveyDesign:
        """How the sample was drawn."""
        return SurveyDesign(
            weights=self.weight or None,
            psu=self.cluster or None,
            strata=self.strata or None,
            fpc=self.population or None,
        )

    @property
    def is_stratified(self) -> bool:
        """Whether more is said of the draw than weights and clusters."""
        return bool(self.strata or self.population)

    @property
    def scale(self) -> float:
        """What a share or a ratio is multiplied by."""
        return 100.0 if self.percent else 1.0


def _named(kind: type[StrEnum], name: str, value: str) -> StrEnum:
    try:
        return kind(value)
    except ValueError as error:
        raise FormulaInvalid(field=name, found=value, expected=", ".join(kind)) from error


def said(relation: Relation, column: str, value: Plain) -> str:
    """Write a value for the engine, as the column's own type says it."""
    if relation.holds_numbers(column):
        try:
            return literal(float(value))
        except ValueError as error:
            raise NotNumeric(column=column, found=str(value)) from error
    return f"CAST({written(str(value))} AS {relation.types[column]})"


def number(relation: Relation, column: str) -> str:
    """Write a column of numbers for the engine.

    Raises
    ------
    MissingColumn, NotNumeric
        There is no such column, or it holds text.
    """
    relation.require(column)
    if not relation.holds_numbers(column):
        raise NotNumeric(column=column, found=relation.examples(column))
    return f"CAST({quoted(column)} AS DOUBLE)"


def known(relation: Relation, columns: Sequence[str]) -> str:
    """Write the condition that none of the columns is missing in a row."""
    for column in columns:
        relation.require(column)
    return " AND ".join(f"NOT {missing(quoted(name), relation.types[name])}" for name in columns) or "TRUE"
