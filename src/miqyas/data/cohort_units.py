"""Cohorts summed from units, each seen in every period, some of the units at a time."""

from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
from numpy.typing import NDArray

from miqyas.data.names import literal
from miqyas.data.relation import Relation
from miqyas.numerics.moments import unfold_triangle
from miqyas.types import FloatMatrix, FloatVector


@dataclass(frozen=True, slots=True)
class WideUnits:
    """Units in a row each, their outcome by period beside one another.

    Attributes
    ----------
    rows : str
        Query of the complete rows: unit s, cluster g, first period h, period t, outcome y.
    periods : FloatVector
        Sorted, shape (T,).
    parts : tuple of str
        Conditions that part the rows, each unit in one of them.
    """

    rows: str
    periods: FloatVector
    parts: tuple[str, ...]

    def means(self, relation: Relation) -> tuple[FloatVector, FloatVector, FloatMatrix]:
        """Return cohorts (H,), their sizes (H,) and mean outcomes (H, T)."""
        sums = ", ".join(f"fsum(y{k}) AS m{k}" for k in range(self.periods.size))
        found = [
            _numbers(relation.ask(f"{self._wide(part)} SELECT h, count(*) AS n, {sums} FROM wide GROUP BY h"))
            for part in self.parts
        ]
        stacked = np.vstack(found)
        cohorts, place = np.unique(stacked[:, 0], return_inverse=True)
        total = np.zeros((cohorts.size, stacked.shape[1] - 1))
        np.add.at(total, place, stacked[:, 1:])
        return cohorts, total[:, 0], total[:, 1:] / total[:, :1]

    def products(self, relation: Relation, cohorts: FloatVector, means: FloatMatrix) -> NDArray[np.float64]:
        """Return Σ (Y_i - m)(Y_i - m)ᵀ by cohort, (H, T, T)."""
        pairs = list(combinations_with_replacement(range(self.periods.size), 2))
        cells = ", ".join(f"fsum(z{i} * z{j}) AS p{i}_{j}" for i, j in pairs)
        total = np.zeros((cohorts.size, len(pairs)))
        for part in self.parts:
            found = _numbers(
                relation.ask(f"{self._gaps(part, cohorts, means)} SELECT h, {cells} FROM gaps GROUP BY h")
            )
            total[np.searchsorted(cohorts, found[:, 0])] += found[:, 1:]
        return unfold_triangle(total, self.periods.size)

    def by_cluster(
        self, relation: Relation, cohorts: FloatVector, means: FloatMatrix
    ) -> tuple[FloatMatrix, NDArray[np.float64]]:
        """Return units, (C, H), and sums of Y_i - m, (C, H, T), by cluster."""
        sums = ", ".join(f"fsum(z{k}) AS z{k}" for k in range(self.periods.size))
        names, found = [], []
        for part in self.parts:
            answer = relation.ask(
                f"{self._gaps(part, cohorts, means)} "
                f"SELECT g, h, count(*) AS n, {sums} FROM gaps GROUP BY g, h ORDER BY g, h"
            )
            names.append(answer.pop("g"))
            found.append(_numbers(answer))
        labels, cluster = np.unique(np.concatenate(names), return_inverse=True)
        stacked = np.vstack(found)
        cohort = np.searchsorted(cohorts, stacked[:, 0])
        counts = np.zeros((labels.size, cohorts.size))
        deviations = np.zeros((*counts.shape, self.periods.size))
        np.add.at(counts, (cluster, cohort), stacked[:, 1])
        np.add.at(deviations, (cluster, cohort), stacked[:, 2:])
        return counts, deviations

    def _wide(self, part: str) -> str:
        outcomes = ", ".join(
            f"max(y) FILTER (t = {literal(period)}) AS y{k}" for k, period in enumerate(self.periods)
        )
        first, last = literal(self.periods[0]), literal(self.periods[-1])
        return f"""
            WITH wide AS (
                SELECT s, min(g) AS g, CASE WHEN min(h) > {last} THEN 0 ELSE min(h) END AS h, {outcomes}
                FROM ({self.rows} AND {part}) GROUP BY s
                HAVING count(*) = {self.periods.size} AND (min(h) = 0 OR min(h) > {first})
            )
        """

    def _gaps(self, part: str, cohorts: FloatVector, means: FloatMatrix) -> str:
        """Write the table `gaps`: each unit less the means of its cohort, z0, z1, …."""
        known = ", ".join(
            f"({', '.join(map(literal, (cohort, *row)))})" for cohort, row in zip(cohorts, means, strict=True)
        )
        names = ", ".join(f"m{k}" for k in range(self.periods.size))
        gaps = ", ".join(f"y{k} - m{k} AS z{k}" for k in range(self.periods.size))
        return (
            f"{self._wide(part)}, means AS (SELECT * FROM (VALUES {known}) AS of_cohorts(h, {names})), "
            f"gaps AS NOT MATERIALIZED (SELECT g, wide.h AS h, {gaps} FROM wide JOIN means ON wide.h = means.h)"
        )


def _numbers(answer: dict[str, NDArray[Any]]) -> FloatMatrix:
    return np.column_stack([np.asarray(column, dtype=np.float64) for column in answer.values()])
