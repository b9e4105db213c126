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
