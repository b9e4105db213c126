"""Event studies and staggered roll-outs that a panel does not allow."""

from miqyas.errors.design import InvalidDesign
from miqyas.errors.sample import InvalidSample


class BaseNotUniversal(InvalidSample):
    """Effects before treatment are each compared with the period before, so they draw no path."""

    template = (
        "With the base “{base}” each effect before treatment is compared with the period just before it, so the "
        "effects draw no path over time. Estimate again with the base “universal”."
    )


class NoEventStudy(InvalidSample):
    """No effect is estimated from treatment on."""

    template = (
        "No effect after the start of treatment could be estimated, so there is no path over time to look at. "
        "Add periods after treatment, or units to compare with."
    )


class NoEffectsBefore(InvalidSample):
    """No effect before treatment, beside the reference: trends before cannot be looked at."""

    template = (
        "No effect before treatment is estimated beside the reference period {reference}; at least one is needed "
        "to look at trends before treatment. Add earlier periods."
    )


class ReferenceNotJustBefore(InvalidSample):
    """Effects before treatment are not measured against the last period before it."""

    template = (
        "The effects are compared with the time {reference} from treatment, and others lie between it and "
        "treatment; this check needs all effects against the last period before treatment. Use an event study "
        "of group-time effects (universal base), or interaction-weighted."
    )


class UnequalEventSteps(InvalidSample):
    """Times since treatment are not consecutive."""

    template = (
        "The times since treatment are not consecutive: {found}. This check follows the violation from one "
        "period to the next, so no period may be absent. Ask for consecutive times, or add the periods that are "
        "missing."
    )


class EventAbsent(InvalidSample):
    """No effect at the time since treatment that was asked for."""

    template = "There is no effect at time {event} since treatment; those estimated are: {found}. Ask for one of them."


class TooFewClustersForPath(InvalidSample):
    """The variance of the effects has fewer dimensions than there are effects."""

    template = (
        "There are too few clusters for {n} effects: their variance has lost a dimension, so no set of violations "
        "can be tested. Use a smaller cluster if treatment was given inside it, or fewer periods."
    )


class InvalidViolation(InvalidDesign):
    """A bound on violations that is no number, or below zero."""

    template = (
        "A bound on violations must be a number, zero or more, and at least one is needed; found: {found}. "
        "Give for instance 0.5, 1, 2."
    )


class NoOverlap(InvalidSample):
    """Some treated units have covariates that no comparison unit has, or nearly so."""

    template = (
        "In period {time}, some units of cohort {cohort}, or of those it is compared with, are told apart almost "
        "surely by the covariates ({columns}), so nobody alike can be compared with them. Use fewer covariates, "
        "keep the units that both groups have, or estimate by outcome regression, which extrapolates."
    )


class CovariatesNotApart(InvalidSample):
    """Covariates that say the same as others, or nothing, among the units compared with."""

    template = (
        "Among the {n} units compared with cohort {cohort} in period {time}, these covariates do not vary, or say "
        "the same as others, or are too many: {columns}. Leave them out, or add units to compare with."
    )


class WeightChangesInUnit(InvalidSample):
    """A unit has several weights over time."""

    template = (
        "The weights “{column}” change over time for {n} units of “{unit_id}”; this method weighs a unit once. "
        "Write the same weight in every row of a unit, such as that of its first period."
    )


class NoReferenceRows(InvalidSample):
    """A cohort is never seen in the last period before its treatment."""

    template = (
        "No unit of the cohort “{column}” = {cohort} has a complete row in the last period before its treatment, "
        "which its effects are compared with. Leave this cohort out, or complete that period."
    )


class TooManyLeads(InvalidSample):
    """No row is left before the leads to compare them with."""

    template = (
        "{leads} periods before treatment cannot all be tested: some cohort at one of them has no earlier row to be "
        "compared with, or none is seen so early. Ask for fewer leads."
    )


class InvalidLeads(InvalidDesign):
    """A number of leads below zero."""

    template = (
        "The number of periods to test before treatment must be zero or more; found: {found}. Give 0, 1, 2…"
    )


class PanelNotBalanced(InvalidSample):
    """Some units are not seen in every period."""

    template = (
        "{n} of the {units} units of “{unit_id}” are not seen in every period, and this decomposition needs them all. "
        "Keep the units seen throughout, or look at the negative weights instead."
    )


class TreatmentNotLasting(InvalidSample):
    """Treatment begins and stops."""

    template = (
        "For {n} units of “{unit_id}” the treatment “{column}” stops after it began; this decomposition needs a "
        "treatment that, once begun, goes on. Look at the negative weights instead."
    )
