"""A specification as a picture: SVG for pages and PDF, PNG for Word and slides.

The SVG stands inside a page whose policy forbids inline styles (``style-src 'self'``), so every style becomes
a presentation attribute; and it says in words what it shows.
"""

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

from miqyas.errors import PicturesUnavailable
from miqyas.reporting.charts.frame import END, LOCALES, RIGHT_TO_LEFT, Spec
from miqyas.types import Language

VEGA_LITE = "6.4"  # the version the specifications are written for; bundled by vl-convert
SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
# Properties of CSS that SVG also accepts as attributes, among those Vega writes.
PRESENTATION = frozenset((
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray",
    "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "opacity", "font-family", "font-size",
    "font-style", "font-weight", "text-anchor", "pointer-events", "display", "visibility",
    "clip-path", "dominant-baseline", "cursor",
))  # fmt: skip


def to_svg(spec: Spec, *, language: Language, fonts: Path | None = None) -> str:
    """Draw a specification as SVG ready to stand inside a page.

    Parameters
    ----------
    spec : dict
        From `miqyas.reporting.charts`; ``title`` and ``description`` become the picture's name and text.
    language : {'fr', 'ar', 'en'}
        Writes the figures of the axes.
    fonts : Path or None
        Folder of TTF files used to measure text; None uses the machine's.

    Returns
    -------
    str
        One ``<svg>`` with ``role="img"``, ``<title>`` and ``<desc>``; no ``style`` attribute, no ``<style>``,
        no script, and identifiers of its own, so that several pictures share a page.

    Raises
    ------
    PicturesUnavailable
        The optional package that draws is not installed.
    """
    drawn = _engine(fonts).vegalite_to_svg(spec, **_options(language))
    return _for_page(str(drawn), spec)


def to_png(spec: Spec, *, language: Language, fonts: Path | None = None, scale: float = 2.0) -> bytes:
    """Draw a specification as PNG, `scale` times its size; see `to_svg`."""
    return bytes(_engine(fonts).vegalite_to_png(spec, scale=scale, **_options(language)))


def svg_to_png(svg: str, *, fonts: Path | None = None, scale: float = 2.0) -> bytes:
    """Turn a drawing of ours (chart or theory) into PNG, `scale` times its size; see `to_svg`."""
    return bytes(_engine(fonts).svg_to_png(svg, scale=scale))


def _options(language: Language) -> dict[str, Any]:
    # Nothing is fetched: a specification carries its data.
    return {"vl_version": VEGA_LITE, "format_locale": LOCALES[language], "allowed_base_urls": []}


@cache
def _engine(fonts: Path | None) -> ModuleType:
    try:
        import vl_convert  # noqa: PLC0415 -- optional dependency, and it holds a JavaScript engine: slow to load
    except ImportError as absent:
        raise PicturesUnavailable from absent
    if fonts is not None:
        vl_convert.register_font_directory(str(fonts.resolve()))
    return vl_convert


def _for_page(drawn: str, spec: Spec) -> str:
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    root = ET.fromstring(drawn)  # noqa: S314 -- our own renderer wrote it; text of people is escaped data in it
    for element in list(root.iter()):
        _unstyle(element)
        for child in [c for c in element if c.tag in {f"{{{SVG}}}style", f"{{{SVG}}}script"}]:
            element.remove(child)
    mark = hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()[:10]
    _own_identifiers(root, f"c{mark}-")
    _say(root, spec, f"c{mark}")
    return ET.tostring(root, encoding="unicode")


def _unstyle(element: ET.Element) -> None:
    """Turn the style of an element into attributes; what SVG has no attribute for is left out."""
    style = element.attrib.pop("style", "")
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon and name.strip() in PRESENTATION:
            element.set(name.strip(), value.strip())


def _own_identifiers(root: ET.Element, prefix: str) -> None:
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, prefix + value)
            elif value.startswith("#") and name.endswith("href"):
                element.set(name, f"#{prefix}{value[1:]}")
            elif "url(#" in value:
                element.set(name, re.sub(r"url\(#", f"url(#{prefix}", value))


def _say(root: ET.Element, spec: Spec, mark: str) -> None:
    """Name the picture and describe it; the marks inside then need no words of their own."""
    for element in root.iter():
        for name in [n for n in element.attrib if n.startswith("aria-") or n == "role"]:
            del element.attrib[name]
    title, described = ET.Element(f"{{{SVG}}}title"), ET.Element(f"{{{SVG}}}desc")
    title.text = str(spec["title"]["text"]).strip(RIGHT_TO_LEFT + END)
    described.text = str(spec["description"])
    title.set("id", f"{mark}-title")
    described.set("id", f"{mark}-desc")
    root.insert(0, described)
    root.insert(0, title)
    # In a page read from the right, anchors of text would turn over; the drawing has placed them already.
    root.set("direction", "ltr")
    root.set("role", "img")
    root.set("aria-labelledby", f"{mark}-title")
    root.set("aria-describedby", f"{mark}-desc")
