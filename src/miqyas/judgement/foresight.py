"""What a design will be able to say, before anything is read: width of ranks, size of the zone left to the lottery.

From assumed variances and the design's own graph: calls are simulated whole (quality, leniency, scores), each is read by the
model at these variances, and its ranks are looked at. Variances are taken as known, so widths are a little short of those of
a small call.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from miqyas.errors import InvalidLevel, TooFewReviewed, TopOutOfRange
from miqyas.judgement.ranking import DRAW, GROUP_LEVEL, Ranks, groups_of, places_ranked, ranks_over
from miqyas.judgement.readers import FileToRead, Pair, Reader
from miqyas.numerics.crossed import CrossedSums, Ratings, Variances
from miqyas.numerics.one_core import one_core
from miqyas.results.assignment import Foresight
from miqyas.types import FloatVector, IntVector

# NeurIPS 2014 (Cortes and Lawrence, 2021): where nothing is known of a call, a documented one. Panels: ours.
ASSUMED = Variances(file=1.28, reviewer=0.24, residual=1.27)
# The same call read in panels: what panels are worth and how lenient they are, in the proportions of our designs.
ASSUMED_PANELS = replace(ASSUMED, file_panel=0.63, reviewer_panel=0.63)
CALLS, DRAWS = 5, 400


def foresee(
    pairs: Sequence[Pair],
    *,
    top: int,
    variances: Variances = ASSUMED,
    files: Sequence[FileToRead] = (),
    readers: Sequence[Reader] = (),
    unranked: Collection[str] = (),
    level: float = 0.9,
    group_level: float = GROUP_LEVEL,
    calls: int = CALLS,
    rng: np.random.Generator,
) -> Foresight:
    """Foresee what an assignment will be able to say.

    Parameters
    ----------
    pairs : sequence of pairs
        (file, reviewer): `Assignment.pairs`, say.
    top : int
        Places.
    variances : Variances
        Assumed, in any unit; only their ratios count. Those of panels are used when ``files`` and ``readers`` say them.
    files, readers : sequence
        Where panels are read.
    unranked : collection of str
        Anchors that are no candidates: read, never ranked.
    level, group_level : float
        Of the rank intervals, and of those that decide who is left to the lottery.
    calls : int
        Simulated.

    Raises
    ------
    TopOutOfRange, InvalidLevel, TooFewReviewed, AnchorUnknown
        Places, a level, a design or an anchor that cannot be.
    """
    names = sorted({file for file, _ in pairs}), sorted({reader for _, reader in pairs})
    of_file, of_reader = ({name: place for place, name in enumerate(held)} for held in names)
    panels = {one.id: one.panel for one in files}, {one.id: one.panel for one in readers}
    numbers = {name: place for place, name in enumerate(sorted({*panels[0].values(), *panels[1].values()}))}
    file_panel, reader_panel = (
        np.array([numbers.get(each.get(name, ""), 0) for name in held], dtype=np.int64)
        for held, each in zip(names, panels, strict=True)
    )
    design = Ratings(
        np.zeros(len(pairs)),
        np.array([of_file[file] for file, _ in pairs], dtype=np.int64),
        np.array([of_reader[reader] for _, reader in pairs], dtype=np.int64),
        file_panel,
        reader_panel,
    )
    return foresee_design(
        design, variances, ranked=places_ranked(names[0], unranked), top=top, level=level,
        group_level=group_level, calls=calls, rng=rng,
    )  # fmt: skip


def foresee_call(
    n_files: int,
    n_reviewers: int,
    *,
    each: int = 3,
    top: int,
    variances: Variances = ASSUMED,
    level: float = 0.9,
    group_level: float = GROUP_LEVEL,
    calls: int = CALLS,
    rng: np.random.Generator,
) -> Foresight:
    """Foresee a call that is not yet open: reviewers drawn evenly, one pool.

    Show it before the call opens, at several levels: it says how many files merit will not part.

    Raises
    ------
    TopOutOfRange, InvalidLevel, TooFewReviewed
        As in `foresee`.

    Examples
    --------
    >>> seen = foresee_call(60, 10, top=15, rng=np.random.default_rng(1))
    >>> seen.undecided < 30 < seen.n_files
    True
    """
    if n_reviewers < each or each < 1 or n_files < 1:
        raise TooFewReviewed(n_files=n_files, n_reviewers=n_reviewers, n=max(0, n_files * each))
    # Even loads: reviewers in a drawn order, again and again; nobody twice on a file as each <= reviewers.
    order = np.concatenate([rng.permutation(n_reviewers) for _ in range(-(-n_files * each // n_reviewers))])
    readers = _apart(order[: n_files * each].reshape(n_files, each), n_reviewers)
    none = np.zeros(n_files, dtype=np.int64), np.zeros(n_reviewers, dtype=np.int64)
    design = Ratings(np.zeros(n_files * each), np.repeat(np.arange(n_files), each), readers.ravel(), *none)
    return foresee_design(
        design, variances, top=top, level=level, group_level=group_level, calls=calls, rng=rng
    )


def _apart(readers: IntVector, n_reviewers: int) -> IntVector:
    """Give a file another reader where one stands twice on it, at the turn of two orders."""
    for row in readers:
        for place in range(1, row.size):
            while row[place] in row[:place]:
                row[place] = (row[place] + 1) % n_reviewers
    return readers


def foresee_design(
    design: Ratings,
    variances: Variances,
    *,
    ranked: IntVector | None = None,
    top: int,
    level: float,
    group_level: float,
    calls: int,
    rng: np.random.Generator,
) -> Foresight:
    """Foresee any design, given as ratings whose scores are not read; ``ranked`` are the places of candidates."""
    held = np.arange(design.file_panel.size) if ranked is None else ranked
    n = held.size
    for asked in (level, group_level):
        if not 0 < asked < 1:
            raise InvalidLevel(level=asked)
    if not 0 < top < n:
        raise TopOutOfRange(top=top, n=n)
    if design.y.size <= design.file_panel.size:
        raise TooFewReviewed(n_files=n, n_reviewers=design.reviewer_panel.size, n=design.y.size)
    widths, undecided, well = [], [], []
    for _ in range(calls):
        with one_core():
            quality, ranks = _one_call(design, variances, held, (top, level, group_level), rng)
        widths.append(float((ranks.high - ranks.low).mean()))
        undecided.append(groups_of(ranks, top).count(DRAW))
        chosen, best = np.argsort(ranks.expected)[:top], np.argsort(-quality)[:top]
        well.append(np.intersect1d(chosen, best).size / top)
    return Foresight(
        n, top, calls, float(np.mean(widths)), level, float(np.mean(undecided)), group_level,
        float(np.mean(well)),
    )  # fmt: skip


def _one_call(
    design: Ratings, v: Variances, held: IntVector, asked: tuple[int, float, float], rng: np.random.Generator
) -> tuple[FloatVector, Ranks]:
    """Simulate a call and read it: the true quality of each candidate, and its ranks."""
    n_files, n_readers, n = design.file_panel.size, design.reviewer_panel.size, design.n_panels
    panels = n if n > 1 else 0
    quality = rng.normal(0, v.file**0.5, n_files)
    leniency = rng.normal(0, v.reviewer**0.5, n_readers)
    if panels:
        quality = quality + rng.normal(0, v.file_panel**0.5, n)[design.file_panel]
        leniency = leniency + rng.normal(0, v.reviewer_panel**0.5, n)[design.reviewer_panel]
    noise = rng.normal(0, v.residual**0.5, design.y.size)
    y = quality[design.file] + leniency[design.reviewer] + noise
    sums = CrossedSums(Ratings(y, design.file, design.reviewer, design.file_panel, design.reviewer_panel))
    solved = sums.solve(v)
    if solved is None:
        raise TooFewReviewed(n_files=n_files, n_reviewers=n_readers, n=y.size)
    files, u, _mean = sums.draw(v, solved, rng, DRAWS)
    if panels:
        files = files + u[n_readers : n_readers + panels][design.file_panel]
    top, level, group_level = asked
    return quality[held], ranks_over([files[held]], level=level, group_level=group_level, top=top)
