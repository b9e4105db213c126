"""How far reviewers agree, criterion by criterion, and which files ask for one more reader."""

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtri
from scipy.stats import studentized_range

from miqyas.data.pulled import Pulled, pull
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import InvalidLevel, RatioBelowZero, ReadOnce, RepeatsTooFew, ReviewTwice
from miqyas.numerics.concordance import Scale, alpha, one_way, table_of
from miqyas.results.agreement import CriterionAgreement, Disagreement
from miqyas.results.calibration import Calibration
from miqyas.types import FloatVector, IntVector

LEAST_REPEATS = 200
LEAST_FILES = 2


def agreement(
    relation: Relation,
    *,
    file: str,
    reviewer: str,
    criteria: Sequence[str],
    scale: Scale = "ordinal",
    level: float = 0.95,
    repeats: int = 1000,
    rng: np.random.Generator,
) -> tuple[CriterionAgreement, ...]:
    """Tell how reliable the scores of each criterion are, any pattern of missing reviews allowed.

    Parameters
    ----------
    relation : Relation
        One row a review, or anything `open_relation` takes; a criterion's missing scores are left out.
    file, reviewer : str
        Columns.
    criteria : sequence of str
        Columns of scores.
    scale : str
        How far apart two scores are, for alpha: ``nominal`` (the same or not), ``ordinal``, ``interval``, ``ratio``.
    level, repeats : float, int
        Of the intervals: percentiles over files drawn again with replacement.
    rng : numpy.random.Generator
        Chance.

    Returns
    -------
    tuple of CriterionAgreement
        In the order of ``criteria``.

    Raises
    ------
    ReviewTwice, ReadOnce, RatioBelowZero, InvalidLevel, RepeatsTooFew, InvalidSample
        Two scores of one reviewer on a file; fewer than two files read twice; a score below zero on a ratio scale; …

    References
    ----------
    Krippendorff, K. (2004). Content Analysis, second edition. Sage, chapter 11.
    Shrout, P. E. and Fleiss, J. L. (1979). Psychological Bulletin 86(2), 420-428.

    Examples
    --------
    >>> import pandas as pd
    >>> scores = pd.DataFrame({"file": list("aabbcc"), "who": list("xyxyxy"), "team": [1, 1, 3, 4, 5, 5]})
    >>> found = agreement(scores, file="file", reviewer="who", criteria=["team"], rng=np.random.default_rng(1))
    >>> round(found[0].icc, 3)
    0.96
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    if repeats < LEAST_REPEATS:
        raise RepeatsTooFew(repeats=repeats, least=LEAST_REPEATS)
    opened = open_relation(relation)
    found = []
    for name in dict.fromkeys(criteria):
        pulled = pull(opened, numbers=[name], groups=[file, reviewer])
        _check_once(pulled, file, reviewer)
        values, unit = pulled.numbers[name], pulled.groups[file]
        if scale == "ratio" and values.min() < 0:
            raise RatioBelowZero(criterion=name, found=values.min())
        found.append(_one(name, values, unit, scale=scale, level=level, repeats=repeats, rng=rng))
    return tuple(found)


def _check_once(pulled: Pulled, file: str, reviewer: str) -> None:
    pairs, counts = np.unique(
        np.column_stack([pulled.groups[file], pulled.groups[reviewer]]), axis=0, return_counts=True
    )
    twice = np.flatnonzero(counts > 1)
    if twice.size:
        i, j = pairs[twice[0]]
        raise ReviewTwice(
            file=pulled.labels[file][i], reviewer=pulled.labels[reviewer][j], n=int(counts[twice[0]])
        )


def _one(
    name: str,
    values: FloatVector,
    unit: IntVector,
    *,
    scale: Scale,
    level: float,
    repeats: int,
    rng: np.random.Generator,
) -> CriterionAgreement:
    counts, kinds = table_of(values, unit)
    n_files = len(counts)
    if n_files < LEAST_FILES:
        raise ReadOnce(criterion=name, n=n_files)
    # Moved to their mean, scores far from zero lose no figure.
    centred = kinds - values.mean()
    sums = counts.sum(axis=1), counts @ centred, counts @ centred**2
    drawn = rng.multinomial(n_files, np.full(n_files, 1 / n_files), size=repeats).astype(float)
    whole, n0 = one_way(*sums, np.ones((1, n_files)))
    # A draw of one file, again and again, has no second to compare with.
    varied = drawn[(drawn > 0).sum(axis=1) > 1]
    alphas = [found for row in varied if (found := alpha(counts, kinds, scale, row)) is not None]
    icc = None if np.isnan(whole[0]) else float(whole[0])
    at = alpha(counts, kinds, scale)
    icc_ends = _ends(one_way(*sums, varied)[0], level, at=icc)
    alpha_ends = _ends(np.array(alphas), level, at=at)
    return CriterionAgreement(
        criterion=name,
        icc=icc, icc_low=icc_ends[0], icc_high=icc_ends[1], icc_mean=_stepped(icc, float(n0[0])),
        alpha=at, alpha_low=alpha_ends[0], alpha_high=alpha_ends[1],
        scale=scale,
        n_files=n_files,
        n_scores=int(counts.sum()),
        n_alone=int(unit.max()) + 1 - n_files,
        level=level,
    )  # fmt: skip


def _ends(found: FloatVector, level: float, *, at: float | None) -> tuple[float | None, float | None]:
    kept = found[~np.isnan(found)]
    if at is None or kept.size == 0:
        return None, None
    low, high = np.quantile(kept, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _stepped(icc: float | None, size: float) -> float | None:
    """Of the mean of ``size`` reviews (Spearman and Brown)."""
    return None if icc is None or 1 + (size - 1) * icc <= 0 else size * icc / (1 + (size - 1) * icc)


def disagreements(
    relation: Relation, calibration: Calibration, *, file: str, reviewer: str, score: str, level: float = 0.95
) -> tuple[Disagreement, ...]:
    """Tell which files are read so differently that one more reader should be asked.

    Under the model, scores less leniency spread as independent normals; the range of n of them passes the limit in
    1 - ``level`` of the files. Passing it is no fault of a reviewer.

    Parameters
    ----------
    relation, file, reviewer, score
        What was calibrated.
    calibration : Calibration
        What `calibrate` found.
    level : float
        Of the limit.

    Returns
    -------
    tuple of Disagreement
        Every file read by two or more, the widest against its limit first.

    References
    ----------
    Tippett, L. H. C. (1925). On the extreme individuals and the range of samples taken from a normal population.
    Biometrika 17(3/4), 364-387.
    """
    if not 0 < level < 1:
        raise InvalidLevel(level=level)
    pulled = pull(open_relation(relation), numbers=[score], groups=[file, reviewer])
    told = {one.id: one for one in calibration.reviewers}
    names = pulled.labels[reviewer]
    leniency = np.array([told[name].value for name in names])
    unsure = 2 * float(ndtri((1 + calibration.level) / 2))
    blur = np.array([((told[name].high - told[name].low) / unsure) ** 2 for name in names])
    left = pulled.numbers[score] - leniency[pulled.groups[reviewer]]
    variance = calibration.variances["residual"] + blur[pulled.groups[reviewer]]
    limits: dict[int, float] = {}
    found = []
    for place, name in enumerate(pulled.labels[file]):
        mine = pulled.groups[file] == place
        n = int(mine.sum())
        if n > 1:
            if n not in limits:
                limits[n] = float(studentized_range.ppf(level, n, np.inf))
            limit, spread = limits[n] * float(variance[mine].mean()) ** 0.5, float(np.ptp(left[mine]))
            found.append(Disagreement(name, n, spread, limit, spread > limit, level))
    return tuple(sorted(found, key=lambda one: (-one.spread / one.limit, one.id)))
