"""Attrition: how many outcomes are missing, and whether more in one arm than in the other."""

import numpy as np

from miqyas.checks.comparison import comparable_sample
from miqyas.checks.sentences.attrition import attrition_sentence
from miqyas.data.arms import arm_sums
from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import Sample
from miqyas.errors import ConstantOutcome, EmptySample, NoResidualVariation
from miqyas.estimators.arm_means import ARMS
from miqyas.estimators.regression import regress
from miqyas.numerics.distributions import t_quantile, t_two_sided
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell, Table
from miqyas.types import LANGUAGES

Facts = dict[str, float | int | bool | str]
SIGNIFICANCE = 0.05
LEVEL = 0.95
# Our convention: a gap above five points is not called small, even when few units keep it from being
# significant. The evidence ladders apply thresholds of their own to the same facts.
SMALL_GAP = 0.05
COLUMNS = ("arm", "n", "n_missing", "share_missing")


def attrition(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    strata: str | None = None,
    cluster: str | None = None,
) -> CheckResult:
    """Compare the share of missing outcomes between the two arms.

    When units leave one arm more than the other, those who remain are no longer comparable. Only what the
    table shows can be seen: units removed before the table was made leave no trace in it.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes, with one row for each unit assigned, observed or not.
    outcome, treatment, strata, cluster : str
        As in `itt`. Where strata hold few clusters the variance is taken over strata (see
        `comparable_sample`).

    Returns
    -------
    CheckResult
        ``passed`` is False when the differential is significant at 5 %; True when it is neither significant
        nor above five points; None when it is large but uncertain, or when no outcome is missing. Facts, as
        shares: ``overall``, ``treated``, ``control``, ``differential`` (within strata) and, when some outcome
        is missing, its ``p_value``, ``low`` and ``high``; counts ``n``, ``n_missing``.

    Raises
    ------
    InvalidSample
        As in `itt`; `EmptySample` when every outcome is missing.

    References
    ----------
    Lee, D. S. (2009). Training, wages, and sample selection. Review of Economic Studies 76(3), 1071-1102:
    why a differential biases.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({"score": [5.0, None, 9.0, 2.0, 4.0, 6.0], "assigned": [1, 1, 1, 0, 0, 0]})
    >>> round(attrition(open_relation(trial), outcome="score", treatment="assigned").facts["treated"], 3)
    0.333
    """
    table = open_relation(relation)
    table.require(outcome)
    flagged, indicator = table.with_missing_indicator(outcome)
    roles = Roles(indicator, treatment, strata, cluster)
    try:
        sample = comparable_sample(flagged, roles)
    except ConstantOutcome as constant:
        if constant.facts["value"] != "0":
            raise EmptySample(n=constant.facts["n"], columns=outcome) from constant
        return _complete(int(str(constant.facts["n"])))
    return _differential(sample)


def _differential(sample: Sample) -> CheckResult:
    arms = dict(zip(ARMS, arm_sums(sample), strict=True))
    rows = tuple((arm, sums.n, round(sums.mean * sums.n), sums.mean) for arm, sums in arms.items())
    n_missing = sum(row[2] for row in rows)
    facts: Facts = {arm: sums.mean for arm, sums in arms.items()}
    facts |= {"overall": n_missing / sample.n, "n": sample.n, "n_missing": n_missing}
    try:
        fit = regress(sample, response=sample.roles.outcome, on=(sample.roles.treatment,))
    except NoResidualVariation:  # one arm wholly observed, the other wholly lost
        gap, margin, p_value = arms["treated"].mean - arms["control"].mean, 0.0, 0.0
    else:
        gap, std_error = float(fit.coefficients[0]), float(np.sqrt(fit.variance[0, 0]))
        margin = t_quantile(0.5 + LEVEL / 2, fit.df) * std_error
        p_value = t_two_sided(gap / std_error, fit.df)
    facts |= {"differential": gap, "p_value": p_value, "low": gap - margin, "high": gap + margin}
    return _result(_verdict(gap, p_value), rows, facts)


def _verdict(differential: float, p_value: float) -> bool | None:
    if p_value < SIGNIFICANCE:
        return False
    return True if abs(differential) <= SMALL_GAP else None


def _complete(n: int) -> CheckResult:
    shares: Facts = dict.fromkeys(("overall", "treated", "control", "differential"), 0.0)
    return _result(None, (), shares | {"n": n, "n_missing": 0})


def _result(passed: bool | None, rows: tuple[tuple[Cell, ...], ...], facts: Facts) -> CheckResult:
    text: dict[str, str] = {
        language: attrition_sentence(language, facts, passed=passed) for language in LANGUAGES
    }
    return CheckResult("attrition", passed, Table(COLUMNS, rows), text, facts)
