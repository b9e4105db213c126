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


class OnePeriod(InvalidSample):
    """All rows stand in one period."""

    template = (
        "The time “{column}” holds a single value, {found}; at least two periods are "
        "needed to follow a change. Add periods, or estimate without time."
    )


class UnitInSeveralClusters(InvalidSample):
    """A unit moves from one cluster to another."""

    template = (
        "{n} units of “{unit_id}” stand in several clusters “{cluster}”; each unit must keep one. "
        "Give the cluster in which the unit stood first, or cluster by unit."
    )


class CohortChanges(InvalidSample):
    """A unit has several dates of first treatment, so treatment would have stopped and begun again."""

    template = (
        "The first period of treatment “{column}” changes over time for {n} units of “{unit_id}”; a unit enters "
        "treatment once and stays. Write the same first period in every row of a unit."
    )


class CohortBetweenPeriods(InvalidSample):
    """A first period of treatment that is none of the periods observed."""

    template = (
        "The first period of treatment “{column}” takes values that are no observed period: {found}. "
        "Write the first observed period under treatment; leave it empty, or 0, for units never treated."
    )


class PeriodGap(InvalidSample):
    """Periods are not equally spaced."""

    template = (
        "The periods of “{column}” are not equally spaced: {found}. The time since treatment must count equal "
        "steps. Number the periods 1, 2, 3, or add those that are missing."
    )


class NoComparison(InvalidSample):
    """Nobody stays untreated long enough to be compared with."""

    template = (
        "No unit of “{column}” can serve as comparison ({comparison}): all are treated within the periods "
        "observed. Compare with units not yet treated, or add units that were never treated."
    )


class NoTreatedCohort(InvalidSample):
    """Nobody enters treatment after the first period."""

    template = (
        "No unit enters treatment after the first period ({period}) according to “{column}”, so no change from "
        "before to after can be seen. Check the first periods of treatment, or add earlier periods."
    )


class ReferenceNotSeen(InvalidSample):
    """Nobody is observed at the time since treatment that all are to be compared with."""

    template = (
        "No treated unit is observed at the reference {reference}; the times since treatment observed are: "
        "{found}. Choose one of those before 0 as reference."
    )


class InvalidWindow(InvalidSample):
    """Ends of the window that leave nothing to compare, or a reference after treatment."""

    template = (
        "The reference must be a whole number below 0, the earliest time at or before it, the latest at or after 0; "
        "the reference given is {reference}, with {leads} periods before and {lags} after. Correct one of them."
    )
