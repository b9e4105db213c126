"""Intention to treat in a sample drawn in strata and stages: an effect in the population."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from miqyas.data.moments import total_moments
from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import draw_sample
from miqyas.data.survey_design import SurveyDesign, complete_design
from miqyas.data.survey_rows import effect_sums
from miqyas.errors import InvalidLevel, NoResidualVariation, NotIdentified
from miqyas.estimators.itt import ROUNDING
from miqyas.estimators.regression import regress
from miqyas.estimators.survey import survey_result
from miqyas.numerics.interval import wald_figures
from miqyas.numerics.least_squares import fit_least_squares
from miqyas.numerics.survey import linearised_variance
from miqyas.results.estimate import Estimate
from miqyas.results.survey import SurveyEstimate


def survey_itt(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    design: SurveyDesign,
    covariates: Sequence[str] = (),
    level: float = 0.95,
    unit: str = "",
) -> SurveyEstimate:
    """Estimate the effect of being assigned on the population a survey was drawn from.

    Weighted least squares of the outcome on the assignment and the covariates. Causal when assignment was drawn at
    random, and about the population when weights are the inverse of the chance to be drawn; primary units are
    independent of one another inside strata.

    Parameters
    ----------
    relation, outcome, treatment, covariates, level, unit
        As in `itt`.
    design : SurveyDesign
        Weights, primary sampling units, strata, population of primary units. Strata are those of the survey's draw:
        they enter the variance, not the regression.

    Returns
    -------
    SurveyEstimate
        Effect in ``unit``, Taylor-linearised standard error, t with as many degrees of freedom as primary units less
        strata. The design effect is against HC1 on the same rows, unweighted.

    Raises
    ------
    InvalidSample
        As in `itt`; `LonelyPsu`, `TooFewPsus`, `InvalidPopulation`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Fuller, W. A. (1975). Regression analysis for sample survey. Sankhya C 37, 117-132.
    Binder, D. A. (1983). On the variances of asymptotically normal estimators from complex surveys. International
    Statistical Review 51(3), 279-292.

    Examples
    --------
    >>> import pandas as pd
    >>> asked = pd.DataFrame({"income": [3.0, 5, 4, 8, 9, 10, 6, 7], "village": [1, 1, 2, 2, 3, 3, 4, 4],
    ...                       "drawn": [0, 1] * 4, "region": ["a"] * 4 + ["b"] * 4, "weight": [2.0, 2, 2, 2, 1, 1, 1, 1]})
    >>> found = survey_itt(asked, outcome="income", treatment="drawn",
    ...                    design=SurveyDesign("weight", "village", "region"))
    >>> found.estimate.value, found.estimate.df
    (2.3333333333333335, 2.0)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    relation = open_relation(relation)
    complete = complete_design(relation, design, [outcome, treatment, *covariates])
    roles = Roles(outcome, treatment, covariates=tuple(covariates), weights=design.weights)
    sample = draw_sample(complete, roles)
    p = len(sample.variables)
    total = total_moments(sample)
    fit = fit_least_squares(total, response=p - 1, regressors=np.arange(p - 1), spread=sample.spread)
    left_out = tuple(name for name, kept in zip(sample.variables, fit.kept, strict=False) if not kept)
    if treatment in left_out:
        held = ", ".join(name for name in covariates if name not in left_out)
        raise NotIdentified(column=treatment, collinear=held)
    unweighted = draw_sample(complete, replace(roles, weights=None))
    simple = regress(unweighted, response=outcome, on=(*covariates, treatment)).variance[-1, -1]
    sums = effect_sums(
        complete, design, roles, coefficients=fit.coefficients, pull=fit.bread[-1], centres=sample.centres
    )
    variance = linearised_variance(sums.n_psus, sums.mean, sums.variance, sums.population)
    value, std_error = float(fit.coefficients[-1]), float(np.sqrt(variance))
    if not std_error > ROUNDING * np.sqrt(sample.spread[-1] / sample.n):
        raise NoResidualVariation(column=outcome)
    estimate = Estimate(
        estimand="ITT",
        **wald_figures(value, std_error, df=sums.df, level=level),
        n=sample.n,
        n_clusters=int(sums.n_psus.sum()),
        n_dropped=relation.n_rows - sample.n,
        control_mean=sample.control_mean,
        unit=unit,
        method="survey, least squares, Taylor linearisation",
        dropped_covariates=left_out,
    )
    return survey_result(estimate, variance / float(simple), sums)
