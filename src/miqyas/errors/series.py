"""Synthetic comparisons and interrupted series that a panel does not allow."""

from miqyas.errors.sample import InvalidSample


class UnbalancedPanel(InvalidSample):
    """Some units are not observed in every period."""

    template = (
        "{n} units of “{unit_id}” have no complete row in some period of “{time}”: {found}. A mix of donors needs "
        "every unit in every period. Fill in these rows, leave the units out, or keep the periods they share."
    )


class TreatmentStops(InvalidSample):
    """A unit leaves treatment after having entered it."""

    template = (
        "The treatment “{column}” goes back to 0 after 1 for {n} units of “{unit_id}”; this method follows a "
        "treatment that lasts once begun. Keep the periods before it stops, or mark exposure in another column."
    )


class NoDonor(InvalidSample):
    """Every unit is treated at some time: nothing is left to compose a comparison from."""

    template = (
        "Every unit of “{unit_id}” is treated at some time according to “{column}”, so no donor is left to compose a "
        "comparison from. Add units never treated, or compare cohorts with group-time effects (not yet treated)."
    )


class TooFewDonors(InvalidSample):
    """Too few donors to place the treatment where there was none."""

    template = (
        "There are {found} donors for {treated} treated units; placing the treatment among donors, where there was "
        "none, needs at least {needed}. Add units never treated, or relax the limit on their fit before treatment."
    )


class TooFewPeriodsBefore(InvalidSample):
    """Too few periods before treatment to find the mix by."""

    template = (
        "Of the periods of “{column}”, {found} come before treatment; at least {needed} are needed to see whether "
        "the comparison follows the treated unit. Add earlier periods."
    )


class TreatedAtDifferentTimes(InvalidSample):
    """Treated units begin in different periods, where one common start is needed."""

    template = (
        "Treated units begin in different periods of “{column}”: {found}. A synthetic control needs one start. Keep "
        "the units that begin together, or estimate with synthetic difference-in-differences, which allows several."
    )


class UnknownPeriod(InvalidSample):
    """A period asked for that the table does not hold."""

    template = (
        "The period {asked} is not among those of “{column}”, which go from {first} to {last}. "
        "Choose a period that was observed."
    )


class PredictorAfterTreatment(InvalidSample):
    """A predictor measured when treatment had begun, which it may have changed."""

    template = (
        "The predictor “{column}” ({periods}) is measured up to a period under treatment, which begins in {start}; "
        "treatment may have changed it. End its periods before."
    )


class PredictorWithoutValue(InvalidSample):
    """A predictor is missing altogether for some units."""

    template = (
        "The predictor “{column}” ({periods}) has no value at all for {n} units: {found}. "
        "Choose periods in which every unit has one, or leave the predictor or these units out."
    )


class ConstantPredictor(InvalidSample):
    """A predictor that is the same for all units."""

    template = "The predictor {periods} is the same for every unit, so it cannot tell which donors are alike. Leave it out."


class InvalidImportance(InvalidSample):
    """The importance given to the predictors does not fit them."""

    template = (
        "Importance was given as {found} for {needed} predictors; one number of zero or above is needed for each, and "
        "not all zero. Give one by predictor, in their order, or none to have them found from the fit."
    )


class OneTreatedUnit(InvalidSample):
    """A variance that resamples treated units meets only one."""

    template = (
        "The {variance} variance leaves out or draws again treated units, and some start has {found}; at least two are "
        "needed. Use the placebo variance, which draws among units never treated."
    )


class OneDonorCarries(InvalidSample):
    """One donor carries all the weight: leaving it out leaves nothing."""

    template = (
        "The donor “{donor}” carries all the weight, so the jackknife, which leaves one unit out with the other "
        "weights held, has no answer. Use the placebo variance."
    )


class BackdateNotBefore(InvalidSample):
    """A start pretended for a placebo in time that leaves no room before or after it."""

    template = (
        "A treatment pretended in {asked} leaves {before} periods before it and {after} until the real one in {start}; "
        "at least {needed} before and one until then are needed. Choose another period."
    )


class PeriodTwice(InvalidSample):
    """A series has several rows in one period."""

    template = (
        "{n} periods of “{column}” stand in several rows of the same series, which needs one figure a period. "
        "Average or add up the rows of each period first; mark a comparison series in a column of 0 and 1."
    )


class TooFewPeriodsAfter(InvalidSample):
    """Too few periods under the intervention to see a level and a slope."""

    template = (
        "Of the periods of “{column}”, {found} come from the intervention on; at least {needed} are needed to tell a "
        "change of level from a change of slope. Wait for more periods, or use shorter ones."
    )


class SeasonNotSeen(InvalidSample):
    """Less than one whole season before the intervention."""

    template = (
        "A season of {season} periods was asked for, but only {found} periods come before the intervention; one whole "
        "season at least is needed to tell it from the change. Add earlier periods, or leave the season out."
    )


class InvalidSeason(InvalidSample):
    """A season that its periods cannot draw."""

    template = (
        "A season of {season} periods with {harmonics} harmonics cannot be drawn: a season has at least 2 periods, and "
        "at most half as many harmonics. Choose fewer harmonics, or none to give each period of the season its level."
    )


class InvalidLags(InvalidSample):
    """A lag that the series cannot measure."""

    template = (
        "A lag of {found} was asked for; it must be 0 or above and less than the {n} periods. Choose a shorter lag, or "
        "none for the usual rule."
    )


class SeriesWanders(InvalidSample):
    """The errors never come back to the line: their persistence reaches one."""

    template = (
        "The errors of “{column}” around its line never fade (persistence of 1 or more), so no level before can be "
        "carried on. Study the change from one period to the next instead, or give a comparison series."
    )


class HorizonBeforeStart(InvalidSample):
    """An effect asked for in a period before the intervention."""

    template = "The effect was asked for in {asked}, before the intervention begins in {start}. Choose a later period."


class NoPlacebo(InvalidSample):
    """Nothing was given to be tried where the effect must be zero."""

    template = (
        "There is nothing to try as placebo ({where}). Name outcomes that the treatment cannot have changed, or earlier "
        "starts with the column of periods and the real start."
    )
