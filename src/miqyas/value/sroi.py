"""Social return on investment: the worth of the changes for one unit of money put in."""

from miqyas.results.table import Cell, Table
from miqyas.results.value import SocialReturn
from miqyas.value.account import Account, present_cost, present_value, yearly_values


def sroi(account: Account, *, unit: str = "MAD") -> SocialReturn:
    """Compute the social return of an account.

    A change counts for quantity × unit value × (1 - deadweight) × (1 - attribution) × (1 - displacement) in
    its first year, less the drop-off each year after, discounted from the end of the first year. The ratio is
    no stronger than its weakest figure: a quantity that no comparison group supports makes a ratio that
    nothing supports. Ratios of different accounts are not comparable.

    Parameters
    ----------
    account : Account
        Figures with their sources.
    unit : str
        Currency.

    Returns
    -------
    SocialReturn
        Money in ``unit``; the ratio has no unit.

    Raises
    ------
    InvalidAccount
        Raised where the account is built: `SourceMissing`, `FigureOutOfRange`, `NoOutcomes`, `FigureTwice`.

    References
    ----------
    Nicholls, J., Lawlor, E., Neitzert, E. and Goodspeed, T. (2012). A Guide to Social Return on Investment. The
    SROI Network: stages 4 and 5.

    Examples
    --------
    >>> from miqyas.value.account import Outcome, Sourced
    >>> none, half = Sourced(0.0, "no reason to expect any"), Sourced(0.5, "comparison villages, 2024")
    >>> jobs = Outcome("jobs", Sourced(10.0, "register, 2024"), Sourced(600.0, "HCP wages, 2023"),
    ...                half, none, none, none, years=2)
    >>> found = sroi(Account(Sourced(2500.0, "invoices"), none, (jobs,)))
    >>> found.present_value, found.ratio
    (6000.0, 2.4)
    """
    figures = account.central()
    value, investment = (float(part(account, figures)[0]) for part in (present_value, present_cost))
    return SocialReturn(
        present_value=value,
        investment=investment,
        net_present_value=value - investment,
        ratio=value / investment,
        unit=unit,
        table=_table(account),
        sources=_sources(account),
    )


def _table(account: Account) -> Table:
    figures, rate = account.central(), account.discount_rate.value
    rows: list[tuple[Cell, ...]] = []
    for outcome in account.outcomes:
        for year, value in enumerate(yearly_values(outcome, figures)[:, 0], start=1):
            rows.append((outcome.name, year, float(value), float(value / (1 + rate) ** year)))
    return Table(("outcome", "year", "value", "discounted"), tuple(rows))


def _sources(account: Account) -> Table:
    rows = tuple(
        (name, figure.value, figure.source, str(figure.distribution) if figure.distribution else None)
        for name, figure in account.figures().items()
    )
    known = "A figure without distribution is taken as known."
    return Table(("figure", "value", "source", "distribution"), rows, (known,))
