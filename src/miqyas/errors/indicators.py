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


class FormulaIncomplete(InvalidIndicator):
    """A statistic lacks what it is made of."""

    template = (
        "The statistic “{statistic}” needs “{needed}”, which was not said. Say it, or choose another "
        "statistic."
    )


class FormulaInvalid(InvalidIndicator):
    """A field of a formula holds something else than it should."""

    template = "In the formula, “{field}” is {found}; expected: {expected}."


class TargetDatesRepeat(InvalidIndicator):
    """Two targets on the same day."""

    template = "Several targets stand on the same date ({dates}). Keep one for each date."


class DateOutsideTargets(InvalidIndicator):
    """Nothing was said for that day."""

    template = (
        "Nothing is due on {day}: the path goes from {first} to {last}. Choose a day between them, or"
        " add a target."
    )


class CompoundNeedsPositive(InvalidIndicator):
    """Compound growth through zero or below."""

    template = (
        "Growth by a constant rate goes between values above zero; found {found}. Choose a linear or "
        "stepped path."
    )


class ToleranceMissing(InvalidIndicator):
    """An indicator to be maintained without its tolerance."""

    template = (
        "A value that should hold needs a tolerance: how far from the target is still held? Give it "
        "in the indicator's unit."
    )


class DeclarationsDiffer(InvalidIndicator):
    """Figures declared otherwise."""

    template = (
        "These figures are not declared alike ({what}): they measure different things and are not put"
        " together. Align their sheets first."
    )


class DenominatorsMissing(InvalidIndicator):
    """Parts of a ratio without numerator or denominator."""

    template = (
        "{n} of {total} figures come without numerator or denominator: a ratio of sums cannot be made"
        " of percentages alone. Record both."
    )


class SizesMissing(InvalidIndicator):
    """Parts of a weighted mean without their size."""

    template = (
        "{n} of {total} means come without the number of people behind them (n): each must weigh as "
        "much as its group. Record n."
    )


class OverlapShareInvalid(InvalidIndicator):
    """A share of overlap that is none."""

    template = "The share of people met by more than one lies between 0 and 1; found {found}."


class PopulationTooSmall(InvalidIndicator):
    """Fewer people than were counted."""

    template = (
        "The population given ({population}) is smaller than the largest count ({largest}). Correct "
        "one of the two."
    )
