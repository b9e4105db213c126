"""A laid table written as text for a screen, Markdown, HTML or LaTeX."""

import unicodedata
from collections.abc import Iterable
from html import escape

from miqyas.reporting.documents.script import starts_right
from miqyas.reporting.tables.laid import Laid, LaidRow, RowKind

LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\u202f": r"\,", "\u00a0": "~", "\u2212": "$-$",
    "<": r"\textless{}", ">": r"\textgreater{}",
}  # fmt: skip


def to_text(table: Laid) -> str:
    """Write a table for a terminal: columns aligned, one rule under the head and one above the counts."""
    grid = [(table.corner, *table.head), *((row.label, *row.cells) for row in table.rows)]
    widths = [max(_width(line[place]) for line in grid) for place in range(len(grid[0]))]
    rule = "─" * (sum(widths) + 2 * (len(widths) - 1))
    lines = [table.title, "", _line(grid[0], widths), rule]
    for row, cells in zip(table.rows, grid[1:], strict=True):
        if row in _first_counts(table):
            lines.append(rule)
        lines.append(_line(cells, widths))
    return "\n".join([*lines, *([""] if table.notes else []), *(f"· {note}" for note in table.notes)])


def to_markdown(table: Laid) -> str:
    """Write a table in Markdown, as a notebook or a forge shows it."""
    head = (table.corner, *table.head)
    lines = [f"**{_pipes(table.title)}**", "", _piped(head), _piped(["---", *("---:" for _ in table.head)])]
    lines += [_piped((row.label, *row.cells)) for row in table.rows]
    return "\n".join([*lines, "", *(f"- {_pipes(note)}" for note in table.notes), ""])


def to_html(table: Laid) -> str:
    """Write a table in HTML: caption, scoped heads, direction; no style, no script, every text escaped."""
    direction = "rtl" if table.language == "ar" else "ltr"
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.head)
    parts = [
        f'<table class="results" lang="{table.language}" dir="{direction}">',
        f"<caption>{escape(table.title)}</caption>",
        f'<thead><tr><th scope="col">{escape(table.corner)}</th>{head}</tr></thead>',
        "<tbody>",
        *(_html_row(row) for row in table.rows),
        "</tbody>",
    ]
    if table.notes:
        notes = "".join(f"<p>{escape(note)}</p>" for note in table.notes)
        parts.append(f'<tfoot><tr><td colspan="{len(table.head) + 1}">{notes}</td></tr></tfoot>')
    return "\n".join([*parts, "</table>"])


def to_latex(table: Laid) -> str:
    """Write a table in LaTeX with the packages booktabs and threeparttable.

    Arabic needs XeLaTeX or LuaLaTeX with polyglossia: the table is then wrapped in its environment ``Arabic``.
    """
    columns = "l" + "r" * len(table.head)
    lines = [
        r"\begin{table}[htbp]", r"\centering", r"\begin{threeparttable}", rf"\caption{{{_tex(table.title)}}}",
        rf"\begin{{tabular}}{{{columns}}}", r"\toprule", _tex_line((table.corner, *table.head)), r"\midrule",
    ]  # fmt: skip
    for row in table.rows:
        if row in _first_counts(table):
            lines.append(r"\midrule")
        lines.append(_tex_line((row.label, *row.cells)))
    lines += [r"\bottomrule", r"\end{tabular}"]
    if table.notes:
        lines += [
            r"\begin{tablenotes}\footnotesize",
            *(rf"\item {_tex(note)}" for note in table.notes),
            r"\end{tablenotes}",
        ]
    lines += [r"\end{threeparttable}", r"\end{table}"]
    if table.language == "ar":
        lines = [r"\begin{Arabic}", *lines, r"\end{Arabic}"]
    return "\n".join([*lines, ""])


def _first_counts(table: Laid) -> tuple[LaidRow, ...]:
    """Return the first row of counts, above which a rule stands, when something stands before it."""
    places = [place for place, row in enumerate(table.rows) if row.kind is RowKind.COUNT]
    return (table.rows[places[0]],) if places and places[0] > 0 else ()


def _width(text: str) -> int:
    """Count the columns a text takes on a terminal: marks and signs of direction take none."""
    return sum(not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf" for sign in text)


def _line(cells: Iterable[str], widths: list[int]) -> str:
    parts = []
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        gap = " " * (width - _width(cell))
        parts.append(cell + gap if place == 0 else gap + cell)
    return "  ".join(parts).rstrip()


def _pipes(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def _piped(cells: Iterable[str]) -> str:
    return f"| {' | '.join(_pipes(cell) for cell in cells)} |"


def _html_row(row: LaidRow) -> str:
    cells = "".join(f"<td{_direction(cell)}>{escape(cell)}</td>" for cell in row.cells)
    return f'<tr class="{row.kind}"><th scope="row">{escape(row.label)}</th>{cells}</tr>'


def _direction(cell: str) -> str:
    """A cell without letters reads as figures do, from the left, even in Arabic."""
    return ' dir="ltr"' if starts_right(cell) is None and cell else ""


def _tex(text: str) -> str:
    shown = "".join(LATEX.get(sign, sign) for sign in text)
    return "".join(sign for sign in shown if unicodedata.category(sign) != "Cf")


def _tex_line(cells: Iterable[str]) -> str:
    return " & ".join(_tex(cell) for cell in cells) + r" \\"
