"""What a call could do under another budget, other floors, other caps: fast for a slider, exact for what is shown.

References
----------
Dantzig, G. B. and Wolfe, P. (1960). Decomposition principle for linear programs. Operations Research 8(1), 101-111: the
portfolios that earlier prices picked serve again under other amounts.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from miqyas.allocation.bundle import Planes, lowest_bound
from miqyas.allocation.lagrangian import lagrangian_of
from miqyas.allocation.portfolio import allocated
from miqyas.allocation.prices import named
from miqyas.allocation.problem import Problem
from miqyas.allocation.whole import first_prices
from miqyas.errors import NoFeasiblePortfolio, UnknownLimit
from miqyas.results.allocation import Point
from miqyas.types import FloatVector

TARGET = 1e-5  # of the value: what a curve on a screen does not show


class WhatIf:
    """A call kept ready for other amounts.

    Values are those of shares of files, which whole files cannot exceed; `exactly` solves over whole files.

    Parameters
    ----------
    problem : Problem
        As it stands.

    Examples
    --------
    >>> import pandas as pd
    >>> from miqyas.allocation.reading import read_problem
    >>> from miqyas.data.relation import open_relation
    >>> files = open_relation(pd.DataFrame({"id": ["a", "b"], "cost": [60.0, 50], "value": [12.0, 5]}))
    >>> desk = WhatIf(read_problem(files, id_column="id", cost="cost", value="value", budget=60)[0])
    >>> round(desk.at().value, 3), round(desk.at(budget=110).value, 3)
    (12.0, 17.0)
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        # Files dearer than today's amounts may be in under tomorrow's.
        wide = tuple(limit if limit.is_floor else replace(limit, amount=np.inf) for limit in problem.limits)
        everything = replace(problem, budget=np.inf, limits=wide)
        self._lagrangian = replace(lagrangian_of(everything), rhs=problem.signs * problem.amounts)
        start, self._radius = first_prices(problem, self._lagrangian)
        self._planes = Planes(self._lagrangian, self._lagrangian.at(start).bound)
        self._prices, _ = lowest_bound(
            self._lagrangian, start, self._radius, target=TARGET, planes=self._planes
        )

    def at(self, *, budget: float | None = None, amounts: Mapping[str, float] | None = None) -> Point:
        """Value and prices under another budget, or other amounts of the limits named.

        Raises
        ------
        UnknownLimit
            No limit has that name.
        """
        return self._point(_amounts(self.problem, budget, amounts or {}), 1.0)

    def frontier(self, *, points: int = 21, most: float = 2.0) -> tuple[Point, ...]:
        """Value against equity: every floor at 0 to ``most`` times its amount; points nothing obeys have no value."""
        is_floor = self.problem.signs < 0
        found: list[Point] = []
        for multiple in np.linspace(0.0, most, points):
            amounts = np.where(is_floor, multiple, 1.0) * self.problem.amounts
            # Where floors cannot be met, higher ones cannot either.
            is_over = bool(found) and found[-1].value is None
            nothing = Point(float(multiple), None, {}, is_exact=False, funded=())
            found.append(nothing if is_over else self._point(amounts, float(multiple)))
        return tuple(found)

    def exactly(
        self,
        *,
        budget: float | None = None,
        amounts: Mapping[str, float] | None = None,
        multiple: float = 1.0,
    ) -> Point:
        """The same over whole files, with the list; ``multiple`` bears on every floor."""
        changed = _amounts(self.problem, budget, amounts or {})
        changed = np.where(self.problem.signs < 0, multiple, 1.0) * changed
        limits = tuple(
            replace(limit, amount=float(amount))
            for limit, amount in zip(self.problem.limits, changed[1:], strict=True)
        )
        try:
            found = allocated(replace(self.problem, budget=float(changed[0]), limits=limits))
        except NoFeasiblePortfolio:
            return Point(multiple, None, {}, is_exact=True, funded=())
        return Point(multiple, found.value, found.prices, is_exact=True, funded=found.funded)

    def _point(self, amounts: FloatVector, multiple: float) -> Point:
        lagrangian = replace(self._lagrangian, rhs=self.problem.signs * amounts)
        self._planes.move(lagrangian.rhs)
        prices, picked = lowest_bound(
            lagrangian, self._prices, self._radius, target=TARGET, planes=self._planes
        )
        if picked.bound < 0:
            return Point(multiple, None, {}, is_exact=False, funded=())
        return Point(multiple, picked.bound, named(self.problem, prices), is_exact=False, funded=())


def _amounts(problem: Problem, budget: float | None, amounts: Mapping[str, float]) -> FloatVector:
    names = [limit.name for limit in problem.limits]
    changed = problem.amounts
    if budget is not None:
        changed[0] = budget
    for name, amount in amounts.items():
        if name not in names:
            raise UnknownLimit(rule=name, found=", ".join(names) or "—")
        changed[1 + names.index(name)] = amount
    return changed
