"""A mean, a total or a share in a population, from a sample drawn in strata and stages."""

import math
from collections.abc import Mapping
from enum import StrEnum

from miqyas.data.relation import Relation, open_relation
from miqyas.data.survey_design import StratumSums, SurveyDesign, complete_design
from miqyas.data.survey_rows import mean_sums, survey_profile
from miqyas.errors import (
    ConstantOutcome,
    InfiniteValues,
    InvalidLevel,
    NoResidualVariation,
    NotNumeric,
    TreatmentNotBinary,
)
from miqyas.estimators.itt import ROUNDING
from miqyas.numerics.distributions import t_quantile, t_two_sided
from miqyas.numerics.survey import linearised_variance
from miqyas.results.estimate import Estimate
from miqyas.results.survey import SurveyEstimate


class Quantity(StrEnum):
    """What is estimated of the population."""

    MEAN = "mean"
    TOTAL = "total"
    PROPORTION = "proportion"


def survey(
    relation: Relation,
    *,
    outcome: str,
    design: SurveyDesign,
    quantity: Quantity | str = Quantity.MEAN,
    level: float = 0.95,
    unit: str = "",
) -> SurveyEstimate:
    """Estimate a mean, a total or a share in the population a survey was drawn from.

    Right when the weights are the inverse of each unit's chance to be drawn (and to answer), and primary units were
    drawn independently of one another inside strata, with replacement or as the population correction says. Later
    stages of the draw need nothing more: what they add is in the difference between primary units.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; rows with a missing value are left out and counted.
    outcome : str
        Column of numbers; of 0 and 1 for a share.
    design : SurveyDesign
        Weights, primary sampling units, strata, population of primary units.
    quantity : Quantity or str
        ``"mean"``, ``"total"`` or ``"proportion"``.
    level : float
        Coverage of the interval, between 0 and 1.
    unit : str
        Unit of the outcome, such as ``"MAD"``.

    Returns
    -------
    SurveyEstimate
        The figure in ``unit`` (a share between 0 and 1), Taylor-linearised standard error, t with as many degrees of
        freedom as primary units less strata; the interval of a share is taken on the logit. The design effect is
        against a simple random sample with replacement of as many rows.

    Raises
    ------
    InvalidSample
        `MissingColumn`, `NotNumeric`, `InfiniteValues`, `EmptySample`, `ConstantOutcome`, `InvalidWeights`;
        `NoResidualVariation`, primary units that are all alike, or all of the population;
        `TreatmentNotBinary`, a share of other values than 0 and 1; `LonelyPsu`, `TooFewPsus`, `InvalidPopulation`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Lohr, S. L. (2021). Sampling: Design and Analysis, 3rd edition, chapters 7 and 9.
    Lumley, T. (2010). Complex Surveys: A Guide to Analysis Using R, chapters 2 and 3.
    Korn, E. L. and Graubard, B. I. (1998). Confidence intervals for proportions with small expected number of
    positive counts estimated from survey data. Survey Methodology 24(2), 193-201.

    Examples
    --------
    >>> import pandas as pd
    >>> asked = pd.DataFrame({"income": [3.0, 5, 4, 8, 9, 10], "village": [1, 1, 2, 3, 3, 4],
    ...                       "region": ["a", "a", "a", "b", "b", "b"], "weight": [10.0, 10, 20, 5, 5, 5]})
    >>> found = survey(asked, outcome="income", design=SurveyDesign("weight", "village", "region"))
    >>> round(found.estimate.value, 4), round(found.estimate.std_error, 4), found.estimate.df
    (5.3636, 0.1488, 2.0)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    relation, asked = open_relation(relation), Quantity(quantity)
    complete = complete_design(relation, design, [outcome])
    profile = _profile(complete, design, outcome, asked)
    n, weight, mean = profile["n"], profile["weight"], profile["mean"]
    scale, centre = (1.0, 0.0) if asked is Quantity.TOTAL else (1 / weight, mean)
    sums = mean_sums(complete, design, outcome, scale=scale, centre=centre)
    variance = linearised_variance(sums.n_psus, sums.mean, sums.variance, sums.population)
    if not variance > ROUNDING**2 * profile["variance"] * (weight if asked is Quantity.TOTAL else 1.0) ** 2:
        raise NoResidualVariation(column=outcome)
    # A simple random sample of n rows with replacement: mean of variance s²/n, total of N² s²/n.
    simple = profile["variance"] / (n - 1) * (weight**2 if asked is Quantity.TOTAL else 1.0)
    figure = weight * mean if asked is Quantity.TOTAL else mean
    return survey_result(
        _estimate(asked, figure, variance, sums, level=level, n=int(n), n_rows=relation.n_rows, unit=unit),
        variance / simple,
        sums,
    )


def survey_result(estimate: Estimate, design_effect: float, sums: StratumSums) -> SurveyEstimate:
    """Put the estimate beside its design."""
    return SurveyEstimate(estimate, design_effect, int(sums.n_psus.sum()), sums.n_psus.size)


def _profile(complete: Relation, design: SurveyDesign, outcome: str, asked: Quantity) -> Mapping[str, float]:
    """Count and average, and refuse an outcome that is no number, not finite, constant or no share."""
    if not complete.holds_numbers(outcome):
        raise NotNumeric(column=outcome, found=complete.examples(outcome))
    if (n_infinite := complete.count_infinite(outcome)) > 0:
        raise InfiniteValues(column=outcome, n=n_infinite)
    found = survey_profile(complete, design, outcome)
    if found["lowest"] == found["highest"]:
        raise ConstantOutcome(column=outcome, value=f"{found['lowest']:.6g}", n=int(found["n"]))
    if asked is Quantity.PROPORTION and found["other"]:
        raise TreatmentNotBinary(column=outcome, found=complete.examples(outcome))
    return found


def _estimate(
    asked: Quantity,
    figure: float,
    variance: float,
    sums: StratumSums,
    *,
    level: float,
    n: int,
    n_rows: int,
    unit: str,
) -> Estimate:
    std_error, margin = math.sqrt(variance), t_quantile(0.5 + level / 2, sums.df)
    low, high = figure - margin * std_error, figure + margin * std_error
    if asked is Quantity.PROPORTION:
        middle, half = math.log(figure / (1 - figure)), margin * std_error / (figure * (1 - figure))
        low, high = (1 / (1 + math.exp(-(middle + side * half))) for side in (-1, 1))
    return Estimate(
        estimand=asked.value,
        value=figure,
        std_error=std_error,
        df=sums.df,
        p_value=t_two_sided(figure / std_error, sums.df),
        low=low,
        high=high,
        level=level,
        n=n,
        n_clusters=int(sums.n_psus.sum()),
        n_dropped=n_rows - n,
        control_mean=figure,
        unit=unit,
        method="survey, Taylor linearisation",
    )
