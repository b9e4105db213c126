"""Arms compared before anything is done: means, and how far apart they lie."""

import math
from dataclasses import dataclass
from typing import Any

from miqyas.design.frame import Frame
from miqyas.design.procedure import Procedure
from miqyas.design.units import Units
from miqyas.types import FloatVector, IntVector


@dataclass(frozen=True, slots=True)
class Balance:
    """One column compared between arms, over the units drawn (means of clusters where these are drawn).

    Attributes
    ----------
    column : str
        Which.
    means : tuple of float or None
        Mean of each arm; None for an arm that nobody drew (only where units draw each for themselves).
    difference : float or None
        Largest difference between two arms over the root of the mean of their variances (normalised difference);
        None where neither varies.
    """

    column: str
    means: tuple[float | None, ...]
    difference: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return the row as JSON knows it."""
        return {"column": self.column, "means": list(self.means), "difference": self.difference}


def balance_of(frame: Frame, units: Units, arm: IntVector, procedure: Procedure) -> tuple[Balance, ...]:
    """Compare arms on the columns balanced, paired on, or asked for.

    References
    ----------
    Imbens, G. W. and Rubin, D. B. (2015). Causal Inference for Statistics, Social, and Biomedical Sciences, chapter
    14: normalised differences.
    """
    columns = dict.fromkeys((*procedure.rerandomise, *procedure.pairs, *procedure.compare))
    n_arms = len(procedure.arms)
    return tuple(_compare(column, units.means(frame.numbers(column)), arm, n_arms) for column in columns)


def _compare(column: str, values: FloatVector, arm: IntVector, n_arms: int) -> Balance:
    groups = [values[arm == place] for place in range(n_arms)]
    means = tuple(float(group.mean()) if group.size else None for group in groups)
    spreads = [float(group.var(ddof=1)) if group.size > 1 else 0.0 for group in groups]
    apart = [
        abs(first - second) / math.sqrt((spreads[one] + spreads[other]) / 2)
        for one, first in enumerate(means)
        for other, second in enumerate(means[:one])
        if first is not None and second is not None and spreads[one] + spreads[other] > 0
    ]
    return Balance(column, means, max(apart) if apart else None)
