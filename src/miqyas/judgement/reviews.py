"""Reviews read from a table: who read which file, what they scored, and whether the files can be compared."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from miqyas.data.pulled import Pulled, pull
from miqyas.data.relation import Relation
from miqyas.errors import DesignDisconnected, PanelUnclear, ReviewTwice, ScoresAlike, TooFewReviewed
from miqyas.numerics.crossed import Ratings
from miqyas.types import FloatVector, IntVector

LEAST_FILES, LEAST_REVIEWERS = 3, 2
NAMED = 3  # files named for each group of a refusal


@dataclass(frozen=True, slots=True)
class Reviews:
    """Reviews as the model takes them, with the names of files and reviewers.

    Attributes
    ----------
    ratings : Ratings
        Scores turned so that higher is better.
    files, reviewers, panels : tuple of str
        Names, in the order of their places.
    scores : FloatVector
        As written, shape (N,).
    n_dropped : int
        Rows left out because a value was missing.
    """

    ratings: Ratings
    files: tuple[str, ...]
    reviewers: tuple[str, ...]
    panels: tuple[str, ...]
    scores: FloatVector
    n_dropped: int


def read_reviews(
    relation: Relation, *, file: str, reviewer: str, score: str, panel: str | None, is_higher_better: bool
) -> Reviews:
    """Read one row a review; refuse what cannot be compared.

    Raises
    ------
    InvalidSample
        As in `pull`; `ReviewTwice`, `ScoresAlike`, `TooFewReviewed`, `PanelUnclear`.
    """
    groups = [file, reviewer, *([panel] if panel else [])]
    pulled = pull(relation, numbers=[score], groups=groups)
    files, reviewers, y = pulled.groups[file], pulled.groups[reviewer], pulled.numbers[score]
    _check_once(pulled, file, reviewer)
    n_files, n_reviewers = len(pulled.labels[file]), len(pulled.labels[reviewer])
    if n_files < LEAST_FILES or n_reviewers < LEAST_REVIEWERS or y.size <= n_files:
        raise TooFewReviewed(n_files=n_files, n_reviewers=n_reviewers, n=y.size)
    if np.ptp(y) == 0:
        raise ScoresAlike(n=y.size, value=y[0])
    places = _panels(pulled, file, reviewer, panel) if panel else None
    of_files, of_reviewers = places or (
        np.zeros(n_files, dtype=np.int64),
        np.zeros(n_reviewers, dtype=np.int64),
    )
    ratings = Ratings(y if is_higher_better else -y, files, reviewers, of_files, of_reviewers)
    named = pulled.labels[panel] if panel else ()
    return Reviews(ratings, pulled.labels[file], pulled.labels[reviewer], named, y, pulled.n_dropped)


def _check_once(pulled: Pulled, file: str, reviewer: str) -> None:
    files, reviewers = pulled.groups[file], pulled.groups[reviewer]
    pairs, counts = np.unique(np.column_stack([files, reviewers]), axis=0, return_counts=True)
    twice = np.flatnonzero(counts > 1)
    if twice.size:
        of_file, by = pairs[twice[0]]
        raise ReviewTwice(
            file=pulled.labels[file][of_file], reviewer=pulled.labels[reviewer][by], n=int(counts[twice[0]])
        )


def _panels(pulled: Pulled, file: str, reviewer: str, panel: str) -> tuple[IntVector, IntVector]:
    """Panel of each file and of each reviewer: the column says one of them, the other is where most reviews are."""
    panels, n = pulled.groups[panel], len(pulled.labels[panel])
    counts = {
        name: np.bincount(pulled.groups[name] * n + panels, minlength=len(pulled.labels[name]) * n).reshape(
            -1, n
        )
        for name in (file, reviewer)
    }
    if all(((table > 0).sum(axis=1) > 1).any() for table in counts.values()):
        moved = {name: int(np.argmax((table > 0).sum(axis=1) > 1)) for name, table in counts.items()}
        raise PanelUnclear(
            column=panel,
            file=pulled.labels[file][moved[file]],
            reviewer=pulled.labels[reviewer][moved[reviewer]],
        )
    return counts[file].argmax(axis=1), counts[reviewer].argmax(axis=1)


def components(ratings: Ratings) -> IntVector:
    """Group of each file, shape (I,): files of one group are linked by reviewers they share."""
    n_files, n_reviewers = ratings.file_panel.size, ratings.reviewer_panel.size
    links = coo_array(
        (np.ones(ratings.y.size), (ratings.file, n_files + ratings.reviewer)),
        shape=(n_files + n_reviewers,) * 2,
    )
    found = connected_components(links, directed=False)[1][:n_files]
    return np.unique(found, return_inverse=True)[1].astype(np.int64)


def check_connected(reviews: Reviews) -> None:
    """Refuse files that no chain of reviewers links.

    Raises
    ------
    DesignDisconnected
        With the groups, and the fewest reviews that would link them.
    """
    group = components(reviews.ratings)
    n = int(group.max()) + 1
    if n == 1:
        return
    told = []
    for place in range(min(n, NAMED)):
        names = [reviews.files[i] for i in np.flatnonzero(group == place)]
        told.append(", ".join(names[:NAMED]) + ("…" if len(names) > NAMED else ""))
    more = [f"… ({n})"] if n > NAMED else []
    raise DesignDisconnected(n_components=n, components=" | ".join([*told, *more]), bridges=n - 1)
