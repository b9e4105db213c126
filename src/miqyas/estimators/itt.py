"""Intention to treat: what being assigned changed, whoever took it up."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

import numpy as np

from miqyas.data.interactions import with_interactions
from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import Sample, draw_sample
from miqyas.errors import InvalidLevel, NoResidualVariation, NotIdentified, UnknownAdjustment
from miqyas.estimators.regression import Regression
from miqyas.estimators.robust import RobustFit, robust_fit
from miqyas.estimators.variance import ClusterRobust, Variance, declared_variance
from miqyas.numerics.interval import wald_figures
from miqyas.results.estimate import Estimate, Note

ROUNDING = 1e-10  # a standard error below this share of the outcome's spread is rounding, not certainty


class Adjustment(StrEnum):
    """How covariates and strata are held fixed: one slope for both arms, or one for each (Lin 2013)."""

    ADDITIVE = "additive"
    LIN = "lin"


def itt(
    relation: Relation,
    *,
    outcome: str,
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
    """Estimate the effect of being assigned to treatment, by least squares.

    The outcome is regressed on the assignment, on the strata as fixed effects and on the covariates. The
    effect is causal when assignment was drawn at random inside each stratum, when whether a unit is observed
    does not depend on its assignment, and when one cluster's assignment does not change another's outcome.
    Where the share treated differs between strata, a stratum weighs n·p·(1 - p), not its size n.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; n rows, of which those with a missing value are left out
        and counted.
    outcome, treatment : str
        Column of numbers; column of 0 and 1 (or no and yes).
    strata, cluster : str, optional
        Column of the groups inside which assignment was drawn; of the groups assigned or sampled as a whole,
        or two columns for two-way clusters, such as ``("village", "month")``.
    covariates : sequence of str
        Columns of numbers measured before assignment; those that add nothing are left out and named.
    weights : str, optional
        Column of sampling weights, greater than zero.
    variance : HeteroskedasticRobust, ClusterRobust or str, optional
        How uncertainty is computed, such as ``ClusterRobust(by="village", kind="CR2")`` or, with ``cluster``
        given apart, ``"CR2"``. CR2 and HC2 come with Bell and McCaffrey's degrees of freedom.
    adjustment : Adjustment or str
        ``"additive"``: one slope for both arms, strata as constants. ``"lin"``: covariates and strata, centred,
        are also multiplied by the treatment; the effect is then the average over all units (ATE), never less
        precise in large samples. Prefer HC2 or CR2 with it.
    level : float
        Coverage of the interval, between 0 and 1.
    unit : str
        Unit of the outcome, such as ``"MAD"``.

    Returns
    -------
    Estimate
        Effect in ``unit``. Unless said otherwise, standard error CR1 over clusters with t(G - 1), or HC1 with
        t(N - K) without cluster; two ways, t(min G - 1). With few or very unequal clusters the note
        ``few_clusters`` or ``unequal_clusters`` says what to use instead of CR1. K counts the treatment, the
        covariates kept and the strata; strata that each lie inside one cluster count together for one. Where
        whole clusters were assigned inside strata of few clusters, such as pairs, the variance is too small:
        the estimate says so (note ``small_strata``); the remedy is to give the strata as cluster too.

    Raises
    ------
    InvalidSample
        A class for each reason: `MissingColumn`, `ColumnUsedTwice`, `NotNumeric`, `InfiniteValues`,
        `TreatmentNotBinary`, `EmptySample`, `EmptyArm`, `TooFewUnits`, `ConstantOutcome`,
        `TooManyCoefficients`, `InvalidWeights`, `EmptyStratum`, `TooFewClusters`, `ClusterIsUnit`,
        `NotIdentified`, `NoResidualVariation`, `TooManyClustersToAdjust`, `ClusterDecides`,
        and with Lin's adjustment `StrataOfOneArm`, `TooManyStrataToInteract`.
    InvalidDesign
        `InvalidLevel`, `UnknownAdjustment`, `UnknownVariance`, `VarianceContradicted`, `TwoWayOnlyPlain`.

    References
    ----------
    Cameron, A. C. and Miller, D. L. (2015). A practitioner's guide to cluster-robust inference. Journal of
    Human Resources 50(2), 317-372: section II for CR1 and its factor, section VI for t(G - 1).
    de Chaisemartin, C. and Ramirez-Cuellar, J. (2024). At what level should one cluster standard errors in
    paired and small-strata experiments? American Economic Journal: Applied Economics 16(1), 193-212.
    Imbens, G. W. and Rubin, D. B. (2015). Causal Inference for Statistics, Social, and Biomedical Sciences,
    chapters 7 and 9: regression in completely randomised and in stratified experiments.
    Lin, W. (2013). Agnostic notes on regression adjustments to experimental data: reexamining Freedman's
    critique. Annals of Applied Statistics 7(1), 295-318.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({"score": [5.0, 7.0, 9.0, 2.0, 4.0, 6.0], "assigned": [1, 1, 1, 0, 0, 0]})
    >>> print(itt(open_relation(trial), outcome="score", treatment="assigned", unit="points"))
    ITT = 3 points [-1.534, 7.534] at 95% (n = 6, least squares, HC1)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    declared = declared_variance(cluster, variance)
    roles = Roles(outcome, treatment, strata, None, tuple(covariates), weights)
    relation = open_relation(relation)
    if _adjustment(adjustment) is Adjustment.LIN:
        relation, crossed = with_interactions(draw_sample(relation, _with_first_cluster(roles, declared)))
        roles = replace(roles, covariates=(*roles.covariates, *crossed))
    found = robust_fit(relation, roles, declared, response=outcome, on=(*roles.covariates, treatment))
    sample, fit = found.sample, found.fit
    _check_identified(sample, fit)
    value, std_error = float(fit.coefficients[-1]), float(np.sqrt(fit.variance[-1, -1]))
    if not std_error > ROUNDING * np.sqrt(sample.spread[-1] / sample.n):
        raise NoResidualVariation(column=outcome)
    return Estimate(
        estimand="ITT",
        **wald_figures(value, std_error, df=float(fit.df), level=level),
        n=sample.n,
        n_clusters=found.n_clusters,
        n_dropped=sample.n_dropped,
        control_mean=sample.control_mean,
        unit=unit,
        method=_method(roles, adjustment, found.words),
        dropped_covariates=fit.left_out,
        notes=_notes(found),
    )


def _check_identified(sample: Sample, fit: Regression) -> None:
    """Refuse when the last regressor, the treatment, is contained in the strata and covariates."""
    if sample.roles.treatment not in fit.left_out:
        return
    kept = [name for name in sample.roles.covariates if name not in fit.left_out]
    held = [*([sample.roles.strata] if sample.roles.strata else []), *kept]
    raise NotIdentified(column=sample.roles.treatment, collinear=", ".join(held))


def _adjustment(found: Adjustment | str) -> Adjustment:
    if found not in list(Adjustment):
        raise UnknownAdjustment(found=found, known=", ".join(Adjustment))
    return Adjustment(found)


def _with_first_cluster(roles: Roles, declared: Variance) -> Roles:
    """The rows the estimate will use: those with a cluster."""
    return replace(roles, cluster=declared.columns[0] if isinstance(declared, ClusterRobust) else None)


def _method(roles: Roles, adjustment: str, variance: str) -> str:
    parts = ["least squares"]
    if roles.strata:
        parts.append("strata fixed effects")
    if adjustment == Adjustment.LIN and roles.covariates:
        parts.append("interacted (Lin)")
    elif roles.covariates:
        parts.append("covariates")
    if roles.weights:
        parts.append("weights")
    return ", ".join([*parts, variance])


def _notes(found: RobustFit) -> tuple[Note, ...]:
    sample = found.sample
    of_sample = (
        Note("single_unit_clusters", sample.n_single_unit_clusters),
        Note("one_arm_strata", sample.n_one_arm_strata if sample.roles.strata else 0),
        Note("small_strata", sample.n_strata if sample.strata_are_small else 0),
    )
    return (*(note for note in of_sample if note.count > 0), *found.notes)
