"""Cost-benefit: what a society gains, year by year, less what it pays."""

import numpy as np

from miqyas.results.table import Table
from miqyas.results.value import CostBenefit
from miqyas.types import FloatVector
from miqyas.value.account import Account, yearly_values

HALVINGS = 200
HIGHEST_RATE = 2.0**40


def cost_benefit(account: Account, *, unit: str = "MAD") -> CostBenefit:
    """Set the benefits of an account against its costs, each in its year, discounted to the start.

    Benefits are what `sroi` counts: quantities less deadweight, attribution, displacement and drop-off, from the
    end of the first year. The investment stands in year 0, later costs at the end of theirs.

    Parameters
    ----------
    account : Account
        Figures with their sources.
    unit : str
        Currency.

    Returns
    -------
    CostBenefit
        Money in ``unit``. The internal rate is given when the yearly net flows change sign exactly once: it then
        exists and is the only one above -100 %. With more changes several rates may answer, and none is told.

    Raises
    ------
    InvalidAccount
        Raised where the account is built.

    References
    ----------
    Boardman, A. E. and others (2018). Cost-Benefit Analysis, 5th edition, chapters 6 and 9.

    Examples
    --------
    >>> from miqyas.value.account import Outcome, Sourced
    >>> none = Sourced(0.0, "none expected")
    >>> one = Outcome("jobs", Sourced(1.0, "trial"), Sourced(110.0, "wages"), none, none, none, none)
    >>> found = cost_benefit(Account(Sourced(100.0, "bills"), Sourced(0.05, "Treasury, 2024"), (one,)))
    >>> round(found.internal_rate, 6), round(found.net_present_value, 2)
    (0.1, 4.76)
    """
    benefits, costs = _flows(account)
    net, rate = benefits - costs, account.discount_rate.value
    factors = (1 + rate) ** -np.arange(net.size, dtype=np.float64)
    changes = int((np.diff(np.sign(net[net != 0])) != 0).sum())
    running = np.cumsum(net * factors)
    covered = np.flatnonzero(running < 0)
    last = int(covered[-1]) + 1 if covered.size else 0
    rows = tuple(
        (year, float(b), float(c), float(n), float(d))
        for year, (b, c, n, d) in enumerate(zip(benefits, costs, net, net * factors, strict=True))
    )
    present_benefit, present_cost = float(benefits @ factors), float(costs @ factors)
    return CostBenefit(
        net_present_value=present_benefit - present_cost,
        present_benefit=present_benefit,
        present_cost=present_cost,
        benefit_cost_ratio=present_benefit / present_cost,
        internal_rate=_internal_rate(net) if changes == 1 else None,
        rate_exists={0: "none", 1: "one"}.get(changes, "several"),
        payback_year=last if last < net.size else None,
        discount_rate=rate,
        unit=unit,
        table=Table(("year", "benefit", "cost", "net", "net_discounted"), rows),
    )


def _flows(account: Account) -> tuple[FloatVector, FloatVector]:
    """Return benefits and costs by year, shape (T + 1,)."""
    figures = account.central()
    last = max([*(outcome.years for outcome in account.outcomes), *(cost.year for cost in account.costs)])
    benefits, costs = np.zeros(last + 1), np.zeros(last + 1)
    costs[0] = account.investment.value
    for cost in account.costs:
        costs[cost.year] += cost.amount.value
    for outcome in account.outcomes:
        benefits[1 : outcome.years + 1] += yearly_values(outcome, figures)[:, 0]
    return benefits, costs


def _internal_rate(net: FloatVector) -> float | None:
    """Halve on the discount factor x = 1/(1 + r): one change of sign, one positive root (Descartes)."""

    def worth(rate: float) -> float:
        return float(np.polyval(net[::-1], 1 / (1 + rate)))

    low, high = -1 + 2.0**-20, 1.0
    while worth(high) * worth(low) > 0 and high < HIGHEST_RATE:
        high *= 2
    if worth(high) * worth(low) > 0:
        return None
    sign = worth(low)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if worth(middle) * sign > 0 else (low, middle)
    return (low + high) / 2
