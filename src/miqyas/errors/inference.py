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
