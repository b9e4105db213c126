"""Heights within columns: as near as possible to the neighbours, never one over the other."""

from itertools import pairwise

from miqyas.theory.boxes import Style
from miqyas.theory.layering import Layering

_ROUNDS = 8


def straightened(layers: Layering, heights: list[float], style: Style) -> list[float]:
    """Return the vertical centre of each place, so that links run straight where they can."""
    before, after = layers.neighbours()
    both = [causes + effects for causes, effects in zip(before, after, strict=True)]
    is_node = [place < len(layers.nodes) for place in range(len(heights))]
    apart = [_distances(column, heights, is_node, style) for column in layers.columns]
    centres = [0.0] * len(heights)
    for column, distances in zip(layers.columns, apart, strict=True):
        _put(centres, column, _stacked_around_zero(distances, len(column)))
    for turn in range(_ROUNDS):
        order = range(len(layers.columns)) if turn % 2 == 0 else reversed(range(len(layers.columns)))
        # The last rounds look both ways, so that a box stands between its causes and its effects.
        looked_at = both if turn >= _ROUNDS - 2 else before if turn % 2 == 0 else after
        for i in order:
            wished = [_mean_height(looked_at[place], centres, place) for place in layers.columns[i]]
            _put(centres, layers.columns[i], nearest_spaced(wished, apart[i]))
    return centres


def nearest_spaced(wished: list[float], distances: list[float]) -> list[float]:
    """Return the increasing numbers nearest to those wished (least squares), at least so far apart.

    Taking the distances away leaves an isotonic regression, solved by pooling adjacent violators (Barlow,
    Bartholomew, Bremner and Brunk, 1972, Statistical Inference under Order Restrictions, section 1.2).

    Examples
    --------
    >>> nearest_spaced([0.0, 0.0, 9.0], [2.0, 2.0])
    [-1.0, 1.0, 9.0]
    """
    offsets = [0.0]
    for distance in distances:
        offsets.append(offsets[-1] + distance)
    pools: list[tuple[float, int]] = []
    for wish, offset in zip(wished, offsets, strict=False):
        total, count = wish - offset, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            earlier, many = pools.pop()
            total, count = total + earlier, count + many
        pools.append((total, count))
    levels = [total / count for total, count in pools for _ in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=False)]


def _mean_height(neighbours: list[int], centres: list[float], place: int) -> float:
    if not neighbours:
        return centres[place]
    return sum(centres[each] for each in neighbours) / len(neighbours)


def _distances(
    column: tuple[int, ...], heights: list[float], is_node: list[bool], style: Style
) -> list[float]:
    return [
        (heights[one] + heights[two]) / 2
        + (style.row_gap if is_node[one] and is_node[two] else style.passage_gap)
        for one, two in pairwise(column)
    ]


def _stacked_around_zero(distances: list[float], n: int) -> list[float]:
    total = sum(distances)
    centres = [-total / 2] if n else []
    for distance in distances:
        centres.append(centres[-1] + distance)
    return centres


def _put(centres: list[float], column: tuple[int, ...], values: list[float]) -> None:
    for place, value in zip(column, values, strict=True):
        centres[place] = value
