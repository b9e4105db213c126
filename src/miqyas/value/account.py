"""An account of value: what changed, for how many, worth how much, for what cost; each figure with its source."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from miqyas.data.names import nearest_names
from miqyas.errors import FigureOutOfRange, FigureTwice, NoOutcomes, SourceMissing, UnknownFigure
from miqyas.types import FloatVector
from miqyas.value.distributions import Distribution

Figures = Mapping[str, FloatVector]
EXTREMES = np.array([0.0, 1.0])
SHARES = ("deadweight", "attribution", "displacement", "drop_off")


@dataclass(frozen=True, slots=True)
class Sourced:
    """A figure and where it comes from.

    Attributes
    ----------
    value : float
        The figure used when one is needed.
    source : str
        Study, invoice, price list with its date; never empty.
    distribution : Distribution or None
        How uncertain it is; None when it is taken as known.
    """

    value: float
    source: str
    distribution: Distribution | None = None

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise SourceMissing(name=f"{self.value:g}")
        if not math.isfinite(self.value):
            raise FigureOutOfRange(name=self.source, found=self.value, expected="a finite number")

    def bounds(self) -> tuple[float, float]:
        """Return the least and the most it may be."""
        if self.distribution is None:
            return self.value, self.value
        low, high = self.distribution.quantile(EXTREMES)
        return min(self.value, float(low)), max(self.value, float(high))


@dataclass(frozen=True, slots=True)
class Outcome:
    """One change and its worth.

    Attributes
    ----------
    name : str
        Name of the change, unique in its account.
    quantity, unit_value : Sourced
        How many times it happened in a year; worth of one, in money. A harm has a negative worth.
    deadweight, attribution, displacement : Sourced
        Shares between 0 and 1: would have happened anyway; is due to others; took place at others' expense.
    drop_off : Sourced
        Share of the remaining effect lost each year after the first.
    years : int
        How many years it lasts, at least one.
    """

    name: str
    quantity: Sourced
    unit_value: Sourced
    deadweight: Sourced
    attribution: Sourced
    displacement: Sourced
    drop_off: Sourced
    years: int = 1

    def __post_init__(self) -> None:
        for share in SHARES:
            _check_within(f"{self.name}: {share}", getattr(self, share), 0.0, 1.0, "a share between 0 and 1")
        if self.years < 1:
            raise FigureOutOfRange(name=f"{self.name}: years", found=self.years, expected="one year or more")


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost that comes after the start.

    Attributes
    ----------
    name : str
        Name of the cost, unique in its account.
    amount : Sourced
        In money, zero or more.
    year : int
        Year at whose end it is paid, from 1.
    """

    name: str
    amount: Sourced
    year: int

    def __post_init__(self) -> None:
        _check_within(f"{self.name}: amount", self.amount, 0.0, math.inf, "zero or more")
        if self.year < 1:
            raise FigureOutOfRange(name=f"{self.name}: year", found=self.year, expected="one or more")


@dataclass(frozen=True, slots=True)
class Account:
    """Everything a social return is computed from.

    Attributes
    ----------
    investment : Sourced
        What was put in, at the start, in money; above zero.
    discount_rate : Sourced
        A year's, between 0 and 1.
    outcomes : tuple of Outcome
        At least one, each under its own name.
    costs : tuple of Cost
        What is paid after the start, discounted to it.
    """

    investment: Sourced
    discount_rate: Sourced
    outcomes: tuple[Outcome, ...]
    costs: tuple[Cost, ...] = ()

    def __post_init__(self) -> None:
        if not self.outcomes:
            raise NoOutcomes
        names = [outcome.name for outcome in self.outcomes] + [cost.name for cost in self.costs]
        for position, name in enumerate(names):
            if name in names[:position]:
                raise FigureTwice(name=name)
        _check_within("discount_rate", self.discount_rate, 0.0, 1.0, "a rate between 0 and 1")
        least = float(np.nextafter(0, 1))
        _check_within("investment", self.investment, least, math.inf, "an amount above zero")

    def figures(self) -> dict[str, Sourced]:
        """List every figure by name: ``"investment"``, ``"discount_rate"``, ``"<outcome>: deadweight"``…"""
        own = {"investment": self.investment, "discount_rate": self.discount_rate}
        parts = ("quantity", "unit_value", *SHARES)
        own |= {f"{cost.name}: amount": cost.amount for cost in self.costs}
        return own | {
            f"{outcome.name}: {part}": getattr(outcome, part) for outcome in self.outcomes for part in parts
        }

    def figure(self, name: str) -> Sourced:
        """Return one figure by its name, or refuse with the nearest names."""
        figures = self.figures()
        if name not in figures:
            raise UnknownFigure(name=name, nearest=nearest_names(name, figures))
        return figures[name]

    def central(self) -> dict[str, FloatVector]:
        """Return every figure at its value, as arrays of shape (1,)."""
        return {name: np.array([figure.value]) for name, figure in self.figures().items()}


def _check_within(name: str, figure: Sourced, least: float, most: float, expected: str) -> None:
    low, high = figure.bounds()
    if not least <= low:
        raise FigureOutOfRange(name=name, found=f"{low:g}", expected=expected)
    if not high <= most:
        raise FigureOutOfRange(name=name, found=f"{high:g}", expected=expected)


def yearly_values(outcome: Outcome, figures: Figures) -> FloatVector:
    """Return the value of one outcome in each year before discounting, shape (years, draws)."""
    at = {part: figures[f"{outcome.name}: {part}"] for part in ("quantity", "unit_value", *SHARES)}
    first = at["quantity"] * at["unit_value"]
    for share in ("deadweight", "attribution", "displacement"):
        first = first * (1 - at[share])
    year = np.arange(outcome.years)[:, np.newaxis]
    return np.asarray(first * (1 - at["drop_off"]) ** year, dtype=np.float64)


def present_value(account: Account, figures: Figures) -> FloatVector:
    """Return the discounted value of all outcomes, shape (draws,); year t is divided by (1 + r)ᵗ, t from 1."""
    total: FloatVector = np.zeros(1)
    for outcome in account.outcomes:
        year = np.arange(1, outcome.years + 1)[:, np.newaxis]
        total = total + (yearly_values(outcome, figures) / (1 + figures["discount_rate"]) ** year).sum(axis=0)
    return total


def present_cost(account: Account, figures: Figures) -> FloatVector:
    """Return what was put in at the start, and later costs discounted to it, shape (draws,)."""
    total: FloatVector = figures["investment"] * 1.0
    for cost in account.costs:
        total = total + figures[f"{cost.name}: amount"] / (1 + figures["discount_rate"]) ** cost.year
    return total
