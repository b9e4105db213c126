"""How uncertain a social return is, by Monte Carlo on the distributions declared."""

from collections.abc import Sequence

import numpy as np

from miqyas.errors import InvalidLevel, NothingUncertain
from miqyas.results.value import ReturnUncertainty
from miqyas.value.account import Account, present_cost, present_value
from miqyas.value.correlation import Correlation, correlated_chances


def uncertainty(
    account: Account,
    *,
    rng: np.random.Generator,
    n_draws: int = 10_000,
    level: float = 0.95,
    correlations: Sequence[Correlation] = (),
) -> ReturnUncertainty:
    """Draw every uncertain figure and compute the return again, many times.

    The figures are drawn independently of one another, but for the ``correlations`` declared; where two move
    together and it was not said, the interval is too short or too long. What no distribution was declared for
    is taken as known.

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
    correlations : sequence of Correlation
        Rank correlations between figures that move together; drawn by a normal copula.

    Returns
    -------
    ReturnUncertainty
        Of the ratio, without unit; `probability` is the share of draws in which value exceeds cost.

    Raises
    ------
    NothingUncertain
        No figure declares a distribution.
    UnknownFigure, CorrelationWithoutDistribution, CorrelationsContradict
        A correlation names no figure of the account, a figure taken as known, or cannot hold with the others.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Iman, R. L. and Conover, W. J. (1982). A distribution-free approach to inducing rank correlation among input
    variables. Communications in Statistics B 11(3), 311-334: why ranks.
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
    uncertain = {
        name: figure for name, figure in account.figures().items() if figure.distribution is not None
    }
    n_uncertain = len(uncertain)
    if n_uncertain == 0:
        raise NothingUncertain
    chances = correlated_chances(account, tuple(uncertain), correlations, rng=rng, n_draws=n_draws)
    figures = account.central()
    for (name, figure), chance in zip(uncertain.items(), chances, strict=True):
        if figure.distribution is not None:
            figures[name] = figure.distribution.quantile(chance)
    ratio = present_value(account, figures) / present_cost(account, figures)
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
