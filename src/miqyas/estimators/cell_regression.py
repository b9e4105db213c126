"""Regression on cells of a panel, units and periods held fixed: what `twfe` and `event_study` have in common."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from miqyas.data.cells import Cells
from miqyas.estimators.regression import EXPLAINED, LARGEST_STACK, Regression
from miqyas.numerics.least_squares import fit_least_squares
from miqyas.numerics.sandwich import cluster_robust
from miqyas.numerics.two_way import two_way_residuals
from miqyas.types import FloatMatrix, FloatVector


@dataclass(frozen=True, slots=True)
class CellFit:
    """A regression on cells, and the residuals it was made of.

    Attributes
    ----------
    cells : Cells
        The cells, L of them.
    fit : Regression
        Coefficients of the k columns and their CR1 variance by cluster.
    within : FloatMatrix
        The columns then the outcome, less their cluster and period means, (L, k + 1).
    """

    cells: Cells
    fit: Regression
    within: FloatMatrix


def regress_cells(cells: Cells, names: Sequence[str], columns: FloatMatrix) -> CellFit | None:
    """Regress the outcome on ``columns`` (L, k), earlier ones first served, as the rows themselves would.

    None where nothing is left to measure uncertainty by, which the rows will say better.
    """
    n, k = cells.n, len(names)
    if columns.size + cells.outcome.size > LARGEST_STACK:
        return None
    values = np.column_stack([columns, cells.outcome])
    values -= cells.weights @ values / cells.weights.sum()
    within, n_absorbed = two_way_residuals(cells.cluster, cells.period, cells.weights, values)
    weighted = cells.weights[:, None] * within
    fit = fit_least_squares(
        within.T @ weighted, response=k, regressors=np.arange(k), spread=_spread(values, cells.weights)
    )
    n_coefficients = fit.rank + 1 + n_absorbed
    if n <= n_coefficients or cells.n_clusters < 2 or fit.residual_share <= EXPLAINED:
        return None
    residual = within[:, k] - within[:, :k] @ fit.coefficients
    scores = np.add.reduceat(weighted[:, :k] * residual[:, None], cells.first_cells)
    regression = Regression(
        names=tuple(names),
        coefficients=fit.coefficients,
        variance=cluster_robust(
            fit.bread, scores.T @ scores, n=n, n_clusters=cells.n_clusters, n_coefficients=n_coefficients
        ),
        left_out=tuple(name for name, kept in zip(names, fit.kept, strict=True) if not kept),
        df=cells.n_clusters - 1,
        n_coefficients=n_coefficients,
    )
    return CellFit(cells, regression, within)


def _spread(values: FloatMatrix, weights: FloatVector) -> FloatVector:
    spread: FloatVector = weights.sum() * (np.ptp(values, axis=0) / 2) ** 2
    return spread


def covariate_columns(cells: Cells, covariates: Sequence[str]) -> list[FloatVector]:
    """Return the covariates in their order; one that never changes for a unit is as good as constant."""
    return [cells.covariates.get(name, np.zeros(cells.outcome.size)) for name in covariates]
