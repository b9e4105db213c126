"""Weak instruments: whether the first stage is strong enough for the estimate and its interval."""

from collections.abc import Sequence

from miqyas.checks.sentences.weak_instruments import weak_instruments_sentence
from miqyas.data.relation import Relation
from miqyas.errors import InvalidLevel
from miqyas.estimators.anderson_rubin import confidence_set
from miqyas.estimators.two_stage import FirstStage, draw_instrumented, exactly_followed, first_stage, stages
from miqyas.numerics.instrumental import critical_effective_f, effective_f
from miqyas.numerics.wald import joint_test
from miqyas.results.check import CheckResult
from miqyas.results.confidence_set import ConfidenceSet
from miqyas.results.table import Table
from miqyas.types import LANGUAGES

Facts = dict[str, float | int | bool | str]
UNBOUNDED = "A missing bound of the Anderson-Rubin set means that the set does not end on that side."


def weak_instruments(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    instruments: str | Sequence[str],
    strata: str | None = None,
    cluster: str | None = None,
    covariates: Sequence[str] = (),
    weights: str | None = None,
    level: float = 0.95,
) -> CheckResult:
    """Measure how much the instruments move the treatment, and give the interval that does not need them strong.

    A weak instrument biases two-stage least squares towards the plain comparison and makes its interval too
    short. The effective F accounts for clusters and unequal variances, which the usual rule of ten does not.

    Parameters
    ----------
    relation, outcome, treatment, instruments, strata, cluster, covariates, weights, level
        As in `iv`.

    Returns
    -------
    CheckResult
        ``passed`` when the effective F reaches the value above which the bias is under a tenth of the worst
        case, tested at 5 %. The table has one row for each piece of the Anderson-Rubin set. Facts:
        ``n_instruments``, ``exactly_followed`` (no error is left in the first stage), ``anderson_rubin`` (the
        shape of the set), ``anderson_rubin_low`` and ``anderson_rubin_high`` when it has those bounds, and
        unless exactly followed ``effective_f``, ``critical_value``, ``first_stage_f`` (robust Wald F of the
        instruments, absent when clusters are too few for it).

    Raises
    ------
    InvalidSample, InvalidLevel
        As in `iv`.

    References
    ----------
    Montiel Olea, J. L. and Pflueger, C. (2013). A robust test for weak instruments. Journal of Business &
    Economic Statistics 31(3), 358-369.
    Andrews, I., Stock, J. H. and Sun, L. (2019). Weak instruments in instrumental variables regression.
    Annual Review of Economics 11, 727-753.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({
    ...     "score": [5.0, 7.0, 4.0, 9.0, 2.0, 4.0, 6.0, 3.0],
    ...     "attended": [1, 1, 0, 1, 0, 0, 1, 0],
    ...     "invited": [1, 1, 1, 1, 0, 0, 0, 0],
    ... })
    >>> found = weak_instruments(trial, outcome="score", treatment="attended", instruments="invited")
    >>> found.passed, round(found.facts["effective_f"], 2), round(found.facts["critical_value"], 1)
    (False, 2.0, 23.1)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    sample = draw_instrumented(
        relation, outcome=outcome, treatment=treatment, instruments=instruments, strata=strata,
        cluster=cluster, covariates=covariates, weights=weights,
    )  # fmt: skip
    first = first_stage(sample)
    robust = confidence_set(first, level)
    facts = _facts(first) | _set_facts(robust)
    passed = bool(facts["exactly_followed"]) or float(facts["effective_f"]) >= float(facts["critical_value"])
    text: dict[str, str] = {
        language: weak_instruments_sentence(language, facts, robust) for language in LANGUAGES
    }
    notes = () if robust.is_bounded else (UNBOUNDED,)
    return CheckResult("weak_instruments", passed, Table(("low", "high"), robust.pieces, notes), text, facts)


def _facts(first: FirstStage) -> Facts:
    facts: Facts = {
        "n_instruments": len(first.instruments),
        "exactly_followed": bool(exactly_followed(first)),
    }
    if facts["exactly_followed"]:
        return facts
    found = stages(first)
    facts |= {"effective_f": effective_f(found), "critical_value": critical_effective_f(found)}
    wald = joint_test(found.first, found.first_variance, found.df)
    return facts if wald is None else facts | {"first_stage_f": wald.statistic}


def _set_facts(robust: ConfidenceSet) -> Facts:
    facts: Facts = {"anderson_rubin": robust.shape}
    if robust.pieces and robust.pieces[0][0] is not None:
        facts["anderson_rubin_low"] = robust.pieces[0][0]
    if robust.pieces and robust.pieces[-1][1] is not None:
        facts["anderson_rubin_high"] = robust.pieces[-1][1]
    return facts
