"""Accounts of value that cannot be drawn up."""

from miqyas.errors.design import InvalidDesign


class InvalidAccount(InvalidDesign):
    """An account of value contradicts itself, or lacks what it needs."""


class SourceMissing(InvalidAccount):
    """A figure nobody can trace is worth nothing."""

    template = (
        "“{name}” has no source. Every figure of an account says where it comes from: a study, an invoice, a "
        "price list with its date. Write the source."
    )


class FigureOutOfRange(InvalidAccount):
    """A figure, or what its distribution may draw, lies where it cannot."""

    template = "“{name}” may take the value {found}; expected: {expected}. Correct it, or its distribution."


class InvalidDistribution(InvalidAccount):
    """A distribution whose parameters contradict each other."""

    template = "The distribution {found} contradicts itself; expected: {expected}. Correct its parameters."


class NoOutcomes(InvalidAccount):
    """An account without outcome values nothing."""

    template = "The account holds no outcome. Add at least one change, with its quantity and its unit value."


class FigureTwice(InvalidAccount):
    """Two outcomes carry one name, so their figures cannot be told apart."""

    template = (
        "Two outcomes are called “{name}”. Counting one change twice is the commonest error of such accounts: "
        "keep one, or give each its own name."
    )


class NothingUncertain(InvalidAccount):
    """No figure of the account declares a distribution."""

    template = (
        "No figure of the account declares how uncertain it is. Declare a distribution for at least one, "
        "from its source."
    )


class UnknownFigure(InvalidAccount):
    """The account has no figure of that name."""

    template = "The account has no figure “{name}”. The nearest names are: {nearest}."


class NoBreakEven(InvalidAccount):
    """Whatever this figure is, value and cost do not meet."""

    template = (
        "Whatever “{name}” is within its range, the value does not equal the cost: the answer does not hang "
        "on this figure alone."
    )


class EffectNotEstablished(InvalidAccount):
    """The effect may be zero, so its cost has no upper bound."""

    template = (
        "The effect, {effect}, is not told apart from zero at this level ({low} to {high}): the cost of one "
        "unit has no upper bound. Report the effect and the cost apart, or lower the level."
    )


class AccountUnreadable(InvalidAccount):
    """A file does not hold an account."""

    template = "The file “{name}” cannot be read as an account: {reason}. Write it in TOML or JSON, as in docs/value."


class AccountFieldMissing(InvalidAccount):
    """An account lacks a part."""

    template = "“{where}” lacks “{field}”. Write it; what is nil is written 0, with the reason as its source."


class AccountFieldUnknown(InvalidAccount):
    """An account names a part that does not exist."""

    template = "“{where}” has no field “{field}”. The fields are: {expected}."


class AccountFieldInvalid(InvalidAccount):
    """A part of an account holds what it cannot hold."""

    template = "“{where}” cannot be “{found}”; expected: {expected}."


class CorrelationWithoutDistribution(InvalidAccount):
    """A figure taken as known cannot move with another."""

    template = "“{name}” declares no distribution, so it cannot move with another figure. Declare one, or drop the pair."


class CorrelationsContradict(InvalidAccount):
    """Correlations that no set of figures can have together."""

    template = (
        "The correlations declared contradict each other ({found}): no figures can move together that way. "
        "Weaken one of them."
    )
