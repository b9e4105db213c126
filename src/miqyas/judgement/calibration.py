"""Reviews calibrated: the quality of each file apart from the leniency of those who read it."""

from collections.abc import Collection

import numpy as np

from miqyas.data.relation import Relation, open_relation
from miqyas.errors import InvalidLevel, RankDrawsTooFew
from miqyas.judgement.calibrated import files_of, reliability_of, reviewers_of, variances_of, warnings_of
from miqyas.judgement.crossed_model import Drawn, Priors, fit_of
from miqyas.judgement.links import links_of
from miqyas.judgement.ranking import GROUP_LEVEL, places_ranked, ranks_over
from miqyas.judgement.reviews import check_connected, read_reviews
from miqyas.numerics.one_core import one_core
from miqyas.results.calibration import Calibration
from miqyas.types import FloatMatrix

__all__ = ["Priors", "calibrate", "quality_draws"]

LEAST_DRAWS = 200


def calibrate(
    relation: Relation,
    *,
    file: str,
    reviewer: str,
    score: str,
    panel: str | None = None,
    is_higher_better: bool = True,
    top: int | None = None,
    unranked: Collection[str] = (),
    level: float = 0.9,
    group_level: float = GROUP_LEVEL,
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
    unranked : collection of str
        Anchors that are no candidates: their reviews link the panels and tell leniency, they have no rank.
    level : float
        Of the intervals.
    group_level : float
        Of the rank intervals that decide the groups: fixed before the call; higher sends more files to the lottery.
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
        links all files, so that no rank across them exists; `AnchorUnknown`, an anchor nobody read.
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
    for asked in (level, group_level):
        if not 0 < asked < 1:
            raise InvalidLevel(level=asked)
    if draws < LEAST_DRAWS:
        raise RankDrawsTooFew(draws=draws)
    reviews = read_reviews(
        open_relation(relation), file=file, reviewer=reviewer, score=score, panel=panel,
        is_higher_better=is_higher_better,
    )  # fmt: skip
    held = places_ranked(reviews.files, unranked)
    check_connected(reviews)
    with one_core():
        fit = fit_of(reviews.ratings, priors or Priors())
        drawn = Drawn(fit, draws, rng)
        blocks = (block[held] if unranked else block for block in drawn.qualities())
        ranks = ranks_over(blocks, level=level, group_level=group_level, top=top)
    links = links_of(fit.model.sums, fit.model.solved(fit.best))
    sign = 1.0 if is_higher_better else -1.0
    return Calibration(
        files=files_of(reviews, drawn, ranks, held, top=top, level=level, sign=sign),
        reviewers=reviewers_of(reviews, drawn, level=level, sign=sign),
        variances=variances_of(fit),
        **reliability_of(fit, reviews),
        top=top,
        level=level,
        n_reviews=reviews.scores.size,
        n_files=held.size,
        n_reviewers=len(reviews.reviewers),
        n_panels=max(1, len(reviews.panels)),
        n_dropped=reviews.n_dropped,
        n_unranked=len(reviews.files) - held.size,
        warnings=warnings_of(fit, links),
        weakest=None
        if links is None
        else (reviews.panels[links.weakest[0]], reviews.panels[links.weakest[1]]),
        contrast=None if links is None else links.contrast,
        correlation=None if links is None else links.correlation,
    )


def quality_draws(
    relation: Relation,
    *,
    file: str,
    reviewer: str,
    score: str,
    panel: str | None = None,
    is_higher_better: bool = True,
    draws: int = 4000,
    rng: np.random.Generator,
) -> tuple[tuple[str, ...], FloatMatrix]:
    """Draw the quality of each file jointly: what `calibrate` ranks, for weights or a budget to be read on the same draws.

    Returns
    -------
    tuple of str, FloatMatrix
        Files by name; draws in the unit of the scores, higher better (turned where lower scores are), shape (I, draws).

    Raises
    ------
    InvalidReviews, InvalidRanking
        As `calibrate`.
    """
    if draws < LEAST_DRAWS:
        raise RankDrawsTooFew(draws=draws)
    reviews = read_reviews(
        open_relation(relation), file=file, reviewer=reviewer, score=score, panel=panel,
        is_higher_better=is_higher_better,
    )  # fmt: skip
    check_connected(reviews)
    with one_core():
        drawn = Drawn(fit_of(reviews.ratings, Priors()), draws, rng)
        quality = np.concatenate(list(drawn.qualities()), axis=1)
    # Draws come point by point of the grid of variances: in that order they would not be exchangeable.
    return reviews.files, np.asarray(quality[:, rng.permutation(draws)], dtype=np.float64)
