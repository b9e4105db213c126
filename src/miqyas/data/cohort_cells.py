"""Cohorts summed from cluster × period cells, where whole clusters enter treatment together."""

import numpy as np

from miqyas.data.cells import CellRoles, Cells, collapse
from miqyas.data.cohort_sums import SPACING, CohortSums, StaggeredRoles
from miqyas.data.relation import Relation
from miqyas.data.screening import SMALLEST_ARM
from miqyas.types import BoolVector, FloatVector


def sum_cells(relation: Relation, roles: StaggeredRoles, first_period: str) -> CohortSums | None:
    """Sum by cohort from one reading; None when the cells would not say all, or say that something is wrong.

    ``first_period`` is the SQL expression of the first period under treatment, 0 for never, read from ``shared``.
    """
    if roles.cluster is None or roles.cluster in {roles.unit_id, roles.cohort}:
        return None
    cells = collapse(
        relation,
        CellRoles(
            outcome=roles.outcome,
            unit_id=roles.unit_id,
            time=roles.time,
            cluster=roles.cluster,
            shared=roles.cohort,
            reading=first_period,
            needed=(roles.unit_id,),
        ),
    )
    if cells is None or not are_cohorts(cells):
        return None
    cohort = np.where(cells.shared > cells.times[-1], 0.0, cells.shared)[cells.first_cells]
    seen = np.bincount(cells.cluster) == cells.times.size
    kept: BoolVector = seen & ((cohort == 0) | (cohort > cells.times[0]))
    if not (cohort[kept] > 0).any():
        return None
    return _sums(cells, cohort, kept, _remarks(cells, seen))


def are_cohorts(cells: Cells) -> bool:
    """Tell whether periods are equally spaced, and each cluster enters in one of them, or never."""
    steps = np.diff(cells.times)
    if steps.size == 0 or not np.isfinite(cells.times).all() or np.ptp(steps) > SPACING * steps[0]:
        return False
    if not (cells.shared == cells.shared[cells.first_cells][cells.cluster]).all():
        return False
    inside = (cells.shared > cells.times[0]) & (cells.shared <= cells.times[-1])
    return bool(np.isin(cells.shared[inside], cells.times).all())


def _remarks(cells: Cells, seen: BoolVector) -> tuple[tuple[str, int], ...]:
    units, cohort = cells.units, cells.shared[cells.first_cells]
    counted = {
        "incomplete_units": ~seen,
        "always_treated_units": seen & (cohort != 0) & (cohort <= cells.times[0]),
        "treated_after_the_end": seen & (cohort > cells.times[-1]),
    }
    return tuple((name, int(units[those].sum())) for name, those in counted.items() if those.any())


def _sums(
    cells: Cells, cohort: FloatVector, kept: BoolVector, remarks: tuple[tuple[str, int], ...]
) -> CohortSums | None:
    n_clusters, n_periods = int(kept.sum()), cells.times.size
    outcome = cells.outcome[kept[cells.cluster]].reshape(n_clusters, n_periods)
    units = cells.units[kept]
    cohorts, place = np.unique(cohort[kept], return_inverse=True)
    sizes: FloatVector = np.bincount(place, weights=units).astype(np.float64)
    if (sizes < SMALLEST_ARM).any():
        return None
    # Means of deviations: sums of large outcomes would lose what the periods add.
    centre = outcome.mean()
    means = np.column_stack(
        [np.bincount(place, weights=units * (outcome[:, t] - centre)) / sizes for t in range(n_periods)]
    )
    counts = np.zeros((n_clusters, cohorts.size))
    deviations = np.zeros((n_clusters, cohorts.size, n_periods))
    counts[np.arange(n_clusters), place] = units
    deviations[np.arange(n_clusters), place] = units[:, None] * (outcome - centre - means[place])
    return CohortSums(
        periods=cells.times,
        cohorts=cohorts,
        sizes=sizes,
        means=means + centre,
        products=None,
        counts=counts,
        deviations=deviations,
        n_clusters=n_clusters,
        n_dropped=cells.n_dropped + cells.n - int(sizes.sum()) * n_periods,
        remarks=remarks,
    )
