"""ANCOVA: a randomised trial with the outcome measured before as well."""

from collections.abc import Sequence
from dataclasses import replace

from miqyas.data.relation import Relation
from miqyas.errors import ColumnUsedTwice
from miqyas.estimators.itt import Adjustment, itt
from miqyas.estimators.variance import Variance
from miqyas.results.estimate import Estimate


def ancova(
    relation: Relation,
    *,
    outcome: str,
    baseline: str | Sequence[str],
    treatment: str,
    strata: str | None = None,
    cluster: str | tuple[str, ...] | None = None,
    covariates: Sequence[str] = (),
    weights: str | None = None,
    variance: Variance | str | None = None,
    adjustment: Adjustment | str = Adjustment.ADDITIVE,
    level: float = 0.95,
    unit: str = "",
) -> Estimate:
    """Estimate the effect of being assigned, the outcome before assignment held fixed.

    Causal under the assumption of `itt`: assignment drawn at random inside each stratum. In a trial this is never
    less precise than comparing changes (difference-in-differences), and much more precise when the outcome of
    today says little about that of tomorrow, as incomes do: with correlation ρ between the two, the variance is
    that of the plain comparison times 1 - ρ², against 2(1 - ρ) for changes.

    Parameters
    ----------
    relation, outcome, treatment, strata, cluster, covariates, weights, variance, adjustment, level, unit
        As in `itt`.
    baseline : str or sequence of str
        Column of the outcome measured before assignment; several when it was measured several times.

    Returns
    -------
    Estimate
        As in `itt`; rows without a baseline are left out and counted.

    Raises
    ------
    InvalidSample, InvalidDesign
        As in `itt`; `ColumnUsedTwice` when the baseline is also the outcome or a covariate.

    References
    ----------
    McKenzie, D. (2012). Beyond baseline and follow-up: the case for more T in experiments. Journal of Development
    Economics 99(2), 210-221.
    Frison, L. and Pocock, S. J. (1992). Repeated measures in clinical trials. Statistics in Medicine 11(13),
    1685-1704.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({"score": [5.0, 7.0, 9.0, 2.0, 4.0, 6.0], "before": [3.0, 4, 7, 2, 3, 5],
    ...                       "assigned": [1, 1, 1, 0, 0, 0]})
    >>> print(ancova(trial, outcome="score", baseline="before", treatment="assigned", unit="points"))
    ITT = 1.6 points [-0.06646, 3.266] at 95% (n = 6, ANCOVA, HC1)
    """
    before = (baseline,) if isinstance(baseline, str) else tuple(baseline)
    for name in before:
        if name in {outcome, treatment, *covariates}:
            raise ColumnUsedTwice(column=name)
    found = itt(
        relation,
        outcome=outcome,
        treatment=treatment,
        strata=strata,
        cluster=cluster,
        covariates=(*before, *covariates),
        weights=weights,
        variance=variance,
        adjustment=adjustment,
        level=level,
        unit=unit,
    )
    method = found.method.replace("least squares", "ANCOVA", 1)
    return replace(found, method=method if covariates else method.replace(", covariates", "", 1))
