"""Indicators that contradict themselves, or cannot be added up as asked."""

from miqyas.errors.design import InvalidDesign


class InvalidIndicator(InvalidDesign):
    """An indicator contradicts itself, or its values cannot be put together."""

    template = "This indicator cannot be computed as it is defined."


class RollUpRefused(InvalidIndicator):
    """The declared aggregation forbids this roll-up."""

    template = "The way this indicator adds up forbids this total."


class MeanOfMeans(RollUpRefused):
    """A mean of means forgets how many each stands for."""

    template = (
        "A mean of means forgets how many persons stand behind each: a village of ten would count as much "
        "as a town. Declare a weighted mean or a ratio of sums, and keep the numbers of persons."
    )


class MedianOfMedians(RollUpRefused):
    """A median of medians is no median."""

    template = "A median of medians is not the median of all. Compute it again from the answers themselves."


class CountsTwice(RollUpRefused):
    """One person may stand in several counts."""

    template = (
        "Adding up these counts may count the same person twice. Give the identifiers of the persons, or "
        "show the range from the largest count to their sum."
    )


class LastOnlyInTime(RollUpRefused):
    """A last value has a meaning over time only."""

    template = (
        "A last value can be kept over time only: between places or persons none is the last. Declare a sum, "
        "a maximum or a weighted mean."
    )


class NothingToRollUp(InvalidIndicator):
    """There is no value."""

    template = "There is no value to add up. Give at least one."


class ValueNotFinite(InvalidIndicator):
    """A figure is missing, infinite or no number."""

    template = (
        "“{name}” should be a finite number; found {found}. Correct it, or leave the missing value out "
        "and say so."
    )


class WeightsMissing(InvalidIndicator):
    """The aggregation needs a weight or a denominator by value."""

    template = "This indicator adds up by weights or denominators. Give one for each value."


class WeightsInvalid(InvalidIndicator):
    """Weights are not one by value, or negative, or all zero."""

    template = (
        "{n_values} values need as many weights, none negative and not all zero; {n_weights} were given. "
        "Correct the weights."
    )


class DenominatorZero(InvalidIndicator):
    """A ratio whose denominators add up to zero."""

    template = "The denominators add up to zero: there is no ratio to show. Check who was counted."


class BaselineEqualsTarget(InvalidIndicator):
    """No way between baseline and target."""

    template = (
        "Baseline and target are both {baseline}: there is no way to cover. Change the target, or say that "
        "the value should hold."
    )


class TargetAgainstDirection(InvalidIndicator):
    """The target lies the other way than the direction stated."""

    template = (
        "The target {target} goes from {baseline} against the direction stated ({direction}). Change the "
        "direction, the target or the baseline."
    )


class NothingToTravel(InvalidIndicator):
    """An indicator to be maintained has no way to cover."""

    template = "A value that should hold covers no way. Ask instead whether it stayed within its tolerance."


class AgeBandsInvalid(InvalidIndicator):
    """First ages of bands that do not rise."""

    template = "Age bands are written by their first age, rising, none negative: 0, 15, 25. Found: {found}."


class AgeInvalid(InvalidIndicator):
    """An age below zero, or no number."""

    template = "An age should be a number, zero or more; found {found}."


class DifficultyUnknown(InvalidIndicator):
    """Something else than the six domains of the short set."""

    template = "The short set of the Washington Group asks about {expected}; found “{found}”."


class DifficultyInvalid(InvalidIndicator):
    """An answer outside 1 to 4."""

    template = (
        "An answer to the short set of the Washington Group is 1 (no difficulty), 2 (some), 3 (a lot) or "
        "4 (cannot do at all); found {found}."
    )
