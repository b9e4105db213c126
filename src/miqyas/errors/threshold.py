"""Regression discontinuities that a sample does not allow."""

from miqyas.errors.sample import InvalidSample


class TooFewAtThreshold(InvalidSample):
    """A side of the threshold holds too few values of the running variable."""

    template = (
        "At the threshold {cutoff}, “{column}” takes {treated} different values on the treated side and "
        "{untreated} on the other; at least {needed} on each are needed. Check the threshold, widen the "
        "bandwidth, or use a running variable with finer values."
    )


class InvalidBandwidth(InvalidSample):
    """A bandwidth or a donut that leaves nobody."""

    template = (
        "A bandwidth must be above zero and wider than the donut, and a donut zero or more; the bandwidth given "
        "is {bandwidth}, the donut {donut}. Correct one of them."
    )


class InvalidOrder(InvalidSample):
    """The order of a local polynomial is not one to four."""

    template = (
        "The order of the local polynomial must be a whole number from 1 to {largest}; it is {order}. "
        "Take 1 (a line), or 2 where the relation is clearly curved."
    )


class ReceivedNotMoved(InvalidSample):
    """What was received does not jump at the threshold enough to be told from chance."""

    template = (
        "At the threshold {cutoff}, what was received, “{column}”, jumps by {jump}, with a {level} interval from "
        "{low} to {high}: nothing shows that the rule changes who is treated, and an effect cannot be divided by "
        "a jump that may be zero. Check the threshold and the column, or estimate the effect of the rule itself, "
        "without the column of what was received."
    )


class DiscreteRunning(InvalidSample):
    """The running variable takes so few values near the threshold that it has no density."""

    template = (
        "Near the threshold {cutoff}, {n} units share {found} values of “{column}” on one side; the density test "
        "needs at least {needed}, because it looks at how closely units stand, not at how many share a value. "
        "Use the running variable before it was rounded, or compare the number of units at the two values that "
        "touch the threshold."
    )
