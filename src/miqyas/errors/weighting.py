"""Weights that cannot be made of a table and what is known of its population."""

from miqyas.errors.base import MiqyasError


class InvalidWeighting(MiqyasError):
    """What was asked to weigh rows contradicts itself or the table."""

    template = "Weights cannot be made so."


class NothingToWeigh(InvalidWeighting):
    """Neither totals nor a column to start from."""

    template = "Nothing says how to weigh rows: give a column of the sampling plan, known totals, or both."


class StartInvalid(InvalidWeighting):
    """A weight or a probability that is none."""

    template = (
        "“{column}” cannot be the start of weights: {n} rows hold no number above zero, or a probability "
        "above one."
    )


class TotalTwice(InvalidWeighting):
    """Two totals for the same people."""

    template = "The total of “{value}” in “{column}” is given twice. Keep one."


class TotalInvalid(InvalidWeighting):
    """A population of nobody."""

    template = "The total of “{value}” in “{column}” is {found}; it must be above zero."


class TotalUnknown(InvalidWeighting):
    """Rows of whom nothing is known."""

    template = (
        "“{column}” holds “{value}” in {n} rows, and no total is given for it. Give its total, or make "
        "values less fine."
    )


class TotalWithoutRows(InvalidWeighting):
    """People known to be there whom nobody answers for."""

    template = "A total is given for “{value}” in “{column}”, but no row holds it. Join it to a neighbour."


class TotalsDisagree(InvalidWeighting):
    """Margins that count two populations."""

    template = (
        "The totals of “{one}” add up to {one_sum}, those of “{other}” to {other_sum}: they must be equal."
    )


class MarginsUnmet(InvalidWeighting):
    """Raking that does not come to an end."""

    template = (
        "No weights meet all these totals: after {n_rounds} rounds some are still missed. Some crossings "
        "probably hold no row: use fewer totals, or wider groups."
    )
