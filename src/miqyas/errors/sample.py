"""Data that cannot answer the question asked."""

from miqyas.errors.base import MiqyasError


class InvalidSample(MiqyasError):
    """The data cannot answer the question asked."""


class MissingColumn(InvalidSample):
    """The table has no column of that name."""

    template = (
        "The table has no column “{column}”. The nearest names in the table are: {nearest}. "
        "Choose one of the table's columns."
    )


class ColumnUsedTwice(InvalidSample):
    """One column stands in two roles that exclude each other."""

    template = (
        "The column “{column}” was given two roles that exclude each other. Outcome, treatment and "
        "covariates must be different columns. Choose another column for one of the two roles."
    )


class NotNumeric(InvalidSample):
    """A column whose values must be numbers holds something else."""

    template = (
        "The column “{column}” must hold numbers; it holds values such as: {found}. "
        "Choose a column of numbers, or replace these values by numbers and leave the missing ones empty."
    )


class InfiniteValues(InvalidSample):
    """A value is not finite, so no mean exists."""

    template = (
        "The column “{column}” holds infinite values in {n} rows; finite numbers were expected. "
        "Correct these rows, or leave the value empty if it is not known."
    )


class TreatmentNotBinary(InvalidSample):
    """The treatment takes other values than 0 and 1."""

    template = (
        "The treatment “{column}” must be 1 for the units treated and 0 for the comparison; "
        "the values found are: {found}. Recode it to 0 and 1, or choose the two arms to compare."
    )


class EmptySample(InvalidSample):
    """No row has all the values the question needs."""

    template = (
        "None of the {n} rows has a value in every column needed ({columns}). "
        "Fill in the missing values, or leave out the column that is most often empty."
    )


class EmptyArm(InvalidSample):
    """One of the two arms holds nobody."""

    template = (
        "No unit has “{column}” = {arm} among the {n} complete rows; both arms, 0 and 1, must hold units. "
        "Check how the treatment is coded and which values are missing in that arm."
    )


class TooFewUnits(InvalidSample):
    """An arm holds fewer units than the method needs."""

    template = (
        "The arm “{column}” = {arm} holds {found} units; at least {needed} are needed to know how much units "
        "differ inside it. Add units, or choose an outcome that is less often missing."
    )


class TooManyCoefficients(InvalidSample):
    """The question asks for as many coefficients as there are rows."""

    template = (
        "There are {n} complete rows for {k} coefficients (treatment, covariates, strata); more rows than "
        "coefficients are needed. Ask for fewer covariates, or for larger strata."
    )


class ConstantOutcome(InvalidSample):
    """Every unit has the same outcome."""

    template = (
        "The outcome “{column}” is {value} for all {n} units, so there is nothing to compare. "
        "Choose an outcome that varies between units."
    )


class InvalidWeights(InvalidSample):
    """A weight is zero or negative."""

    template = (
        "The weights “{column}” must be greater than zero; {n} rows hold zero or a negative number "
        "(the smallest is {smallest}). Correct these rows, or leave the weight empty to leave the row out."
    )


class EmptyStratum(InvalidSample):
    """Units whose stratum is not said."""

    template = (
        "The stratum “{column}” is empty in {n} rows; each unit must belong to one stratum. "
        "Fill in the stratum of these rows, or leave them out of the table."
    )


class TooFewClusters(InvalidSample):
    """An arm holds fewer than two clusters, so nothing separates the treatment from the place."""

    template = (
        "With “{column}” as cluster, the treated arm has {treated} clusters, the comparison arm {control}; "
        "at least two in each arm are needed to tell the effect from the place. "
        "Choose the column of the units that were assigned, or add clusters. If one place only was treated and places "
        "are followed over time, compare it with a synthetic control (synthetic-control)."
    )


class ConstantInstrument(InvalidSample):
    """An instrument that moves nothing, being the same everywhere."""

    template = (
        "The instrument “{column}” is {value} for all {n} units, so it moves nobody into treatment. "
        "Choose an instrument that varies between units."
    )


class InstrumentAddsNothing(InvalidSample):
    """No instrument is left once strata and covariates are held fixed."""

    template = (
        "Once strata and covariates are held fixed, nothing is left of the instruments: {instruments}. "
        "Leave out the covariates that say the same, or choose strata inside which the instruments vary."
    )


class InstrumentMovesNothing(InvalidSample):
    """The instruments are unrelated to the treatment in this sample."""

    template = (
        "The instruments ({instruments}) do not move the treatment “{column}” at all in these {n} rows, so no "
        "effect can be drawn from them. Choose an instrument that changes who is treated."
    )


class TooFewClustersMoved(InvalidSample):
    """A value of the instrument is met in fewer than two clusters."""

    template = (
        "With “{column}” as cluster, “{instrument}” takes its higher value in {higher} clusters and its lower "
        "one in {lower}; at least two for each are needed to tell the instrument from the place. "
        "Choose the column of the units among which the instrument was drawn, or add clusters."
    )


class ClusterCrossesArms(InvalidSample):
    """Clusters stand in both arms, or in several strata, where a method takes them as apart."""

    template = (
        "{n} clusters of “{column}” hold both arms or lie in several strata, while this method takes the arms as "
        "independent. Choose the column of the groups assigned as a whole, or estimate with `itt`, which allows "
        "such clusters."
    )


class TooFewClustersForInstruments(InvalidSample):
    """As many instruments as clusters: the variance of the first stage has no inverse."""

    template = (
        "There are {found} clusters for {k} instruments; more than {k} clusters are needed. "
        "Use fewer instruments, or a smaller cluster if the instruments were drawn inside it."
    )


class ClusterIsUnit(InvalidSample):
    """Every cluster holds a single unit: the column identifies rows."""

    template = (
        "Each of the {n} values of “{column}” stands in one row only: it names the rows, not groups of them. "
        "Choose the column of the group that was assigned (village, school), or give no cluster if each "
        "unit was assigned on its own."
    )


class NotIdentified(InvalidSample):
    """Nothing is left of the treatment once strata and covariates are held fixed."""

    template = (
        "The effect of “{column}” cannot be told apart from: {collinear}. Once these are held fixed the "
        "treatment does not vary. Leave them out, or choose strata in which both arms are present."
    )


class NoResidualVariation(InvalidSample):
    """The outcome is wholly explained, so no uncertainty can be estimated."""

    template = (
        "The outcome “{column}” is wholly explained by the treatment, the strata and the covariates, so its "
        "uncertainty cannot be measured. Check that no covariate is computed from the outcome."
    )


class TooFewStudies(InvalidSample):
    """Fewer than two studies: nothing to put together."""

    template = (
        "A synthesis needs at least {needed} studies with an effect and a standard error; {found} were found. "
        "Add studies, or report the one you have as it is."
    )


class InvalidStdError(InvalidSample):
    """A standard error is zero or negative."""

    template = (
        "The standard error of “{label}” is {found}; it must be greater than zero. "
        "Correct it, or leave it empty to leave the study out."
    )


class StudyTwice(InvalidSample):
    """One study gives several effects, which are then not independent."""

    template = (
        "“{label}” stands in {n} rows. A synthesis takes one effect a study, because effects measured on the "
        "same people are not independent. Keep one, or give different names to different studies."
    )


class TooFewForAsymmetry(InvalidSample):
    """Fewer than ten studies: the test of small-study effects cannot tell chance from bias."""

    template = (
        "The test of small-study effects needs at least {needed} studies; there are {found}. With fewer it "
        "cannot tell chance from bias, and a reassuring answer would mean nothing. Look instead for trials "
        "that were registered and never published."
    )


class EqualPrecision(InvalidSample):
    """All studies have the same standard error, so small ones cannot be told from large ones."""

    template = (
        "All {n} studies have the same standard error, {value}: small studies cannot be told from large ones. "
        "The test of small-study effects does not apply."
    )
