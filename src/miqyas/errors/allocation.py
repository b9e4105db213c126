"""Budgets that cannot be allocated as asked."""

from miqyas.errors.design import InvalidDesign


class InvalidAllocation(InvalidDesign):
    """A budget cannot be allocated as asked."""

    template = "This budget cannot be allocated."


class FileTwice(InvalidAllocation):
    """Two rows under one identifier."""

    template = (
        "The file “{file}” stands in {n} rows. Expected: one row a file. Correct the column “{column}”."
    )


class CostNotPositive(InvalidAllocation):
    """A cost of zero or less."""

    template = "The file “{file}” costs {cost}. Expected: a cost above zero. Correct the column “{column}”."


class ValueNegative(InvalidAllocation):
    """A value below zero."""

    template = (
        "The file “{file}” is worth {value}. Expected: zero or more. Correct the column “{column}”, or leave out the files "
        "that no budget should pay."
    )


class BudgetNotPositive(InvalidAllocation):
    """A budget of zero or less."""

    template = "The budget is {budget}. Expected: an amount above zero."


class UnknownFile(InvalidAllocation):
    """A file forced in or out that is not in the table."""

    template = "There is no file “{file}” to force in or out. The nearest are: {nearest}."


class ForcedBothWays(InvalidAllocation):
    """A file forced in and out."""

    template = "The file “{file}” is forced in and forced out. Keep one of the two."


class ConstraintUnreadable(InvalidAllocation):
    """A floor or a cap that is not written COL:VALUE=AMOUNT."""

    template = (
        "The constraint “{found}” cannot be read. Expected: COLUMN:VALUE=AMOUNT, for example "
        "region:Souss-Massa=200000."
    )


class ConstraintOnNothing(InvalidAllocation):
    """A floor or a cap on a value no file has."""

    template = "No file has “{value}” in the column “{column}”. It holds: {found}."


class NoFeasiblePortfolio(InvalidAllocation):
    """No portfolio obeys all the rules; the smallest set of them that conflict is named."""

    template = (
        "No portfolio obeys these rules together: {conflict}. Each of them alone can be obeyed: lower a floor, raise the "
        "budget or a cap, or let go of a file forced in."
    )


class RuleOutOfReach(NoFeasiblePortfolio):
    """One rule that no portfolio obeys, whatever the others: its files do not ask, or are not, enough."""

    template = (
        "No portfolio obeys this rule, even alone: {conflict}. Its files do not reach what it asks for. Lower it, or bring "
        "more files under it."
    )


class PortfolioNotFound(InvalidAllocation):
    """A search of some length found no portfolio, and did not prove that there is none."""

    template = (
        "No portfolio was found in {steps} steps, and none was proved impossible: these rules leave almost no room. Lower "
        "a floor, or raise the budget or a cap, a little."
    )


class DecisionUnreadable(InvalidAllocation):
    """A decision file that does not hold what is needed to take it again."""

    template = "The file “{name}” is not a decision that can be taken again: {reason}."


class LevelOutOfRange(InvalidAllocation):
    """A level of funding that pays nothing, more than the ask, or brings nothing."""

    template = (
        "The level pays {cost} of the ask for {value} of the value. Expected: both above 0 and at most 1, for example "
        "0.6=0.72."
    )


class LevelTwice(InvalidAllocation):
    """Two levels of funding that pay the same share."""

    template = "Two levels pay {cost} of the ask. Keep one of them."


class LevelUnreadable(InvalidAllocation):
    """A level that is not written SHARE=VALUE."""

    template = "The level “{found}” cannot be read. Expected: SHARE=VALUE, for example 0.6=0.72."


class ApplicantRuleIncomplete(InvalidAllocation):
    """A most per applicant without the column of applicants, or the reverse."""

    template = (
        "The most files an applicant may win is {most} and the column of applicants is “{column}”. Expected: a number of at "
        "least 1 and a column, or neither."
    )


class NeededFileUnknown(InvalidAllocation):
    """A file that needs itself or one that is not in the table."""

    template = (
        "The file “{file}” needs “{needed}”, which is not another file of the table. The nearest are: {nearest}. "
        "Correct the table, or leave the cell empty."
    )


class UnknownLimit(InvalidAllocation):
    """Another amount for a limit the call does not have."""

    template = "The call has no limit “{rule}”. It has: {found}."


class LevelNotOffered(InvalidAllocation):
    """A list that pays a file a share no level offers."""

    template = "The list pays the file “{file}” {share} of its ask. Expected one of the levels: {offered}."


class DrawsOfOtherShape(InvalidAllocation):
    """Draws of the values whose rows are not the files."""

    template = "The draws are {found}. Expected: {files} rows, one a file in the order of the table, and at least one draw."
