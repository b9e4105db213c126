"""Intention to treat from sums that several data holders hand over, without their data."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from miqyas.data.roles import Roles
from miqyas.data.sample import FEW_CLUSTERS
from miqyas.errors import (
    AggregatesOfAnotherPlan,
    AggregatesTwice,
    ClusterIsUnit,
    ConstantOutcome,
    EmptyArm,
    NoResidualVariation,
    NotIdentified,
    TooFewClusters,
    TooManyCoefficients,
)
from miqyas.estimators.regression import Regression
from miqyas.estimators.robust import few_clusters_notes
from miqyas.numerics.interval import wald_figures
from miqyas.numerics.least_squares import LeastSquares, fit_least_squares
from miqyas.numerics.moments import ClusterMoments, unfold_triangle
from miqyas.numerics.pooled_cells import around, means_by, sum_by
from miqyas.numerics.sandwich import cluster_robust, effective_clusters
from miqyas.results.aggregates import Aggregates
from miqyas.results.estimate import Estimate, Note
from miqyas.types import FloatMatrix, FloatVector, IntVector

EXPLAINED = 1e-12  # unexplained share of the outcome below which its residuals are rounding


def aggregated_itt(aggregates: Sequence[Aggregates], *, unit: str = "") -> Estimate:
    """Estimate the effect of assignment that the pooled rows of all holders would give.

    The sums of a cluster add up over holders, and the strata's means are found again from them: the figure is the one
    of `itt` on the pooled table, rows and clusters that were withheld aside. The same conditions make it causal.

    Parameters
    ----------
    aggregates : sequence of Aggregates
        One or more holders' sums, all of one sealed plan, which names outcome, assignment, strata, cluster, covariates,
        weights and level.
    unit : str
        Unit of the outcome, such as ``"MAD"``.

    Returns
    -------
    Estimate
        As `itt`: effect in ``unit``, standard error CR1 over clusters, t(G - 1). Notes count what was withheld or merged;
        merged clusters count as one, which changes the standard error a little and the effect not at all.

    Raises
    ------
    InvalidSample
        `AggregatesOfAnotherPlan`, `AggregatesTwice`, and those of `itt` that concern all holders together: `EmptyArm`,
        `TooFewClusters`, `ClusterIsUnit`, `ConstantOutcome`, `TooManyCoefficients`, `NotIdentified`,
        `NoResidualVariation`.

    References
    ----------
    Chan, T. F., Golub, G. H. and LeVeque, R. J. (1983). Algorithms for computing the sample variance. The American
    Statistician 37(3), 242-247: how moments add up.
    Cameron, A. C. and Miller, D. L. (2015). A practitioner's guide to cluster-robust inference. Journal of Human
    Resources 50(2), 317-372.

    Examples
    --------
    >>> from miqyas.results.aggregates import Cell
    >>> def sums(holder, *outcomes):
    ...     cells = tuple(Cell(f"{holder} {arm}", "0", 20, 20 * arm, 20.0, (float(arm), y), (0.0, 0.0, 30.0))
    ...                   for arm, y in enumerate(outcomes))
    ...     plan = {"outcome": "y", "treatment": "d", "strata": None, "cluster": "g", "covariates": [], "weights": None,
    ...             "level": 0.95}
    ...     return Aggregates(holder, plan, "ab", "", "1", ("d", "y"), cells, 40, 0, 0, 0, 0, 10, 3)
    >>> print(aggregated_itt([sums("bank", 4.0, 7.0), sums("ministry", 6.0, 8.0)], unit="MAD"))
    ITT = 2.5 MAD [-0.4237, 5.424] at 95% (n = 80, least squares, CR1 by cluster, sums of 2 holders)
    """
    _check_same_plan(aggregates)
    plan = aggregates[0].plan
    roles = Roles(
        plan["outcome"],
        plan["treatment"],
        plan["strata"],
        plan["cluster"],
        tuple(plan["covariates"]),
        plan["weights"],
    )
    level = float(plan["level"])
    pool = _Pool(aggregates)
    _check(pool, roles)
    p = len(aggregates[0].variables)
    moments = ClusterMoments(pool.cluster_moments(stratified=roles.strata is not None))
    fit = fit_least_squares(moments.total, response=p - 1, regressors=np.arange(p - 1), spread=pool.spread)
    names = (*roles.covariates, roles.treatment)
    left_out = tuple(name for name, kept in zip(names, fit.kept, strict=True) if not kept)
    _check_fit(pool, roles, fit, left_out)
    k = fit.rank + pool.n_fixed_effects
    combination = np.append(-fit.coefficients, 1.0)
    meat = moments.score_products(combination, np.arange(p - 1))
    variance = cluster_robust(fit.bread, meat, n=pool.n, n_clusters=pool.n_clusters, n_coefficients=k)
    df = float(pool.n_clusters - 1)
    worth = effective_clusters(moments.products, fit.bread, np.arange(p - 1))
    told = Regression(names, fit.coefficients, variance, left_out, df, k, effective_clusters=worth)
    value, std_error = float(fit.coefficients[-1]), float(np.sqrt(variance[-1, -1]))
    if not std_error > 1e-10 * np.sqrt(pool.spread[-1] / pool.n):
        raise NoResidualVariation(column=roles.outcome)
    return Estimate(
        estimand="ITT",
        **wald_figures(value, std_error, df=df, level=level),
        n=pool.n,
        n_clusters=pool.n_clusters,
        n_dropped=sum(one.n_dropped for one in aggregates),
        control_mean=pool.control_mean,
        unit=unit,
        method=_method(roles, len(aggregates)),
        dropped_covariates=left_out,
        notes=(
            *_notes(pool, aggregates, stratified=roles.strata is not None),
            *few_clusters_notes(pool.n_clusters, told),
        ),
    )


class _Pool:
    """The cells of all holders on one numbering of clusters and strata."""

    def __init__(self, aggregates: Sequence[Aggregates]) -> None:
        cells = [cell for one in aggregates for cell in one.cells]
        p = len(aggregates[0].variables)
        self.rows: IntVector = np.array([cell.n for cell in cells], dtype=np.int64)
        self.treated: IntVector = np.array([cell.n_treated for cell in cells], dtype=np.int64)
        self.weight: FloatVector = np.array([cell.weight for cell in cells])
        self.means: FloatMatrix = np.array([cell.means for cell in cells])
        self.products = unfold_triangle(np.array([cell.products for cell in cells]), p)
        self.cluster: IntVector = np.unique([cell.cluster for cell in cells], return_inverse=True)[1].astype(
            np.int64
        )
        self.stratum: IntVector = np.unique([cell.stratum for cell in cells], return_inverse=True)[1].astype(
            np.int64
        )
        self.n = int(self.rows.sum())
        self.n_clusters = int(self.cluster.max()) + 1
        self.n_strata = int(self.stratum.max()) + 1
        self.n_cells = len({*zip(self.cluster.tolist(), self.stratum.tolist(), strict=True)})
        centre = self.weight @ self.means / self.weight.sum()
        self.spread: FloatVector = np.diagonal(
            around(self.weight, self.means, self.products, centre).sum(axis=0)
        ).copy()

    @property
    def n_fixed_effects(self) -> int:
        """One when every stratum lies in one cluster, as `Sample.n_fixed_effects`."""
        return 1 if self.n_cells == self.n_strata else self.n_strata

    @property
    def control_mean(self) -> float:
        """Weighted mean outcome of the comparison arm."""
        shares, outcomes = self.means[:, -2], self.means[:, -1]
        both = self.products[:, -2, -1] + self.weight * shares * outcomes
        return float((self.weight * outcomes - both).sum() / (self.weight * (1 - shares)).sum())

    def by(self, groups: IntVector) -> tuple[IntVector, IntVector]:
        """Return rows and treated rows by group."""
        return (
            np.bincount(groups, weights=self.rows).astype(np.int64),
            np.bincount(groups, weights=self.treated).astype(np.int64),
        )

    def cluster_moments(self, *, stratified: bool) -> NDArray[np.float64]:
        """Return the moments of each cluster, deviations from the stratum's mean, or from the mean of all."""
        groups = self.stratum if stratified else np.zeros_like(self.stratum)
        origin = means_by(groups, self.weight, self.means)
        return sum_by(self.cluster, around(self.weight, self.means, self.products, origin))


def _check_same_plan(aggregates: Sequence[Aggregates]) -> None:
    first = aggregates[0]
    seen: dict[str, str] = {}
    for one in aggregates:
        if one.plan_sha256 != first.plan_sha256:
            raise AggregatesOfAnotherPlan(
                file=one.holder, found=one.plan_sha256[:16], expected=first.plan_sha256[:16]
            )
        if one.dataset_sha256 in seen:
            raise AggregatesTwice(
                file=one.holder, other=seen[one.dataset_sha256], sha=one.dataset_sha256[:16]
            )
        if one.dataset_sha256:
            seen[one.dataset_sha256] = one.holder


def _check(pool: _Pool, roles: Roles) -> None:
    n_treated = int(pool.treated.sum())
    for arm, size in ((0, pool.n - n_treated), (1, n_treated)):
        if size == 0:
            raise EmptyArm(column=roles.treatment, arm=arm, n=pool.n)
    rows, treated = pool.by(pool.cluster)
    if (rows == 1).all():
        raise ClusterIsUnit(column=roles.cluster, n=pool.n_clusters)
    n_treated_clusters, n_control_clusters = int((treated > 0).sum()), int((treated < rows).sum())
    if min(n_treated_clusters, n_control_clusters) < 2:
        raise TooFewClusters(column=roles.cluster, treated=n_treated_clusters, control=n_control_clusters)
    if pool.spread[-1] == 0:
        raise ConstantOutcome(column=roles.outcome, value=f"{pool.means[0, -1]:.6g}", n=pool.n)
    if roles.strata is not None and _n_one_arm(pool) == pool.n_strata:
        raise NotIdentified(column=roles.treatment, collinear=roles.strata)


def _check_fit(pool: _Pool, roles: Roles, fit: LeastSquares, left_out: tuple[str, ...]) -> None:
    if roles.treatment in left_out:
        held = [
            *([roles.strata] if roles.strata else []),
            *(c for c in roles.covariates if c not in left_out),
        ]
        raise NotIdentified(column=roles.treatment, collinear=", ".join(held))
    k = fit.rank + pool.n_fixed_effects
    if pool.n <= k:
        raise TooManyCoefficients(n=pool.n, k=k)
    if fit.residual_share <= EXPLAINED:
        raise NoResidualVariation(column=roles.outcome)


def _n_one_arm(pool: _Pool) -> int:
    rows, treated = pool.by(pool.stratum)
    return int(((treated == 0) | (treated == rows)).sum())


def _method(roles: Roles, n_holders: int) -> str:
    parts = ["least squares"]
    parts += [
        name
        for name, given in (("strata fixed effects", roles.strata), ("covariates", roles.covariates))
        if given
    ]
    parts += ["weights"] if roles.weights else []
    return ", ".join(
        [*parts, "CR1 by cluster", f"sums of {n_holders} holders" if n_holders > 1 else "sums of 1 holder"]
    )


def _notes(pool: _Pool, aggregates: Sequence[Aggregates], *, stratified: bool) -> tuple[Note, ...]:
    rows, treated = pool.by(pool.cluster)
    whole = bool(((treated == 0) | (treated == rows)).all())
    small = stratified and whole and pool.n_cells == pool.n_clusters < FEW_CLUSTERS * pool.n_strata
    found = (
        Note("single_unit_clusters", int((rows == 1).sum())),
        Note("one_arm_strata", _n_one_arm(pool) if stratified else 0),
        Note("small_strata", pool.n_strata if small else 0),
        Note("shared_clusters", _n_shared(aggregates)),
        Note("withheld_rows", sum(one.n_withheld_rows for one in aggregates)),
        Note("merged_cells", sum(one.n_merged_cells for one in aggregates)),
    )
    return tuple(note for note in found if note.count > 0)


def _n_shared(aggregates: Sequence[Aggregates]) -> int:
    seen = [{cell.cluster for cell in one.cells} for one in aggregates]
    return len({name for names in seen for name in names if sum(name in other for other in seen) > 1})
