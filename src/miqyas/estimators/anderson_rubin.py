"""Anderson-Rubin: the effects an instrument does not contradict, however weak it is."""

from collections.abc import Sequence

import numpy as np

from miqyas.data.relation import Relation
from miqyas.errors import InvalidLevel, TooFewClustersForInstruments
from miqyas.estimators.two_stage import FirstStage, draw_instrumented, first_stage, stages
from miqyas.numerics.instrumental import anderson_rubin_set
from miqyas.results.confidence_set import ConfidenceSet

METHOD = "Anderson-Rubin"


def anderson_rubin(
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
) -> ConfidenceSet:
    """Find every effect that, taken off the outcome, leaves the instrument without influence on it.

    Unlike the interval of `iv`, this set covers the effect as often as it says even when the instrument
    hardly moves the treatment; it then becomes unbounded, which is the honest answer. With several
    instruments it may be empty: no one effect fits them all, so one of them is probably not valid.

    Parameters
    ----------
    relation, outcome, treatment, instruments, strata, cluster, covariates, weights
        As in `iv`.
    level : float
        Coverage aimed at, between 0 and 1.

    Returns
    -------
    ConfidenceSet
        Ranges in the unit of the outcome by unit of treatment; None for a missing bound, and the reason. The
        test is F(q, G - 1) on the q instruments, CR1, or F(q, N - K) with HC1.

    Raises
    ------
    InvalidSample
        As in `iv`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Anderson, T. W. and Rubin, H. (1949). Estimation of the parameters of a single equation in a complete
    system of stochastic equations. Annals of Mathematical Statistics 20(1), 46-63.
    Andrews, I., Stock, J. H. and Sun, L. (2019). Weak instruments in instrumental variables regression.
    Annual Review of Economics 11, 727-753, section 5.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({
    ...     "score": [5.0, 7.0, 4.0, 9.0, 2.0, 4.0, 6.0, 3.0],
    ...     "attended": [1, 1, 0, 1, 0, 0, 1, 0],
    ...     "invited": [1, 1, 1, 1, 0, 0, 0, 0],
    ... })
    >>> few = anderson_rubin(trial, outcome="score", treatment="attended", instruments="invited")
    >>> few.is_bounded, few.reason["en"]
    (False, 'The instrument is too weak: no value of the effect is excluded.')
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    sample = draw_instrumented(
        relation, outcome=outcome, treatment=treatment, instruments=instruments, strata=strata,
        cluster=cluster, covariates=covariates, weights=weights,
    )  # fmt: skip
    return confidence_set(first_stage(sample), level)


def confidence_set(first: FirstStage, level: float) -> ConfidenceSet:
    """Invert the test on stages already fitted."""
    try:
        found = anderson_rubin_set(stages(first), level)
    except np.linalg.LinAlgError as singular:
        sample = first.gathered.sample
        raise TooFewClustersForInstruments(found=sample.n_clusters, k=len(first.instruments)) from singular
    pieces = tuple((_bound(low), _bound(high)) for low, high in found)
    return ConfidenceSet(pieces, level, METHOD)


def _bound(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
