"""Reviewers given to files: who fits best, within loads and conflicts, with the bridges that make ranks comparable."""

from collections.abc import Collection, Mapping, Sequence
from math import ceil
from typing import NoReturn

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from miqyas.errors import BridgesCannotBeBuilt, ChanceBound, LeastLoadUnmet, LoadsCannotMeet
from miqyas.judgement.assigned import Bridge, Found, told
from miqyas.judgement.randomised import Draw, readings_of
from miqyas.judgement.readers import FileToRead, Hall, Pair, Reader, hall
from miqyas.judgement.transport import Shortage, Transport, shortage, transported
from miqyas.results.assignment import Assignment
from miqyas.types import BoolVector, FloatMatrix, IntVector

# Of the files: read by one reviewer of another panel (facts: 10 to 20 % keep panels comparable).
BRIDGED = 0.15
TWICE = 2  # each panel is linked to the next on the ring at least so often
MOST_ROUNDS = 12
# Possible readings beyond which only the best reviewers of each file are looked at first.
LARGE, BEST = 400_000, 40
NAMED = 5


def assign(
    files: Sequence[FileToRead],
    readers: Sequence[Reader],
    *,
    each: int = 3,
    conflicts: Collection[Pair] = (),
    affinities: Mapping[Pair, float] | None = None,
    bridged: float = BRIDGED,
    anchors: Collection[str] = (),
    done: Collection[Pair] = (),
    before: Collection[Pair] = (),
    must_link: bool = True,
    most_chance: float = 1.0,
    rng: np.random.Generator | None = None,
) -> Assignment:
    """Give each file its reviewers: the best fit within loads, conflicts and panels, all files linked.

    A transportation problem, whose answer is whole. A bridging file is two nodes, all readers but one from its panel and one
    from another, so it stays whole with bridges. Panels are linked along a ring, each to the next at least twice; what is
    linked is then looked at (files and reviewers as a graph), and bridges are added until one group is left.

    Parameters
    ----------
    files, readers : sequence
        The call. A file with a panel is read by reviewers of that panel (or of none), bridges apart; by any when
        its panel has too few without conflict.
    each : int
        Reviewers a file.
    conflicts : collection of pairs
        (file, reviewer) that must not be.
    affinities : mapping, optional
        (file, reviewer) → fit from 0 to 1, in place of what themes, region and language say.
    bridged : float
        Share of files read by one reviewer of another panel.
    anchors : collection of str
        Files that every reviewer reads, panels and loads apart, conflicts and languages kept: what makes panels comparable
        at the price of that many readings each.
    done : collection of pairs
        Readings that stay: reviews already in.
    before : collection of pairs
        An earlier assignment, of which as many readings as can be are kept: after a reviewer leaves, call again without
        them. Pairs of people or files no longer there are left out.
    must_link : bool
        Whether files that nothing links are refused; otherwise their groups are counted.
    most_chance : float
        No reviewer is given a file with a higher probability, what stays and anchors apart: below 1, readings are drawn, and
        nobody can arrange to read a file. Drawing again to link files moves these probabilities a little.
    rng : numpy.random.Generator, optional
        Chance; needed when ``most_chance`` is below 1.

    Returns
    -------
    Assignment
        The same whatever the order of files and readers (and for the same chance).

    Raises
    ------
    InvalidAssignment
        Which file or which reviewers cannot be served, and what to relax; or files that nothing could link.
    AnchorUnknown, ChanceBound
        An anchor that is no file; a bound on chances that cannot be, or that nothing meets.

    Examples
    --------
    >>> found = assign([FileToRead("a"), FileToRead("b")], [Reader("x"), Reader("y"), Reader("z")], each=2)
    >>> sorted(load.n for load in found.loads), found.n_components
    ([1, 1, 2], 1)
    """
    if not 0 < most_chance <= 1 or (most_chance < 1 and rng is None):
        raise ChanceBound(chance=most_chance)
    draw = Draw(most_chance, rng) if rng is not None and most_chance < 1 else None
    call = hall(
        files, readers, each=each, conflicts=conflicts, stays=done, affinities=affinities, anchors=anchors
    )
    names = {one.id for one in call.files}, {one.id for one in call.readers}
    earlier = {pair for pair in before if pair[0] in names[0] and pair[1] in names[1]}
    # Its own panel before any other, an earlier reading before all.
    worth = call.affinity + call.home + _kept(call, earlier) * (2.0 + 2.0 * call.needs.sum())
    bridges = _ring(call, bridged) if call.panels else []
    # A panel too small for a file opens it to the others.
    few = most_chance * (call.allowed & call.home).sum(axis=1) < call.needs
    open_to = call.allowed & (call.home | call.stays | _kept(call, earlier) | few[:, None])
    if earlier:  # its bridges are among the readings that are kept: none is imposed again
        bridges = []
    for rounds in range(MOST_ROUNDS):
        taken, bridges = _solve(call, open_to, worth, bridges, draw)
        group = _linked(taken)
        more = _repairs(call, taken, group, {bridge.file for bridge in bridges}) if must_link else []
        if group.max() == 0 or not must_link:
            found = Found(call, taken, bridges, int(group.max()) + 1, rounds)
            return told(found, earlier=earlier, before=before)
        if not more:
            break
        bridges = [*bridges, *more]
    raise BridgesCannotBeBuilt(n=int(group.max()) + 1)


def _kept(call: Hall, earlier: Collection[Pair]) -> BoolVector:
    of_file = {one.id: i for i, one in enumerate(call.files)}
    of_reader = {one.id: j for j, one in enumerate(call.readers)}
    marked = np.zeros(call.allowed.shape, dtype=bool)
    for file, reader in earlier:
        marked[of_file[file], of_reader[reader]] = True
    return marked & call.allowed


def _ring(call: Hall, bridged: float) -> list[Bridge]:
    """Bridges from each panel to the next, at least twice, then to any other, the files best known there first."""
    panels = call.panels
    if len(panels) == 1:
        return []
    of_reader = np.array([one.panel for one in call.readers])
    chosen = []
    for place, panel in enumerate(panels):
        mine = [i for i, one in enumerate(call.files) if one.panel == panel and not call.anchored[i]]
        following = np.flatnonzero(of_reader == panels[(place + 1) % len(panels)])
        elsewhere = np.flatnonzero((of_reader != panel) & np.isin(of_reader, panels))
        wanted = max(TWICE, ceil(bridged * len(mine)))
        for outside, most in ((following, TWICE), (elsewhere, wanted - TWICE)):
            known = [(-call.affinity[i, outside].max(), i) for i in mine if _may_bridge(call, i, outside)]
            for _best, i in sorted(known)[:most]:
                chosen.append(Bridge(i, outside))
                mine.remove(i)
    return chosen


def _may_bridge(call: Hall, i: int, outside: IntVector) -> bool:
    """Whether someone outside may read the file, and enough others the rest, what was read staying."""
    inside = call.allowed[i] & call.home[i]
    inside[outside] = False
    staying = call.stays[i, outside].sum()
    others = call.stays[i].sum() - staying
    needed = call.needs[i] - 1
    fits = needed > 0 and staying <= 1 and others <= needed <= inside.sum()
    return bool(fits and call.allowed[i, outside].any())


def _repairs(call: Hall, taken: BoolVector, group: IntVector, used: set[int]) -> list[Bridge]:
    """Bridge each group to the next by the file best known there; to any other where no file may."""
    n = int(group.max()) + 1
    readers = [np.flatnonzero(taken[group == g].any(axis=0)) for g in range(n)]
    more = []
    for g in range(n - 1):
        for other in (g + 1, *(k for k in range(n) if k not in (g, g + 1))):
            outside = readers[other]
            known = [
                (-call.affinity[i, outside].max(), i)
                for i in np.flatnonzero(group == g).tolist()
                if i not in used and _may_bridge(call, i, outside)
            ]
            if known:
                more.append(Bridge(min(known)[1], outside))
                break
    return more


def _solve(
    call: Hall, open_to: BoolVector, worth: FloatMatrix, bridges: list[Bridge], draw: Draw | None = None
) -> tuple[BoolVector, list[Bridge]]:
    """Return who reads what, shape (I, J), and the bridges that could be built."""
    problem = _problem(call, open_to, worth, bridges)
    found = None
    if problem.node.size > LARGE:  # the best reviewers of each file first
        least = np.partition(np.where(open_to, worth, -1.0), -BEST, axis=1)[:, -BEST][:, None]
        smaller = _problem(call, open_to & (worth >= least), worth, bridges)
        found = readings_of(smaller, draw)
        problem = problem if found is None else smaller
    if found is None:
        found = readings_of(problem, draw)
    if found is not None:
        taken = np.zeros(call.allowed.shape, dtype=bool)
        taken[problem.file[found], problem.reader[found]] = True
        return taken, bridges
    if draw is not None and not bridges and transported(problem) is not None:
        raise ChanceBound(chance=draw.most)
    short = shortage(problem)
    if not bridges:
        _refuse(call, short)
    # Bridges that found nobody are given up; when none stands out, half of them.
    lacking = set(short.nodes - len(call.files))
    built = [bridge for place, bridge in enumerate(bridges) if place not in lacking]
    fewer = built if len(built) < len(bridges) else bridges[: len(bridges) // 2]
    return _solve(call, open_to, worth, fewer, draw)


def _refuse(call: Hall, short: Shortage) -> NoReturn:
    def named(held: IntVector, among: Sequence[FileToRead | Reader]) -> str:
        return ", ".join(among[place].id for place in held[:NAMED]) + ("…" if held.size > NAMED else "")

    if short.nodes.size:
        raise LoadsCannotMeet(files=named(short.nodes, call.files), reviewers=named(short.full, call.readers))
    raise LeastLoadUnmet(reviewers=named(short.idle, call.readers))


def _problem(call: Hall, open_to: BoolVector, worth: FloatMatrix, bridges: Sequence[Bridge]) -> Transport:
    """One node a file, and one more for the reader that each bridge brings from outside."""
    node_of = np.broadcast_to(np.arange(len(call.files))[:, None], open_to.shape).copy()
    allowed, needs = open_to.copy(), [*call.needs]
    for bridge in bridges:
        # Readers outside stand on the second node only: nobody reads a file twice.
        node_of[bridge.file, bridge.outside] = len(needs)
        allowed[bridge.file, bridge.outside] = call.allowed[bridge.file, bridge.outside]
        needs[bridge.file] -= 1
        needs.append(1)
    rows, columns = np.nonzero(allowed)
    return Transport(
        node_of[rows, columns], rows, columns, worth[rows, columns], call.stays[rows, columns],
        np.array(needs, dtype=np.int64), call.least, call.most,
    )  # fmt: skip


def _linked(taken: BoolVector) -> IntVector:
    """Group of each file, shape (I,)."""
    n_files, n_readers = taken.shape
    rows, columns = np.nonzero(taken)
    links = coo_array((np.ones(rows.size), (rows, n_files + columns)), shape=(n_files + n_readers,) * 2)
    found = connected_components(links, directed=False)[1][:n_files]
    return np.unique(found, return_inverse=True)[1].astype(np.int64)
