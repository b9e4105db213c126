"""What the engine sums for group-time effects: roles of the columns, and sums by cohort."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from miqyas.errors import ColumnUsedTwice, OnePeriod, PeriodGap
from miqyas.types import FloatMatrix, FloatVector

SPACING = 1e-9  # relative difference of steps below which periods count as equally spaced


@dataclass(frozen=True, slots=True)
class StaggeredRoles:
    """Which column is what: the outcome, the unit, the period, its first period of treatment, the cluster."""

    outcome: str
    unit_id: str
    time: str
    cohort: str
    cluster: str | None

    def __post_init__(self) -> None:
        apart = (self.outcome, self.unit_id, self.time, self.cohort)
        for place, name in enumerate(apart):
            if name in apart[:place]:
                raise ColumnUsedTwice(column=name)
        if self.cluster in {self.outcome, self.time}:
            raise ColumnUsedTwice(column=self.cluster)


@dataclass(frozen=True, slots=True)
class CohortSums:
    """Means, sizes and second moments of each cohort.

    Attributes
    ----------
    periods, cohorts : FloatVector
        Sorted, shapes (T,) and (H,); cohort 0 is never treated.
    sizes, means : array
        Units, (H,); mean outcome by cohort and period, (H, T).
    products : array or None
        Σ (Y_i - m)(Y_i - m)ᵀ by cohort, (H, T, T), when units are the clusters.
    counts, deviations : array or None
        Units, (C, H), and sums of Y_i - m, (C, H, T), by cluster, when there are others.
    n_clusters, n_dropped : int
        Clusters, or units; rows left out.
    remarks : tuple of (str, int)
        Units left out or counted otherwise, by the name of the note that says so.
    """

    periods: FloatVector
    cohorts: FloatVector
    sizes: FloatVector
    means: FloatMatrix
    products: NDArray[np.float64] | None
    counts: FloatMatrix | None
    deviations: NDArray[np.float64] | None
    n_clusters: int
    n_dropped: int
    remarks: tuple[tuple[str, int], ...]


def check_periods(periods: FloatVector, time: str) -> None:
    """Refuse a single period, or periods between which time does not pass at one pace.

    Raises
    ------
    InvalidSample
        `OnePeriod`, `PeriodGap`.
    """
    shown = ", ".join(f"{period:g}" for period in periods[:8]) + (", …" if periods.size > 8 else "")
    if periods.size == 1:
        raise OnePeriod(column=time, found=shown)
    steps = np.diff(periods)
    if np.ptp(steps) > SPACING * steps[0]:
        raise PeriodGap(column=time, found=shown)
