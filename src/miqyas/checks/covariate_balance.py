"""Balance before and after weighting or matching: whether the weights made the arms alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from miqyas.checks.sentences.covariate_balance import covariate_balance_sentence
from miqyas.data.coarsened import Bins, coarsen
from miqyas.data.matchable import draw_matchable
from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.selection import Selection, draw_selection
from miqyas.estimators.matching import Matching, check_matching, matched_weights
from miqyas.numerics.weighting import Estimand
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell, Table
from miqyas.types import LANGUAGES, FloatVector

Facts = dict[str, float | int | bool | str]
# Usual in the literature on matching: Austin, P. C. (2009). Statistics in Medicine 28(25), 3083-3107.
ALIKE = 0.1
COLUMNS = (
    "covariate", "control_mean", "treated_mean", "before", "weighted_control_mean", "weighted_treated_mean", "after",
    "variance_ratio",
)  # fmt: skip


def balance_after_weighting(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    covariates: Sequence[str],
    new_weights: Callable[[Selection], FloatVector],
    cluster: str | None = None,
    weights: str | None = None,
) -> CheckResult:
    """Compare the arms on each covariate, as found and as weighted.

    Alike means are what weights are for; they say nothing of what was not measured.

    Parameters
    ----------
    relation, outcome, treatment, covariates, cluster, weights
        As in `ipw`: the very rows it uses.
    new_weights : callable
        Gives each row of the `Selection` its weight, zero for one left out: `score_balance`.

    Returns
    -------
    CheckResult
        ``passed`` when every standardised difference after is 0.1 at most. Differences are in standard deviations,
        the root of the mean variance of the arms as found, the same before and after. ``variance_ratio`` is that of
        the treated over the comparison, weighted; None where one of them is constant. Facts: ``n_covariates``,
        ``largest_before``, ``largest_after``, ``most_different``, ``n_different`` (beyond 0.1 after).

    Raises
    ------
    InvalidSample
        As in `ipw`.

    References
    ----------
    Austin, P. C. (2009). Balance diagnostics for comparing the distribution of baseline covariates between treatment
    groups in propensity-score matched samples. Statistics in Medicine 28(25), 3083-3107.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"y": [5.0, 7, 9, 4, 2, 4], "age": [3, 2, 2, 1, 2, 2], "d": [1, 1, 1, 0, 0, 0]})
    >>> found = balance_after_weighting(table, outcome="y", treatment="d", covariates=["age"],
    ...                                 new_weights=lambda rows: (rows.x[:, 0] == 2).astype(float))
    >>> found.passed, found.facts["largest_after"]
    (True, 0.0)
    """
    roles = Roles(outcome, treatment, None, cluster, tuple(covariates), weights)
    selection = draw_selection(open_relation(relation), roles)
    return _balance(selection, covariates, new_weights(selection))


def balance_after_matching(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    covariates: Sequence[str],
    estimand: Estimand = Estimand.ATT,
    by: Matching | None = None,
) -> CheckResult:
    """Compare the arms on each covariate, as found and as matched by `matching`, as `balance_after_weighting`.

    Raises
    ------
    InvalidSample, InvalidDesign
        As in `matching`.
    """
    by = by or Matching()
    check_matching(by, estimand)
    drawn = draw_matchable(
        open_relation(relation), outcome=outcome, treatment=treatment, covariates=covariates, exact=by.exact,
        cluster=None,
    )  # fmt: skip
    return _balance(drawn.selection, covariates, matched_weights(estimand, by)(drawn.selection, drawn.group))


def balance_after_coarsening(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    covariates: Sequence[str],
    bins: Mapping[str, Bins] | None = None,
    exact: Sequence[str] = (),
    cluster: str | None = None,
) -> CheckResult:
    """Compare the arms on each covariate, as found and as matched by `coarsened_matching`.

    Raises
    ------
    InvalidSample, InvalidDesign
        As in `coarsened_matching`.
    """
    classed = coarsen(
        open_relation(relation), outcome=outcome, treatment=treatment, covariates=covariates, bins=bins,
        exact=exact, cluster=cluster,
    )  # fmt: skip
    roles = Roles(outcome, treatment, None, cluster, (*covariates, classed.weight_or_zero))
    drawn = draw_selection(classed.relation, roles)
    return _balance(replace(drawn, x=drawn.x[:, :-1]), covariates, drawn.x[:, -1])


def _balance(selection: Selection, covariates: Sequence[str], after: FloatVector) -> CheckResult:
    rows = tuple(
        _row(name, column, selection, after) for name, column in zip(covariates, selection.x.T, strict=True)
    )
    gaps = [(abs(float(str(row[6]))), str(row[0])) for row in rows]
    largest, name = max(gaps)
    facts: Facts = {
        "n_covariates": len(rows),
        "largest_before": max(abs(float(str(row[3]))) for row in rows),
        "largest_after": largest,
        "most_different": name,
        "n_different": sum(gap > ALIKE for gap, _ in gaps),
    }
    passed = largest <= ALIKE
    text: dict[str, str] = {
        language: covariate_balance_sentence(language, facts, passed=passed) for language in LANGUAGES
    }
    return CheckResult("covariate_balance", passed, Table(COLUMNS, rows), text, facts)


def _row(name: str, x: FloatVector, selection: Selection, after: FloatVector) -> tuple[Cell, ...]:
    arms = [selection.d == arm for arm in (0, 1)]
    found = [_mean_and_variance(x[arm], selection.w[arm]) for arm in arms]
    weighted = [_mean_and_variance(x[arm], after[arm]) for arm in arms]
    scale = float(np.sqrt((found[0][1] + found[1][1]) / 2))
    gaps = [(means[1][0] - means[0][0]) / scale if scale > 0 else 0.0 for means in (found, weighted)]
    ratio = weighted[1][1] / weighted[0][1] if min(weighted[0][1], weighted[1][1]) > 0 else None
    return (name, found[0][0], found[1][0], gaps[0], weighted[0][0], weighted[1][0], gaps[1], ratio)


def _mean_and_variance(x: FloatVector, w: FloatVector) -> tuple[float, float]:
    mean = float(w @ x / w.sum())
    return mean, float(w @ (x - mean) ** 2 / w.sum())
