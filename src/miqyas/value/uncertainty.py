"""How uncertain a social return is, by Monte Carlo on the distributions declared."""

import numpy as np

from miqyas.errors import InvalidLevel, NothingUncertain
from miqyas.results.value import ReturnUncertainty
from miqyas.value.account import Account, present_value


def uncertainty(
    account: Account, *, rng: np.random.Generator, n_draws: int = 10_000, level: float = 0.95
) -> ReturnUncertainty:
    """Draw every uncertain figure and compute the return again, many times.

    The figures are drawn independently of one another; where two move together, the interval is too short or
    too long. What no distribution was declared for is taken as known.

    Parameters
    ----------
    account : Account
        At least one figure declares a distribution.
    rng : numpy Generator
        Source of chance; the same seed gives the same result.
    n_draws : int
        Number of draws.
    level : float
        Coverage of the interval, between 0 and 1.

    Returns
    -------
    ReturnUncertainty
        Of the ratio, without unit; `probability` is the share of draws in which value exceeds cost.

    Raises
    ------
    NothingUncertain
        No figure declares a distribution.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Briggs, A., Claxton, K. and Sculpher, M. (2006). Decision Modelling for Health Economic Evaluation, chapter 4.

    Examples
    --------
    >>> from miqyas.value.account import Outcome, Sourced
    >>> from miqyas.value.distributions import Normal
    >>> none, many = Sourced(0.0, "none expected"), Sourced(10.0, "trial", Normal(10.0, 2.0))
    >>> one = Outcome("jobs", many, Sourced(1.0, "wages"), none, none, none, none)
    >>> account = Account(Sourced(10.0, "invoices"), none, (one,))
    >>> found = uncertainty(account, rng=np.random.default_rng(1))
    >>> round(found.median, 1), round(found.probability, 1)
    (1.0, 0.5)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    figures, n_uncertain = account.central(), 0
    for name, figure in account.figures().items():
        if figure.distribution is not None:
            figures[name] = figure.distribution.quantile(rng.random(n_draws))
            n_uncertain += 1
    if n_uncertain == 0:
        raise NothingUncertain
    ratio = present_value(account, figures) / figures["investment"]
    low, median, high = np.quantile(ratio, [0.5 - level / 2, 0.5, 0.5 + level / 2])
    probability = float(np.mean(ratio > 1))
    return ReturnUncertainty(
        median=float(median),
        low=float(low),
        high=float(high),
        level=level,
        probability=probability,
        monte_carlo_error=float(np.sqrt(probability * (1 - probability) / n_draws)),
        n_draws=n_draws,
        n_uncertain=n_uncertain,
    )
