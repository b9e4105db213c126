"""A regression with all that resampling its clusters needs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from miqyas.data.cell_moments import LabelledCells, cell_moments, row_moments
from miqyas.data.sample import Sample
from miqyas.errors import NoResidualVariation, NotIdentified, TooManyCoefficients
from miqyas.estimators.itt import ROUNDING
from miqyas.estimators.regression import EXPLAINED, check_stack
from miqyas.numerics.inversion import Draws
from miqyas.numerics.least_squares import fit_least_squares
from miqyas.numerics.moments import CellMoments
from miqyas.numerics.sandwich import cluster_robust
from miqyas.results.estimate import Estimate, Note
from miqyas.types import FloatMatrix, FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class ClusteredFit:
    """Least squares on covariates then treatment, and the sums by cluster behind it.

    Attributes
    ----------
    cells : CellMoments
        Sums by cluster.
    labelled : LabelledCells
        The same with every cell kept, and the clusters' names.
    bread : FloatMatrix
        (XᵀX)⁻¹ of the regressors kept, treatment last, shape (k, k).
    combination : FloatVector
        What makes the residual of the variables, shape (p,).
    kept : IntVector
        Places of the regressors kept, shape (k,).
    value, std_error : float
        Effect of the treatment, with its CR1 (or HC1) standard error.
    left_out : tuple of str
        Covariates that add nothing.
    """

    cells: CellMoments
    labelled: LabelledCells
    bread: FloatMatrix
    combination: FloatVector
    kept: IntVector
    value: float
    std_error: float
    left_out: tuple[str, ...]


def clustered_fit(sample: Sample, *, response: str, family: Sequence[str] = ()) -> ClusteredFit:
    """Regress the outcome on the covariates and the treatment, strata as fixed effects.

    Without cluster each row is its own, and the error is HC1; ``family`` names the outcomes looked at on the same
    rows, so that these stand in the same order for each.

    Raises
    ------
    InvalidSample
        `TooManyClustersToAdjust`, `TooManyCoefficients`, `NotIdentified`, `NoResidualVariation`.
    """
    check_stack(sample, "resampling")
    labelled = cell_moments(sample) if sample.roles.cluster is not None else row_moments(sample, family)
    cells, p = labelled.moments.without_whole_strata(), len(sample.variables)
    regressors = np.arange(p - 1)
    fit = fit_least_squares(
        cells.products.sum(axis=0), response=p - 1, regressors=regressors, spread=sample.spread
    )
    k = fit.rank + sample.n_fixed_effects
    if sample.n <= k:
        raise TooManyCoefficients(n=sample.n, k=k)
    left_out = tuple(name for name, stays in zip(sample.variables, fit.kept, strict=False) if not stays)
    if not fit.kept[-1]:
        held = [name for name in sample.roles.covariates if name not in left_out]
        strata = [sample.roles.strata] if sample.roles.strata else []
        raise NotIdentified(column=sample.roles.treatment, collinear=", ".join([*strata, *held]))
    if fit.residual_share <= EXPLAINED:
        raise NoResidualVariation(column=response)
    combination = np.append(-fit.coefficients, 1.0)
    scores = (cells.products @ combination)[:, :-1]
    variance = cluster_robust(
        fit.bread, scores.T @ scores, n=sample.n, n_clusters=sample.n_clusters, n_coefficients=k
    )
    std_error = float(np.sqrt(variance[-1, -1]))
    if not std_error > ROUNDING * np.sqrt(sample.spread[-1] / sample.n):
        raise NoResidualVariation(column=response)
    return ClusteredFit(
        cells=cells,
        labelled=labelled,
        bread=fit.bread[np.ix_(fit.kept, fit.kept)],
        combination=combination,
        kept=regressors[fit.kept],
        value=float(fit.coefficients[-1]),
        std_error=std_error,
        left_out=left_out,
    )


def resampled_estimate(
    sample: Sample,
    fit: ClusteredFit,
    draws: Draws,
    *,
    level: float,
    unit: str,
    method: str,
    notes: tuple[Note, ...],
) -> Estimate:
    """Build the estimate whose p-value and interval come from resampling, and whose error stays the fit's."""
    low, high = draws.interval(level, fit.std_error)
    return Estimate(
        estimand="ITT",
        value=fit.value,
        std_error=fit.std_error,
        df=None,
        p_value=draws.p_value(),
        low=low,
        high=high,
        level=level,
        n=sample.n,
        n_clusters=sample.n_clusters,
        n_dropped=sample.n_dropped,
        control_mean=sample.control_mean,
        unit=unit,
        method=method,
        dropped_covariates=fit.left_out,
        notes=notes,
    )
