"""Elements of SVG as text, every value escaped."""

from xml.sax.saxutils import escape


def element(tag: str, *children: str, **attributes: str | float | None) -> str:
    """Return one element; children are markup already, attributes are not.

    An attribute's name takes ``-`` for ``_`` and loses a last ``_`` (``class_``); None leaves it out.

    Examples
    --------
    >>> element("text", escape("a < b"), class_="x", font_size=14.0, fill=None)
    '<text class="x" font-size="14">a &lt; b</text>'
    >>> element("rect", aria_label='"><script>')
    '<rect aria-label="&quot;&gt;&lt;script&gt;"/>'
    """
    written = "".join(
        f" {name.rstrip('_').replace('_', '-')}={_quoted(value)}"
        for name, value in attributes.items()
        if value is not None
    )
    content = "".join(children)
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def said(tag: str, text: str, **attributes: str | float | None) -> str:
    """Return one element that holds a text, escaped."""
    return element(tag, escape(text), **attributes)


def _quoted(value: str | float) -> str:
    if isinstance(value, str):
        return '"' + escape(value, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}) + '"'
    return f'"{value:.1f}"' if value != int(value) else f'"{int(value)}"'
