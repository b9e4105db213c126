"""Lee bounds: how far the missing outcomes could move an effect, when treatment drives them one way."""

from dataclasses import dataclass

import numpy as np

from miqyas.data.observed import Assigned, pull_assigned
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import CellsWithOneArm, InvalidLevel, NobodyAlwaysObserved
from miqyas.numerics.trimming import CellBounds, bounded_interval, cell_bounds
from miqyas.results.bounds import Bounds
from miqyas.results.estimate import Note
from miqyas.types import FloatVector, IntVector


def lee_bounds(
    relation: Relation,
    *,
    outcome: str,
    treatment: str,
    cells: str | None = None,
    cluster: str | None = None,
    level: float = 0.95,
    unit: str = "",
) -> Bounds:
    """Bound the effect on those who would be observed in either arm, by trimming the arm observed more often.

    The bounds are sharp when assignment was drawn at random and moves whether a unit is observed in one
    direction only (nobody is lost because of one arm while another is lost because of the other). Cells known
    before assignment tighten them, and then only inside a cell must the direction be one.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes, with a row for every unit assigned; n rows, the outcome
        missing where it was not observed.
    outcome, treatment : str
        Column of numbers with missing values; column of 0 and 1.
    cells : str, optional
        Column of groups fixed before assignment, inside which bounds are made, then averaged.
    cluster : str, optional
        Column of the groups assigned or sampled as a whole.
    level : float
        Coverage of the interval, between 0 and 1.
    unit : str
        Unit of the outcome.

    Returns
    -------
    Bounds
        In ``unit``. Exactly the share p is trimmed: the unit at the threshold counts in part. A cell weighs its
        units observed in either arm, n·min(α₀, α₁). Standard errors come from the influence of each unit, α and
        the weights estimated, summed over clusters; the interval is that of Imbens and Manski.

    Raises
    ------
    InvalidSample
        `MissingColumn`, `ColumnUsedTwice`, `NotNumeric`, `InfiniteValues`, `EmptySample`, `TreatmentNotBinary`,
        `EmptyArm`, `NothingMissing`, `ArmUnobserved`, `TooFewClusters`, `ClusterIsUnit`, `CellsWithOneArm`,
        `NobodyAlwaysObserved`.
    InvalidLevel
        The level is not between 0 and 1.

    References
    ----------
    Lee, D. S. (2009). Training, wages, and sample selection: estimating sharp bounds on treatment effects. Review
    of Economic Studies 76(3), 1071-1102: sections 3 and 4.
    Imbens, G. W. and Manski, C. F. (2004). Confidence intervals for partially identified parameters.
    Econometrica 72(6), 1845-1857.

    Examples
    --------
    >>> import pandas as pd
    >>> trial = pd.DataFrame({"wage": [1.0, 2, 3, 4, 1, 2, 3, None], "assigned": [1, 1, 1, 1, 0, 0, 0, 0]})
    >>> found = lee_bounds(trial, outcome="wage", treatment="assigned")
    >>> found.low, found.high, found.trimmed_share
    (0.0, 1.0, 0.25)
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    units = pull_assigned(
        open_relation(relation), outcome=outcome, treatment=treatment, cells=cells, cluster=cluster
    )
    if cells is not None:
        _check_cells(units, cells)
    found = average_cells(units)
    if found is None:
        raise NobodyAlwaysObserved(column=cells)
    errors = [clustered_error(influence, units) for influence in (found.low_influence, found.high_influence)]
    ends = bounded_interval(found.low, found.high, errors[0], errors[1], level)
    return Bounds(
        estimand="effect on the always observed",
        low=found.low,
        high=found.high,
        std_error_low=errors[0],
        std_error_high=errors[1],
        interval_low=ends[0],
        interval_high=ends[1],
        level=level,
        trimmed_share=found.trimmed_share,
        trimmed_arm=found.trimmed_arm,
        n=units.n,
        n_observed=int(units.is_observed.sum()),
        n_clusters=units.n_clusters,
        n_dropped=units.n_dropped,
        n_cells=len(units.cells),
        unit=unit,
        method=f"Lee bounds{' inside cells' if cells else ''}, {'clusters' if cluster else 'units'}",
        notes=found.notes,
    )


@dataclass(frozen=True, slots=True)
class Averaged:
    """Bounds over all cells, with the influence of each unit, shape (n,)."""

    low: float
    high: float
    trimmed_share: float
    trimmed_arm: int
    low_influence: FloatVector
    high_influence: FloatVector
    notes: tuple[Note, ...]


def average_cells(units: Assigned) -> Averaged | None:
    """Make bounds in each cell and average them over those observed in either arm."""
    made: list[tuple[IntVector, CellBounds]] = []
    for cell in range(len(units.cells)):
        inside: IntVector = np.flatnonzero(units.cell == cell)
        found = cell_bounds(units.outcome[inside], units.is_observed[inside], units.is_treated[inside])
        if found is not None:
            made.append((inside, found))
    if not made:
        return None
    mass = np.array([inside.size * found.always for inside, found in made])
    weights = mass / mass.sum()
    low, high = (float(weights @ [getattr(found, end) for _, found in made]) for end in ("low", "high"))
    influences = [np.zeros(units.n), np.zeros(units.n)]
    for (inside, found), weight in zip(made, weights, strict=True):
        # The weight of a cell moves with its number of units and with the share of them always observed.
        on_mass = (found.always + inside.size * found.always_influence) / mass.sum()
        influences[0][inside] = weight * found.low_influence + (found.low - low) * on_mass
        influences[1][inside] = weight * found.high_influence + (found.high - high) * on_mass
    arms = np.array([found.trimmed_arm for _, found in made])
    arm = int(weights @ arms >= 0.5)
    notes = (
        Note("reversed_cells", int((arms != arm).sum())),
        Note("empty_cells", len(units.cells) - len(made)),
    )
    return Averaged(
        low,
        high,
        float(weights @ [found.trimmed for _, found in made]),
        arm,
        influences[0],
        influences[1],
        tuple(note for note in notes if note.count > 0),
    )


def clustered_error(influence: FloatVector, units: Assigned) -> float:
    """Return the standard error from the influence of units, summed by cluster, with G/(G - 1)."""
    n_clusters = units.n_clusters
    sums = np.bincount(units.group, influence, n_clusters)
    return float(np.sqrt(n_clusters / (n_clusters - 1) * (sums @ sums)))


def _check_cells(units: Assigned, cells: str) -> None:
    n, treated = np.bincount(units.cell), np.bincount(units.cell, units.is_treated)
    alone = [label for label, one in zip(units.cells, (treated == 0) | (treated == n), strict=True) if one]
    if alone:
        raise CellsWithOneArm(column=cells, n=len(alone), found=", ".join(alone[:5]))
