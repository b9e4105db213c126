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


class NoControls(InvalidSample):
    """Selection on the unobserved is compared with that on controls."""

    template = "No control was given, so there is nothing to compare the unobserved with. Give at least one."


class ControlsRepeat(InvalidSample):
    """Controls that others, or the strata, already contain."""

    template = (
        "These controls repeat what the others or the strata already say: {columns}. Leave them out: how strong "
        "a control is cannot be told when another says the same."
    )


class ControlsChangeNothing(InvalidSample):
    """Controls that do not move the coefficient say nothing about the unobserved."""

    template = (
        "The effect of “{column}” is the same with and without the controls ({controls}), so they say nothing of "
        "how the unobserved could act. Compare with controls that are tied to treatment."
    )


class RMaxOutOfRange(InvalidDesign):
    """The share of the outcome that everything together would explain is not possible."""

    template = (
        "R² max = {found} and δ = {delta} were declared; R² max must be above the R² with the controls, {least}, "
        "and at most 1, and δ above zero. A usual choice is 1.3 times the R² with the controls."
    )


class RatioOutOfRange(InvalidDesign):
    """A ratio of risks, or its interval, is not one."""

    template = (
        "The ratio {found}, from {low} to {high}, is not one: three numbers above zero in order are needed, "
        "or the ratio alone."
    )


class NeighbourhoodUnclear(InvalidDesign):
    """Neighbours come from a group or from coordinates, and only one way."""

    template = (
        "Neighbours must be told one way: a group; or coordinates with a radius, for the share treated; or "
        "coordinates without radius, for the distance to the nearest treated."
    )


class TooFewNeighboured(InvalidSample):
    """Almost nobody untreated has a neighbour."""

    template = (
        "Only {found} untreated units (“{column}” = 0) have a neighbour, or nobody is treated: spill-over cannot be "
        "seen. Widen the radius, or use larger groups."
    )


class ExposureConstant(InvalidSample):
    """All untreated units have the same exposure."""

    template = (
        "The exposure of all {n} untreated units is the same ({value}) once the rest is held fixed: whole groups "
        "were treated or not, so nothing tells neighbours apart. Use coordinates across groups."
    )


class SaturationVaries(InvalidSample):
    """The share treated is drawn by group."""

    template = (
        "The share “{column}” must be between 0 and 1 and the same for all units of a group “{group}”; it varies "
        "in {n} groups. Give the share that was drawn for the group."
    )


class NoPureControl(InvalidSample):
    """Indirect effects are told from groups where nobody is treated."""

    template = (
        "The share “{column}” must be 0 in some groups and above it in others; the values found are: {found}. "
        "Without groups of pure comparison, spill-over onto the untreated cannot be told."
    )


class TreatedInPureControl(InvalidSample):
    """Units treated where the share drawn is zero."""

    template = (
        "{n} units are treated in groups whose share “{column}” is 0. Correct the share or the treatment."
    )


class TooFewGroups(InvalidSample):
    """A share drawn for a single group cannot be told from that group."""

    template = (
        "The share {share} of “{column}” was drawn for {found} group; at least {needed} are needed to tell the "
        "share from the place. Merge close shares."
    )


class ModeratorConstant(InvalidSample):
    """All studies share one value of the characteristic."""

    template = (
        "“{column}” is {value} in all {n} studies, so effects cannot move with it. Choose a characteristic that "
        "differs between studies."
    )
