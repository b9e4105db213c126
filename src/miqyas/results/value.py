"""What an account of value returns."""

from dataclasses import dataclass

from miqyas.results.table import Cell, Table


@dataclass(frozen=True, slots=True)
class SocialReturn:
    """Present value of the changes against what was put in.

    Attributes
    ----------
    present_value, investment, net_present_value : float
        In ``unit``, money.
    ratio : float
        Present value for one unit of money put in.
    unit : str
        Currency.
    table : Table
        One row by outcome and year: value before and after discounting.
    sources : Table
        One row by figure: name, value, source, distribution.
    """

    present_value: float
    investment: float
    net_present_value: float
    ratio: float
    unit: str
    table: Table
    sources: Table

    def tidy(self) -> dict[str, Cell]:
        """Return one flat row."""
        names = ("present_value", "investment", "net_present_value", "ratio", "unit")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class ReturnUncertainty:
    """How uncertain a social return is, from the distributions declared.

    Attributes
    ----------
    median, low, high : float
        Of the ratio, over the draws.
    level : float
        Coverage of the interval, between 0 and 1.
    probability : float
        Share of draws in which value exceeds cost.
    monte_carlo_error : float
        Standard error of that share, from the finite number of draws.
    n_draws, n_uncertain : int
        Draws; figures that vary.
    """

    median: float
    low: float
    high: float
    level: float
    probability: float
    monte_carlo_error: float
    n_draws: int
    n_uncertain: int


@dataclass(frozen=True, slots=True)
class CostEffectiveness:
    """What one unit of effect costs.

    Attributes
    ----------
    ratio, low, high : float
        Cost of one unit of effect, with its Fieller interval, in ``unit``.
    level : float
        Coverage the interval aims at, between 0 and 1.
    unit : str
        Money by unit of effect, such as ``"MAD / child"``.
    source : str
        Where the cost comes from.
    """

    ratio: float
    low: float
    high: float
    level: float
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class CostBenefit:
    """Benefits against costs, year by year.

    Attributes
    ----------
    net_present_value, present_benefit, present_cost : float
        In ``unit``, discounted to the start.
    benefit_cost_ratio : float
        Present benefit for one unit of present cost.
    internal_rate : float or None
        Discount rate at which value equals cost; None where there is none, or several.
    rate_exists : str
        ``"one"``, ``"none"`` or ``"several"``.
    payback_year : int or None
        First year by whose end discounted benefits have covered costs for good; None when never.
    discount_rate : float
        Used.
    unit : str
        Currency.
    table : Table
        A row by year from 0: benefit, cost, net, and net discounted.
    """

    net_present_value: float
    present_benefit: float
    present_cost: float
    benefit_cost_ratio: float
    internal_rate: float | None
    rate_exists: str
    payback_year: int | None
    discount_rate: float
    unit: str
    table: Table

    def tidy(self) -> dict[str, Cell]:
        """Return one flat row."""
        names = (
            "net_present_value", "present_benefit", "present_cost", "benefit_cost_ratio", "internal_rate",
            "rate_exists", "payback_year", "discount_rate", "unit",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}
