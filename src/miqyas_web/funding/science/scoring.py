"""What the reviews of one file say by the grid of its stage: total, gates, levels (`miqyas.judgement.grids`)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean, median
from typing import Any

from miqyas.errors import MiqyasError
from miqyas.judgement.grids import Grid, admission, weighted_total
from miqyas_web.funding.science.grids import grid_of


@dataclass(frozen=True, slots=True)
class Standing:
    """A file by its reviews.

    ``score`` is the mean of weighted totals out of 100, None when no review can be counted; ``gates`` the gates as read;
    ``levels`` the median level of each criterion.
    """

    score: float | None
    n_reviews: int
    is_admitted: bool
    gates: tuple[dict[str, Any], ...]
    levels: dict[str, float]


def standings_of(
    content: Mapping[str, Any], reviews: Mapping[int, Sequence[Mapping[str, Any]]]
) -> dict[int, Standing]:
    """Read the sent reviews of each file by the content of its grid; a review that lacks a score is not counted."""
    grid = grid_of(content)
    return {file: standing_by(grid, [levels_of(review) for review in sent]) for file, sent in reviews.items()}


def standing_by(grid: Grid, read: Sequence[Mapping[str, float]]) -> Standing:
    """The same from the levels of each review, once the grid is read."""
    whole = [scores for scores in read if _is_whole(grid, scores)]
    if not whole:
        return Standing(None, 0, is_admitted=False, gates=(), levels={})
    found = admission(grid, whole)
    return Standing(
        score=fmean(weighted_total(grid, scores) for scores in whole),
        n_reviews=len(whole),
        is_admitted=found.admitted,
        gates=tuple(asdict(each) | {"scores": []} for each in found.gates),
        levels={
            one.key: float(median(scores[one.key] for scores in whole if one.key in scores))
            for one in grid.criteria
            if any(one.key in scores for scores in whole)
        },
    )


def levels_of(review: Mapping[str, Any]) -> dict[str, float]:
    """``{"theory": {"level": 3, "comment": "…"}}`` as ``{"theory": 3.0}``."""
    return {
        key: float(given["level"])
        for key, given in review.items()
        if isinstance(given, Mapping) and given.get("level") is not None
    }


def _is_whole(grid: Grid, scores: Mapping[str, float]) -> bool:
    try:
        weighted_total(grid, scores)
        admission(grid, [scores])
    except MiqyasError:
        return False
    return True
