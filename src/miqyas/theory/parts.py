"""A long theory cut into parts that can each be read on one page or one slide."""

from dataclasses import replace

from miqyas.theory.graph import LEVELS, Link, Node, Theory
from miqyas.theory.layout import layout

# A page laid on its long side, in pixels of the drawing: beyond, letters would be set below 6 points.
WIDEST, TALLEST = 1700.0, 900.0


def parts_of(theory: Theory, *, widest: float = WIDEST, tallest: float = TALLEST) -> tuple[Theory, ...]:
    """Cut a theory into smaller ones: each holds a few nodes with all that leads to them.

    Every link stands in one part, every node in one at least. A theory that fits is its own only part; a node to
    which very much leads has a part of its own, however tall.

    Parameters
    ----------
    theory : Theory
        Any theory.
    widest, tallest : float
        Room for a part, in pixels of the drawing.

    Returns
    -------
    tuple of Theory
        In reading order: what leads to outputs first, to impacts last, then nodes without any link.

    Examples
    --------
    >>> nodes = (Node("a", "activity", "Tutoring"), Node("b", "output", "Pupils tutored"))
    >>> len(parts_of(Theory(nodes, (Link("ab", "a", "b"),))))
    1
    """
    whole = layout(theory)
    if whole.width <= widest and whole.height <= tallest:
        return (theory,)
    top = {key: box.y for key, box in whole.items()}
    targets = {link.target for link in theory.links}
    linked = targets | {link.source for link in theory.links}
    found: list[Theory] = []
    for level in LEVELS:
        at_level = sorted(theory.at(level), key=lambda node: (top[node.key], node.key))
        found += _gathered(theory, [node for node in at_level if node.key in targets], widest, tallest)
    alone = [node for node in theory.nodes if node.key not in linked]
    return (*found, *_gathered(theory, alone, widest, tallest))


def _gathered(theory: Theory, nodes: list[Node], widest: float, tallest: float) -> list[Theory]:
    """Put as many nodes together, with what leads to them, as there is room for; those that share causes first."""
    causes = {node.key: {link.source for link in theory.links if link.target == node.key} for node in nodes}
    found: list[Theory] = []
    waiting = list(nodes)
    while waiting:
        held = [waiting.pop(0)]
        shown = set(causes[held[0].key])
        while waiting:
            # The first of those that add least to the picture.
            nearest = min(waiting, key=lambda node: len(causes[node.key] - shown))
            if not _fits(_around(theory, [*held, nearest]), widest, tallest):
                break
            waiting.remove(nearest)
            held.append(nearest)
            shown |= causes[nearest.key]
        found.append(_around(theory, held))
    return found


def _around(theory: Theory, nodes: list[Node]) -> Theory:
    keys = {node.key for node in nodes}
    links: tuple[Link, ...] = tuple(link for link in theory.links if link.target in keys)
    keys |= {link.source for link in links}
    kept = tuple(node for node in theory.nodes if node.key in keys)
    return replace(theory, nodes=kept, links=links, measured=theory.measured & keys, risks=())


def _fits(theory: Theory, widest: float, tallest: float) -> bool:
    plan = layout(theory, all_levels=False)
    return plan.width <= widest and plan.height <= tallest
