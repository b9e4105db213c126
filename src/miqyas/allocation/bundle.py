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
    """The master programme: least ``theta + rhs @ z`` over ``theta >= worth - usage @ z``, in a box.

    Parameters
    ----------
    lagrangian : Lagrangian
        What is priced: its rules.
    worth : float
        About what the best portfolio is worth. With the most that files can take of each rule, it makes every figure the
        solver sees near one: on dirhams against scores of a hundred, it stopped a hundredth of a percent above the lowest.
    """

    def __init__(self, lagrangian: Lagrangian, worth: float) -> None:
        self.rhs = lagrangian.rhs
        self._worth = max(abs(worth), 1e-300)
        self._per_price = (
            1.0 / lagrangian.most_taken()
        )  # what a unit of each rule's price moves, per unit taken
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]  # it has no stubs
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        self._solver.setOptionValue("presolve", "off")
        for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
            self._solver.setOptionValue(name, 1e-10)  # draws of few files are solved to a hundred-millionth
        n = self.rhs.size
        self._columns = np.arange(n + 1, dtype=np.int32)
        self._solver.addVars(n + 1, np.r_[np.zeros(n), -1e12], np.full(n + 1, 1e12))
        self.move(self.rhs)

    def move(self, rhs: FloatVector) -> None:
        """Change the amounts of the rules; the planes hold whatever they are."""
        self.rhs = rhs
        self._solver.changeColsCost(rhs.size + 1, self._columns, np.r_[rhs * self._per_price, 1.0])

    def add(self, picked: Picked) -> None:
        n = self.rhs.size
        row = np.r_[picked.usage * self._per_price, 1.0]
        self._solver.addRow(picked.worth / self._worth, highspy.kHighsInf, n + 1, self._columns, row)

    def add_many(self, worth: FloatVector, usage: FloatVector) -> None:
        """Planes of several portfolios at once, usage of shape (portfolios, rules)."""
        n = self.rhs.size + 1
        rows = np.c_[usage * self._per_price, np.ones(worth.size)]
        self._solver.addRows(
            worth.size, worth / self._worth, np.full(worth.size, highspy.kHighsInf), rows.size,
            np.arange(0, rows.size, n, dtype=np.int32), np.tile(self._columns, worth.size), rows.ravel(),
        )  # fmt: skip

    def weights(self) -> FloatVector:
        """How much of each portfolio the best shares of files hold, zero or more, in the order they were added."""
        duals = np.asarray(self._solver.getSolution().row_dual, dtype=np.float64)
        return np.maximum(duals, 0.0)

    def lowest(self, low: FloatVector, high: FloatVector) -> tuple[FloatVector, float]:
        """Prices in the box where the planes are lowest, and how low."""
        unit = self._worth * self._per_price
        self._solver.changeColsBounds(low.size, self._columns[:-1], low / unit, high / unit)
        self._solver.run()
        z = np.asarray(self._solver.getSolution().col_value, dtype=np.float64)[:-1] * unit
        return np.clip(z, low, high), float(self._solver.getInfo().objective_function_value) * self._worth


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
    best, at_best = start, lagrangian.at(start)
    planes = planes or Planes(lagrangian, at_best.bound)
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
