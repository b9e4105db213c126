"""Roundabouts of a theory: nodes from which one comes back to where one was."""

from collections import deque

from miqyas.theory.graph import Theory


def knots(theory: Theory) -> tuple[tuple[str, ...], ...]:
    """Return the groups of two nodes or more that all lead to each other.

    Strongly connected components, by Tarjan (1972), "Depth-first search and linear graph algorithms", SIAM
    Journal on Computing 1(2), 146-160, without recursion.

    Examples
    --------
    >>> from miqyas.theory.graph import Link, Node
    >>> nodes = tuple(Node(key, "outcome", key) for key in "abc")
    >>> knots(Theory(nodes, (Link("1", "a", "b"), Link("2", "b", "a"), Link("3", "b", "c"))))
    (('a', 'b'),)
    """
    after = _successors(theory)
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[tuple[str, ...]] = []
    for root in after:
        if root in index:
            continue
        work = [(root, iter(after[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            key, rest = work[-1]
            step = next(rest, None)
            if step is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[key])
                if low[key] == index[key]:
                    members = _taken(stack, on_stack, until=key)
                    if len(members) > 1:
                        found.append(members)
            elif step not in index:
                index[step] = low[step] = len(index)
                stack.append(step)
                on_stack.add(step)
                work.append((step, iter(after[step])))
            elif step in on_stack:
                low[key] = min(low[key], index[step])
    return tuple(sorted(found))


def shortest_cycle(theory: Theory, knot: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys along a shortest way from the first node of a knot back to itself, which closes it.

    Examples
    --------
    >>> from miqyas.theory.graph import Link, Node
    >>> nodes = tuple(Node(key, "outcome", key) for key in "ab")
    >>> shortest_cycle(Theory(nodes, (Link("1", "a", "b"), Link("2", "b", "a"))), ("a", "b"))
    ('a', 'b', 'a')
    """
    after, inside, start = _successors(theory), set(knot), knot[0]
    came_from: dict[str, str] = {}
    queue = deque([start])
    while queue:
        key = queue.popleft()
        for step in after[key]:
            if step == start:
                way = [key]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return (*reversed(way), start)
            if step in inside and step not in came_from:
                came_from[step] = key
                queue.append(step)
    return (start,)


def _successors(theory: Theory) -> dict[str, list[str]]:
    after: dict[str, list[str]] = {node.key: [] for node in sorted(theory.nodes, key=lambda node: node.key)}
    for link in sorted(theory.links, key=lambda link: (link.source, link.target)):
        after[link.source].append(link.target)
    return after


def _taken(stack: list[str], on_stack: set[str], *, until: str) -> tuple[str, ...]:
    members = []
    while True:
        members.append(stack.pop())
        on_stack.discard(members[-1])
        if members[-1] == until:
            return tuple(sorted(members))
