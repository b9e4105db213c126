"""One outcome over equally spaced periods, alone or beside a comparison."""

from dataclasses import dataclass

import numpy as np

from miqyas.data.pulled import pull
from miqyas.data.relation import Relation
from miqyas.errors import (
    ColumnUsedTwice,
    EmptyArm,
    OnePeriod,
    PeriodGap,
    PeriodTwice,
    TreatmentNotBinary,
    UnbalancedPanel,
    UnknownPeriod,
)
from miqyas.types import FloatVector

SPACING = 1e-9  # relative difference of steps below which periods count as equally spaced


@dataclass(frozen=True, slots=True)
class Series:
    """An outcome followed over T periods.

    Attributes
    ----------
    periods, outcome : FloatVector
        Sorted; shapes (T,).
    comparison : FloatVector or None
        The same outcome where the intervention did not take place.
    n_dropped : int
        Rows left out because a value was missing.
    """

    periods: FloatVector
    outcome: FloatVector
    comparison: FloatVector | None
    n_dropped: int

    def place_of(self, period: float, column: str) -> int:
        """Return the place of a period, or refuse one that was not observed."""
        found = np.flatnonzero(self.periods == period)
        if found.size == 0:
            raise UnknownPeriod(
                column=column, asked=f"{period:g}", first=f"{self.periods[0]:g}", last=f"{self.periods[-1]:g}"
            )
        return int(found[0])


def draw_series(relation: Relation, *, outcome: str, time: str, treatment: str | None = None) -> Series:
    """Lay the outcome out by period; ``treatment`` is 1 in the rows of the series concerned, 0 in the comparison.

    Raises
    ------
    InvalidSample
        As in `pull`, and `ColumnUsedTwice`, `TreatmentNotBinary`, `EmptyArm`, `OnePeriod`, `PeriodTwice`, `PeriodGap`,
        `UnbalancedPanel` (a period that one of the two series lacks).
    """
    roles = [outcome, time, *([treatment] if treatment else [])]
    for place, name in enumerate(roles):
        if name in roles[:place]:
            raise ColumnUsedTwice(column=name)
    pulled = pull(relation, numbers=roles)
    arm = pulled.numbers[treatment] if treatment else np.ones(pulled.n)
    if treatment and not np.isin(arm, (0.0, 1.0)).all():
        raise TreatmentNotBinary(column=treatment, found=relation.examples(treatment))
    periods, places = np.unique(pulled.numbers[time], return_inverse=True)
    _check_periods(periods, time)
    laid_out: dict[int, FloatVector] = {}
    for side in (1, 0) if treatment else (1,):
        rows = arm == side
        counts = np.bincount(places[rows], minlength=periods.size)
        if not rows.any():
            raise EmptyArm(column=treatment, arm=side, n=pulled.n)
        if (twice := int((counts > 1).sum())) > 0:
            raise PeriodTwice(column=time, n=twice)
        if (holes := np.flatnonzero(counts == 0)).size:
            shown = ", ".join(f"{periods[hole]:g}" for hole in holes[:5])
            raise UnbalancedPanel(unit_id=treatment, time=time, n=1, found=f"{treatment} = {side} ({shown})")
        laid_out[side] = np.zeros(periods.size)
        laid_out[side][places[rows]] = pulled.numbers[outcome][rows]
    return Series(periods, laid_out[1], laid_out.get(0), pulled.n_dropped)


def _check_periods(periods: FloatVector, time: str) -> None:
    if periods.size < 2:
        raise OnePeriod(column=time, found=f"{periods[0]:g}")
    steps = np.diff(periods)
    if np.ptp(steps) > SPACING * np.abs(periods).max():
        usual = float(np.median(steps))
        odd = np.flatnonzero(np.abs(steps - usual) > SPACING * np.abs(periods).max())[:3]
        raise PeriodGap(column=time, found=", ".join(f"{periods[at]:g} … {periods[at + 1]:g}" for at in odd))
