"""Bounds and sensitivity that cannot be computed."""

from miqyas.errors.design import InvalidDesign
from miqyas.errors.sample import InvalidSample


class NothingMissing(InvalidSample):
    """Every outcome is there, so there is nothing to bound or to weight for."""

    template = (
        "The outcome “{column}” is there for all {n} units, so no answer is missing. Estimate the difference in "
        "means, or bring the table of all units assigned."
    )


class ArmUnobserved(InvalidSample):
    """An arm has almost no outcome left."""

    template = (
        "Among units with “{column}” = {arm}, {found} have the outcome “{outcome}”; at least {needed} are needed. "
        "Check which outcomes are missing."
    )


class CellsWithOneArm(InvalidSample):
    """Bounds inside cells compare the two arms of each cell."""

    template = (
        "{n} cells of “{column}” hold one arm only ({found}); each cell needs units of both arms. "
        "Merge small cells, or give no cells."
    )


class NobodyAlwaysObserved(InvalidSample):
    """In no cell is there someone who would be observed in either arm."""

    template = (
        "In every cell of “{column}”, one arm has no outcome at all, so nobody is known to answer whatever the "
        "arm. Merge the cells."
    )


class OutsideDeclaredRange(InvalidSample):
    """The outcome takes values that its declared range excludes."""

    template = (
        "The outcome “{column}” was declared to lie between {lowest} and {highest}; the values found go from "
        "{found_low} to {found_high}. Widen the range to what the outcome could be."
    )


class ResponseSeparated(InvalidSample):
    """A predictor says exactly who answers, so nobody who did stands for those who did not."""

    template = (
        "Among units with “{column}” = {arm}, the predictors ({predictors}) tell exactly who answers: nobody who "
        "answered resembles those who did not. Leave out a predictor, or use bounds."
    )


class InvalidRange(InvalidDesign):
    """A range whose ends are not finite and in order."""

    template = (
        "The range from {lowest} to {highest} is not one: two finite numbers, smallest first, are needed."
    )
