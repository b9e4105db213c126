"""Nodes of a theory and the bands of their levels."""

from miqyas.reporting.drawing.fates import fate_frame, fate_tag
from miqyas.reporting.drawing.marks import indicator_star
from miqyas.reporting.drawing.scene import ACTION, INK, QUIET, Scene, direction
from miqyas.reporting.drawing.words import fate_words, node_words
from miqyas.reporting.svg import element, said
from miqyas.theory.boxes import lettering_of
from miqyas.theory.geometry import Box
from miqyas.theory.graph import Node
from miqyas.theory.names import BAND_HEADINGS, EFFECT_NAMES

_BAND = "#f1eadc"
_BOX = "#fffdf9"
_SMALL_BOX = "#d9d0bf"


def draw_bands(scene: Scene) -> str:
    """Return the ground and the heading of each level, or term of outcomes."""
    return element(
        "g", *(_band(name, box, scene) for name, box in scene.plan.bands.items()), class_="toc-bands"
    )


def draw_nodes(scene: Scene) -> str:
    """Return all nodes in reading order, which is also the order of the keyboard."""
    ordered = sorted(scene.theory.nodes, key=lambda node: _reading_order(node, scene))
    return element("g", *(_node(node, scene) for node in ordered), class_="toc-nodes")


def _band(name: str, box: Box, scene: Scene) -> str:
    heading, style = BAND_HEADINGS[name][scene.language], scene.style
    pad = style.margin * 0.5
    ground = element(
        "rect", class_=f"toc-band toc-band--{name}", x=box.x - pad, y=box.y - pad * 0.5,
        width=box.w + 2 * pad, height=box.h + pad, rx=6, fill=_BAND,
    )  # fmt: skip
    text = said(
        "text", heading, class_="toc-heading", x=box.x + box.w / 2, y=box.y + style.heading * 0.55,
        text_anchor="middle", font_size=style.font_size, font_weight=600, fill=INK,
        direction=direction(heading),
    )  # fmt: skip
    return ground + text


def _reading_order(node: Node, scene: Scene) -> tuple[float, float]:
    box = scene.plan[node.key]
    return (-box.x if scene.is_right_to_left else box.x, box.y)


def _node(node: Node, scene: Scene) -> str:
    is_measured, is_here = node.key in scene.theory.measured, node.key == scene.here
    words = node_words(node, scene.language, measured=is_measured)
    fate = (scene.fates or {}).get(node.key)
    if fate:
        words = fate_words(fate, words, scene.language)
    parts = [said("title", words), _frame(node, scene, is_here=is_here)]
    if not scene.is_small:
        parts += [_title(node, scene), *_marks(node, scene, is_measured=is_measured)]
    if fate:
        parts.append(fate_tag(fate, scene.plan[node.key], scene.language, from_right=scene.is_right_to_left))
    kinds = ["toc-node", f"toc-node--{node.level}"]
    kinds += [f"toc-node--{node.effect}"] if node.effect != "intended" else []
    kinds += ["toc-node--measured"] if is_measured else []
    kinds += ["toc-node--here"] if is_here else []
    kinds += [f"toc-node--{fate}"] if fate else []
    if not scene.node_href:
        return element("g", *parts, class_=" ".join(kinds))
    return element(
        "a", *parts, class_=" ".join(kinds), href=scene.node_href(node.key), aria_label=words,
        aria_current="true" if is_here else None,
    )  # fmt: skip


def _frame(node: Node, scene: Scene, *, is_here: bool) -> str:
    box, small = scene.plan[node.key], scene.is_small
    inside = _BOX if not small else ACTION if is_here else _SMALL_BOX
    edge = ACTION if is_here else QUIET if small else INK
    own: dict[str, str | float | None] = {
        "fill": inside,
        "stroke": edge,
        "stroke_width": 3 if is_here else 0.8 if small else 1.2,
        "stroke_dasharray": "5 3" if node.effect != "intended" and not small else None,
    }
    if scene.fates is not None:
        own |= fate_frame(scene.fates.get(node.key))
    return element(
        "rect", class_="toc-node__box", x=box.x, y=box.y, width=box.w, height=box.h, rx=2 if small else 8,
        **own,
    )  # fmt: skip


def _title(node: Node, scene: Scene) -> str:
    box, lines = scene.plan[node.key], scene.plan.lines[node.key]
    size, line_height = lettering_of(node, scene.style)
    footer = scene.style.footer if node.effect != "intended" else 0
    first = box.y + (box.h - footer) / 2 - (len(lines) - 1) * line_height / 2 + size * 0.35
    x = box.x + box.w / 2
    # A space at each line's end: read aloud, the last word of a line and the first of the next stay two words.
    ends = [" "] * (len(lines) - 1) + [""]
    spans = [
        said("tspan", line + end, x=x, y=first + i * line_height)
        for i, (line, end) in enumerate(zip(lines, ends, strict=True))
    ]
    # Anchored in the middle: the same place whichever way the text runs, in every renderer.
    return element(
        "text", *spans, class_="toc-node__title", text_anchor="middle", font_size=size, fill=INK,
        direction=direction(node.label),
    )  # fmt: skip


def _marks(node: Node, scene: Scene, *, is_measured: bool) -> list[str]:
    box = scene.plan[node.key]
    parts = []
    if is_measured:
        parts.append(indicator_star(box.x + 6 if scene.is_right_to_left else box.x + box.w - 6, box.y + 2))
    if node.effect != "intended":
        name = EFFECT_NAMES[node.effect][scene.language]
        text = said(
            "text", name, class_="toc-node__effect", x=box.x + box.w / 2, y=box.y + box.h - 11,
            text_anchor="middle", font_size=12, fill=QUIET, direction=direction(name),
        )  # fmt: skip
        parts.append(text)
    return parts
