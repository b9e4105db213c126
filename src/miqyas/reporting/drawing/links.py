"""Links of a theory: a line, a tip, and a sign of the evidence."""

from miqyas.reporting.drawing.fates import COLOURS, fate_line, fate_sign
from miqyas.reporting.drawing.marks import link_colour, link_line, strength_mark
from miqyas.reporting.drawing.scene import Scene
from miqyas.reporting.drawing.words import fate_words, link_words
from miqyas.reporting.svg import element, said
from miqyas.theory.geometry import Path, at
from miqyas.theory.graph import Link

_TIP, _SMALL_TIP = 8.0, 3.5
_EASY_TO_TOUCH = 16


def draw_links(scene: Scene) -> str:
    """Return all links, under one group."""
    ordered = sorted(scene.theory.links, key=lambda link: link.key)
    return element("g", *(_link(link, scene) for link in ordered), class_="toc-links", fill="none")


def _link(link: Link, scene: Scene) -> str:
    path = scene.plan.paths[link.key]
    strength = scene.strengths.get(link.key)
    fate = (scene.fates or {}).get(link.key)
    colour, curve = COLOURS[fate] if fate else link_colour(strength), _curve(path)
    words = link_words(scene.theory, link, strength, scene.language)
    if fate:
        words = fate_words(fate, words, scene.language)
    tip = _tip(path, _SMALL_TIP if scene.is_small else _TIP)
    line = link_line(strength, small=scene.is_small) if scene.fates is None else fate_line(fate)
    parts = [
        said("title", words),
        element("path", class_="toc-link__line", d=curve, stroke=colour, **line),
        element("path", class_="toc-link__tip", d=tip, fill=colour),
    ]
    if fate:
        parts.append(fate_sign(fate, *path.mark))
    elif strength and not scene.is_small:
        parts.append(strength_mark(strength, path.mark))
    kind = f"toc-link toc-link--{fate or strength or 'plain'}"
    if not scene.link_href:
        return element("g", *parts, class_=kind, aria_hidden="true")
    reach = element("path", d=curve, stroke=colour, stroke_opacity=0, stroke_width=_EASY_TO_TOUCH)
    return element("a", *parts, reach, class_=kind, href=scene.link_href(link.key), aria_label=words)


def _curve(path: Path) -> str:
    (x, y), rest = path.points[0], path.points[1:]
    return f"M{x:g} {y:g}C" + " ".join(f"{a:g} {b:g}" for a, b in rest)


def _tip(path: Path, size: float) -> str:
    (x, y), (from_x, from_y) = path.points[-1], at(path.last, 0.9)
    length = ((x - from_x) ** 2 + (y - from_y) ** 2) ** 0.5 or 1.0
    dx, dy = (x - from_x) / length, (y - from_y) / length
    back_x, back_y, half = x - dx * size, y - dy * size, size * 0.5
    one = f"{back_x - dy * half:.1f} {back_y + dx * half:.1f}"
    other = f"{back_x + dy * half:.1f} {back_y - dx * half:.1f}"
    return f"M{x:g} {y:g}L{one}L{other}Z"
