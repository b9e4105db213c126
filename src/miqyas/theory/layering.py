"""Which column a node stands in, and in which order within it, so that links cross little.

The layered method of Sugiyama, Tagawa and Toda (1981), "Methods for visual understanding of hierarchical
system structures", IEEE Transactions on Systems, Man, and Cybernetics 11(2), 109-125: columns are the levels,
outcomes by term where terms are said (an outcome that leads to another of its term stands before it), long
links pass through invisible places, and each column is sorted by the mean place of its neighbours, forth and
back. Ties fall back on titles, never on keys or on the order of typing: the same theory is always drawn the
same way.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from miqyas.theory.cycles import knots
from miqyas.theory.graph import LEVELS, TERMS, Link, Node, Theory

MOST_STEPS_IN_A_LEVEL = 3
_SWEEPS = 16
_PATIENCE = 4


@dataclass(frozen=True, slots=True)
class Layering:
    """Columns in reading order.

    Attributes
    ----------
    bands : tuple of str
        Band of each column (`band_of`); a band may hold several columns.
    columns : tuple of tuple of int
        Places in each column, in order. A place below ``len(nodes)`` is a node, the others are passages of
        links.
    nodes : tuple of Node
        Nodes by place.
    routes : dict of tuple of int
        By link key, the places from its source to its target, both included.
    column_of : tuple of int
        Column of each place.
    """

    bands: tuple[str, ...]
    columns: tuple[tuple[int, ...], ...]
    nodes: tuple[Node, ...]
    routes: dict[str, tuple[int, ...]]
    column_of: tuple[int, ...]

    def neighbours(self) -> tuple[list[list[int]], list[list[int]]]:
        """Return, for each place, its neighbours one column before and one column after."""
        before: list[list[int]] = [[] for _ in self.column_of]
        after: list[list[int]] = [[] for _ in self.column_of]
        for route in self.routes.values():
            for one, other in pairwise(route):
                left, right = sorted((one, other), key=self.column_of.__getitem__)
                if self.column_of[left] < self.column_of[right]:
                    after[left].append(right)
                    before[right].append(left)
        return before, after


def in_order(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return nodes sorted by what a reader sees of them; keys come last."""
    return tuple(sorted(nodes, key=lambda n: (n.title, n.description, n.effect, n.term, n.key)))


def links_in_order(theory: Theory) -> tuple[Link, ...]:
    """Return links sorted by the place of their ends in `in_order`."""
    place = {node.key: i for i, node in enumerate(in_order(theory.nodes))}
    return tuple(sorted(theory.links, key=lambda link: (place[link.source], place[link.target])))


def band_of(node: Node) -> str:
    """Return where a node stands: its level, and the term of an outcome that has one, as "outcome-short"."""
    return f"{node.level}-{node.term}" if node.term else node.level


def bands_of(theory: Theory) -> tuple[str, ...]:
    """Return the bands of a theory in reading order: every level, and the terms that outcomes use.

    Examples
    --------
    >>> bands_of(Theory((Node("a", "outcome", "Pupils read", term="short"),), ()))
    ('activity', 'output', 'outcome-short', 'impact')
    """
    used = {band_of(node) for node in theory.nodes}
    terms = [f"outcome-{term}" for term in TERMS[1:] if f"outcome-{term}" in used]
    outcomes = terms if terms and "outcome" not in used else ["outcome", *terms]
    before, after = LEVELS[:2], LEVELS[3:]
    return (*before, *outcomes, *after)


def layering(theory: Theory, *, all_levels: bool = True) -> Layering:
    """Give each node its column and its place in it; ``all_levels`` keeps a column for a level without nodes."""
    nodes = in_order(theory.nodes)
    bands, column_of = _columns(theory, nodes, all_levels=all_levels)
    place = {node.key: i for i, node in enumerate(nodes)}
    routes = {
        link.key: _route(place[link.source], place[link.target], column_of) for link in links_in_order(theory)
    }
    columns: list[list[int]] = [[] for _ in bands]
    for where, column in enumerate(column_of):
        columns[column].append(where)
    draft = Layering(bands, tuple(map(tuple, columns)), nodes, routes, tuple(column_of))
    return _with_few_crossings(draft)


def _columns(
    theory: Theory, nodes: tuple[Node, ...], *, all_levels: bool
) -> tuple[tuple[str, ...], list[int]]:
    step = _steps(theory, nodes)
    used = {band_of(node) for node in nodes}
    bands: list[str] = []
    first: dict[str, int] = {}
    for band in bands_of(theory):
        if not (all_levels or band in used):
            continue
        first[band] = len(bands)
        deepest = max((step[node.key] for node in nodes if band_of(node) == band), default=0)
        bands.extend([band] * (deepest + 1))
    return tuple(bands), [first[band_of(node)] + step[node.key] for node in nodes]


def _steps(theory: Theory, nodes: tuple[Node, ...]) -> dict[str, int]:
    """Return how many links of its own band lead to each node at most; links inside a cycle do not count."""
    knot = {key: i for i, members in enumerate(knots(theory)) for key in members}
    before: dict[str, list[str]] = {node.key: [] for node in nodes}
    for link in theory.links:
        same_band = band_of(theory.node(link.source)) == band_of(theory.node(link.target))
        if same_band and knot.get(link.source, -1) != knot.get(link.target, -2):
            before[link.target].append(link.source)
    step = dict.fromkeys(before, 0)
    for _ in range(MOST_STEPS_IN_A_LEVEL - 1):
        step = {
            key: min(max((step[each] + 1 for each in sources), default=0), MOST_STEPS_IN_A_LEVEL - 1)
            for key, sources in before.items()
        }
    return step


def _route(source: int, target: int, column_of: list[int]) -> tuple[int, ...]:
    start, end = column_of[source], column_of[target]
    way = 1 if end > start else -1
    passages = []
    for column in range(start + way, end, way) if start != end else ():
        passages.append(len(column_of))
        column_of.append(column)
    return (source, *passages, target)


def _with_few_crossings(draft: Layering) -> Layering:
    before, after = draft.neighbours()
    columns = [list(column) for column in draft.columns]
    best, fewest, waited = [list(c) for c in columns], _crossings(columns, after), 0
    for sweep in range(_SWEEPS):
        if fewest == 0 or waited >= _PATIENCE:
            break
        forward = sweep % 2 == 0
        for i in range(len(columns)) if forward else reversed(range(len(columns))):
            columns[i] = _sorted_by_neighbours(columns, i, before if forward else after, -1 if forward else 1)
        found = _crossings(columns, after)
        waited += 1
        if found < fewest:
            best, fewest, waited = [list(c) for c in columns], found, 0
    return Layering(draft.bands, tuple(map(tuple, best)), draft.nodes, draft.routes, draft.column_of)


def _sorted_by_neighbours(
    columns: list[list[int]], i: int, neighbours: list[list[int]], toward: int
) -> list[int]:
    if not 0 <= i + toward < len(columns) or not columns[i + toward]:
        return columns[i]
    rank = {place: n / len(columns[i + toward]) for n, place in enumerate(columns[i + toward])}
    own = {place: n / len(columns[i]) for n, place in enumerate(columns[i])}

    def mean(place: int) -> float:
        near = [rank[each] for each in neighbours[place]]
        return sum(near) / len(near) if near else own[place]

    return sorted(columns[i], key=mean)


def _crossings(columns: list[list[int]], after: list[list[int]]) -> int:
    total = 0
    for column, following in pairwise(columns):
        rank = {place: n for n, place in enumerate(following)}
        ends: list[int] = []
        for place in column:
            arrivals = sorted(rank[each] for each in after[place])
            total += sum(len(ends) - bisect_right(ends, end) for end in arrivals)
            for end in arrivals:
                insort(ends, end)
    return total
