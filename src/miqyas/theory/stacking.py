"""The drawing for a phone: one box under the other, links in lanes along the side where reading ends."""

from miqyas.theory.boxes import Style
from miqyas.theory.geometry import Box, Path, Point
from miqyas.theory.layering import Layering

_LANE = 10.0
_FIRST_LANE = 22.0
_CORNER = 5.0


def stacked(
    layers: Layering, heights: list[float], style: Style
) -> tuple[dict[str, Box], dict[str, Path], dict[str, Box], float, float]:
    """Return boxes, paths, bands, width and height of the drawing in one column."""
    boxes: dict[str, Box] = {}
    bands: dict[str, Box] = {}
    y = style.margin
    for band in dict.fromkeys(layers.bands):
        start = y
        y += style.heading
        for i in _of_band(layers, band):
            boxes[layers.nodes[i].key] = Box(style.margin, round(y, 1), style.box_width, heights[i])
            y += heights[i] + style.row_gap
        bands[band] = Box(style.margin, round(start, 1), style.box_width, round(y - start, 1))
        y += style.row_gap
    paths, lanes = _lane_paths(layers, boxes, style)
    width = 2 * style.margin + style.box_width + (_FIRST_LANE + lanes * _LANE if lanes else 0)
    return boxes, paths, bands, width, round(y + style.margin - style.row_gap, 1)


def _of_band(layers: Layering, band: str) -> list[int]:
    return [
        place
        for column, of in zip(layers.columns, layers.bands, strict=True)
        if of == band
        for place in column
        if place < len(layers.nodes)
    ]


def _lane_paths(layers: Layering, boxes: dict[str, Box], style: Style) -> tuple[dict[str, Path], int]:
    ports = _ports(layers, boxes)
    spans = {
        key: (min(ports[key, True], ports[key, False]), max(ports[key, True], ports[key, False]))
        for key in layers.routes
    }
    lane_of = _lanes(spans)
    side = style.margin + style.box_width
    paths = {
        key: _bracket(side, side + _FIRST_LANE + lane_of[key] * _LANE, ports[key, True], ports[key, False])
        for key in layers.routes
    }
    return paths, max(lane_of.values(), default=-1) + 1


def _ports(layers: Layering, boxes: dict[str, Box]) -> dict[tuple[str, bool], float]:
    """Return the height at which each end of each link touches its box."""
    ends: dict[str, list[tuple[float, bool, str]]] = {}
    for key, route in layers.routes.items():
        source, target = layers.nodes[route[0]].key, layers.nodes[route[-1]].key
        ends.setdefault(source, []).append((-boxes[target].y, True, key))
        ends.setdefault(target, []).append((-boxes[source].y, False, key))
    ports = {}
    for node, found in ends.items():
        box = boxes[node]
        # What comes from above enters first, what leaves downward leaves last: brackets nest and do not
        # cross.
        found.sort(key=lambda end: (-end[0] > box.y, end[0] if -end[0] > box.y else -end[0]))
        step = (box.h - 8) / len(found)
        for i, (_, is_source, key) in enumerate(found):
            ports[key, is_source] = round(box.y + 4 + step * (i + 0.5), 1)
    return ports


def _lanes(spans: dict[str, tuple[float, float]]) -> dict[str, int]:
    """Give each bracket the innermost lane that is free along it, short brackets first."""
    lanes: list[list[tuple[float, float]]] = []
    lane_of = {}
    for key in sorted(spans, key=lambda key: round(spans[key][1] - spans[key][0], 1)):
        low, high = spans[key]
        for number, taken in enumerate(lanes):
            if all(high + _CORNER < start or end + _CORNER < low for start, end in taken):
                taken.append((low, high))
                lane_of[key] = number
                break
        else:
            lanes.append([(low, high)])
            lane_of[key] = len(lanes) - 1
    return lane_of


def _bracket(side: float, lane: float, start: float, end: float) -> Path:
    way = 1 if end > start else -1
    corner = min(_CORNER, abs(end - start) / 2) * way
    inner = lane - abs(corner)
    turn, back = (lane, start + corner), (lane, end - corner)
    chain: list[Point] = [(side, start), (side, start), (inner, start), (inner, start)]
    chain += [(lane, start), (lane, start), turn]
    chain += [turn, back, back]
    chain += [(lane, end), (lane, end), (inner, end)]
    chain += [(inner, end), (side, end), (side, end)]
    return Path(tuple((round(x, 1), round(y, 1)) for x, y in chain))
