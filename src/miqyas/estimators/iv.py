"""Instrumental variables: what treatment changed for those whom the instrument moved."""

from collections.abc import Sequence

import numpy as np

from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import Sample
from miqyas.errors import InvalidLevel, NoResidualVariation
from miqyas.estimators.itt import ROUNDING
from miqyas.estimators.robust_iv import fit_iv
from miqyas.estimators.variance import Variance, declared_variance
from miqyas.numerics.interval import wald_figures
from miqyas.results.estimate import Estimate, Note


def iv(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    instruments: str | Sequence[str],
    strata: str | None = None,
    cluster: str | tuple[str, ...] | None = None,
    covariates: Sequence[str] = (),
    weights: str | None = None,
    variance: Variance | str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> Estimate:
    """Estimate the effect of a treatment that people took up or not, by two-stage least squares.

    The effect is that on the units whose treatment the instrument changes (LATE), when inside strata and
    given covariates the instrument is as good as drawn at random, touches the outcome through the treatment
    alone, and moves nobody the other way. The table cannot show these three; that the instrument is strong
    enough it can: read `weak_instruments` beside this figure, and `anderson_rubin` where it is weak.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; n rows, of which those with a missing value are left out
        and counted.
    outcome, treatment : str
        Columns of numbers; the treatment received, 0 and 1 or graded (years, amounts).
    instruments : str or sequence of str
        Columns of numbers, at least one; those that add nothing are left out and named.
    strata, cluster : str, optional
        Column of the groups inside which the instrument was drawn; of the groups assigned or sampled as a
        whole, or two columns for two-way clusters.
    covariates : sequence of str
        Columns of numbers measured before, in both stages.
    weights : str, optional
        Column of sampling weights, greater than zero.
    variance : HeteroskedasticRobust, ClusterRobust or str, optional
        As in `itt`, of HC1, CR1 (one or two columns) and CR3, the jackknife of both stages.
    level : float
        Coverage of the interval, between 0 and 1.
    unit : str
        Unit of the outcome, such as ``"MAD"``.

    Returns
    -------
    Estimate
        Effect in ``unit`` for one unit of treatment. Standard error CR1 over clusters with t(G - 1), or HC1
        with t(N - K), K counting treatment, covariates kept and strata as in `itt`. ``control_mean`` is that
        of the untreated, or of all units when the treatment is graded (note ``graded_treatment``).

    Raises
    ------
    InvalidSample
        As in `itt`, and `ConstantInstrument`, `InstrumentAddsNothing`, `InstrumentMovesNothing`,
        `TooFewClustersMoved`, `TooFewClustersForInstruments`, `ClusterDecides`.
    InvalidDesign
        `InvalidLevel`, `UnknownVariance`, `VarianceContradicted`, `TwoWayOnlyPlain`, `UndefinedForInstruments`.

    References
    ----------
    Imbens, G. W. and Angrist, J. D. (1994). Identification and estimation of local average treatment effects.
    Econometrica 62(2), 467-475: who the effect is on.
    Wooldridge, J. M. (2010). Econometric Analysis of Cross Section and Panel Data, 2nd edition, section 5.2:
    the estimator and its robust variance.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({
    ...     "score": [5.0, 7.0, 4.0, 9.0, 2.0, 4.0, 6.0, 3.0],
    ...     "attended": [1, 1, 0, 1, 0, 0, 1, 0],
    ...     "invited": [1, 1, 1, 1, 0, 0, 0, 0],
    ... })
    >>> print(iv(trial, outcome="score", treatment="attended", instruments="invited", unit="points"))
    LATE = 5 points [-0.6509, 10.65] at 95% (n = 8, two-stage least squares, HC1)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    names = (instruments,) if isinstance(instruments, str) else tuple(instruments)
    roles = Roles(outcome, treatment, strata, None, tuple(covariates), weights, names)
    fit = fit_iv(open_relation(relation), roles, declared_variance(cluster, variance))
    sample, std_error = fit.sample, float(np.sqrt(fit.variance))
    if not std_error > ROUNDING * np.sqrt(sample.spread[-1] / sample.n):
        raise NoResidualVariation(column=outcome)
    return Estimate(
        estimand="LATE" if sample.n_grades == 0 and len(sample.roles.instruments) == 1 else "IV",
        **wald_figures(fit.value, std_error, df=fit.df, level=level),
        n=sample.n,
        n_clusters=fit.n_clusters,
        n_dropped=sample.n_dropped,
        control_mean=sample.control_mean,
        unit=unit,
        method=_method(sample.roles, fit.words),
        dropped_covariates=fit.left_out,
        notes=(*_notes(sample), *fit.notes),
    )


def _method(roles: Roles, variance: str) -> str:
    parts = ["two-stage least squares"]
    if roles.strata:
        parts.append("strata fixed effects")
    if roles.covariates:
        parts.append("covariates")
    if roles.weights:
        parts.append("weights")
    return ", ".join([*parts, variance])


def _notes(sample: Sample) -> tuple[Note, ...]:
    found = (
        Note("graded_treatment", sample.n_grades),
        Note("single_unit_clusters", sample.n_single_unit_clusters),
        Note("one_arm_strata", sample.n_one_arm_strata if sample.roles.strata else 0),
        Note("small_strata", sample.n_strata if sample.strata_are_small else 0),
    )
    return tuple(note for note in found if note.count > 0)
