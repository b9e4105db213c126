"""A drawing made ready for the engines that print: unlike browsers, they do not turn anchors with the direction."""

import re

_TEXT = re.compile(r"<text\b[^>]*>")
_ANCHOR = re.compile(r'text-anchor="(start|end)"')
# Vowel marks above and below Arabic letters: the setter of PDF finds no character for their glyphs in a drawing,
# and PDF/UA-1 refuses the file. Words read the same without them.
_MARKS = re.compile("[\u064b-\u0652\u0670]")
# Our drawings say both, in pixels.
_SIZES = re.compile(r'<svg\b[^>]*?\bwidth="([\d.]+)" height="([\d.]+)"')
MM_BY_PX = 25.4 / 96
_TURNED = {"start": "end", "end": "start"}


def for_print(svg: str) -> str:
    """Say the anchor of each right-to-left text as if it were read from the left, and leave out vowel marks.

    Examples
    --------
    >>> for_print('<svg><text x="4" text-anchor="start" direction="rtl">نعم</text></svg>')
    '<svg><text x="4" text-anchor="end" direction="ltr">نعم</text></svg>'
    >>> for_print('<svg><text text-anchor="start">Oui</text></svg>')
    '<svg><text text-anchor="start">Oui</text></svg>'
    >>> for_print("<svg><text>بُعد</text></svg>")
    '<svg><text>بعد</text></svg>'
    """
    return _TEXT.sub(_turn, _MARKS.sub("", svg))


def fitting_width(svg: str, *, widest: float, tallest: float) -> float:
    """Return the width in millimetres at which a drawing stands whole in a room, at its natural size at most.

    Examples
    --------
    >>> fitting_width('<svg width="96" height="48">', widest=100, tallest=100)  # an inch
    25.4
    >>> fitting_width('<svg width="960" height="9600">', widest=100, tallest=100)
    10.0
    """
    wide, tall = (float(size) for size in _SIZES.search(svg).groups())  # type: ignore[union-attr]
    return round(min(wide * MM_BY_PX, widest, tallest * wide / tall), 1)


def _turn(found: re.Match[str]) -> str:
    tag = found[0]
    if 'direction="rtl"' not in tag or not _ANCHOR.search(tag):
        return tag
    turned = _ANCHOR.sub(lambda anchor: f'text-anchor="{_TURNED[anchor[1]]}"', tag)
    return turned.replace('direction="rtl"', 'direction="ltr"')
