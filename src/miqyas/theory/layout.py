"""Where each node and link of a theory is drawn: pure geometry, the same theory always the same drawing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from miqyas.theory.boxes import PHONE, STANDARD, Style, box_height, box_lines
from miqyas.theory.geometry import Box, Path, curve, mark_places, mirrored
from miqyas.theory.graph import Theory
from miqyas.theory.layering import Layering, layering
from miqyas.theory.stacking import stacked
from miqyas.theory.straightening import straightened

Flow = Literal["horizontal", "vertical"]
_ROOM_FOR_A_LINK = 1.5
_MOST_EXTRA_GAP = 90.0


@dataclass(frozen=True, slots=True)
class Layout(Mapping[str, Box]):
    """Boxes by node key (it reads as that mapping), paths by link key, and a band for each level.

    Attributes
    ----------
    boxes : dict of Box
        (x, y, w, h) in pixels from the top left corner. Boxes never overlap.
    lines : dict of tuple of str
        The title of each node cut into lines.
    paths : dict of Path
        Curves from source to target.
    bands : dict of Box
        Where each level, or each term of outcomes, stands, its heading included; in reading order.
    width, height : float
        Of the whole.
    """

    boxes: dict[str, Box]
    lines: dict[str, tuple[str, ...]]
    paths: dict[str, Path]
    bands: dict[str, Box]
    width: float
    height: float

    def __getitem__(self, key: str) -> Box:
        return self.boxes[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.boxes)

    def __len__(self) -> int:
        return len(self.boxes)


def layout(
    theory: Theory,
    *,
    rtl: bool = False,
    direction: Flow = "horizontal",
    style: Style | None = None,
    all_levels: bool = True,
) -> Layout:
    """Place a theory on a plane, activities first and impact last.

    Parameters
    ----------
    theory : Theory
        Any theory, cycles included.
    rtl : bool
        Read from right to left.
    direction : {"horizontal", "vertical"}
        Levels as columns side by side, or one under the other on one column of boxes, for a phone.
    style : Style, optional
        Measures; by default those of the page or of the phone.
    all_levels : bool
        Keep room for levels that hold nothing: they say what is missing. A part of a theory leaves them out.

    Returns
    -------
    Layout
        Positions in pixels. It depends neither on the order of nodes and links nor on their keys (as long as
        no two nodes say exactly the same).

    Examples
    --------
    >>> from miqyas.theory.graph import Link, Node
    >>> theory = Theory(
    ...     (Node("a", "activity", "Tutoring"), Node("b", "output", "Pupils tutored")), (Link("1", "a", "b"),)
    ... )
    >>> layout(theory)["a"].x < layout(theory)["b"].x, layout(theory, rtl=True)["a"].x < layout(theory)["b"].x
    (True, False)
    """
    style = style or (STANDARD if direction == "horizontal" else PHONE)
    layers = layering(theory, all_levels=all_levels or not theory.nodes)
    lines = {node.key: box_lines(node, style) for node in layers.nodes}
    heights = [box_height(node, lines[node.key], style) for node in layers.nodes]
    place = _in_columns if direction == "horizontal" else stacked
    boxes, paths, bands, width, height = place(layers, heights, style)
    if rtl:
        boxes = {key: mirrored(box, width) for key, box in boxes.items()}
        bands = {name: mirrored(band, width) for name, band in bands.items()}
        paths = {key: path.mirrored(width) for key, path in paths.items()}
    return Layout(boxes, lines, mark_places(paths), bands, width, height)


def _in_columns(
    layers: Layering, heights: list[float], style: Style
) -> tuple[dict[str, Box], dict[str, Path], dict[str, Box], float, float]:
    tall = heights + [0.0] * (len(layers.column_of) - len(heights))
    centres = straightened(layers, tall, style)
    top = style.margin + style.heading
    shift = top - min((centres[i] - tall[i] / 2 for i in range(len(tall))), default=top)
    centres = [centre + shift for centre in centres]
    left = _lefts(layers, style)
    width = left[-1] + style.box_width + style.margin
    lowest = max((centres[i] + tall[i] / 2 for i in range(len(tall))), default=top + style.box_height)
    height = lowest + style.margin
    boxes = {
        node.key: _rounded(Box(left[layers.column_of[i]], centres[i] - tall[i] / 2, style.box_width, tall[i]))
        for i, node in enumerate(layers.nodes)
    }
    bands: dict[str, Box] = {}
    for column, band in enumerate(layers.bands):
        start = bands[band].x if band in bands else left[column]
        bands[band] = Box(
            start, style.margin, left[column] + style.box_width - start, height - 2 * style.margin
        )
    return boxes, _paths(layers, boxes, centres, left, style), bands, round(width, 1), round(height, 1)


def _lefts(layers: Layering, style: Style) -> list[float]:
    """Return the left side of each column; the more links between two columns, the more room."""
    crossing = [0] * len(layers.bands)
    for route in layers.routes.values():
        for one, other in pairwise(route):
            crossing[min(layers.column_of[one], layers.column_of[other])] += 1
    scale = style.column_gap / STANDARD.column_gap
    left = [style.margin]
    for links in crossing[:-1]:
        extra = min(links * _ROOM_FOR_A_LINK, _MOST_EXTRA_GAP) * scale
        left.append(left[-1] + style.box_width + style.column_gap + extra)
    return left


def _rounded(box: Box) -> Box:
    return Box(round(box.x, 1), round(box.y, 1), box.w, box.h)


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a link, at one side of a box; ``toward`` is the height of its first neighbour."""

    link: str
    is_source: bool
    toward: float


def _paths(
    layers: Layering, boxes: dict[str, Box], centres: list[float], left: list[float], style: Style
) -> dict[str, Path]:
    ports = _ports(layers, boxes, centres, style)
    paths = {}
    for key, route in layers.routes.items():
        start, end = ports[key, True], ports[key, False]
        if layers.column_of[route[0]] == layers.column_of[route[-1]]:
            reach = style.column_gap * 0.6
            paths[key] = curve([start, end], bulge=reach)
            continue
        points = [start]
        for place in route[1:-1]:
            sides = (left[layers.column_of[place]], left[layers.column_of[place]] + style.box_width)
            forward = layers.column_of[route[0]] < layers.column_of[route[-1]]
            points.extend((x, centres[place]) for x in (sides if forward else sides[::-1]))
        paths[key] = curve([*points, end])
    return paths


def _ports(
    layers: Layering, boxes: dict[str, Box], centres: list[float], style: Style
) -> dict[tuple[str, bool], tuple[float, float]]:
    """Spread the ends of links along the sides of boxes, in the order of where they come from."""
    sides: dict[tuple[int, bool], list[_End]] = {}
    for key, route in layers.routes.items():
        start, end = layers.column_of[route[0]], layers.column_of[route[-1]]
        sides.setdefault((route[0], end >= start), []).append(_End(key, True, centres[route[1]]))
        sides.setdefault((route[-1], start >= end), []).append(_End(key, False, centres[route[-2]]))
    ports = {}
    for (place, on_right), ends in sides.items():
        box = boxes[layers.nodes[place].key]
        x = box.x + box.w if on_right else box.x
        step = min(style.passage_gap, (box.h - 6) / len(ends))
        for i, each in enumerate(sorted(ends, key=lambda end: end.toward)):
            y = box.y + box.h / 2 + (i - (len(ends) - 1) / 2) * step
            ports[each.link, each.is_source] = (x, y)
    return ports
