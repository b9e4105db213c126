"""Who keeps a place for all the weights that people might defend (`miqyas.judgement.weights`)."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from miqyas.judgement.weights import bounds_around, weigh
from miqyas.results.weighing import Weighing
from miqyas_web.funding.science.grids import grid_of
from miqyas_web.funding.science.judging import said_plainly

DRAWS = 4000


def weighed(
    reviews: Sequence[Mapping[str, Any]],
    content: Mapping[str, Any],
    files: Sequence[str],
    *,
    top: int,
    share: float | None,
    seed: int,
) -> Weighing:
    """Rank ``files`` by the mean of their reviews, each weight of the grid moving by a share of itself; None: any weights.

    ``reviews``: ``{"file", "levels"}``, as a ranking keeps them.
    """
    criteria = [one for one in grid_of(content).criteria if one.weight > 0]
    sums = {name: np.zeros(len(criteria)) for name in files}
    counts = dict.fromkeys(files, 0)
    for one in reviews:
        if one["file"] in sums:
            sums[one["file"]] += [each.share(one["levels"][each.key]) for each in criteria]
            counts[one["file"]] += 1
    stated = {one.key: one.weight for one in criteria}
    return said_plainly(
        lambda: weigh(
            list(files),
            list(stated),
            np.array([sums[name] / max(1, counts[name]) for name in files]).reshape(len(files), len(stated)),
            top=top,
            bounds=None if share is None else bounds_around(stated, share),
            draws=DRAWS,
            rng=np.random.default_rng(seed),
        )
    )
