"""Two-stage least squares on the moments of a sample: the common ground of `iv` and of its checks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from miqyas.data.relation import Relation, open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import Sample, draw_sample
from miqyas.errors import (
    InstrumentAddsNothing,
    InstrumentMovesNothing,
    NoResidualVariation,
    TooFewClustersForInstruments,
    TooManyCoefficients,
)
from miqyas.estimators.regression import EXPLAINED, Gathered, gather
from miqyas.numerics.instrumental import Stages
from miqyas.numerics.least_squares import LeastSquares, fit_least_squares
from miqyas.numerics.sandwich import cluster_robust
from miqyas.types import FloatMatrix, FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class FirstStage:
    """The treatment explained by covariates and instruments.

    Attributes
    ----------
    gathered : Gathered
        Moments of the sample.
    exogenous : IntVector
        Places of the columns kept among covariates and instruments, shape (k,); instruments last.
    fit : LeastSquares
        On every covariate and instrument, kept or not.
    instruments, left_out : tuple of str
        Instruments kept; covariates and instruments that add nothing.
    """

    gathered: Gathered
    exogenous: IntVector
    fit: LeastSquares
    instruments: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TwoStage:
    """The effect of the treatment, its variance (CR1 or HC1) and degrees of freedom.

    ``matrix`` is that of the covariates and the treatment, last; ``n_coefficients`` the K of its factor.
    """

    value: float
    matrix: FloatMatrix
    df: float
    left_out: tuple[str, ...]
    n_coefficients: int

    @property
    def variance(self) -> float:
        """That of the effect."""
        return float(self.matrix[-1, -1])


def draw_instrumented(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    instruments: str | Sequence[str],
    strata: str | None,
    cluster: str | None,
    covariates: Sequence[str],
    weights: str | None,
) -> Sample:
    """Select and screen the complete rows of a question with instruments."""
    names = (instruments,) if isinstance(instruments, str) else tuple(instruments)
    roles = Roles(outcome, treatment, strata, cluster, tuple(covariates), weights, names)
    return draw_sample(open_relation(relation), roles)


def first_stage(sample: Sample) -> FirstStage:
    """Regress the treatment on covariates and instruments, and refuse instruments that say nothing.

    Raises
    ------
    InstrumentAddsNothing
        Strata and covariates contain every instrument.
    TooFewClustersForInstruments
        No more clusters than instruments.
    TooManyCoefficients
        As many coefficients as rows.
    """
    gathered = gather(sample)
    n_covariates, p = len(sample.roles.covariates), len(sample.variables)
    columns = np.arange(p - 2)
    fit = fit_least_squares(gathered.total, response=p - 2, regressors=columns, spread=sample.spread)
    names = sample.variables[:-2]
    kept = tuple(name for name, stays in zip(names, fit.kept, strict=True) if stays)
    instruments = tuple(name for name in kept if name in sample.roles.instruments)
    if not instruments:
        raise InstrumentAddsNothing(instruments=", ".join(names[n_covariates:]))
    if sample.n_clusters <= len(instruments):
        raise TooFewClustersForInstruments(found=sample.n_clusters, k=len(instruments))
    k = fit.rank + sample.n_fixed_effects
    if sample.n <= k:
        raise TooManyCoefficients(n=sample.n, k=k)
    left_out = tuple(name for name in names if name not in kept)
    return FirstStage(gathered, columns[fit.kept], fit, instruments, left_out)


def second_stage(first: FirstStage) -> TwoStage:
    """Regress the outcome on covariates and the treatment the first stage predicts.

    Raises
    ------
    InstrumentMovesNothing
        The prediction adds nothing to covariates and strata.
    NoResidualVariation
        Treatment and covariates contain the outcome.
    """
    gathered, sample = first.gathered, first.gathered.sample
    p, n_covariates = len(sample.variables), len(sample.roles.covariates)
    predicted = np.zeros((p, n_covariates + 2))  # covariates, predicted treatment, outcome
    predicted[np.arange(n_covariates), np.arange(n_covariates)] = 1.0
    predicted[: p - 2, n_covariates] = first.fit.coefficients
    predicted[p - 1, n_covariates + 1] = 1.0
    regressors = np.arange(n_covariates + 1)
    spread = np.append(sample.spread[:n_covariates], sample.spread[-2:])
    moments = predicted.T @ gathered.total @ predicted
    fit = fit_least_squares(moments, response=n_covariates + 1, regressors=regressors, spread=spread)
    if not fit.kept[-1]:
        names = ", ".join(first.instruments)
        raise InstrumentMovesNothing(column=sample.roles.treatment, instruments=names, n=sample.n)
    combination = np.zeros(p)
    combination[:n_covariates] = -fit.coefficients[:-1]
    combination[-2:] = (-fit.coefficients[-1], 1.0)
    if combination @ gathered.total @ combination <= EXPLAINED * gathered.total[-1, -1]:
        raise NoResidualVariation(column=sample.roles.outcome)
    to_regressors = predicted[np.ix_(first.exogenous, regressors)]
    meat = to_regressors.T @ gathered.score_products(combination, first.exogenous) @ to_regressors
    variance, df = _variance(sample, fit.bread, meat, fit.rank)
    k = fit.rank + sample.n_fixed_effects
    return TwoStage(float(fit.coefficients[-1]), variance, df, first.left_out, k)


def stages(first: FirstStage) -> Stages:
    """Compute the instruments' effects on treatment and outcome, with their joint variance."""
    gathered, sample = first.gathered, first.gathered.sample
    p, q, columns = len(sample.variables), len(first.instruments), first.exogenous
    bread = first.fit.bread[np.ix_(columns, columns)]
    combinations = np.zeros((2, p))
    combinations[:, columns] = -(bread @ gathered.total[columns, p - 2 :]).T
    combinations[0, p - 2] = combinations[1, p - 1] = 1.0
    meats = _joint_meat(gathered, combinations, columns)
    treatment, outcome, both = (_variance(sample, bread, meat, columns.size)[0][-q:, -q:] for meat in meats)
    return Stages(
        first=-combinations[0, columns][-q:],
        reduced=-combinations[1, columns][-q:],
        first_variance=treatment,
        reduced_variance=outcome,
        covariance=both,
        strength=np.asarray(np.linalg.inv(bread[-q:, -q:]), dtype=np.float64),
        df=_variance(sample, bread, meats[0], columns.size)[1],
    )


@dataclass(frozen=True, slots=True)
class OverIdentification:
    """Hansen's J and Sargan's statistic, with the effect of the efficient weighting of the instruments."""

    hansen: float
    sargan: float
    effect: float


def over_identification(first: FirstStage) -> OverIdentification | None:
    """Weigh the instruments by the inverse of their scores' variance, and measure what they still disagree on.

    J = gᵀ S⁻¹ g at the two-step estimate, g = Zᵀe there and S = Σ_g s_g s_gᵀ at two-stage least squares, without
    small-sample factor; Sargan's is gᵀ (ZᵀZ)⁻¹ g / (eᵀe / N) at two-stage least squares. None when there are no more
    clusters than covariates and instruments: S has no inverse.
    """
    if first.gathered.sample.n_clusters <= first.exogenous.size:
        return None
    gathered, columns = first.gathered, first.exogenous
    total, p = gathered.total, len(gathered.sample.variables)
    held = np.array([place for place in columns if place < len(gathered.sample.roles.covariates)])
    explained = np.append(held, p - 2).astype(np.int64)
    on_instruments = total[np.ix_(columns, explained)]
    target = total[columns, p - 1]
    bread = first.fit.bread[np.ix_(columns, columns)]

    def fitted(weighting: FloatMatrix) -> FloatVector:
        """The combination of variables left at the estimate this weighting gives."""
        crossed = on_instruments.T @ weighting
        combination = np.zeros(p)
        combination[explained] = -np.linalg.solve(crossed @ on_instruments, crossed @ target)
        combination[p - 1] = 1.0
        return combination

    plain = fitted(bread)
    left = total[columns] @ plain
    spread = float(plain @ total @ plain) / gathered.sample.n
    weighting: FloatMatrix = np.linalg.inv(gathered.score_products(plain, columns)).astype(np.float64)
    efficient = fitted(weighting)
    moments = total[columns] @ efficient
    return OverIdentification(
        hansen=float(moments @ weighting @ moments),
        sargan=float(left @ bread @ left) / spread,
        effect=-float(efficient[p - 2]),
    )


def _joint_meat(
    gathered: Gathered, combinations: FloatMatrix, columns: IntVector
) -> tuple[FloatMatrix, FloatMatrix, FloatMatrix]:
    """Sum s sᵀ for treatment, for outcome, and symmetrised across them, from residuals and their sum.

    Only the symmetric part of the cross product is wanted: it enters tests as C + Cᵀ.
    """
    on_treatment, on_outcome = combinations
    treatment = gathered.score_products(on_treatment, columns)
    outcome = gathered.score_products(on_outcome, columns)
    size = float(np.trace(outcome) / np.trace(treatment)) ** 0.5 if np.trace(treatment) > 0 else 1.0
    together = gathered.score_products(on_outcome + size * on_treatment, columns)
    return treatment, outcome, (together - outcome - size**2 * treatment) / (2 * size)


def _variance(sample: Sample, bread: FloatMatrix, meat: FloatMatrix, rank: int) -> tuple[FloatMatrix, float]:
    k = rank + sample.n_fixed_effects
    variance = cluster_robust(bread, meat, n=sample.n, n_clusters=sample.n_clusters, n_coefficients=k)
    return variance, float(sample.n_clusters - 1 if sample.roles.cluster is not None else sample.n - k)


def exactly_followed(first: FirstStage) -> bool:
    """Tell whether the instruments decide the treatment alone, so that there is no first-stage error."""
    return first.fit.residual_share <= EXPLAINED
