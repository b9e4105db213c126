"""Assignments drawn again exactly as the first was, and the statistic of each from sums by assigned unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from math import comb, prod

import numpy as np

from miqyas.numerics.inversion import Batch
from miqyas.numerics.moments import CellMoments
from miqyas.types import BoolVector, FloatMatrix, FloatVector, IntVector

BATCH = 2**21  # doubles of one batch of draws


def n_assignments(stratum: IntVector, treated: BoolVector) -> int:
    """How many assignments hold as many treated units in each stratum.

    Examples
    --------
    >>> n_assignments(np.array([0, 0, 1, 1]), np.array([True, False, False, True]))
    4
    """
    return prod(comb(int((stratum == s).sum()), int(treated[stratum == s].sum())) for s in np.unique(stratum))


def every_assignment(stratum: IntVector, treated: BoolVector) -> FloatMatrix:
    """List all assignments with as many treated in each stratum, one a column, shape (G, A)."""
    places = [np.flatnonzero(stratum == s) for s in np.unique(stratum)]
    choices = [combinations(place, int(treated[place].sum())) for place in places]
    chosen = [[unit for part in parts for unit in part] for parts in product(*choices)]
    found = np.zeros((stratum.size, len(chosen)))
    for column, units in enumerate(chosen):
        found[units, column] = 1.0
    return found


def drawn_assignments(
    stratum: IntVector, treated: BoolVector, draws: int, rng: np.random.Generator
) -> Iterator[FloatMatrix]:
    """Yield assignments drawn alike, as many treated in each stratum, shape (G, b)."""
    size = max(1, min(draws, BATCH // stratum.size))
    places = [np.flatnonzero(stratum == s) for s in np.unique(stratum)]
    counts = [int(treated[place].sum()) for place in places]
    for start in range(0, draws, size):
        keys = rng.random((min(size, draws - start), stratum.size))
        found = np.zeros(keys.shape)
        for place, count in zip(places, counts, strict=True):
            first = place[np.argsort(keys[:, place], axis=1)[:, :count]]
            np.put_along_axis(found, first, 1.0, axis=1)
        yield found.T


@dataclass(frozen=True, slots=True)
class Redrawn:
    """Sums of G assigned units, each in one stratum, from which the statistic of any assignment follows.

    Attributes
    ----------
    stratum, weight : IntVector, FloatVector
        Of each unit, shape (G,).
    residual, regressor : FloatVector
        Σ w ê and Σ w x̃ of each unit: what is left of the outcome, and of the observed treatment.
    sums, squares : FloatMatrix, Moments
        Σ w x and Σ w x xᵀ of each unit for the k covariates kept, shapes (G, k) and (G, k, k).
    with_residual, with_regressor : FloatMatrix
        Σ w x ê and Σ w x x̃, shape (G, k).
    bread : FloatMatrix
        (Σ w x xᵀ)⁻¹ of the covariates, shape (k, k).
    """

    stratum: IntVector
    weight: FloatVector
    residual: FloatVector
    regressor: FloatVector
    sums: FloatMatrix
    squares: FloatMatrix
    with_residual: FloatMatrix
    with_regressor: FloatMatrix
    bread: FloatMatrix

    @classmethod
    def of(
        cls, cells: CellMoments, bread: FloatMatrix, combination: FloatVector, kept: IntVector
    ) -> "Redrawn":
        """Take from the sums what assignments need; ``kept`` ends with the treatment, one cell a unit."""
        alone = np.zeros(combination.size)
        alone[kept] = bread[-1] / bread[-1, -1]
        held = kept[:-1]
        of_held = cells.products[:, held[:, None], held]
        return cls(
            stratum=cells.stratum,
            weight=cells.weight,
            residual=cells.sums @ combination,
            regressor=cells.sums @ alone,
            sums=cells.sums[:, held],
            squares=of_held,
            with_residual=cells.products[:, held, :] @ combination,
            with_regressor=cells.products[:, held, :] @ alone,
            bread=np.linalg.inv(of_held.sum(axis=0)),
        )

    def draw(self, assigned: FloatMatrix, *, studentised: bool) -> Batch:
        """Return n₀, n₁, a, b and c of `Draws` for each assignment, shape (G, b).

        The statistic is the treatment's coefficient, or its t with the variance over assigned units.
        """
        total = np.zeros(int(self.stratum.max()) + 1)
        np.add.at(total, self.stratum, self.weight)
        shares = np.zeros((total.size, assigned.shape[1]))
        np.add.at(shares, self.stratum, self.weight[:, None] * assigned)
        within = assigned - (shares / total[:, None])[self.stratum]
        on_held = self.sums.T @ within
        slopes = self.bread @ on_held
        square = self.weight @ within**2 - (on_held * slopes).sum(axis=0)
        fixed, moving = self.residual @ assigned, self.regressor @ assigned
        if not studentised:
            none = np.zeros(square.size)
            return fixed, moving, square**2, none, none
        own = self.weight[:, None] * within**2 - 2 * within * (self.sums @ slopes)
        own += np.einsum("kb,gkl,lb->gb", slopes, self.squares, slopes, optimize=True)
        nothing = square <= 0
        per = np.where(nothing, 0.0, 1 / np.where(nothing, 1.0, square))
        first = within * self.residual[:, None] - self.with_residual @ slopes - own * (fixed * per)
        second = within * self.regressor[:, None] - self.with_regressor @ slopes - own * (moving * per)
        return (
            fixed,
            moving,
            np.einsum("gb,gb->b", first, first),
            np.einsum("gb,gb->b", first, second),
            np.einsum("gb,gb->b", second, second),
        )
