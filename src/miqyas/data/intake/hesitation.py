"""Columns that look like numbers or dates and yet stayed text: what must be told so that a person can
decide."""

from miqyas.data.intake import grammar
from miqyas.data.intake.grammar import FORMS, Form
from miqyas.data.intake.notes import Note
from miqyas.data.intake.source import excerpt
from miqyas.data.intake.store import Store

NEARLY = 0.8
THOUSANDS = Form("ambiguous", "number", grammar.AMBIGUOUS, "")
FRENCH_DATE = next(form for form in FORMS if form.key == "french_date")
NUMBERS = tuple(form for form in FORMS if form.type == "number")


def text_notes(store: Store, cell: str, sample: list[str]) -> tuple[Note, ...]:
    """Return why a column that looks like figures or dates stayed text, nothing for plain texts."""
    if all(map(FRENCH_DATE.matches, sample)) and _is_month_first(store, cell):
        return (Note("month_first", {"example": excerpt(sample[0])}),)
    written = [text for text in sample if any(form.matches(text) for form in NUMBERS)]
    thousands = [text for text in sample if THOUSANDS.matches(text)]
    if thousands and all(text in written or text in thousands for text in sample):
        return (Note("ambiguous_commas", {"example": excerpt(thousands[0])}),)
    if len(written) < NEARLY * len(sample):
        return ()
    return _nearly_numeric(store, cell)


def _is_month_first(store: Store, cell: str) -> bool:
    month_first = grammar.MONTH_FIRST.format(x=cell)
    (failures,) = store.row(
        f"SELECT count(*) FROM cells WHERE {cell} IS NOT NULL AND ({month_first}) IS NULL"
    )
    return int(failures) == 0


def _nearly_numeric(store: Store, cell: str) -> tuple[Note, ...]:
    number = f"({grammar.fits('y', grammar.PLAIN)} OR {grammar.fits('y', grammar.COMMA)})"
    total, count, row, example = store.row(
        f"SELECT count(*), count(*) FILTER (NOT {number}), min(row) FILTER (NOT {number}), "
        f"arg_min(x, row) FILTER (NOT {number}) FROM ("
        f"SELECT {cell} AS x, {grammar.in_latin_digits(cell)} AS y, rowid + 1 AS row FROM cells) "
        "WHERE x IS NOT NULL"
    )
    if not count:
        return ()
    facts = {"count": count, "total": total, "row": row, "example": excerpt(example)}
    return (Note("nearly_numeric", facts),)
