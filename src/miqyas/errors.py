"""Every error the science raises on purpose, as one tree.

MiqyasError
├── UnreadableFile        a file that is not the table it claims to be          (data.intake)
│   ├── TableNotFound          no file at that address
│   ├── UnknownTableFormat     neither CSV nor Parquet, nor a frame
│   └── UnparsedTable          the engine cannot read rows and columns in it
├── InvalidSample         the data cannot answer the question asked             (data, estimators, checks)
│   ├── MissingColumn          no column of that name
│   ├── ColumnUsedTwice        one column in two roles that exclude each other
│   ├── NotNumeric             text where numbers are needed
│   ├── InfiniteValues         a value that is not finite
│   ├── TreatmentNotBinary     something else than 0 and 1
│   ├── EmptySample            no row has every value needed
│   ├── EmptyArm               nobody in an arm
│   ├── TooFewUnits            an arm too small for the method
│   ├── TooManyCoefficients    as many coefficients as rows
│   ├── ConstantOutcome        nothing to explain
│   ├── InvalidWeights         zero or negative weights
│   ├── EmptyStratum           units without a stratum
│   ├── TooFewClusters         an arm with fewer than two clusters
│   ├── ClusterIsUnit          every cluster holds one unit: an identifier, not a cluster
│   ├── NotIdentified          the treatment does not vary once the rest is held fixed
│   └── NoResidualVariation    outcome wholly explained, so no error can be estimated
├── InvalidDesign         a plan, theory or indicator contradicts itself        (design, theory, indicators)
│   ├── InvalidLevel           a coverage outside 0 to 1
│   ├── EmptyQuestion, UnknownDesign, RoleMissing, RoleTwice                        (design)
│   ├── InvalidField, UnknownField                                                  (design, evidence)
│   ├── ContradictoryFacts                                                          (evidence)
│   ├── InvalidTheory          a theory of change cannot be drawn from what was given
│   │   ├── TheoryTooLarge, InvalidKey, DuplicateNode, DuplicateLinkKey, DuplicateLink
│   │   ├── LinkToUnknownNode, LinkToItself, MeasuredUnknownNode
│   │   ├── UnknownLevel, UnknownEffect, UnknownConfidence, UnwritableText
│   │   ├── TheoryFileMissing, TheoryNotJson, TheoryNotObject, TheoryNotList, TheoryNotText
│   │   └── TheoryUnknownField, TheoryFieldMissing, TextNotInLanguage, DrawingNotWritten
│   └── InvalidIndicator       an indicator contradicts itself, or its values cannot be put together
│       ├── RollUpRefused          MeanOfMeans, MedianOfMedians, CountsTwice, LastOnlyInTime
│       ├── NothingToRollUp, ValueNotFinite, WeightsMissing, WeightsInvalid, DenominatorZero
│       └── BaselineEqualsTarget, TargetAgainstDirection, NothingToTravel
└── NotReproduced         a figure could not be computed again                  (reporting)
    ├── NotAnArchive, UnexpectedMember, ArchiveTooLarge, MemberMissing
    └── ManifestAltered, DatasetAltered, UnknownSchema, InvalidManifest

A class for each thing a caller may decide on. Its ``template`` is the English sentence: where, what was
expected, what was found, what to do. `miqyas.reporting.refusals` holds the same sentence in French and Arabic
under the class's name, with the same facts in braces.
"""

from typing import ClassVar


class MiqyasError(Exception):
    """Base of every error raised on purpose by this library.

    Attributes
    ----------
    facts : dict
        What the sentence is about: column, row, counts. The same names as in ``template``.
    """

    template: ClassVar[str] = "This cannot be done."

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.template.format(**facts))


class UnreadableFile(MiqyasError):
    """A file that is not the table it claims to be."""


class TableNotFound(UnreadableFile):
    """No file stands at the address given."""

    template = (
        "No file was found at “{path}”. A CSV or Parquet file, or a folder of them, was expected. "
        "The nearest names there are: {nearest}. Check the address."
    )


class UnknownTableFormat(UnreadableFile):
    """The source is neither a file nor a frame this library reads as a relation."""

    template = (
        "“{path}” is not a table this command reads: CSV or Parquet was expected, {found} was found. "
        "Save the table as CSV or Parquet and try again."
    )


class UnparsedTable(UnreadableFile):
    """The engine cannot find rows and columns in the file."""

    template = (
        "“{path}” could not be read as a table of rows and columns in UTF-8. The reader said: {reason} "
        "Open the file, check its separator, its encoding and that row, and save it again."
    )


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
        "Choose the column of the units that were assigned, or add clusters."
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


class InvalidDesign(MiqyasError):
    """A plan, a theory or an indicator contradicts itself."""


class InvalidLevel(InvalidDesign):
    """A coverage that is not a share between 0 and 1."""

    template = "The level of the interval must lie between 0 and 1, such as 0.95; {level} was given."


# Plans and facts (design.plan, evidence.facts).


class EmptyQuestion(InvalidDesign):
    """A plan without a question answers nothing."""

    template = "The plan asks no question. Write in one sentence what you want to know."


class UnknownDesign(InvalidDesign):
    """A design the library does not know."""

    template = "The design “{found}” is not known. Choose one of: {expected}."


class RoleMissing(InvalidDesign):
    """A design needs a column that the plan does not name."""

    template = "The design “{design}” needs a column for the role “{role}”. Name that column in the plan."


class RoleTwice(InvalidDesign):
    """One column cannot play two parts."""

    template = (
        "The column “{column}” has two roles: {first} and {second}. Give each role a column of its own."
    )


class InvalidField(InvalidDesign):
    """A field of a plan, of facts or of a record holds what it cannot hold."""

    template = "The field “{field}” cannot hold “{found}”. Expected: {expected}."


class UnknownField(InvalidDesign):
    """A document names a field that does not exist."""

    template = "The field “{field}” does not exist here. Correct its name or remove it."


class ContradictoryFacts(InvalidDesign):
    """Two facts of one study cannot both be true."""

    template = "“{first}” and “{second}” contradict each other. Correct one of them."


class InvalidTheory(InvalidDesign):
    """A theory of change cannot be drawn from what was given."""

    template = "This theory of change cannot be read."


class TheoryTooLarge(InvalidTheory):
    """More nodes or links than a person can read or a page can draw."""

    template = (
        "The theory holds {nodes} elements and {links} links; at most {most_nodes} elements and {most_links} "
        "links are accepted. Split it into several theories."
    )


class InvalidKey(InvalidTheory):
    """A key that could not stand in an address."""

    template = (
        "The key “{key}” cannot be used: write 1 to 64 letters, digits, hyphens, dots or underscores, "
        "without space."
    )


class DuplicateNode(InvalidTheory):
    """Two nodes under one key."""

    template = "Two elements have the key “{key}”. Give each its own."


class DuplicateLinkKey(InvalidTheory):
    """Two links under one key."""

    template = "Two links have the key “{key}”. Give each its own."


class DuplicateLink(InvalidTheory):
    """Two links between the same nodes in the same direction."""

    template = (
        "Links “{first}” and “{second}” both go from “{source}” to “{target}”. Keep one, and write both "
        "assumptions in it."
    )


class LinkToUnknownNode(InvalidTheory):
    """An end of a link is no node of the theory."""

    template = (
        "Link “{link}” refers to “{node}”, which is no element of this theory. Add the element or correct "
        "the link."
    )


class LinkToItself(InvalidTheory):
    """A link whose two ends are one node."""

    template = "Link “{link}” goes from “{node}” to itself. Choose another element at one end."


class UnknownLevel(InvalidTheory):
    """A level outside activity, output, outcome, impact."""

    template = "Element “{node}” has the level “{level}”. The levels are: {expected}."


class UnknownEffect(InvalidTheory):
    """An effect that is neither intended, unintended nor negative."""

    template = "Element “{node}” has the kind of effect “{effect}”. The kinds are: {expected}."


class UnknownConfidence(InvalidTheory):
    """A confidence outside high, medium, low, unknown."""

    template = "Link “{link}” has the confidence “{confidence}”. Confidence is one of: {expected}."


class MeasuredUnknownNode(InvalidTheory):
    """An indicator is said to measure a node that does not exist."""

    template = (
        "An indicator measures “{node}”, which is no element of this theory. Add the element or correct "
        "the key."
    )


class UnwritableText(InvalidTheory):
    """Control characters or broken Unicode, which neither a page nor a file can carry."""

    template = "The text at {where} holds a character that cannot be displayed. Type the text again."


class TheoryFileMissing(InvalidTheory):
    """No file can be opened at the path given."""

    template = "There is no theory to read at {path}. Check the path and the right to read it."


class TheoryNotJson(InvalidTheory):
    """The file is not JSON in UTF-8."""

    template = "The file {path} is not JSON in UTF-8: reading stopped at line {line}, column {column}."


class TheoryNotObject(InvalidTheory):
    """Something else where an object is expected."""

    template = "In the theory, {where} should be an object in braces, with named fields."


class TheoryNotList(InvalidTheory):
    """Something else where a list is expected."""

    template = "In the theory, {where} should be a list in square brackets."


class TheoryNotText(InvalidTheory):
    """Something else where a text is expected."""

    template = "In the theory, {where} should be a text, or one text by language."


class TheoryUnknownField(InvalidTheory):
    """A field that would be lost if it were ignored."""

    template = "In the theory, {where} has a field “{field}” that is not known. The fields are: {expected}."


class TheoryFieldMissing(InvalidTheory):
    """A field without which the element means nothing."""

    template = "In the theory, {where} lacks the field “{field}”."


class TextNotInLanguage(InvalidTheory):
    """A text by language lacks the language asked for."""

    template = "In the theory, {where} has no text in the language “{language}”. It has: {found}."


class DrawingNotWritten(InvalidTheory):
    """The address given for a drawing cannot be written to."""

    template = (
        "The drawing could not be written to {path}. Check that the folder exists and that you may write "
        "in it."
    )


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


class NotReproduced(MiqyasError):
    """A figure could not be computed again."""


# Archives of a report (reporting.archive).


class NotAnArchive(NotReproduced):
    """The file is not a Miqyas archive."""

    template = (
        "The file “{name}” is not a Miqyas report archive: {found}. Ask its author for the .miqyas file."
    )


class UnexpectedMember(NotReproduced):
    """An archive holds a file that it must not hold."""

    template = "The archive holds “{member}”, which does not belong there. It was not opened any further."


class ArchiveTooLarge(NotReproduced):
    """An archive would unpack to more than the limit."""

    template = (
        "The archive would unpack to {found} bytes; the limit is {limit}. "
        "Verify it on a machine where you allow more."
    )


class MemberMissing(NotReproduced):
    """An archive lacks a file that it says it holds."""

    template = "The archive lacks “{member}”. It is incomplete: ask its author for the whole file."


class ManifestAltered(NotReproduced):
    """The manifest is not the one that was sealed."""

    template = "The manifest was changed after publication: its hash is {found}, {expected} was expected."


class DatasetAltered(NotReproduced):
    """A dataset is not the one the figures were computed from."""

    template = "The dataset {expected} was changed after publication: its hash is now {found}."


class UnknownSchema(NotReproduced):
    """The archive was written by another version of the format."""

    template = "The archive speaks “{found}”; this version reads “{expected}”. Install a newer Miqyas."


class InvalidManifest(NotReproduced):
    """The manifest does not have the form of a report."""

    template = "The manifest cannot be read at “{field}”: {expected} was expected."
