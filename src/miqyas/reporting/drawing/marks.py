"""Signs of a drawing: a shape beside each colour, and the legend that explains those in use."""

from collections.abc import Callable
from functools import partial
from math import cos, pi, sin

from miqyas.reporting.drawing.fates import FATE_NAMES, fate_sign
from miqyas.reporting.drawing.scene import ACTION, INK, PAPER, Scene, direction
from miqyas.reporting.drawing.words import HAS_INDICATOR
from miqyas.reporting.svg import element, said
from miqyas.theory.lettering import text_width
from miqyas.theory.names import STRENGTH_NAMES, Strength
from miqyas.theory.words import is_right_to_left

_GREY = "#6b6f76"
_WHITE = "#ffffff"
_COLOURS: dict[Strength, str] = {
    "supported": "#2f6b4f",
    "uncertain": "#a8741a",
    "contradicted": "#a8452c",
    "none": _GREY,
}
_DASHES: dict[Strength, str | None] = {
    "supported": None,
    "uncertain": "8 4",
    "contradicted": "10 3 2 3",
    "none": "1.5 4",
}
_LEGEND_SIZE = 13.0
_LEGEND_LINE = 24.0
_LEGEND_MARGIN = 20.0


def link_colour(strength: Strength | None) -> str:
    """Return the colour of a line and of its tip."""
    return _COLOURS[strength] if strength else _GREY


def link_line(strength: Strength | None, *, small: bool) -> dict[str, str | float | None]:
    """Return the width and the dashes of a line: solid, dashed, dash-dot, dotted."""
    if small:
        return {"stroke_width": 1.0, "stroke_dasharray": None}
    width = 2.4 if strength == "supported" else 1.8 if strength else 1.5
    return {"stroke_width": width, "stroke_dasharray": _DASHES[strength] if strength else None}


def strength_mark(strength: Strength, place: tuple[float, float]) -> str:
    """Return a tick in a disc, a diamond, a cross in a square, or an empty circle."""
    x, y = place
    colour = _COLOURS[strength]
    shapes: dict[Strength, tuple[str, str]] = {
        "supported": (
            element("circle", cx=x, cy=y, r=7, fill=colour),
            _sign(f"M{x - 3:g} {y:g}l2.2 2.6l4.2 -5.4"),
        ),
        "uncertain": (
            element("path", d=f"M{x:g} {y - 8:g}l8 8l-8 8l-8 -8Z", fill=colour),
            _sign(f"M{x - 3.5:g} {y:g}h7"),
        ),
        "contradicted": (
            element("rect", x=x - 6.5, y=y - 6.5, width=13, height=13, fill=colour),
            _sign(f"M{x - 3:g} {y - 3:g}l6 6m0 -6l-6 6"),
        ),
        "none": (element("circle", cx=x, cy=y, r=4.5, fill=PAPER, stroke=colour, stroke_width=1.5), ""),
    }
    return element("g", *shapes[strength], class_=f"toc-mark toc-mark--{strength}")


def indicator_star(x: float, y: float) -> str:
    """Return the eight-pointed star that says a node is measured."""
    corners = [(7.5 if i % 2 == 0 else 5.2, i * pi / 8) for i in range(16)]
    path = "L".join(f"{x + r * sin(angle):.1f} {y - r * cos(angle):.1f}" for r, angle in corners)
    return element("path", class_="toc-mark toc-mark--indicator", d=f"M{path}Z", fill=ACTION)


def draw_legend(scene: Scene) -> tuple[str, float]:
    """Return the legend of the signs in use, and the height of the drawing with it."""
    entries = _entries(scene)
    if not entries:
        return "", scene.plan.height
    parts = []
    x, y = _LEGEND_MARGIN, scene.plan.height + 8
    for draw, name in entries:
        room = 26 + text_width(name, size=_LEGEND_SIZE) + 24
        if x > _LEGEND_MARGIN and x + room > scene.plan.width - 10:
            x, y = _LEGEND_MARGIN, y + _LEGEND_LINE
        mark_x = scene.plan.width - x - 8 if scene.is_right_to_left else x + 8
        parts.append(draw(mark_x, y))
        parts.append(_legend_text(name, mark_x, y, from_right=scene.is_right_to_left))
        x += room
    return element("g", *parts, class_="toc-legend"), y + _LEGEND_LINE


def _entries(scene: Scene) -> list[tuple[Callable[[float, float], str], str]]:
    """Return the signs in use: how each is drawn, and its name."""
    links, fates = scene.theory.links, set((scene.fates or {}).values())
    used = {scene.strengths[link.key] for link in links if link.key in scene.strengths}
    entries: list[tuple[Callable[[float, float], str], str]] = [
        (partial(fate_sign, fate), names[scene.language])
        for fate, names in FATE_NAMES.items()
        if fate in fates
    ]
    entries += [
        (partial(_strength_at, strength), names[scene.language])
        for strength, names in STRENGTH_NAMES.items()
        if strength in used
    ]
    return entries + ([(indicator_star, HAS_INDICATOR[scene.language])] if scene.theory.measured else [])


def _strength_at(strength: Strength, x: float, y: float) -> str:
    return strength_mark(strength, (x, y))


def _legend_text(name: str, mark_x: float, y: float, *, from_right: bool) -> str:
    # The start of a text is its right end in Arabic, its left end in French.
    anchor = "start" if from_right == is_right_to_left(name) else "end"
    return said(
        "text", name, x=mark_x - 14 if from_right else mark_x + 14, y=y + 4.5, text_anchor=anchor,
        font_size=_LEGEND_SIZE, fill=INK, direction=direction(name),
    )  # fmt: skip


def _sign(path: str) -> str:
    return element("path", d=path, stroke=_WHITE, stroke_width=1.8, fill="none")
