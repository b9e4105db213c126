"""Files ranked under weights known only in part: over all that are allowed, who is first, who has a place."""

from collections.abc import Mapping, Sequence

import numpy as np

from miqyas.errors import (
    InvalidLevel,
    RankDrawsTooFew,
    ScoresShapeWrong,
    TopOutOfRange,
    WeightBoundsEmpty,
    WeightsUnreadable,
)
from miqyas.judgement.ranking import ranks_of
from miqyas.numerics.one_core import one_core
from miqyas.numerics.weight_draws import around, within
from miqyas.results.weighing import WeighedFile, Weighing
from miqyas.types import FloatMatrix, FloatVector

LEAST_DRAWS = 200
BLOCK_CELLS = 4_000_000
SURE = 0.95
TIES = 1e-9  # of a total: files that are equal share their ranks by chance

Bounds = Mapping[str, tuple[float, float]]


def weigh(
    ids: Sequence[str],
    criteria: Sequence[str],
    scores: FloatMatrix,
    *,
    top: int,
    weights: Mapping[str, float] | None = None,
    concentration: float | None = None,
    bounds: Bounds | None = None,
    level: float = 0.9,
    draws: int = 10_000,
    rng: np.random.Generator,
) -> Weighing:
    """Rank files over all the weights that are allowed, and, with draws of scores, over what reviews leave unsure too.

    A total is Σ w_k s_k, weights adding up to 1. Weights are anywhere (nothing said), around ``weights`` (with a
    ``concentration``: the larger, the closer; 50 gives a weight of 0.2 a standard deviation of 0.06), or anywhere within
    ``bounds``.

    Parameters
    ----------
    ids, criteria : sequence of str
        Names, in the order of ``scores``.
    scores : FloatMatrix
        Shares of each criterion's scale, from 0 to 1, shape (I, K); or draws of them, shape (I, K, D), of which one goes
        with each draw of weights, again and again.
    top : int
        Places.
    weights, concentration, bounds
        What is known of the weights.
    level : float
        Of the rank intervals.
    draws : int
        Of weights, 200 at least.

    Returns
    -------
    Weighing
        Best expected rank first.

    Raises
    ------
    ScoresShapeWrong, WeightsUnreadable, WeightBoundsEmpty, TopOutOfRange, InvalidLevel, RankDrawsTooFew
        Scores that are not of these files and criteria; weights that are none; bounds nothing satisfies.

    References
    ----------
    Lahdelma, R. and Salminen, P. (2001). SMAA-2: stochastic multicriteria acceptability analysis for group decision making.
    Operations Research 49(3), 444-454: acceptability of ranks, central weights.

    Examples
    --------
    >>> found = weigh(["a", "b"], ["x", "y"], np.array([[1.0, 0.0], [0.0, 0.9]]), top=1, rng=np.random.default_rng(1))
    >>> found.files[0].id, round(found.files[0].p_first, 2)
    ('a', 0.52)
    """
    table = np.asarray(scores, dtype=np.float64)
    _check(table, ids, criteria, top=top, level=level, draws=draws)
    drawn = _weights(tuple(criteria), weights, concentration, bounds, rng=rng, draws=draws)
    with one_core():
        ranks, value = _ranks(table, drawn, rng)
    n = len(ids)
    p_rank = np.stack([np.bincount(each - 1, minlength=n) for each in ranks]) / draws
    p_top = p_rank[:, :top].sum(axis=1)
    expected = p_rank @ np.arange(1.0, n + 1)
    low, high = np.quantile(ranks, [(1 - level) / 2, (1 + level) / 2], axis=1, method="nearest")
    order = sorted(range(n), key=lambda i: (expected[i], ids[i]))
    files = tuple(
        WeighedFile(
            ids[i], float(value[i]), float(expected[i]), float(low[i]), float(high[i]), float(p_rank[i, 0]),
            float(p_top[i]), _central(criteria, drawn[ranks[i] == 1]),
        )
        for i in order
    )  # fmt: skip
    return Weighing(
        files=files,
        p_rank=p_rank[order],
        weights=dict(zip(criteria, drawn.mean(axis=0).tolist(), strict=True)),
        top=top,
        draws=draws,
        level=level,
        undecided=int(((p_top > 1 - SURE) & (p_top < SURE)).sum()),
    )


def bounds_around(weights: Mapping[str, float], share: float) -> dict[str, tuple[float, float]]:
    """Bounds that let each weight move by a share of itself: 0.5 lets 0.2 be anything from 0.1 to 0.3.

    Parameters
    ----------
    weights : mapping
        Stated ones, in any unit: only their proportions count.
    share : float
        From 0 (none moves) to 1 (each from nothing to twice itself).

    Raises
    ------
    WeightsUnreadable
        Weights below zero, or none above; a share outside 0 to 1.

    Examples
    --------
    >>> bounds_around({"theory": 3.0, "team": 1.0}, 0.5)
    {'theory': (0.375, 1.0), 'team': (0.125, 0.375)}
    """
    stated = [float(weight) for weight in weights.values()]
    if not all(np.isfinite(stated)) or min(stated, default=-1.0) < 0 or sum(stated) <= 0:
        raise WeightsUnreadable(found=", ".join(f"{name}: {w:g}" for name, w in weights.items()) or "0")
    if not 0 <= share <= 1:
        raise WeightsUnreadable(found=f"{share:g}")
    return {
        name: (weight / sum(stated) * (1 - share), min(1.0, weight / sum(stated) * (1 + share)))
        for name, weight in zip(weights, stated, strict=True)
    }


def _check(
    table: FloatMatrix, ids: Sequence[str], criteria: Sequence[str], *, top: int, level: float, draws: int
) -> None:
    expected = (len(ids), len(criteria))
    is_table = table.ndim in {2, 3} and table.shape[:2] == expected and table.size > 0
    if not is_table or len(set(ids)) < len(ids) or len(set(criteria)) < len(criteria):
        raise ScoresShapeWrong(n_files=expected[0], n_criteria=expected[1], found=str(table.shape))
    if not (np.isfinite(table).all() and table.min() >= 0 and table.max() <= 1):
        raise ScoresShapeWrong(n_files=expected[0], n_criteria=expected[1], found="values outside 0 to 1")
    if not 0 < top < len(ids):
        raise TopOutOfRange(top=top, n=len(ids))
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    if draws < LEAST_DRAWS:
        raise RankDrawsTooFew(draws=draws)


def _weights(
    criteria: tuple[str, ...],
    weights: Mapping[str, float] | None,
    concentration: float | None,
    bounds: Bounds | None,
    *,
    rng: np.random.Generator,
    draws: int,
) -> FloatMatrix:
    stray = [name for name in (*(weights or {}), *(bounds or {})) if name not in criteria]
    if stray or (weights is not None and bounds is not None):
        raise WeightsUnreadable(found=stray[0] if stray else "weights and bounds together")
    if weights is not None:
        stated = np.array([float(weights.get(name, 0.0)) for name in criteria])
        if not np.isfinite(stated).all() or (stated < 0).any() or stated.sum() <= 0:
            raise WeightsUnreadable(found=", ".join(f"{name}: {w:g}" for name, w in weights.items()))
        if concentration is None:
            return np.tile(stated / stated.sum(), (draws, 1))
        if not concentration > 0:
            raise WeightsUnreadable(found=f"concentration {concentration:g}")
        return around(stated / stated.sum(), concentration, rng, draws)
    held = bounds or {}
    low, high = (np.array([float(held.get(name, (0.0, 1.0))[end]) for name in criteria]) for end in (0, 1))
    if not ((low >= 0) & (low <= high)).all() or low.sum() > 1 or high.sum() < 1:
        raise WeightBoundsEmpty(least=f"{low.sum():g}", most=f"{high.sum():g}")
    return within(low, high, rng, draws)


def _ranks(
    table: FloatMatrix, drawn: FloatMatrix, rng: np.random.Generator
) -> tuple[FloatMatrix, FloatVector]:
    """Ranks, shape (I, draws), and the mean total of each file."""
    most = max(
        1, BLOCK_CELLS // table[..., 0].size if table.ndim == 2 else BLOCK_CELLS // table[:, :, 0].size
    )
    blocks, value = [], np.zeros(len(table))
    for start in range(0, len(drawn), most):
        w = drawn[start : start + most]
        if table.ndim == 2:
            totals = table @ w.T
        else:
            of_draw = np.arange(start, start + len(w)) % table.shape[2]
            totals = np.einsum("ikd,dk->id", table[:, :, of_draw], w)
        value += totals.sum(axis=1)
        blocks.append(ranks_of(totals + TIES * rng.random(totals.shape)))
    return np.concatenate(blocks, axis=1), value / len(drawn)


def _central(criteria: Sequence[str], first: FloatMatrix) -> dict[str, float] | None:
    return dict(zip(criteria, first.mean(axis=0).tolist(), strict=True)) if len(first) else None
