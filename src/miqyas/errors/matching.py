"""Matching, weighting, and effects by group or by quantile, that a sample does not allow."""

from miqyas.errors.design import InvalidDesign
from miqyas.errors.sample import InvalidSample


class NoCovariates(InvalidSample):
    """Weighting or matching without anything to weight or match on."""

    template = (
        "No covariate was given to make the arms of “{column}” alike. Name columns measured before treatment that "
        "move both treatment and outcome, or compare the groups as found with `naive`."
    )


class TreatmentSeparated(InvalidSample):
    """Covariates tell exactly who is treated, so no chance of treatment can be estimated."""

    template = (
        "The covariates tell exactly, or nearly, who is treated according to “{column}”: {columns}. At some of their "
        "values only one arm is met, so nothing there can be compared. Leave out the column that decides treatment, "
        "or keep the rows where both arms are met."
    )


class NobodyLeft(InvalidSample):
    """Trimming leaves an arm empty."""

    template = (
        "With scores trimmed at {trim}, the arm “{column}” = {arm} keeps {found} units; at least {needed} are needed. "
        "Trim less, or look at the overlap of the two arms."
    )


class InvalidTrim(InvalidDesign):
    """A bound of scores that is not between 0 and one half."""

    template = "The trimming of scores must be zero or more and below 0.5, such as 0.05; {trim} was given."


class EntropyHasNoScore(InvalidDesign):
    """Entropy balancing with an option that only a score has."""

    template = (
        "Entropy balancing has no score, so it takes neither trimming (given: {trim}) nor the overlap estimand "
        "(asked: {estimand}). Ask for ATE or ATT without trimming, or weight by the score."
    )


class OverlapNotOffered(InvalidDesign):
    """An estimand that this method does not give."""

    template = "This method estimates ATE or ATT; {estimand} was asked. Choose one of the two, or use `ipw`."


class NoBalancingWeights(InvalidSample):
    """No weights make the means of the two arms agree."""

    template = (
        "No positive weights make the covariates of the two arms of “{column}” agree: one arm lies outside the range "
        "of the other. Give fewer covariates, keep the rows where both arms are met, or weight by the score."
    )


class InvalidFolds(InvalidDesign):
    """A cross-fitting without folds or without cuts."""

    template = "Folds and repeats must be 1 or more; {folds} folds and {repeats} repeats were given."


class TooFewInFolds(InvalidSample):
    """A part of the rows on which nothing can be learnt about an arm."""

    template = (
        "Cut into {folds} folds, the rows learnt from hold {found} units with “{column}” = {arm}; at least 2 are "
        "needed. Ask for other folds, or a cluster that is smaller."
    )


class ClusterNotSupported(InvalidDesign):
    """A cluster given to a method whose variance takes units as independent."""

    template = (
        "Matching takes units as independent, so it has no variance by “{column}”. Estimate with `ipw` or `aipw`, "
        "which allow clusters, or give no cluster if units were treated one by one."
    )


class InvalidNeighbours(InvalidDesign):
    """A ratio below one."""

    template = "Each unit needs at least one match; {neighbours} were asked for. Ask for 1 or more."


class InvalidCaliper(InvalidDesign):
    """A caliper that is not above zero."""

    template = (
        "The caliper must be above zero; {caliper} was given. Give none to match whatever the distance."
    )


class TooFewToMatch(InvalidSample):
    """Fewer units than the matches asked for."""

    template = (
        "The arm “{column}” = {arm} holds {found} units, while the matches asked for need {needed}. Ask for fewer "
        "matches, or let a unit serve several times."
    )


class NobodyMatched(InvalidSample):
    """No unit has a like in the other arm."""

    template = (
        "None of the {n} units has a match in the other arm of “{column}” (caliper: {caliper}). Widen the caliper or "
        "the bins, or ask for fewer columns that must be equal."
    )


class InvalidBins(InvalidDesign):
    """Bins that do not cut a covariate."""

    template = (
        "The bins of “{column}” must be a number of 1 or more, or increasing cut points; {found} was given. Give bins "
        "only for covariates."
    )


class OneSubgroup(InvalidSample):
    """A column that makes fewer than two groups."""

    template = (
        "The groups “{column}” hold fewer than two values among the complete rows; found: {found}. Choose a column "
        "that parts the units into groups."
    )


class TooManySubgroups(InvalidSample):
    """So many groups that looking at each is a search."""

    template = (
        "The groups “{column}” hold more than {most} values: looking at each would be a search for the largest. Group "
        "them into the few that were declared beforehand, or use honest splitting."
    )


class SubgroupTooSmall(InvalidSample):
    """A group in which an arm is nearly empty."""

    template = (
        "In the group “{group}” of “{column}”, the arm {arm} holds {found} units or clusters; at least {needed} are "
        "needed. Join this group to another, or leave it out of the table and say so."
    )


class TooFewToSplit(InvalidSample):
    """Too few units for one half to find groups and the other to measure them."""

    template = (
        "Once the units are halved, an arm of “{column}” holds {found} units in one half; at least {needed} are needed "
        "for two groups. Ask for smaller groups, or for the effect on all."
    )


class InvalidLeaf(InvalidDesign):
    """Groups too small or too few to be asked for."""

    template = (
        "Groups must hold at least 2 units of each arm, and there must be room for at least 2 groups; {smallest} units "
        "and {most} groups were given."
    )


class InvalidQuantiles(InvalidDesign):
    """Quantiles outside 0 and 1, none, or twice the same."""

    template = "Quantiles must be different numbers between 0 and 1, such as 0.25, 0.5, 0.75; those given are: {found}."


class QuantileInTail(InvalidSample):
    """A quantile beyond which an arm holds next to nobody."""

    template = (
        "Beyond the quantile {quantile}, the arm “{column}” = {arm} holds {found} units; at least {needed} are needed on "
        "each side. Ask for a quantile nearer to the middle."
    )


class OutcomeHeaped(InvalidSample):
    """An outcome that piles up at the quantile, which then has no density nor usual error."""

    template = (
        "At the quantile {quantile}, {share} of the arm “{treatment}” = {arm} have the same value {value} of “{column}”: "
        "the quantile has no usual error there. Ask for other quantiles, or for the share above that value."
    )
