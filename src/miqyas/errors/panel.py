"""Data followed over time that cannot answer the question asked."""

from miqyas.errors.sample import InvalidSample


class TimeNotTwoPeriods(InvalidSample):
    """A comparison before and after needs exactly two periods."""

    template = (
        "The time “{column}” must hold two values, before and after; those found are: {found}. "
        "Keep two periods, or estimate over all of them with two-way fixed effects or group-time effects."
    )


class EmptyCell(InvalidSample):
    """One of the four cells, group by period, holds too few rows."""

    template = (
        "Among rows with “{column}” = {arm}, the period {period} holds {found} complete rows; each group needs "
        "at least {needed} before and after. Check which values are missing, or choose other periods."
    )


class GroupChanges(InvalidSample):
    """A unit stands in the treated group in one period and in the comparison group in the other."""

    template = (
        "The group “{column}” changes over time for {n} units of “{unit_id}”; it must say who belongs to the "
        "treated group, in both periods alike. Mark those ever treated with 1 in every row."
    )


class DuplicatedUnitTime(InvalidSample):
    """One unit has several rows in one period."""

    template = (
        "{n} pairs of unit and period (“{unit_id}”, “{time}”) stand in more than one row; each unit needs one "
        "row a period. Remove the duplicates, or add up the rows of one unit and period first."
    )


class UnitsSeenOnce(InvalidSample):
    """No unit is observed in two periods: these are cross-sections, not a panel."""

    template = (
        "None of the {n} units of “{unit_id}” has complete rows in two periods, so no change can be followed. "
        "If different people were asked each time, give no unit; else check the identifier."
    )
