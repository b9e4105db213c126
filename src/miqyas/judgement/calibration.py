"""Reviews calibrated: the quality of each file apart from the leniency of those who read it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from miqyas.data.relation import Relation, open_relation
from miqyas.errors import InvalidLevel, RankDrawsTooFew
from miqyas.judgement.ranking import Ranks, groups_of, ranks_over
from miqyas.judgement.reviews import Reviews, check_connected, read_reviews
from miqyas.numerics.crossed import CrossedSums, Ratings, Solved, Variances
from miqyas.numerics.variance_draws import LOG_ZERO, LOWEST, VarianceGrid, flat_on_deviations, variance_grid
from miqyas.results.calibration import Calibration, Leniency, RankedFile
from miqyas.types import FloatMatrix, FloatVector

LEAST_DRAWS = 200
# Where the search begins, in shares of the variance of the scores: files, reviewers, residual, panels.
START = (0.4, 0.15, 0.4, 0.1, 0.1)
# Panels linked less than this leave their leniency and their quality mixed (measured on designs of 10 panels of 5).
WEAK_CORRELATION = -0.6
BLOCK_CELLS = 4_000_000
_NAMES = tuple(field.name for field in fields(Variances))


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
class _Model:
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
class _Fit:
    """A model and how sure one is of its variances."""

    model: _Model
    grid: VarianceGrid

    @property
    def best(self) -> Variances:
        return self.model.variances(self.grid.mode)


def calibrate(
    relation: Relation,
    *,
    file: str,
    reviewer: str,
    score: str,
    panel: str | None = None,
    is_higher_better: bool = True,
    top: int | None = None,
    level: float = 0.9,
    draws: int = 4000,
    priors: Priors | None = None,
    rng: np.random.Generator,
) -> Calibration:
    """Rank files by what their reviews say, once the leniency of reviewers and panels is taken out.

    A score is the sum of the file's quality, its panel's quality, the reviewer's leniency, the panel's leniency and what is
    left, all normal and independent. Variances are drawn around their restricted maximum likelihood, everything else from
    its exact joint distribution; every rank, probability and interval is read on the same draws.

    Parameters
    ----------
    relation : Relation
        One row a review, or anything `open_relation` takes; rows with a missing value are left out and counted.
    file, reviewer, score : str
        Columns: which file, by whom, how much.
    panel : str, optional
        Column of the panel the file is in (or of the reviewer's own); files of several panels are compared through
        the reviewers who read in more than one.
    is_higher_better : bool
        Whether a higher score is a better one.
    top : int, optional
        Places: adds the chance of each file to stand among them, and the groups accept, draw, reject.
    level : float
        Of the intervals.
    draws : int
        Joint draws, 200 at least.
    priors : Priors, optional
        What is known beforehand; nothing by default.
    rng : numpy.random.Generator
        Chance; the same seed gives the same ranks.

    Returns
    -------
    Calibration
        Files with the best expected rank first; qualities in the unit of the scores.

    Raises
    ------
    InvalidReviews
        `ReviewTwice`, `ScoresAlike`, `TooFewReviewed`, `PanelUnclear`; `DesignDisconnected` when no chain of reviewers
        links all files, so that no rank across them exists.
    InvalidRanking, InvalidLevel
        An option that cannot be.

    References
    ----------
    Heyard, R., Ott, M., Salanti, G. and Egger, M. (2022). Statistics and Public Policy 9(1), 110-121: ranks and groups.
    Laird, N. M. and Louis, T. A. (1989). Empirical Bayes ranking methods. Journal of Educational Statistics 14(1), 29-46.

    Examples
    --------
    >>> import pandas as pd
    >>> scores = pd.DataFrame({"file": list("aabbcc"), "who": list("xyxyxy"), "score": [5.0, 6, 3, 4, 1, 2]})
    >>> found = calibrate(scores, file="file", reviewer="who", score="score", rng=np.random.default_rng(1))
    >>> [one.id for one in found.files]
    ['a', 'b', 'c']
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    if draws < LEAST_DRAWS:
        raise RankDrawsTooFew(draws=draws)
    reviews = read_reviews(
        open_relation(relation), file=file, reviewer=reviewer, score=score, panel=panel,
        is_higher_better=is_higher_better,
    )  # fmt: skip
    check_connected(reviews)
    fit = _fit(reviews.ratings, priors or Priors())
    drawn = _Drawn(fit, draws, rng)
    ranks = ranks_over(drawn.qualities(), level=level, top=top)
    sign = 1.0 if is_higher_better else -1.0
    return Calibration(
        files=_files(reviews, drawn, ranks, top=top, level=level, sign=sign),
        reviewers=_reviewers(reviews, drawn, level=level, sign=sign),
        variances=_told(fit),
        **_reliability(fit, reviews),
        top=top,
        level=level,
        n_reviews=reviews.scores.size,
        n_files=len(reviews.files),
        n_reviewers=len(reviews.reviewers),
        n_panels=max(1, len(reviews.panels)),
        n_dropped=reviews.n_dropped,
        warnings=_warnings(fit),
    )


def _fit(ratings: Ratings, priors: Priors) -> _Fit:
    centre, scale = float(ratings.y.mean()), float(ratings.y.std())
    scaled = replace(ratings, y=(ratings.y - centre) / scale)
    model = _Model(CrossedSums(scaled), centre, scale, priors)
    start = np.array(START if ratings.n_panels > 1 else START[:3])
    if priors.leniency_sd is not None:
        start = np.delete(start, 1)
    return _Fit(model, variance_grid(model.likelihood, np.log(start), log_prior=model.log_prior))


class _Drawn:
    """Joint draws, block by block; sums of qualities and every draw of leniency are kept."""

    def __init__(self, fit: _Fit, draws: int, rng: np.random.Generator) -> None:
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
            for size in _blocks(int(draws), most):
                files, u, mean = sums.draw(at, model.solved(at), self.rng, size)
                leniency = u[:n_reviewers]
                if n_panels:
                    files = files + u[n_reviewers : n_reviewers + n_panels][ratings.file_panel]
                    leniency = leniency + u[n_reviewers + n_panels :][ratings.reviewer_panel]
                self.leniency.append(leniency * model.scale)
                block = model.centre + model.scale * (mean + files)
                self.quality.append(block.astype(np.float32))
                yield block


def _blocks(draws: int, most: int) -> Iterator[int]:
    while draws > 0:
        yield min(draws, most)
        draws -= most


def _files(
    reviews: Reviews, drawn: _Drawn, ranks: Ranks, *, top: int | None, level: float, sign: float
) -> tuple[RankedFile, ...]:
    quality = np.concatenate(drawn.quality, axis=1)
    value = quality.mean(axis=1)
    ends = np.quantile(quality, [(1 - level) / 2, (1 + level) / 2], axis=1)
    low, high = ends if sign > 0 else ends[::-1]
    groups = groups_of(ranks, top) if top else ("",) * len(reviews.files)
    counts = drawn.fit.model.sums.counts
    means = np.bincount(reviews.ratings.file, weights=reviews.scores) / counts
    order = sorted(range(len(reviews.files)), key=lambda i: (ranks.expected[i], reviews.files[i]))
    return tuple(
        RankedFile(
            reviews.files[i], int(counts[i]), float(means[i]), sign * float(value[i]), sign * float(low[i]),
            sign * float(high[i]), float(ranks.expected[i]), float(ranks.low[i]), float(ranks.high[i]),
            None if ranks.p_top is None else float(ranks.p_top[i]), groups[i], float(ranks.sucra[i]),
            float(ranks.pcer[i]),
        )
        for i in order
    )  # fmt: skip


def _reviewers(reviews: Reviews, drawn: _Drawn, *, level: float, sign: float) -> tuple[Leniency, ...]:
    leniency = sign * np.concatenate(drawn.leniency, axis=1)
    low, high = np.quantile(leniency, [(1 - level) / 2, (1 + level) / 2], axis=1)
    counts = np.bincount(reviews.ratings.reviewer, minlength=len(reviews.reviewers))
    return tuple(
        Leniency(name, int(counts[j]), float(leniency[j].mean()), float(low[j]), float(high[j]))
        for j, name in enumerate(reviews.reviewers)
    )


def _told(fit: _Fit) -> dict[str, float]:
    """The variances at the maximum, in squared units of the scores; without panels, theirs are left out."""
    kept = _NAMES if fit.model.sums.ratings.n_panels > 1 else _NAMES[:3]
    return {name: getattr(fit.best, name) * fit.model.scale**2 for name in kept}


def _reliability(fit: _Fit, reviews: Reviews) -> dict[str, float]:
    at = fit.best
    true, noise = at.file + at.file_panel, at.reviewer + at.reviewer_panel + at.residual
    each = reviews.scores.size / len(reviews.files)
    return {"icc": true / (true + noise), "icc_mean": true / (true + noise / each)}


def _warnings(fit: _Fit) -> tuple[str, ...]:
    floor = np.exp(LOWEST + 0.01)
    told = [f"no_{name}_variance" for name in ("file", "reviewer") if getattr(fit.best, name) <= floor]
    return (*told, *(["weak_links"] if _panels_mixed(fit) else []))


def _panels_mixed(fit: _Fit) -> bool:
    """Whether what a panel's files are worth and how lenient it is stay mixed, at the best variances."""
    n_reviewers, n = fit.model.sums.sizes[:2]
    if not n:
        return False
    root = fit.model.solved(fit.best).root
    covariance = np.linalg.inv(root @ root.T)
    contrast = np.eye(n) - 1 / n
    g, h = slice(n_reviewers, n_reviewers + n), slice(n_reviewers + n, n_reviewers + 2 * n)
    gg, hh, gh = (contrast @ covariance[a, b] @ contrast for a, b in ((g, g), (h, h), (g, h)))
    spread = np.sqrt(np.trace(gg) * np.trace(hh))
    return bool(spread > 0 and np.trace(gh) / spread < WEAK_CORRELATION)
