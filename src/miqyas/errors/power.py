"""Questions of sample size that contradict themselves."""

from miqyas.errors.design import InvalidDesign
from miqyas.errors.sample import InvalidSample


class InvalidPowerFigure(InvalidDesign):
    """A figure of a design lies where it cannot."""

    template = "“{name}” is {found}; expected: {expected}."


class PowerUnreachable(InvalidDesign):
    """No number of units in each cluster is enough: there are too few clusters."""

    template = (
        "With {n_clusters} clusters, the power is at most {found} however many units each holds; {wanted} was asked. "
        "Add clusters, or accept a larger detectable effect."
    )


class EffectTooLarge(InvalidDesign):
    """A share that would leave 0 to 1."""

    template = (
        "No effect that keeps the share between 0 and 1 is seen with this power from a comparison share of {share}: "
        "the power is at most {found}. Add units."
    )


class GroupsSayNothing(InvalidSample):
    """An intra-cluster correlation needs groups with several units."""

    template = (
        "“{column}” has {groups} groups for {n} units; at least two groups, and more units than groups, are needed "
        "to tell how much units of a group resemble each other."
    )


class IccUnknown(InvalidDesign):
    """Clusters of several units, and not how much units of a cluster resemble each other."""

    template = (
        "Clusters hold {cluster_size} units each, and their intra-cluster correlation is not given. It changes the "
        "answer by several times: estimate it from earlier data (`miqyas power icc`), or give one, 0 included."
    )


class FigureUnused(InvalidDesign):
    """A figure that a design does not use would be believed to count."""

    template = (
        "“{name}” is not used by the design “{design}”. Remove it, or choose a design that uses it: {users}."
    )


class NothingToSolve(InvalidDesign):
    """Neither an effect nor a size: two things cannot be found from one."""

    template = "Give the effect to find the size, or the size to find the effect, or both to find the power."


class SizesContradict(InvalidDesign):
    """Units, clusters and cluster size of which one does not follow from the others."""

    template = (
        "{n} units do not make {clusters} clusters of {cluster_size}. Leave one of the three out: it follows from the "
        "others."
    )


class BudgetTooSmall(InvalidDesign):
    """A budget that does not pay for the smallest study."""

    template = (
        "A budget of {budget} pays for {found} places; the smallest study takes {fewest}. Raise the budget, or lower "
        "the costs."
    )


class DesignWithoutPower(InvalidDesign):
    """A design for which no formula of power can be given before the data."""

    template = "No power can be computed for “{design}” before the data. The nearest design is “{nearest}”."


class PowerOfAssociation(DesignWithoutPower):
    """What is no effect has no power to show one."""

    template = (
        "“{design}” finds an association and not an effect: no sample, however large, turns it into one. "
        "The nearest design whose power can be computed is “{nearest}”."
    )


class PowerNeedsOverlap(DesignWithoutPower):
    """How alike both groups are decides, and only data tell."""

    template = (
        "The power of “{design}” depends on how alike both groups will be, which only data can tell. Compute that of "
        "“{nearest}”, which is the most it can have, and plan for more."
    )


class PowerOfBounds(DesignWithoutPower):
    """Bounds do not close as the sample grows."""

    template = (
        "“{design}” deals with outcomes that are missing: its bounds or weights depend on who answers, not on the "
        "number asked. Compute the power of “{nearest}” with the attrition you fear."
    )


class PowerByCohorts(DesignWithoutPower):
    """The average over cohorts and dates depends on the calendar of the roll-out."""

    template = (
        "The power of “{design}” depends on the whole calendar of the roll-out. Compute that of “{nearest}” with "
        "`steps`, which is near when effects are alike at all dates, and plan for more."
    )


class PowerOfOneUnit(DesignWithoutPower):
    """Few treated units: the donors decide."""

    template = (
        "“{design}” compares few treated units with a mix of donors: what it can show depends on how well the mix "
        "follows them before treatment, not on a number of units. The nearest design is “{nearest}”."
    )


class PowerOfShape(DesignWithoutPower):
    """The whole distribution of the outcome decides, or groups not yet known."""

    template = (
        "The power of “{design}” depends on the whole shape of the outcome or on groups still to be found. The nearest "
        "design whose power can be computed is “{nearest}”."
    )


class PowerOfPrecision(DesignWithoutPower):
    """A survey describes; its size follows from the precision wanted."""

    template = (
        "“{design}” describes a population: its size follows from the margin of error wanted, and not from an effect. "
        "To compare two groups, use “{nearest}”."
    )
