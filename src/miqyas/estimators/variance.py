"""The variance of an estimate, declared: over units or over clusters, and how a small sample is corrected."""

from dataclasses import dataclass
from enum import StrEnum

from miqyas.errors import UnknownVariance, VarianceContradicted


class UnitKind(StrEnum):
    """Variances over independent units: HC1, N/(N-K); HC2, 1/(1-h); HC3, 1/(1-h)² (near the jackknife)."""

    HC1 = "HC1"
    HC2 = "HC2"
    HC3 = "HC3"


class ClusterKind(StrEnum):
    """Variances over clusters: CR1, G/(G-1)·(N-1)/(N-K); CR2, bias-reduced; CR3, the jackknife."""

    CR1 = "CR1"
    CR2 = "CR2"
    CR3 = "CR3"


@dataclass(frozen=True, slots=True)
class HeteroskedasticRobust:
    """Units are independent and may differ in spread.

    Examples
    --------
    >>> HeteroskedasticRobust(kind="HC2").kind
    <UnitKind.HC2: 'HC2'>
    """

    kind: UnitKind | str = UnitKind.HC1

    def __post_init__(self) -> None:
        if self.kind not in list(UnitKind):
            raise UnknownVariance(found=self.kind, known=", ".join(UnitKind))
        object.__setattr__(self, "kind", UnitKind(self.kind))


@dataclass(frozen=True, slots=True)
class ClusterRobust:
    """Units of a cluster resemble each other; two columns for two-way clusters, such as village and month.

    Examples
    --------
    >>> ClusterRobust(by="village", kind="CR2").columns
    ('village',)
    """

    by: str | tuple[str, ...]
    kind: ClusterKind | str = ClusterKind.CR1

    def __post_init__(self) -> None:
        if self.kind not in list(ClusterKind):
            raise UnknownVariance(found=self.kind, known=", ".join(ClusterKind))
        object.__setattr__(self, "kind", ClusterKind(self.kind))
        if not 1 <= len(self.columns) <= 2:
            raise VarianceContradicted(kind=self.kind, cluster=", ".join(self.columns) or "—")

    @property
    def columns(self) -> tuple[str, ...]:
        """The clusters' columns, one or two, each once."""
        return (self.by,) if isinstance(self.by, str) else tuple(dict.fromkeys(self.by))


Variance = HeteroskedasticRobust | ClusterRobust


def declared_variance(
    cluster: str | tuple[str, ...] | None, variance: Variance | str | None = None
) -> Variance:
    """Put together what was said of clusters and of the kind of variance.

    Raises
    ------
    VarianceContradicted
        Clusters with a variance over units, a variance over clusters without any, or two different clusters.
    UnknownVariance
        The kind is none of those known.

    Examples
    --------
    >>> declared_variance("village"), declared_variance(None, "HC3").kind
    (ClusterRobust(by='village', kind=<ClusterKind.CR1: 'CR1'>), <UnitKind.HC3: 'HC3'>)
    """
    if isinstance(variance, str):
        kind = variance.upper()
        if kind not in [*UnitKind, *ClusterKind]:
            raise UnknownVariance(found=variance, known=", ".join([*UnitKind, *ClusterKind]))
        if (kind in list(ClusterKind)) != (cluster is not None):
            raise VarianceContradicted(kind=kind, cluster=_shown(cluster))
        return HeteroskedasticRobust(kind) if cluster is None else ClusterRobust(cluster, kind)
    if variance is None:
        return HeteroskedasticRobust() if cluster is None else ClusterRobust(cluster)
    if cluster is not None and not (
        isinstance(variance, ClusterRobust) and variance.columns == ClusterRobust(cluster).columns
    ):
        raise VarianceContradicted(kind=variance.kind, cluster=_shown(cluster))
    return variance


def _shown(cluster: str | tuple[str, ...] | None) -> str:
    return ", ".join((cluster,) if isinstance(cluster, str) else cluster or ("—",))
