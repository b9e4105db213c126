"""Sizes of a drawing: of letters, boxes and the room between them."""

from dataclasses import dataclass

from miqyas.theory.graph import Node
from miqyas.theory.lettering import wrap
from miqyas.theory.words import is_right_to_left, without_controls

ARABIC_SCALE = 1.08


@dataclass(frozen=True, slots=True)
class Style:
    """Measures of a drawing, in pixels at its natural size.

    Attributes
    ----------
    box_width, box_height : float
        Width of every box; height of the smallest.
    font_size, line_height : float
        Of the titles; 0 where boxes carry no text.
    padding, footer : float
        Between text and border; room under the text for the name of an effect that was not sought.
    row_gap, passage_gap, column_gap : float
        Between boxes of a column; around a link that passes between boxes; between columns.
    margin, heading : float
        Around the drawing; for the names of the levels.
    """

    box_width: float
    box_height: float
    font_size: float
    line_height: float
    padding: float
    footer: float
    row_gap: float
    passage_gap: float
    column_gap: float
    margin: float
    heading: float


STANDARD = Style(
    box_width=172,
    box_height=52,
    font_size=14,
    line_height=20,
    padding=12,
    footer=18,
    row_gap=22,
    passage_gap=14,
    column_gap=58,
    margin=20,
    heading=40,
)
PHONE = Style(
    box_width=264,
    box_height=48,
    font_size=15,
    line_height=22,
    padding=12,
    footer=18,
    row_gap=18,
    passage_gap=9,
    column_gap=44,
    margin=12,
    heading=34,
)
SMALL = Style(
    box_width=30,
    box_height=12,
    font_size=0,
    line_height=0,
    padding=0,
    footer=0,
    row_gap=5,
    passage_gap=3,
    column_gap=22,
    margin=4,
    heading=0,
)


def lettering_of(node: Node, style: Style) -> tuple[float, float]:
    """Return the size of the letters and the height of a line: Arabic needs a little more of both."""
    scale = ARABIC_SCALE if is_right_to_left(node.label) else 1.0
    return style.font_size * scale, style.line_height * scale


def box_lines(node: Node, style: Style) -> tuple[str, ...]:
    """Return the title cut into the lines of its box; none where boxes carry no text."""
    size, _ = lettering_of(node, style)
    if not size:
        return ()
    return wrap(without_controls(node.label), width=style.box_width - 2 * style.padding, size=size)


def box_height(node: Node, lines: tuple[str, ...], style: Style) -> float:
    """Return the height that the lines, and the name of an effect that was not sought, need."""
    _, line_height = lettering_of(node, style)
    footer = style.footer if node.effect != "intended" else 0
    return max(style.box_height, round(len(lines) * line_height + 2 * style.padding + footer, 1))
