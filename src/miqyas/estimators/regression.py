"""Linear regression of one variable of a sample on others: the common ground of estimators and checks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from miqyas.data.cell_moments import cell_moments, leverage_sums
from miqyas.data.moments import cluster_moments, score_products, total_moments
from miqyas.data.sample import Sample
from miqyas.errors import ClusterDecides, NoResidualVariation, TooManyClustersToAdjust, TooManyCoefficients
from miqyas.estimators.variance import ClusterKind, UnitKind
from miqyas.numerics.least_squares import LeastSquares, fit_least_squares
from miqyas.numerics.moments import CellMoments, ClusterMoments
from miqyas.numerics.sandwich import (
    bias_reduced,
    cluster_robust,
    effective_clusters,
    jackknife,
    satterthwaite,
)
from miqyas.types import FloatMatrix, FloatVector, IntVector

# Numbers brought into Python at most (128 MB of doubles); beyond, scores are summed by the engine instead.
LARGEST_STACK = 2**24
# Unexplained share of the response below which its residuals are rounding.
EXPLAINED = 1e-12


@dataclass(frozen=True, slots=True)
class Regression:
    """Coefficients and their variance.

    Attributes
    ----------
    names : tuple of str
        Regressors, shape (k,).
    coefficients : FloatVector
        Shape (k,); zero for a regressor left out.
    variance : FloatMatrix
        Shape (k, k), CR1 by cluster or HC1 unless another kind was asked for.
    left_out : tuple of str
        Regressors that earlier ones or the strata already contain.
    df : float
        Degrees of freedom of the t distribution: G - 1, or N - K without clusters; Bell and McCaffrey's for
        the last regressor with CR2 and HC2.
    n_coefficients : int
        K of the small-sample factor.
    effective_clusters : float or None
        How many equal clusters the last regressor's variance is worth; None where not computed.
    """

    names: tuple[str, ...]
    coefficients: FloatVector
    variance: FloatMatrix
    left_out: tuple[str, ...]
    df: float
    n_coefficients: int
    effective_clusters: float | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """Moments of a sample, by cluster in Python, or only in total when clusters are too many.

    Attributes
    ----------
    sample : Sample
        Where they come from.
    stack : ClusterMoments or None
        By cluster, unless too many.
    total : FloatMatrix
        Shape (p, p).
    """

    sample: Sample
    stack: ClusterMoments | None
    total: FloatMatrix

    def score_products(self, combination: FloatVector, regressors: IntVector) -> FloatMatrix:
        """Sum s_g s_gᵀ, as `ClusterMoments.score_products`, wherever the moments stand."""
        if self.stack is not None:
            return self.stack.score_products(combination, regressors)
        if self.sample.summed is not None and tuple(regressors) == (0,):
            found = self.sample.summed.arm_scores(combination)
            if found is not None:
                return found
        return score_products(self.sample, combination, regressors)


def gather(sample: Sample) -> Gathered:
    """Ask the engine for the moments, by cluster where they fit in memory."""
    p = len(sample.variables)
    in_python = sample.roles.cluster is not None and sample.n_clusters * p * p <= LARGEST_STACK
    stack = cluster_moments(sample) if in_python else None
    return Gathered(sample, stack, stack.total if stack is not None else total_moments(sample))


def regress(
    sample: Sample,
    *,
    response: str,
    on: Sequence[str],
    n_absorbed: int = 0,
    kind: UnitKind | ClusterKind | None = None,
) -> Regression:
    """Regress one variable on others, strata as fixed effects, earlier regressors first served.

    Parameters
    ----------
    sample : Sample
        Complete rows; ``response`` and ``on`` are among its variables.
    n_absorbed : int
        Constants already taken out of the variables, beside the strata; they count in K.
    kind : UnitKind or ClusterKind, optional
        Of the variance: over units without clusters, over clusters with them. CR1 or HC1 when not said.

    Returns
    -------
    Regression
        In the unit of the response by unit of each regressor.

    Raises
    ------
    TooManyCoefficients
        As many coefficients as rows.
    NoResidualVariation
        The response is a linear combination of the regressors and strata.
    TooManyClustersToAdjust, ClusterDecides
        CR2 and CR3 do not fit in memory; the jackknife does not exist.
    """
    place = {name: index for index, name in enumerate(sample.variables)}
    regressors = np.array([place[name] for name in on], dtype=np.int64)
    p = len(sample.variables)
    gathered = gather(sample)
    fit = fit_least_squares(
        gathered.total, response=place[response], regressors=regressors, spread=sample.spread
    )
    n_coefficients = fit.rank + sample.n_fixed_effects + n_absorbed
    if sample.n <= n_coefficients:
        raise TooManyCoefficients(n=sample.n, k=n_coefficients)
    if fit.residual_share <= EXPLAINED:
        raise NoResidualVariation(column=response)
    combination = _residual(fit, p, place[response], regressors)
    variance, df = _variance(gathered, fit, combination, regressors, k=n_coefficients, kind=kind)
    return Regression(
        names=tuple(on),
        coefficients=fit.coefficients,
        variance=variance,
        left_out=tuple(name for name, kept in zip(on, fit.kept, strict=True) if not kept),
        df=df,
        n_coefficients=n_coefficients,
        effective_clusters=effective_clusters(gathered.stack.products, fit.bread, regressors)
        if gathered.stack is not None and fit.kept[-1]
        else None,
    )


def _variance(
    gathered: Gathered,
    fit: LeastSquares,
    combination: FloatVector,
    regressors: IntVector,
    *,
    k: int,
    kind: UnitKind | ClusterKind | None,
) -> tuple[FloatMatrix, float]:
    """Return the variance of the kind asked for, and its degrees of freedom."""
    sample = gathered.sample
    if kind in {None, UnitKind.HC1, ClusterKind.CR1}:
        meat = gathered.score_products(combination, regressors)
        clustered = sample.roles.cluster is not None
        variance = cluster_robust(fit.bread, meat, n=sample.n, n_clusters=sample.n_clusters, n_coefficients=k)
        return variance, float(sample.n_clusters - 1 if clustered else sample.n - k)
    kept, bread = regressors[fit.kept], fit.bread[np.ix_(fit.kept, fit.kept)]
    variance = np.zeros_like(fit.bread)
    if kind in {UnitKind.HC2, UnitKind.HC3}:
        power = 1 if kind is UnitKind.HC2 else 2
        sums = leverage_sums(sample, combination, kept, bread, power=power)
        variance[np.ix_(fit.kept, fit.kept)] = bread @ sums.meat @ bread
        if power > 1:
            return variance, float(sample.n - k)
        return variance, satterthwaite(
            bread, own=sums.own, crossed=sums.crossed, squares=sums.squares, expected=sums.expected,
            diagonal=sums.diagonal,
        )  # fmt: skip
    cells = gathered_cells(sample, str(kind))
    adjusted = (bias_reduced if kind is ClusterKind.CR2 else jackknife)(cells, bread, combination, kept)
    if kind is ClusterKind.CR3 and adjusted.deciding.size:
        raise ClusterDecides(
            n=adjusted.deciding.size, column=sample.roles.cluster, treatment=sample.roles.treatment, kind=kind
        )
    variance[np.ix_(fit.kept, fit.kept)] = adjusted.variance
    return variance, adjusted.df if adjusted.df is not None else float(sample.n_clusters - 1)


def gathered_cells(sample: Sample, purpose: str) -> CellMoments:
    """Ask for the sums by cluster and stratum, where they fit in memory.

    Raises
    ------
    TooManyClustersToAdjust
        They do not; ``purpose`` names what they were for.
    """
    check_stack(sample, purpose)
    cells = cell_moments(sample).moments.without_whole_strata()
    check_stack(sample, purpose, widest=int(cells.slot.max()) + 1 if cells.slot.size else 0)
    return cells


def check_stack(sample: Sample, purpose: str, *, widest: int = 0) -> None:
    """Refuse moments by cluster that do not fit in memory, ``widest`` strata met by a cluster included.

    Raises
    ------
    TooManyClustersToAdjust
        They do not; ``purpose`` names what they were for.
    """
    if sample.n_clusters * (len(sample.variables) + widest) ** 2 > LARGEST_STACK:
        raise TooManyClustersToAdjust(found=sample.n_clusters, column=sample.roles.cluster, kind=purpose)


def _residual(fit: LeastSquares, p: int, response: int, regressors: IntVector) -> FloatVector:
    combination = np.zeros(p)
    combination[regressors] = -fit.coefficients
    combination[response] = 1.0
    return combination
