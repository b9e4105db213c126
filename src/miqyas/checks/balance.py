"""Balance: whether the two arms resembled each other before treatment."""

from collections.abc import Sequence

import numpy as np

from miqyas.checks.comparison import comparable_sample
from miqyas.checks.sentences.balance import balance_sentence
from miqyas.data.arms import arm_sums
from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.errors import (
    ConstantOutcome,
    EmptyArm,
    EmptySample,
    InvalidSample,
    NoResidualVariation,
    TooFewUnits,
)
from miqyas.estimators.regression import regress
from miqyas.numerics.distributions import t_quantile, t_two_sided
from miqyas.numerics.wald import WaldTest, joint_test
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell, Table
from miqyas.types import LANGUAGES

Facts = dict[str, float | int | bool | str]
SIGNIFICANCE = 0.05  # of the joint test; also the share of true draws that will fail it
LEVEL = 0.95
# A covariate that cannot be compared is shown with its reason; any other refusal concerns the whole question.
NOT_COMPARED = (ConstantOutcome, EmptyArm, EmptySample, NoResidualVariation, TooFewUnits)
COLUMNS = (
    "covariate",
    "n",
    "control_mean",
    "treated_mean",
    "difference",
    "std_error",
    "low",
    "high",
    "p_value",
    "normalised_difference",
    "reason",
)


def balance(
    relation: Relation,
    *,
    treatment: str,
    covariates: Sequence[str],
    strata: str | None = None,
    cluster: str | None = None,
    weights: str | None = None,
) -> CheckResult:
    """Compare the two arms on what was measured before treatment, one covariate at a time and all together.

    A true draw leaves only differences of chance; more than that means a draw that was not followed, units
    lost from one arm, or bad luck. Covariates must have been measured before anyone knew the assignment.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes.
    treatment, strata, cluster, weights : str
        As in `itt`. Each covariate is compared on its own complete rows, the joint test on rows complete for
        all. Where strata hold few clusters the variance is taken over strata (see `comparable_sample`).
    covariates : sequence of str
        Columns of numbers.

    Returns
    -------
    CheckResult
        ``passed`` says whether the joint test does not reject at 5 %; None when it cannot be computed. The
        table has one row a covariate: means, difference within strata with interval and p-value, normalised
        difference (difference of means over the root of the mean variance), and ``reason``, the name of the
        refusal, where the covariate could not be compared. Facts: ``n_covariates``, ``n_compared`` and, when
        computed, ``joint_f``, ``joint_df_numerator``, ``joint_df_denominator``, ``joint_p_value``,
        ``largest_normalised_difference``, ``most_different``.

    Raises
    ------
    InvalidSample
        As in `itt`, when the question itself cannot be asked.

    References
    ----------
    Imbens, G. W. and Rubin, D. B. (2015). Causal Inference for Statistics, Social, and Biomedical Sciences,
    chapter 14: normalised differences.
    Bruhn, M. and McKenzie, D. (2009). In pursuit of balance. American Economic Journal: Applied Economics
    1(4), 200-232: tests of balance after a stratified draw.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({"age": [20, 31, 42, 50, 21, 33], "assigned": [0, 0, 0, 1, 1, 1]})
    >>> balance(open_relation(trial), treatment="assigned", covariates=["age"]).passed
    True
    """
    table = open_relation(relation)
    roles = [Roles(name, treatment, strata, cluster, weights=weights) for name in covariates]
    rows = tuple(_compare(table, role) for role in roles)
    compared = [str(row[0]) for row in rows if row[-1] is None]
    test = None
    if compared:
        every = Roles(compared[-1], treatment, strata, cluster, tuple(compared[:-1]), weights)
        test = _explain_assignment(table, every, compared)
    facts: Facts = (
        {"n_covariates": len(rows), "n_compared": len(compared)} | _widest(rows) | _test_facts(test)
    )
    passed = None if test is None else test.p_value >= SIGNIFICANCE
    text: dict[str, str] = {
        language: balance_sentence(language, facts, passed=passed) for language in LANGUAGES
    }
    return CheckResult("balance", passed, Table(COLUMNS, rows), text, facts)


def _compare(relation: Relation, roles: Roles) -> tuple[Cell, ...]:
    """Compare the arms on one covariate, in the role of the outcome."""
    try:
        sample = comparable_sample(relation, roles)
        fit = regress(sample, response=roles.outcome, on=(roles.treatment,))
    except NOT_COMPARED as refusal:
        return (roles.outcome, *[None] * 9, type(refusal).__name__)
    control, treated = arm_sums(sample)
    difference, std_error = float(fit.coefficients[0]), float(np.sqrt(fit.variance[0, 0]))
    if not std_error > 0:
        return (roles.outcome, *[None] * 9, NoResidualVariation.__name__)
    margin = t_quantile(0.5 + LEVEL / 2, fit.df) * std_error
    pooled = float(np.sqrt((control.variance + treated.variance) / 2))
    return (
        roles.outcome,
        sample.n,
        control.mean,
        treated.mean,
        difference,
        std_error,
        difference - margin,
        difference + margin,
        t_two_sided(difference / std_error, fit.df),
        (treated.mean - control.mean) / pooled,
        None,
    )


def _explain_assignment(relation: Relation, roles: Roles, covariates: Sequence[str]) -> WaldTest | None:
    """Explain the assignment by all covariates: after a true draw, they explain nothing."""
    try:
        fit = regress(comparable_sample(relation, roles), response=roles.treatment, on=covariates)
    except InvalidSample:
        return None  # rows complete for all covariates are too few; the rows above stand on their own
    kept = np.array([name not in fit.left_out for name in fit.names])
    return joint_test(fit.coefficients[kept], fit.variance[np.ix_(kept, kept)], fit.df)


def _widest(rows: Sequence[tuple[Cell, ...]]) -> Facts:
    place = COLUMNS.index("normalised_difference")
    found = [(abs(gap), str(row[0])) for row in rows if isinstance(gap := row[place], float)]
    if not found:
        return {}
    largest, name = max(found)
    return {"largest_normalised_difference": largest, "most_different": name}


def _test_facts(test: WaldTest | None) -> Facts:
    if test is None:
        return {}
    return {
        "joint_f": test.statistic,
        "joint_df_numerator": test.df_numerator,
        "joint_df_denominator": test.df_denominator,
        "joint_p_value": test.p_value,
    }
