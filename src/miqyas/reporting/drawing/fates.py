"""What became of each part between two versions: a sign, a word and a colour, so that no one of them is needed."""

from miqyas.reporting.drawing.scene import INK, direction
from miqyas.reporting.svg import element, said
from miqyas.theory.geometry import Box
from miqyas.theory.lettering import text_width
from miqyas.theory.together import Fate
from miqyas.types import Language

FATE_NAMES: dict[Fate, dict[Language, str]] = {
    "added": {"fr": "ajouté", "ar": "أُضيف", "en": "added"},
    "removed": {"fr": "retiré", "ar": "أُزيل", "en": "removed"},
    "changed": {"fr": "modifié", "ar": "عُدّل", "en": "changed"},
}
COLOURS: dict[Fate, str] = {"added": "#2f6b4f", "removed": "#a8452c", "changed": "#8a5a00"}
_TINTS: dict[Fate, str] = {"added": "#e3efe2", "removed": "#f9e5dc", "changed": "#f8ecd2"}
_DASHES: dict[Fate, str | None] = {"added": None, "removed": "7 4", "changed": None}
_WIDTHS: dict[Fate, float] = {"added": 3.0, "removed": 2.0, "changed": 2.0}
_SIZE, _HEIGHT, _SIGN_ROOM = 11.5, 18.0, 20.0
_UNCHANGED = 0.45


def fate_frame(fate: Fate | None) -> dict[str, str | float | None]:
    """Return how the frame of a box is drawn; what stayed the same steps back."""
    if fate is None:
        return {"opacity": _UNCHANGED}
    return {
        "fill": _TINTS[fate],
        "stroke": COLOURS[fate],
        "stroke_width": _WIDTHS[fate],
        "stroke_dasharray": _DASHES[fate],
    }


def fate_line(fate: Fate | None) -> dict[str, str | float | None]:
    """Return how a link is drawn: thick, dashed, or thin where it stayed the same."""
    if fate is None:
        return {"stroke_width": 1.2, "stroke_dasharray": None}
    return {"stroke_width": _WIDTHS[fate], "stroke_dasharray": _DASHES[fate]}


def fate_sign(fate: Fate, x: float, y: float) -> str:
    """Return a plus in a disc, a minus in a square, or a wave in a diamond."""
    colour = COLOURS[fate]
    shapes: dict[Fate, tuple[str, str]] = {
        "added": (element("circle", cx=x, cy=y, r=8, fill=colour), f"M{x - 4:g} {y:g}h8m-4 -4v8"),
        "removed": (
            element("rect", x=x - 7.5, y=y - 7.5, width=15, height=15, fill=colour),
            f"M{x - 4:g} {y:g}h8",
        ),
        "changed": (
            element("path", d=f"M{x:g} {y - 9.5:g}l9.5 9.5l-9.5 9.5l-9.5 -9.5Z", fill=colour),
            f"M{x - 4.5:g} {y:g}q2.2 -4 4.5 0t4.5 0",
        ),
    }
    shape, sign = shapes[fate]
    line = element("path", d=sign, stroke="#ffffff", stroke_width=1.9, fill="none")
    return element("g", shape, line, class_=f"toc-fate toc-fate--{fate}")


def fate_tag(fate: Fate, box: Box, language: Language, *, from_right: bool) -> str:
    """Return the sign and the word, on the upper edge of a box."""
    name, y = FATE_NAMES[fate][language], box.y
    width = _SIGN_ROOM + text_width(name, size=_SIZE) + 8
    x = box.x + box.w - 6 - width if from_right else box.x + 6
    ground = element(
        "rect", x=x, y=y - _HEIGHT / 2, width=width, height=_HEIGHT, rx=4, fill="#ffffff",
        stroke=COLOURS[fate], stroke_width=1,
    )  # fmt: skip
    sign_x = x + width - 11 if from_right else x + 11
    words = said(
        "text", name, x=x + (width - _SIGN_ROOM) / 2 + (0 if from_right else _SIGN_ROOM), y=y + 4,
        text_anchor="middle", font_size=_SIZE, fill=INK, direction=direction(name),
    )  # fmt: skip
    return ground + fate_sign(fate, sign_x, y) + words
