"""How treatment was drawn, declared: what randomisation inference draws again."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Complete:
    """A given number of units drawn among all; as many as observed when not said.

    Examples
    --------
    >>> Complete(treated=50).cluster is None
    True
    """

    treated: int | None = None
    strata: None = None
    cluster: None = None


@dataclass(frozen=True, slots=True)
class Stratified:
    """Units drawn inside each stratum, as many in each as observed."""

    by: str
    cluster: None = None
    treated: None = None

    @property
    def strata(self) -> str:
        """Column of the strata."""
        return self.by


@dataclass(frozen=True, slots=True)
class Clustered:
    """Whole clusters drawn among all; as many as observed when not said."""

    by: str
    treated: int | None = None
    strata: None = None

    @property
    def cluster(self) -> str:
        """Column of the clusters."""
        return self.by


@dataclass(frozen=True, slots=True)
class StratifiedClustered:
    """Whole clusters drawn inside each stratum, as many in each as observed."""

    by: str
    strata: str
    treated: None = None

    @property
    def cluster(self) -> str:
        """Column of the clusters."""
        return self.by


@dataclass(frozen=True, slots=True)
class Pairs:
    """One of two drawn inside each pair: of two units, or of two clusters when their column is given."""

    by: str
    cluster: str | None = None
    treated: None = None

    @property
    def strata(self) -> str:
        """Column of the pairs."""
        return self.by


@dataclass(frozen=True, slots=True)
class Permitted:
    """Assignments written in a table: one row a unit, its name in ``by``, one more column an assignment, 0 or 1.

    For draws that were made again until arms looked balanced, or that rules constrained. Every assignment is as
    likely as another. ``table`` is a file or a frame; ``by`` is a column of the data as well.
    """

    table: Any
    by: str
    strata: str | None = None
    treated: None = None

    @property
    def cluster(self) -> str:
        """Column of the units that were assigned."""
        return self.by


Assignment = Complete | Stratified | Clustered | StratifiedClustered | Pairs | Permitted


def declared_assignment(*, strata: str | None, cluster: str | None) -> Assignment:
    """Return the mechanism that strata and clusters tell: those of the command line.

    Examples
    --------
    >>> declared_assignment(strata="pair", cluster="village")
    StratifiedClustered(by='village', strata='pair', treated=None)
    """
    if cluster is None:
        return Complete() if strata is None else Stratified(by=strata)
    return Clustered(by=cluster) if strata is None else StratifiedClustered(by=cluster, strata=strata)
