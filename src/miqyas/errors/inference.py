"""Resampling and tests that a sample does not allow."""

from miqyas.errors.design import InvalidDesign
from miqyas.errors.sample import InvalidSample


class UnknownVariance(InvalidDesign):
    """A kind of variance that does not exist."""

    template = "“{found}” is no variance known here; those known are: {known}. Choose one of them."


class VarianceContradicted(InvalidDesign):
    """A variance over units with clusters, one over clusters without any, or more than two clusters."""

    template = (
        "The variance {kind} does not go with the clusters given ({cluster}). CR1, CR2 and CR3 need one column "
        "of clusters (CR1 takes two); HC1, HC2 and HC3 need none."
    )


class TwoWayOnlyPlain(InvalidDesign):
    """Two-way clusters with another variance than CR1."""

    template = (
        "With two columns of clusters ({cluster}) only CR1 is defined here, not {kind}. Choose CR1, or the one "
        "column in which the assignment was made."
    )


class TooManyClustersToAdjust(InvalidSample):
    """So many clusters that an adjustment by cluster does not fit in memory."""

    template = (
        "There are {found} clusters of “{column}”: too many for {kind}, which works cluster by cluster, and "
        "enough for CR1, which then gives the same. Ask for CR1."
    )


class ClusterDecides(InvalidSample):
    """Without one cluster the effect cannot be computed, so the jackknife does not exist."""

    template = (
        "Without one of {n} clusters of “{column}” the effect of “{treatment}” can no longer be computed, so "
        "the jackknife {kind} does not exist. Leave out covariates or strata that one cluster alone "
        "identifies, add clusters, or use randomisation inference."
    )


class StrataOfOneArm(InvalidSample):
    """Interacted strata that hold one arm only."""

    template = (
        "{n} strata of “{column}” hold one arm only, so their own effect cannot be computed. Merge strata, or ask "
        "for the additive adjustment."
    )


class TooManyStrataToInteract(InvalidSample):
    """More strata than an interaction allows."""

    template = (
        "“{column}” has {found} strata; interacting each with the treatment is possible up to {maximum}. Ask for "
        "the additive adjustment, or for the difference in means by stratum, which gives the same effect."
    )


class UnknownAdjustment(InvalidDesign):
    """A way of holding covariates fixed that does not exist."""

    template = "“{found}” is no adjustment known here; those known are: {known}. Choose one of them."


class TooFewDraws(InvalidDesign):
    """So few draws that a p-value means little."""

    template = "{found} draws were asked for; at least {needed} are needed. Ask for 999 or 9,999."


class BootstrapTooCoarse(InvalidSample):
    """So few clusters that signs alone give too few different draws."""

    template = (
        "With {n} clusters of “{column}”, multiplying residuals by +1 or −1 cannot give a p-value under {smallest}. "
        "Use Webb's six weights, or randomisation inference."
    )


class InferenceNeeds(InvalidDesign):
    """A way of inference asked for without what it needs, or with what it cannot use."""

    template = "“{inference}” needs: {needed}. Change the command accordingly."


class ClusterInSeveralStrata(InvalidSample):
    """Clusters that lie in several strata cannot have been drawn inside strata."""

    template = (
        "{n} clusters of “{column}” lie in several strata of “{strata}”, so whole clusters cannot have been drawn "
        "inside strata. Correct the stratum of these clusters, or declare how treatment was drawn."
    )


class AssignmentContradicted(InvalidSample):
    """The number treated is not that of the mechanism declared."""

    template = (
        "The assignment declared treats {declared}, but “{column}” is 1 for {found} of those with complete rows. "
        "Correct the declaration, or find out who is missing."
    )


class NotPairs(InvalidSample):
    """Pairs that do not hold two, one of them treated."""

    template = (
        "{n} pairs of “{column}” do not hold exactly two, one of them treated, once incomplete rows are left out. "
        "Leave these pairs out, or declare strata instead of pairs."
    )


class AssignmentNotPermitted(InvalidSample):
    """The assignment observed is none of those permitted."""

    template = (
        "The assignment observed is none of the {n} permitted ones (unit “{column}”). Check that the table is that "
        "of this trial, and that 1 means treated in both."
    )


class UnitsNotAssigned(InvalidSample):
    """Units of the data that the table of assignments does not name once."""

    template = (
        "{n} values of “{column}” do not stand exactly once in the table of permitted assignments, such as: "
        "{examples}. Complete the table; it needs one row a unit and one column an assignment."
    )


class TooFewAssignments(InvalidSample):
    """So few assignments are possible that no test reaches the level."""

    template = (
        "Only {n} assignments of “{column}” are possible, so no p-value can be under {smallest}. Ask for a lower "
        "level, or add units to what is drawn."
    )


class NothingOveridentified(InvalidSample):
    """One instrument: there is nothing to compare it with."""

    template = (
        "Only one instrument is left ({instruments}), so there is no second one to compare it with. The test of "
        "over-identification needs at least two that add something."
    )


class InvalidMargin(InvalidDesign):
    """A margin that is not above zero."""

    template = "The margin must be above zero, in the unit of the outcome; {found} was given."


class UnknownClaim(InvalidDesign):
    """A claim about a margin that does not exist."""

    template = "“{found}” is no claim known here; those known are: {known}. Choose one of them."


class LonelyPsu(InvalidSample):
    """Strata with one primary sampling unit, between which nothing can be compared."""

    template = (
        "{n} strata (“{column}”) hold one primary sampling unit, so how much units differ inside them is unknown. "
        "Merge them with a stratum like them, or ask to take them about the mean of all (centre)."
    )


class TooFewPsus(InvalidSample):
    """No more primary sampling units than strata."""

    template = (
        "There are {found} primary sampling units in {strata} strata: no degree of freedom is left. Merge strata, or "
        "check the columns of the design."
    )


class InvalidPopulation(InvalidSample):
    """The population of primary units is smaller than the sample's, or not the same inside a stratum."""

    template = (
        "In {n} strata “{column}” is not one number of primary sampling units at least as large as those drawn. Write "
        "how many the stratum has in the population, the same in each of its rows."
    )


class UndefinedForInstruments(InvalidDesign):
    """A variance that is not defined here for two-stage least squares."""

    template = "With instruments, {kind} is not defined here; those that are: {known}. Choose one of them."
