"""A regression with the variance that was declared: of units, of clusters, or of clusters two ways."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from miqyas.data.relation import Relation
from miqyas.data.roles import Roles
from miqyas.data.sample import Sample, draw_sample, draw_summed
from miqyas.data.two_clusters import with_meetings
from miqyas.errors import ClusterIsUnit, TwoWayOnlyPlain
from miqyas.estimators.regression import Regression, regress
from miqyas.estimators.variance import ClusterKind, ClusterRobust, Variance
from miqyas.results.estimate import Note
from miqyas.types import FloatMatrix

# Clusters under which CR1 is too small, often by much (Cameron, Gelbach and Miller 2008 find 5 to 30; the
# usual advice is 40 or more); unequal ones count for the equal ones they are worth, when that is far fewer.
FEW = 40
UNEQUAL = 2 / 3


@dataclass(frozen=True, slots=True)
class RobustFit:
    """The rows, the fit, and what must be known of its variance.

    Attributes
    ----------
    sample : Sample
        Complete rows; with two-way clusters, drawn with the first.
    fit : Regression
        With the variance declared.
    n_clusters : int
        The smaller number of clusters, two ways.
    words : str
        The variance as a method is told, such as ``"CR2 by cluster"``.
    notes : tuple of Note
        Few or unequal clusters; a variance that had to be repaired.
    """

    sample: Sample
    fit: Regression
    n_clusters: int
    words: str
    notes: tuple[Note, ...]


def robust_fit(
    relation: Relation, roles: Roles, variance: Variance, *, response: str, on: Sequence[str]
) -> RobustFit:
    """Draw the sample, regress and compute the declared variance.

    Raises
    ------
    InvalidSample
        As in `draw_sample` and `regress`.
    TwoWayOnlyPlain
        Two-way clusters with CR2 or CR3.
    """
    if not isinstance(variance, ClusterRobust):
        sample = draw_summed(relation, replace(roles, cluster=None))
        fit = regress(sample, response=response, on=on, kind=variance.kind)  # type: ignore[arg-type]
        return RobustFit(sample, fit, sample.n_clusters, str(variance.kind), ())
    if len(variance.columns) == 2:
        return _two_way(relation, roles, variance, response=response, on=on)
    sample = draw_summed(relation, replace(roles, cluster=variance.columns[0]))
    fit = regress(sample, response=response, on=on, kind=variance.kind)  # type: ignore[arg-type]
    notes = few_clusters_notes(sample.n_clusters, fit) if variance.kind is ClusterKind.CR1 else ()
    return RobustFit(sample, fit, sample.n_clusters, f"{variance.kind} by cluster", notes)


def few_clusters_notes(n_clusters: int, fit: Regression) -> tuple[Note, ...]:
    """Tell when clusters are too few, or too unequal, for CR1."""
    if n_clusters < FEW:
        return (Note("few_clusters", n_clusters),)
    if fit.effective_clusters is not None and fit.effective_clusters < min(FEW, UNEQUAL * n_clusters):
        return (Note("unequal_clusters", round(fit.effective_clusters)),)
    return ()


def _two_way(
    relation: Relation, roles: Roles, variance: ClusterRobust, *, response: str, on: Sequence[str]
) -> RobustFit:
    """V₁ + V₂ - V₁₂ of Cameron, Gelbach and Miller (2011), each with the smaller G in its factor."""
    if variance.kind is not ClusterKind.CR1:
        raise TwoWayOnlyPlain(cluster=", ".join(variance.columns), kind=variance.kind)
    drawn, n_dropped = two_way_samples(relation, roles, variance.columns)
    fits = [regress(sample, response=response, on=on) for sample in drawn]
    summed = two_way_sum([fit.variance for fit in fits], drawn, [fit.n_coefficients for fit in fits])
    fit = replace(fits[0], variance=summed.variance, df=float(summed.n_clusters - 1), effective_clusters=None)
    notes = (*few_clusters_notes(summed.n_clusters, fit), *summed.notes)
    sample = replace(drawn[0], n_dropped=n_dropped)
    return RobustFit(sample, fit, summed.n_clusters, "CR1 by two-way cluster", notes)


def two_way_samples(
    relation: Relation, roles: Roles, columns: Sequence[str]
) -> tuple[tuple[Sample, Sample, Sample], int]:
    """Draw the rows with the first clusters, the second, and their meetings; count the rows left out of all."""
    first, second = columns
    complete, both = with_meetings(relation, first, second)
    one, other = (draw_sample(complete, replace(roles, cluster=name)) for name in (first, second))
    try:
        meetings = draw_sample(complete, replace(roles, cluster=both))
    except ClusterIsUnit:  # every meeting of the two holds one row
        meetings = draw_sample(complete, replace(roles, cluster=None))
    return (one, other, meetings), relation.n_rows - one.n


@dataclass(frozen=True, slots=True)
class TwoWaySum:
    """V₁ + V₂ - V₁₂, or V₁ + V₂ where it is no variance; the smaller number of clusters; what must be told."""

    variance: FloatMatrix
    n_clusters: int
    notes: tuple[Note, ...]


def two_way_sum(
    variances: Sequence[FloatMatrix], samples: Sequence[Sample], n_coefficients: Sequence[int]
) -> TwoWaySum:
    """Add the variance of either clusters and take away that of their meetings, the smaller G in each factor.

    In small samples the difference may be no variance: the meetings are then not taken away, which errs on the
    side of too large an error, and the note counts the eigenvalues that were not above zero.

    References
    ----------
    Cameron, A. C., Gelbach, J. B. and Miller, D. L. (2011). Robust inference with multiway clustering. Journal of
    Business & Economic Statistics 29(2), 238-249.
    Davezies, L., D'Haultfœuille, X. and Guyonvarch, Y. (2021). Empirical process results for exchangeable arrays.
    Annals of Statistics 49(2), 845-862: the variance without the meetings.
    """
    smaller, k = min(sample.n_clusters for sample in samples[:2]), max(n_coefficients)
    exchanged = []
    for variance, sample, own_k in zip(variances, samples, n_coefficients, strict=True):
        own = sample.n_clusters / (sample.n_clusters - 1) / (sample.n - own_k)
        common = smaller / (smaller - 1) / (sample.n - k)
        exchanged.append(variance * (common / own))
    plus, other, minus = exchanged
    total = plus + other - minus
    if total[-1, -1] > 0:  # what another coefficient lacks is no reason to move the variance of the effect
        return TwoWaySum(total, smaller, ())
    scale = np.sqrt(np.maximum(np.diag(plus) + np.diag(other), np.finfo(float).tiny))
    n_negative = int((np.linalg.eigvalsh(total / np.outer(scale, scale)) <= 0).sum())
    return TwoWaySum(plus + other, smaller, (Note("variance_repaired", n_negative),))
