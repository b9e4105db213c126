"""Linear regression of one variable of a sample on others: the common ground of estimators and checks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from miqyas.data.moments import cluster_moments, score_products, total_moments
from miqyas.data.sample import Sample
from miqyas.errors import NoResidualVariation, TooManyCoefficients
from miqyas.numerics.least_squares import LeastSquares, fit_least_squares
from miqyas.numerics.moments import ClusterMoments
from miqyas.numerics.sandwich import cluster_robust
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
        Shape (k, k), CR1 by cluster or HC1.
    left_out : tuple of str
        Regressors that earlier ones or the strata already contain.
    df : float
        Degrees of freedom of the t distribution: G - 1, or N - K without clusters.
    n_coefficients : int
        K of the small-sample factor.
    """

    names: tuple[str, ...]
    coefficients: FloatVector
    variance: FloatMatrix
    left_out: tuple[str, ...]
    df: float
    n_coefficients: int


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
        return score_products(self.sample, combination, regressors)


def gather(sample: Sample) -> Gathered:
    """Ask the engine for the moments, by cluster where they fit in memory."""
    p = len(sample.variables)
    in_python = sample.roles.cluster is not None and sample.n_clusters * p * p <= LARGEST_STACK
    stack = cluster_moments(sample) if in_python else None
    return Gathered(sample, stack, stack.total if stack is not None else total_moments(sample))


def regress(sample: Sample, *, response: str, on: Sequence[str], n_absorbed: int = 0) -> Regression:
    """Regress one variable on others, strata as fixed effects, earlier regressors first served.

    Parameters
    ----------
    sample : Sample
        Complete rows; ``response`` and ``on`` are among its variables.
    n_absorbed : int
        Constants already taken out of the variables, beside the strata; they count in K.

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
    meat = gathered.score_products(combination, regressors)
    clustered = sample.roles.cluster is not None
    return Regression(
        names=tuple(on),
        coefficients=fit.coefficients,
        variance=cluster_robust(
            fit.bread, meat, n=sample.n, n_clusters=sample.n_clusters, n_coefficients=n_coefficients
        ),
        left_out=tuple(name for name, kept in zip(on, fit.kept, strict=True) if not kept),
        df=sample.n_clusters - 1 if clustered else sample.n - n_coefficients,
        n_coefficients=n_coefficients,
    )


def _residual(fit: LeastSquares, p: int, response: int, regressors: IntVector) -> FloatVector:
    combination = np.zeros(p)
    combination[regressors] = -fit.coefficients
    combination[response] = 1.0
    return combination
