"""Two-stage least squares with the variance that was declared."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from miqyas.data.relation import Relation
from miqyas.data.roles import Roles
from miqyas.data.sample import Sample, draw_sample
from miqyas.errors import ClusterDecides, TwoWayOnlyPlain, UndefinedForInstruments
from miqyas.estimators.regression import gathered_cells
from miqyas.estimators.robust import FEW, two_way_samples, two_way_sum
from miqyas.estimators.two_stage import FirstStage, first_stage, second_stage
from miqyas.estimators.variance import ClusterKind, ClusterRobust, UnitKind, Variance
from miqyas.numerics.instrumental import jackknifed_effects
from miqyas.results.estimate import Note

DEFINED = (UnitKind.HC1, ClusterKind.CR1, ClusterKind.CR3)


@dataclass(frozen=True, slots=True)
class RobustIv:
    """The rows, the effect, and its variance as declared; ``words`` as a method is told."""

    sample: Sample
    value: float
    variance: float
    df: float
    n_clusters: int
    words: str
    left_out: tuple[str, ...]
    notes: tuple[Note, ...]


def fit_iv(relation: Relation, roles: Roles, variance: Variance) -> RobustIv:
    """Draw the sample, fit two-stage least squares and compute the declared variance.

    Raises
    ------
    InvalidSample
        As in `iv`; `ClusterDecides`, the jackknife does not exist.
    UndefinedForInstruments, TwoWayOnlyPlain
        CR2, HC2 or HC3; two-way clusters with another variance than CR1.
    """
    if variance.kind not in DEFINED:
        raise UndefinedForInstruments(kind=variance.kind, known=", ".join(DEFINED))
    columns: Sequence[str] = variance.columns if isinstance(variance, ClusterRobust) else ()
    if len(columns) == 2:
        return _two_way(relation, roles, variance, columns)
    sample = draw_sample(relation, replace(roles, cluster=columns[0] if columns else None))
    first = first_stage(sample)
    fit = second_stage(first)
    found, notes = fit.variance, _few(sample.n_clusters) if columns else ()
    if variance.kind is ClusterKind.CR3:
        found, notes = _jackknife(first, fit.value), ()
    words = f"{variance.kind} by cluster" if columns else str(variance.kind)
    return RobustIv(sample, fit.value, found, fit.df, sample.n_clusters, words, fit.left_out, notes)


def _few(n_clusters: int) -> tuple[Note, ...]:
    return (Note("few_clusters_iv", n_clusters),) if n_clusters < FEW else ()


def _two_way(relation: Relation, roles: Roles, variance: Variance, columns: Sequence[str]) -> RobustIv:
    if variance.kind is not ClusterKind.CR1:
        raise TwoWayOnlyPlain(cluster=", ".join(columns), kind=variance.kind)
    drawn, n_dropped = two_way_samples(relation, roles, columns)
    fits = [second_stage(first_stage(sample)) for sample in drawn]
    summed = two_way_sum([fit.matrix for fit in fits], drawn, [fit.n_coefficients for fit in fits])
    return RobustIv(
        sample=replace(drawn[0], n_dropped=n_dropped),
        value=fits[0].value,
        variance=float(summed.variance[-1, -1]),
        df=float(summed.n_clusters - 1),
        n_clusters=summed.n_clusters,
        words="CR1 by two-way cluster",
        left_out=fits[0].left_out,
        notes=(*_few(summed.n_clusters), *summed.notes),
    )


def _jackknife(first: FirstStage, value: float) -> float:
    """(G - 1)/G Σ_g (β₍₋g₎ - β)², each β₍₋g₎ being two-stage least squares without cluster g."""
    sample = first.gathered.sample
    p, n_covariates = len(sample.variables), len(sample.roles.covariates)
    held = first.exogenous[first.exogenous < n_covariates]
    moments = gathered_cells(sample, "CR3").without_each_cluster()
    effects, lost = jackknifed_effects(moments, first.exogenous, np.append(held, p - 2), p - 1)
    if lost.any():
        raise ClusterDecides(
            n=int(lost.sum()), column=sample.roles.cluster, treatment=sample.roles.treatment, kind="CR3"
        )
    return float((effects.size - 1) / effects.size * ((effects - value) ** 2).sum())
