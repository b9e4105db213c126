"""Prices that make the bound as low as it goes: cutting planes in a box that moves and shrinks.

Each portfolio that some prices picked is a plane under the bound. The master programme seeks the lowest point of these
planes near the best prices so far; it has one variable a rule, so its size does not depend on the files.

References
----------
Marsten, R. E., Hogan, W. W. and Blankenship, J. W. (1975). The boxstep method for large-scale optimization. Operations
Research 23(3), 389-405.
"""

import highspy
import numpy as np

from miqyas.allocation.lagrangian import Lagrangian, Picked
from miqyas.types import FloatVector

STEPS = 400


class Planes:
    """The master programme: least ``theta + rhs @ z`` over ``theta >= worth - usage @ z``, in a box."""

    def __init__(self, rhs: FloatVector) -> None:
        self.rhs = rhs
        self._scale = 1.0 / max(
            float(np.abs(rhs).max()), 1e-300
        )  # money in millions and prices of a thousandth: kept near one
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it has no stubs
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        self._solver.setOptionValue("presolve", "off")
        n = rhs.size
        self._columns = np.arange(n + 1, dtype=np.int32)
        self._solver.addVars(n + 1, np.r_[np.zeros(n), -1e12], np.full(n + 1, 1e12))
        self.move(rhs)

    def move(self, rhs: FloatVector) -> None:
        """Change the amounts of the rules; the planes hold whatever they are."""
        self.rhs = rhs
        self._solver.changeColsCost(rhs.size + 1, self._columns, np.r_[rhs * self._scale, 1.0])

    def add(self, picked: Picked) -> None:
        n = self.rhs.size
        row = np.r_[picked.usage * self._scale, 1.0]
        self._solver.addRow(picked.worth * self._scale, highspy.kHighsInf, n + 1, self._columns, row)

    def add_many(self, worth: FloatVector, usage: FloatVector) -> None:
        """Planes of several portfolios at once, usage of shape (portfolios, rules)."""
        n = self.rhs.size + 1
        rows = np.c_[usage, np.full(worth.size, 1.0 / self._scale)] * self._scale
        self._solver.addRows(
            worth.size, worth * self._scale, np.full(worth.size, highspy.kHighsInf), rows.size,
            np.arange(0, rows.size, n, dtype=np.int32), np.tile(self._columns, worth.size), rows.ravel(),
        )  # fmt: skip

    def weights(self) -> FloatVector:
        """How much of each portfolio the best shares of files hold, zero or more, in the order they were added."""
        duals = np.asarray(self._solver.getSolution().row_dual, dtype=np.float64)
        return np.maximum(duals, 0.0)

    def lowest(self, low: FloatVector, high: FloatVector) -> tuple[FloatVector, float]:
        """Prices in the box where the planes are lowest, and how low."""
        self._solver.changeColsBounds(low.size, self._columns[:-1], low, high)
        self._solver.run()
        z = np.asarray(self._solver.getSolution().col_value, dtype=np.float64)[:-1]
        return np.clip(z, low, high), float(self._solver.getInfo().objective_function_value) / self._scale


def lowest_bound(
    lagrangian: Lagrangian,
    start: FloatVector,
    radius: FloatVector,
    *,
    target: float,
    planes: Planes | None = None,
) -> tuple[FloatVector, Picked]:
    """Prices near the lowest bound, and the portfolio they pick.

    Parameters
    ----------
    lagrangian : Lagrangian
        What is priced.
    start, radius : FloatVector
        Prices to start from and half sides of the box around them, shape (rules,).
    target : float
        Share of the bound under which a gain is not worth a step.
    planes : Planes, optional
        Those of an earlier search.
    """
    planes = planes or Planes(lagrangian.rhs)
    best, at_best = start, lagrangian.at(start)
    planes.add(at_best)
    for _ in range(STEPS):
        z, low = planes.lowest(np.maximum(0.0, best - radius), best + radius)
        promised = at_best.bound - low
        picked = lagrangian.at(z)
        planes.add(picked)
        gained = at_best.bound - picked.bound
        is_inside = bool((np.abs(z - best) < 0.999 * radius).all())
        if gained > 0:
            best, at_best = z, picked
        if at_best.bound < 0:  # values are zero or more: nothing obeys the rules
            break
        if promised <= target * max(abs(at_best.bound), 1e-12) and is_inside:
            break
        if gained < 0.1 * promised:
            radius = 0.6 * radius
        elif gained > 0.5 * promised and not is_inside:
            radius = 2.0 * radius
    return best, at_best
