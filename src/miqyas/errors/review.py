"""Reviews that cannot be compared, calibrated or drawn from."""

from miqyas.errors.design import InvalidDesign
from miqyas.errors.sample import InvalidSample


class InvalidReviews(InvalidSample):
    """The reviews cannot answer the question asked."""

    template = "These reviews cannot be compared."


class ReviewTwice(InvalidReviews):
    """A reviewer scored a file twice."""

    template = (
        "Reviewer “{reviewer}” scored file “{file}” {n} times. Expected: one score each. Keep the last one, or "
        "add the scores of the criteria into one."
    )


class ScoresAlike(InvalidReviews):
    """Every score is the same."""

    template = "All {n} scores are {value}: nothing tells one file from another. Check the column of scores."


class TooFewReviewed(InvalidReviews):
    """Too few files, reviewers or reviews to tell quality from leniency."""

    template = (
        "{n_files} files, {n_reviewers} reviewers and {n} reviews were found. Expected: at least 3 files, 2 reviewers "
        "and more reviews than files, or quality cannot be told from leniency. Ask for more reviews."
    )


class PanelUnclear(InvalidReviews):
    """A panel changes both within a file and within a reviewer."""

    template = (
        "The column “{column}” changes within file “{file}” and within reviewer “{reviewer}”. Expected: the panel of "
        "the file, one for each, or that of the reviewer. Correct the column, or leave it out."
    )


class DesignDisconnected(InvalidReviews):
    """Groups of files that no chain of reviewers links: leniency and quality cannot be told apart between them."""

    template = (
        "These files form {n_components} groups that no reviewer links: {components}. A rank across them would "
        "compare leniency as much as quality. Ask one reviewer of each group to read a file of the next "
        "({bridges} more reviews at least), give files that everybody reads, or rank each group apart."
    )


class AnchorUnknown(InvalidReviews):
    """An anchor that is none of the files."""

    template = "“{name}” is named as an anchor and is none of the files. Correct the name, or add the file."


class ReadOnce(InvalidReviews):
    """Nothing to compare: files read by one."""

    template = (
        "On “{criterion}”, {n} files have scores of two reviewers or more. Expected: 2 at least, or no agreement can be "
        "told. Ask for a second reading of some files."
    )


class RatioBelowZero(InvalidReviews):
    """A score below zero on a scale that starts there."""

    template = "On “{criterion}”, a score is {found}. A ratio scale starts at zero: choose the interval scale or correct it."


class InvalidRanking(InvalidDesign):
    """A ranking or a draw was asked for with figures that cannot be."""

    template = "This ranking cannot be made."


class TopOutOfRange(InvalidRanking):
    """Places that are none, or as many as files."""

    template = (
        "{top} places were asked for among {n} files. Expected: from 1 to one less than the number of files."
    )


class RankDrawsTooFew(InvalidRanking):
    """Draws too few for a rank interval."""

    template = (
        "{draws} draws were asked for. Expected: at least 200, so that an interval of ranks can be read."
    )


class RepeatsTooFew(InvalidRanking):
    """Repeats too few for an interval."""

    template = (
        "{repeats} repeats were asked for. Expected: at least {least}, so that an interval can be read."
    )


class ScoresShapeWrong(InvalidRanking):
    """Scores that are not those of the files and criteria named."""

    template = (
        "Expected: a table of {n_files} files by {n_criteria} criteria, each named once, with values between 0 and 1 "
        "(shares of each scale). Found: {found}."
    )


class WeightsUnreadable(InvalidRanking):
    """Weights that are none."""

    template = (
        "These weights cannot be used: {found}. Expected: criteria of the table, weights of zero or more and one above "
        "zero; around them a concentration above zero; or bounds in their place, never both."
    )


class WeightBoundsEmpty(InvalidRanking):
    """Bounds that no weights satisfy."""

    template = (
        "No weights that add up to 1 satisfy these bounds: the lower ones add up to {least}, the upper ones to {most}. "
        "Lower the first or raise the second, each lower bound staying below its upper one."
    )


class LotteryListInvalid(InvalidRanking):
    """The list of a lottery holds a name twice, or nothing to draw."""

    template = (
        "The list holds {n} names, {n_distinct} of them distinct, for {places} places. Expected: distinct names, "
        "and fewer places than names. Correct the list before it is sealed."
    )
