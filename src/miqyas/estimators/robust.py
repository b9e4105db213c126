"""A regression with the variance that was declared: of units, of clusters, or of clusters two ways."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from miqyas.data.names import quoted
from miqyas.data.relation import Relation
from miqyas.data.roles import Roles
from miqyas.data.sample import Sample, draw_sample
from miqyas.errors import ClusterIsUnit, TwoWayOnlyPlain
from miqyas.estimators.regression import Regression, regress
from miqyas.estimators.variance import ClusterKind, ClusterRobust, Variance
from miqyas.results.estimate import Note

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
        sample = draw_sample(relation, replace(roles, cluster=None))
        fit = regress(sample, response=response, on=on, kind=variance.kind)  # type: ignore[arg-type]
        return RobustFit(sample, fit, sample.n_clusters, str(variance.kind), ())
    if len(variance.columns) == 2:
        return _two_way(relation, roles, variance, response=response, on=on)
    sample = draw_sample(relation, replace(roles, cluster=variance.columns[0]))
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
    for column in variance.columns:
        relation.require(column)
    first, second = variance.columns
    both = relation.free_name(f"{first} × {second}")
    no_missing = " AND ".join(f"{quoted(name)} IS NOT NULL" for name in variance.columns)
    pair = f"concat_ws('|', length(CAST({quoted(first)} AS VARCHAR)), {quoted(first)}, {quoted(second)})"
    marked = relation.with_columns({both: f"CASE WHEN {no_missing} THEN {pair} END"})
    complete = marked.without_missing(first).without_missing(second)
    drawn = [draw_sample(complete, replace(roles, cluster=name)) for name in variance.columns]
    try:
        drawn.append(draw_sample(complete, replace(roles, cluster=both)))
    except ClusterIsUnit:  # every meeting of the two holds one row
        drawn.append(draw_sample(complete, replace(roles, cluster=None)))
    fits = [regress(sample, response=response, on=on) for sample in drawn]
    smaller = min(sample.n_clusters for sample in drawn[:2])
    k = max(fit.n_coefficients for fit in fits)
    parts = [_with_factor(fit, sample, smaller, k) for fit, sample in zip(fits, drawn, strict=True)]
    repaired, n_negative = positive_semidefinite(parts[0] + parts[1] - parts[2])
    fit = replace(fits[0], variance=repaired, df=float(smaller - 1), n_coefficients=k)
    counted = replace(drawn[0], n_dropped=drawn[0].n_dropped + relation.n_rows - complete.n_rows)
    repair = (Note("variance_repaired", n_negative),) if n_negative else ()
    notes = (*few_clusters_notes(smaller, replace(fit, effective_clusters=None)), *repair)
    return RobustFit(counted, fit, smaller, "CR1 by two-way cluster", notes)


def _with_factor(fit: Regression, sample: Sample, n_clusters: int, k: int) -> np.ndarray:
    """Exchange the factor G/(G-1)·(N-1)/(N-K) of a variance for that of the smaller G and of one K."""
    g, n = sample.n_clusters, sample.n
    own = g / (g - 1) / (n - fit.n_coefficients)
    common = n_clusters / (n_clusters - 1) / (n - k)
    exchanged: np.ndarray = fit.variance * (common / own)
    return exchanged


def positive_semidefinite(variance: np.ndarray) -> tuple[np.ndarray, int]:
    """Set negative eigenvalues to zero, and count them; rounding apart, a variance has none.

    References
    ----------
    Cameron, A. C., Gelbach, J. B. and Miller, D. L. (2011). Robust inference with multiway clustering. Journal
    of Business & Economic Statistics 29(2), 238-249, section 2.

    Examples
    --------
    >>> positive_semidefinite(np.diag([1.0, -0.5]))[1]
    1
    """
    values, vectors = np.linalg.eigh(variance)
    negative = values < -1e-12 * max(float(np.abs(values).max()), 1e-300)
    if not negative.any():
        return variance, 0
    return (vectors * np.where(negative, 0.0, values)) @ vectors.T, int(negative.sum())
