"""The model of reviews: where its sums stand, what is known beforehand, its variances and its joint draws."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from miqyas.numerics.crossed import CrossedSums, Ratings, Solved, Variances
from miqyas.numerics.variance_draws import LOG_ZERO, VarianceGrid, flat_on_deviations, variance_grid
from miqyas.types import FloatMatrix, FloatVector

# Where the search begins, in shares of the variance of the scores: files, reviewers, residual, panels.
START = (0.4, 0.15, 0.4, 0.1, 0.1)
BLOCK_CELLS = 4_000_000


@dataclass(frozen=True, slots=True)
class Priors:
    """What is taken as known before reading the reviews.

    Attributes
    ----------
    leniency_sd : float, optional
        Standard deviation of reviewers' leniency, in the unit of the scores; estimated when absent.
    largest_sd : float, optional
        No standard deviation is beyond it.
    residual_parts : int
        1, or 2 where the residual is made of two independent parts, each of standard deviation up to ``largest_sd``: a
        review's own and an assessor's taste for a file, which one vote for each pair cannot tell apart.
    is_mean_known : bool
        Whether the mean of all scores is taken as that of the files.
    """

    leniency_sd: float | None = None
    largest_sd: float | None = None
    residual_parts: int = 1
    is_mean_known: bool = False

    def log_density(self, at: Variances, scale: float) -> float:
        """Of standard deviations, flat up to the largest; minus infinity beyond."""
        if self.largest_sd is None:
            return 0.0
        most = (self.largest_sd / scale) ** 2
        if max(at.file, at.file_panel, at.reviewer_panel) > most:
            return -np.inf
        if self.residual_parts == 1:
            return 0.0 if at.residual <= most else -np.inf
        # Length of the arc of radius √residual inside the square of the two parts.
        angle = np.pi / 2 - 2 * np.arccos(min(1.0, np.sqrt(most / at.residual)))
        return float(np.log(at.residual) / 2 + np.log(angle)) if angle > 0 else -np.inf


@dataclass(frozen=True, slots=True)
class Model:
    """Where the sums stand, on scores of mean 0 and variance 1, and what is known beforehand."""

    sums: CrossedSums
    centre: float
    scale: float
    priors: Priors

    def variances(self, point: FloatVector) -> Variances:
        """The variances at a point of the grid, which holds those that are sought."""
        found = np.exp(point)
        if self.priors.leniency_sd is not None:
            found = np.insert(found, 1, (self.priors.leniency_sd / self.scale) ** 2)
        return Variances(*found)

    def solve(self, at: Variances) -> Solved | None:
        return self.sums.solve(at, is_mean_zero=self.priors.is_mean_known)

    def likelihood(self, point: FloatVector) -> float:
        solved = self.solve(self.variances(point))
        return LOG_ZERO if solved is None else solved.likelihood

    def log_prior(self, point: FloatVector) -> float:
        return flat_on_deviations(point) + self.priors.log_density(self.variances(point), self.scale)

    def solved(self, at: Variances) -> Solved:
        found = self.solve(at)
        if found is None:  # the grid holds only points where the likelihood was found
            message = "no solution at variances that had one"
            raise ArithmeticError(message)
        return found


@dataclass(frozen=True, slots=True)
class Fit:
    """A model and how sure one is of its variances."""

    model: Model
    grid: VarianceGrid

    @property
    def best(self) -> Variances:
        return self.model.variances(self.grid.mode)


def fit_of(ratings: Ratings, priors: Priors) -> Fit:
    centre, scale = float(ratings.y.mean()), float(ratings.y.std())
    scaled = replace(ratings, y=(ratings.y - centre) / scale)
    model = Model(CrossedSums(scaled), centre, scale, priors)
    start = np.array(START if ratings.n_panels > 1 else START[:3])
    if priors.leniency_sd is not None:
        start = np.delete(start, 1)
    return Fit(model, variance_grid(model.likelihood, np.log(start), log_prior=model.log_prior))


class Drawn:
    """Joint draws, block by block; sums of qualities and every draw of leniency are kept."""

    def __init__(self, fit: Fit, draws: int, rng: np.random.Generator) -> None:
        self.fit, self.rng = fit, rng
        self.shares = rng.multinomial(draws, fit.grid.weights)
        self.leniency: list[FloatMatrix] = []
        self.quality: list[FloatMatrix] = []

    def qualities(self) -> Iterator[FloatMatrix]:
        """Quality of the files, shape (I, draws of the block), on the scale of the scores."""
        model = self.fit.model
        sums = model.sums
        ratings = sums.ratings
        n_reviewers, n_panels = sums.sizes[:2]
        for point, draws in zip(self.fit.grid.points, self.shares, strict=True):
            at = model.variances(point)
            most = max(1, BLOCK_CELLS // ratings.file_panel.size)
            for size in blocks_of(int(draws), most):
                files, u, mean = sums.draw(at, model.solved(at), self.rng, size)
                leniency = u[:n_reviewers]
                if n_panels:
                    files = files + u[n_reviewers : n_reviewers + n_panels][ratings.file_panel]
                    leniency = leniency + u[n_reviewers + n_panels :][ratings.reviewer_panel]
                self.leniency.append(leniency * model.scale)
                block = model.centre + model.scale * (mean + files)
                self.quality.append(block.astype(np.float32))
                yield block


def blocks_of(draws: int, most: int) -> Iterator[int]:
    while draws > 0:
        yield min(draws, most)
        draws -= most
