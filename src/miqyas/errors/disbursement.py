"""Milestones that cannot be paid as written."""

from miqyas.errors.design import InvalidDesign


class InvalidMilestone(InvalidDesign):
    """A milestone that cannot be paid as written."""

    template = "This milestone cannot be paid as written."


class PayLevelOutOfRange(InvalidMilestone):
    """An interval whose level is not between 0 and 1."""

    template = "The level of the interval is {level}. Expected: between 0 and 1, for example 0.8."


class MilestoneIncomplete(InvalidMilestone):
    """A rule without the figures it needs."""

    template = (
        "The rule “{rule}” lacks its {missing}. Expected: a target, and for the graduated rule a floor from which it "
        "begins to pay, on the side of failure."
    )


class NoEstimateToPayOn(InvalidMilestone):
    """No estimate, or no standard error: silence neither pays nor refuses."""

    template = (
        "The rule “{rule}” has no estimate with its standard error to pay on. Nothing is paid or refused by silence: "
        "give the estimate, or a reason signed by a person."
    )


class NoSampleSuffices(InvalidMilestone):
    """However many answers, the rule errs more often than accepted."""

    template = (
        "With the rule “{rule}” no sample keeps false refusals under {most_false_refuse} and false payments under "
        "{most_false_pay}. Move the truths further from the target, change the rule, or accept more errors."
    )
