"""What calibrating found, told by name: files, reviewers, variances, what to beware of."""

from dataclasses import fields

import numpy as np

from miqyas.judgement.crossed_model import Drawn, Fit
from miqyas.judgement.links import Links
from miqyas.judgement.ranking import Ranks, groups_of, ranks_over
from miqyas.judgement.reviews import Reviews
from miqyas.numerics.crossed import Variances
from miqyas.numerics.variance_draws import LOWEST
from miqyas.results.calibration import Leniency, RankedFile
from miqyas.types import FloatMatrix, IntVector

_NAMES = tuple(field.name for field in fields(Variances))


def files_of(
    reviews: Reviews,
    drawn: Drawn,
    ranks: Ranks,
    held: IntVector,
    *,
    top: int | None,
    level: float,
    sign: float,
) -> tuple[RankedFile, ...]:
    """Files ranked, ``held`` their places; ranks are in that order."""
    quality = np.concatenate(drawn.quality, axis=1)[held]
    value = quality.mean(axis=1)
    ends = np.quantile(quality, [(1 - level) / 2, (1 + level) / 2], axis=1)
    low, high = ends if sign > 0 else ends[::-1]
    groups = groups_of(ranks, top) if top else ("",) * held.size
    counts = drawn.fit.model.sums.counts
    means = (np.bincount(reviews.ratings.file, weights=reviews.scores) / counts)[held]
    counts, names = counts[held], [reviews.files[place] for place in held]
    order = sorted(range(held.size), key=lambda i: (ranks.expected[i], names[i]))
    sucra, pcer = ranks.sucra, ranks.pcer
    inside = _inside(reviews, quality, held, level)
    return tuple(
        RankedFile(
            names[i], int(counts[i]), float(means[i]), sign * float(value[i]), sign * float(low[i]),
            sign * float(high[i]), float(ranks.expected[i]), float(ranks.low[i]), float(ranks.high[i]),
            None if ranks.p_top is None else float(ranks.p_top[i]), groups[i], float(sucra[i]),
            float(pcer[i]), *inside[i],
        )
        for i in order
    )  # fmt: skip


def _inside(
    reviews: Reviews, quality: FloatMatrix, held: IntVector, level: float
) -> list[tuple[str, float, float, float] | tuple[()]]:
    """Panel of each file, and its rank with its interval among the files of it; nothing with one panel."""
    if len(reviews.panels) <= 1:
        return [()] * held.size
    found: list[tuple[str, float, float, float] | tuple[()]] = [()] * held.size
    for place, panel in enumerate(reviews.panels):
        mine = np.flatnonzero(reviews.ratings.file_panel[held] == place)
        if mine.size:
            ranks = ranks_over([quality[mine]], level=level)
            for k, i in enumerate(mine):
                found[i] = (panel, float(ranks.expected[k]), float(ranks.low[k]), float(ranks.high[k]))
    return found


def reviewers_of(reviews: Reviews, drawn: Drawn, *, level: float, sign: float) -> tuple[Leniency, ...]:
    leniency = sign * np.concatenate(drawn.leniency, axis=1)
    low, high = np.quantile(leniency, [(1 - level) / 2, (1 + level) / 2], axis=1)
    counts = np.bincount(reviews.ratings.reviewer, minlength=len(reviews.reviewers))
    return tuple(
        Leniency(name, int(counts[j]), float(leniency[j].mean()), float(low[j]), float(high[j]))
        for j, name in enumerate(reviews.reviewers)
    )


def variances_of(fit: Fit) -> dict[str, float]:
    """The variances at the maximum, in squared units of the scores; without panels, theirs are left out."""
    kept = _NAMES if fit.model.sums.ratings.n_panels > 1 else _NAMES[:3]
    return {name: getattr(fit.best, name) * fit.model.scale**2 for name in kept}


def reliability_of(fit: Fit, reviews: Reviews) -> dict[str, float]:
    at = fit.best
    true, noise = at.file + at.file_panel, at.reviewer + at.reviewer_panel + at.residual
    each = reviews.scores.size / len(reviews.files)
    return {"icc": true / (true + noise), "icc_mean": true / (true + noise / each)}


def warnings_of(fit: Fit, links: Links | None) -> tuple[str, ...]:
    """What to beware of."""
    floor = np.exp(LOWEST + 0.01)
    told = [f"no_{name}_variance" for name in ("file", "reviewer") if getattr(fit.best, name) <= floor]
    return (*told, *(["weak_links"] if links and links.is_weak else []))
