"""The few marks our sheets are written with, turned into HTML. Everything else is shown as it is written.

Headings, paragraphs, lists (nested by two spaces), tables, quotes, code, rules; **bold**, *italic*,
`code`, [links](https://…), <https://…>. Every character is escaped: a sheet cannot carry HTML.
"""

import re
from collections.abc import Callable
from html import escape

from django.utils.safestring import SafeString

# What a link of a sheet leads to; None leaves its words without a link.
Resolve = Callable[[str], str | None]

HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
ITEM = re.compile(r"(\s*)([-*+]|\d{1,3}[.)])\s+(.*)")
TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
RULE = re.compile(r"\s*([-*_])(\s*\1){2,}\s*")
FENCE = re.compile(r"\s*```.*")
INLINE = re.compile(
    r"(?P<code>`[^`\n]+`)"
    r"|\[(?P<words>[^\]\n]+)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)"
    r"|<(?P<auto>https?://[^\s<>]+)>"
    r"|\*\*(?P<bold>(?=\S).+?(?<=\S))\*\*"
    r"|(?<![\w*])[*_](?P<italic>(?=\S)[^*_\n]+?(?<=\S))[*_](?![\w*])"
)


def web_only(target: str) -> str | None:
    """Links to the web, and nothing that could run."""
    return target if re.match(r"https?://", target) else None


def render(text: str, *, resolve: Resolve = web_only) -> SafeString:
    """HTML of a sheet.

    >>> str(render("A **bold** <b>claim</b>"))
    '<p>A <strong>bold</strong> &lt;b&gt;claim&lt;/b&gt;</p>'
    """
    lines = text.replace("\r\n", "\n").split("\n")
    # Safe: `_inline` escapes every character of the text; tags come from here alone.
    return SafeString("\n".join(_blocks(lines, resolve)))


def _blocks(lines: list[str], resolve: Resolve) -> list[str]:
    made, at = [], 0
    while at < len(lines):
        html, at = _block(lines, at, resolve)
        if html:
            made.append(html)
    return made


def _block(lines: list[str], at: int, resolve: Resolve) -> tuple[str, int]:
    """One block from line ``at``, and the line after it."""
    line = lines[at]
    if not line.strip():
        return "", at + 1
    for begins, read in READERS:
        if begins(lines, at):
            return read(lines, at, resolve)
    end = _while(lines, at + 1, lambda text: bool(text.strip()) and not _starts_block(text))
    return f"<p>{_inline(' '.join(part.strip() for part in lines[at:end]), resolve)}</p>", end


def _heading(lines: list[str], at: int, resolve: Resolve) -> tuple[str, int]:
    marks, words = HEADING.fullmatch(lines[at]).groups()  # type: ignore[union-attr]
    return f"<h{len(marks)}>{_inline(words, resolve)}</h{len(marks)}>", at + 1


def _rule(_lines: list[str], at: int, _resolve: Resolve) -> tuple[str, int]:
    return "<hr>", at + 1


def _quote(lines: list[str], at: int, resolve: Resolve) -> tuple[str, int]:
    end = _while(lines, at, lambda text: text.lstrip().startswith(">"))
    # A quote within a quote is one quote: sheets have no use for more.
    inner = [re.sub(r"^\s*(> ?)+", "", quoted) for quoted in lines[at:end]]
    return f"<blockquote>{''.join(_blocks(inner, resolve))}</blockquote>", end


def _is_table(lines: list[str], at: int) -> bool:
    if at + 1 == len(lines) or "|" not in lines[at] or "|" not in lines[at + 1]:
        return False
    return bool(TABLE_RULE.fullmatch(lines[at + 1]))


def _while(lines: list[str], at: int, holds: Callable[[str], bool]) -> int:
    while at < len(lines) and holds(lines[at]):
        at += 1
    return at


def _starts_block(line: str) -> bool:
    return bool(
        HEADING.fullmatch(line) or ITEM.fullmatch(line) or FENCE.fullmatch(line)
    ) or line.lstrip().startswith(">")


def _code(lines: list[str], at: int, _resolve: Resolve) -> tuple[str, int]:
    end = _while(lines, at + 1, lambda text: not FENCE.fullmatch(text))
    return f'<pre dir="ltr"><code>{escape(chr(10).join(lines[at + 1 : end]))}</code></pre>', end + 1


def _list(lines: list[str], at: int, resolve: Resolve) -> tuple[str, int]:
    margin, mark, _words = ITEM.fullmatch(lines[at]).groups()  # type: ignore[union-attr]
    indent, is_ordered = len(margin), mark[0].isdigit()
    items: list[list[str]] = []
    while at < len(lines):
        line, item = lines[at], ITEM.fullmatch(lines[at])
        depth = len(line) - len(line.lstrip())
        if item and len(item[1]) <= indent:
            if len(item[1]) < indent or item[2][0].isdigit() != is_ordered:
                break
            items.append([item[3]])
        elif line.strip() and (depth > indent or not (_starts_block(line) or not lines[at - 1].strip())):
            items[-1].append(line)
        elif line.strip() or not _goes_on(lines, at, indent):
            break
        else:
            items[-1].append("")
        at += 1
    tag = "ol" if is_ordered else "ul"
    return f"<{tag}>{''.join(_item(item, resolve) for item in items)}</{tag}>", at


def _goes_on(lines: list[str], at: int, indent: int) -> bool:
    """Whether the list goes on after blank lines."""
    after = _while(lines, at, lambda text: not text.strip())
    if after == len(lines):
        return False
    depth = len(lines[after]) - len(lines[after].lstrip())
    return depth > indent or (bool(ITEM.fullmatch(lines[after])) and depth == indent)


def _item(lines: list[str], resolve: Resolve) -> str:
    """The words of an item, then what is nested in it."""
    end = _while(lines, 1, lambda text: bool(text.strip()) and not _starts_block(text))
    words = _inline(" ".join(part.strip() for part in lines[:end]), resolve)
    rest = lines[end:]
    margin = min((len(text) - len(text.lstrip()) for text in rest if text.strip()), default=0)
    return f"<li>{words}{''.join(_blocks([text[margin:] for text in rest], resolve))}</li>"


def _table(lines: list[str], at: int, resolve: Resolve) -> tuple[str, int]:
    end = _while(lines, at + 2, lambda text: "|" in text)
    heads = _cells(lines[at])
    head = "".join(f'<th scope="col">{_inline(cell, resolve)}</th>' for cell in heads)
    rows = []
    for line in lines[at + 2 : end]:
        cells = _cells(line)[: len(heads)]
        cells += [""] * (len(heads) - len(cells))
        rows.append(
            "".join(
                f'<td data-label="{escape(_plain(label))}">{_inline(cell, resolve)}</td>'
                for label, cell in zip(heads, cells, strict=True)
            )
        )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f'<table class="table table-stack"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>',
        end,
    )


def _cells(line: str) -> list[str]:
    parts = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
    return [part.strip().replace("\\|", "|") for part in parts]


def _inline(text: str, resolve: Resolve) -> str:
    made, at = [], 0
    for mark in INLINE.finditer(text):
        made += [escape(text[at : mark.start()]), _mark(mark, resolve)]
        at = mark.end()
    return "".join(made) + escape(text[at:])


def _mark(mark: re.Match[str], resolve: Resolve) -> str:
    if mark["code"]:
        return f'<code dir="ltr">{escape(mark["code"][1:-1])}</code>'
    if mark["bold"]:
        return f"<strong>{_inline(mark['bold'], resolve)}</strong>"
    if mark["italic"]:
        return f"<em>{_inline(mark['italic'], resolve)}</em>"
    if mark["auto"]:
        return _link(mark["auto"], f'<bdi dir="ltr">{escape(mark["auto"])}</bdi>', web_only)
    return _link(mark["target"], _inline(mark["words"], resolve), resolve)


def _link(target: str, words: str, resolve: Resolve) -> str:
    href = resolve(target)
    if href is None:
        return words
    is_outside = ' rel="noopener noreferrer"' if href.startswith("http") else ""
    return f'<a href="{escape(href)}"{is_outside}>{words}</a>'


def _plain(text: str) -> str:
    """Words without their marks."""
    return re.sub(r"\[([^\]\n]+)\]\([^)\s]*\)", r"\1", text).replace("**", "").replace("`", "")


def plain(text: str) -> str:
    """One line of a sheet without its marks, for a list or a search."""
    return re.sub(r"(?<!\w)[*_]([^*_]+)[*_](?!\w)", r"\1", _plain(text))


# What begins each kind of block, and what reads it; a paragraph is what is left.
READERS: tuple[tuple[Callable[[list[str], int], bool], Callable[..., tuple[str, int]]], ...] = (
    (lambda lines, at: bool(FENCE.fullmatch(lines[at])), _code),
    (lambda lines, at: bool(HEADING.fullmatch(lines[at])), _heading),
    (lambda lines, at: bool(RULE.fullmatch(lines[at])), _rule),
    (lambda lines, at: lines[at].lstrip().startswith(">"), _quote),
    (_is_table, _table),
    (lambda lines, at: bool(ITEM.fullmatch(lines[at])), _list),
)
