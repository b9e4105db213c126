"""A drawing made ready for the engines that print: unlike browsers, they do not turn anchors with the direction."""

import re

_TEXT = re.compile(r"<text\b[^>]*>")
_ANCHOR = re.compile(r'text-anchor="(start|end)"')
_TURNED = {"start": "end", "end": "start"}


def for_print(svg: str) -> str:
    """Say the anchor of each right-to-left text as if it were read from the left.

    Examples
    --------
    >>> for_print('<svg><text x="4" text-anchor="start" direction="rtl">نعم</text></svg>')
    '<svg><text x="4" text-anchor="end" direction="ltr">نعم</text></svg>'
    >>> for_print('<svg><text text-anchor="start">Oui</text></svg>')
    '<svg><text text-anchor="start">Oui</text></svg>'
    """
    return _TEXT.sub(_turn, svg)


def _turn(found: re.Match[str]) -> str:
    tag = found[0]
    if 'direction="rtl"' not in tag or not _ANCHOR.search(tag):
        return tag
    turned = _ANCHOR.sub(lambda anchor: f'text-anchor="{_TURNED[anchor[1]]}"', tag)
    return turned.replace('direction="rtl"', 'direction="ltr"')
