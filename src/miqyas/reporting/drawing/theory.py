"""A theory of change drawn as SVG: readable alone, in both directions, with or without seeing colours.

Colours are presentation attributes, so that the picture is whole in a file; classes let a page restyle it.
There is neither a style attribute nor a style element, which a strict content policy would block.
"""

from collections.abc import Mapping

from miqyas.reporting.drawing.links import draw_links
from miqyas.reporting.drawing.marks import draw_legend
from miqyas.reporting.drawing.nodes import draw_bands, draw_nodes
from miqyas.reporting.drawing.scene import QUIET, RIGHT_TO_LEFT, Href, Scene, direction
from miqyas.reporting.drawing.words import EMPTY, TITLE, description
from miqyas.reporting.svg import element, said
from miqyas.theory.boxes import PHONE, SMALL, STANDARD
from miqyas.theory.graph import Theory
from miqyas.theory.layout import Flow, layout
from miqyas.theory.lettering import wrap
from miqyas.theory.names import Strength
from miqyas.theory.together import together
from miqyas.types import Language

FONTS = "'IBM Plex Sans', 'IBM Plex Sans Arabic', 'DejaVu Sans', sans-serif"


def theory_svg(
    theory: Theory,
    *,
    language: Language,
    strengths: Mapping[str, Strength] | None = None,
    node_href: Href | None = None,
    link_href: Href | None = None,
    vertical: bool = False,
    small: bool = False,
    here: str | None = None,
    all_levels: bool = True,
) -> str:
    """Draw a theory.

    Parameters
    ----------
    theory : Theory
        Any theory, even empty or with cycles.
    language : {"fr", "ar", "en"}
        Language of headings and of the text equivalent; Arabic is drawn from right to left. Titles keep their
        own direction.
    strengths : mapping of link key to {"supported", "uncertain", "contradicted", "none"}, optional
        Evidence on each link. Links without an entry are drawn plainly; with any entry a legend is added.
    node_href, link_href : callable, optional
        From a key to an address: nodes (or links) become hyperlinks.
    vertical : bool
        One column, for a phone.
    small : bool
        A thumbnail without text, the map that says where one is.
    here : str, optional
        Key of the node to set off.
    all_levels : bool
        Draw levels that hold nothing; a part of a long theory leaves them out.

    Returns
    -------
    str
        One ``<svg>`` element, well-formed XML. Its width and height are in pixels; a page may scale it.

    Examples
    --------
    >>> from miqyas.theory.graph import Node
    >>> svg = theory_svg(Theory((Node("a", "activity", "Tutoring <b>"),), ()), language="en")
    >>> svg[:4], "Tutoring &lt;b&gt;" in svg, "style=" in svg
    ('<svg', True, False)
    """
    style = SMALL if small else PHONE if vertical else STANDARD
    flow: Flow = "vertical" if vertical and not small else "horizontal"
    plan = layout(theory, rtl=language in RIGHT_TO_LEFT, direction=flow, style=style, all_levels=all_levels)
    scene = Scene(theory, plan, style, language, strengths or {}, here, node_href, link_href)
    return _drawn(scene, vertical=vertical)


def difference_svg(before: Theory, after: Theory, *, language: Language, vertical: bool = False) -> str:
    """Draw two versions of a theory as one: what was added, removed or changed, by sign, word and colour.

    Parameters
    ----------
    before, after : Theory
        The earlier and the later version.
    language, vertical
        As in `theory_svg`.

    Returns
    -------
    str
        One ``<svg>`` element. Nodes and links that the later version no longer holds are drawn too.

    Examples
    --------
    >>> from miqyas.theory.graph import Node
    >>> old = Theory((Node("a", "activity", "Tutoring"),), ())
    >>> "removed" in difference_svg(old, Theory((), ()), language="en")
    True
    """
    both = together(before, after)
    flow: Flow = "vertical" if vertical else "horizontal"
    style = PHONE if vertical else STANDARD
    plan = layout(both.theory, rtl=language in RIGHT_TO_LEFT, direction=flow, style=style)
    scene = Scene(both.theory, plan, style, language, {}, None, None, None, fates=both.fates)
    return _drawn(scene, vertical=vertical)


def _drawn(scene: Scene, *, vertical: bool) -> str:
    parts, height, theory = [draw_links(scene), draw_nodes(scene)], scene.plan.height, scene.theory
    if not scene.is_small:
        below, height = draw_legend(scene) if theory.nodes else _invitation(scene)
        parts = [draw_bands(scene), *parts, below]
    kinds = [
        "toc",
        *(["toc--small"] if scene.is_small else []),
        *(["toc--vertical"] if vertical else []),
        *(["toc--difference"] if scene.fates is not None else []),
    ]
    return _whole(scene, parts, height, kinds)


def _whole(scene: Scene, parts: list[str], height: float, kinds: list[str]) -> str:
    # Two drawings of one theory may stand on one page: their names differ by what they are.
    name = "-".join((*kinds, scene.language, scene.theory.sha256()[:8]))
    words = description(scene.theory, scene.strengths, scene.language, scene.here)
    return element(
        "svg",
        said("title", TITLE[scene.language], id=f"{name}-title"),
        said("desc", words, id=f"{name}-desc"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        class_=" ".join(kinds),
        viewBox=f"0 0 {scene.plan.width:g} {height:g}",
        width=scene.plan.width,
        height=height,
        role="group" if scene.node_href or scene.link_href else "img",
        aria_labelledby=f"{name}-title {name}-desc",
        lang=scene.language,
        font_family=FONTS,
    )


def _invitation(scene: Scene) -> tuple[str, float]:
    """Return what to do with an empty theory, under its empty columns, and the height with it."""
    words, size, line = EMPTY[scene.language], 14.0, 21.0
    lines = wrap(words, width=scene.plan.width - 32, size=size)
    x, top = scene.plan.width / 2, scene.plan.height + 12
    spans = [said("tspan", each, x=x, y=top + i * line) for i, each in enumerate(lines)]
    text = element(
        "text", *spans, class_="toc-empty", text_anchor="middle", font_size=size, fill=QUIET,
        direction=direction(words),
    )  # fmt: skip
    return text, top + line * len(lines)
