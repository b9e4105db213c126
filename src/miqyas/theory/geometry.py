"""Boxes and curves."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple, TypeAlias

Point: TypeAlias = tuple[float, float]

_ROOM_OF_A_MARK = 18.0
_TRIES = (0.5, 0.38, 0.62, 0.27, 0.73, 0.18, 0.82)


class Box(NamedTuple):
    """A rectangle from its top left corner."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of cubic Bézier curves.

    Attributes
    ----------
    points : tuple of (x, y)
        The start, then for each curve its two control points and its end.
    mark : (x, y)
        Where a sign may stand on it.
    """

    points: tuple[Point, ...]
    mark: Point = (0.0, 0.0)

    @property
    def longest(self) -> tuple[Point, Point, Point, Point]:
        """Return the four points of the curve that goes farthest, the first among equals."""
        curves = [self.points[i : i + 4] for i in range(0, len(self.points) - 1, 3)]
        longest = max(curves, key=lambda c: round(abs(c[3][0] - c[0][0]) + abs(c[3][1] - c[0][1]), 1))
        return longest[0], longest[1], longest[2], longest[3]

    @property
    def last(self) -> tuple[Point, Point, Point, Point]:
        """Return the four points of the curve that reaches the end."""
        return self.points[-4], self.points[-3], self.points[-2], self.points[-1]

    def mirrored(self, width: float) -> "Path":
        """Return the path seen in a mirror of that width."""
        return replace(self, points=tuple((round(width - x, 1), y) for x, y in self.points))


def mirrored(box: Box, width: float) -> Box:
    """Return the box seen in a mirror of that width."""
    return Box(round(width - box.x - box.w, 1), box.y, box.w, box.h)


def curve(points: list[Point], *, bulge: float = 0.0) -> Path:
    """Return a smooth path through points, horizontal at each of them.

    With ``bulge``, both ends leave to the right by that much: the way back of a link inside one column.
    """
    chain = [points[0]]
    for (x0, y0), (x1, y1) in pairwise(points):
        reach = bulge or (x1 - x0) / 2
        chain += [(x0 + reach, y0), (x1 + (bulge or -reach), y1), (x1, y1)]
    return Path(tuple((round(x, 1), round(y, 1)) for x, y in chain))


def at(four: tuple[Point, Point, Point, Point], t: float) -> Point:
    """Return the point of a cubic Bézier curve at ``t`` between 0 and 1."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    x = sum(w * p[0] for w, p in zip(weights, four, strict=True))
    y = sum(w * p[1] for w, p in zip(weights, four, strict=True))
    return round(x, 1), round(y, 1)


def mark_places(paths: dict[str, Path]) -> dict[str, Path]:
    """Choose on each path the place of its sign, away from the signs already placed when there is room."""
    taken: list[Point] = []
    placed = {}
    for key, path in paths.items():
        tries = [at(path.longest, t) for t in _TRIES]
        free = (
            point
            for point in tries
            if all(abs(point[0] - x) + abs(point[1] - y) >= _ROOM_OF_A_MARK for x, y in taken)
        )
        mark = next(free, tries[0])
        taken.append(mark)
        placed[key] = replace(path, mark=mark)
    return placed
