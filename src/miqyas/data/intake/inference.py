"""Which type a column of texts has: the one that every one of its cells allows, otherwise text."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from miqyas.data.intake import grammar
from miqyas.data.intake.columns import ColumnType
from miqyas.data.intake.grammar import FORMS, Form
from miqyas.data.intake.hesitation import text_notes
from miqyas.data.intake.notes import Note
from miqyas.data.intake.source import excerpt
from miqyas.data.intake.store import Store, cell_name, trimmed_name
from miqyas.errors import NumberTooLarge

SAMPLE_CELLS = 500
LARGEST_EXACT = 2**53
HAS_COMMA = "contains(x, ',')"


@dataclass(frozen=True, slots=True)
class Typing:
    """The type settled on and the SQL that yields its values.

    Attributes
    ----------
    type : ColumnType
        What the column holds.
    value : str
        SQL over the store's table ``cells``.
    notes : tuple of Note
        What must be told about the choice.
    missing_codes : Mapping
        Count of each way of saying "missing", by its text.
    """

    type: ColumnType
    value: str
    notes: tuple[Note, ...] = ()
    missing_codes: Mapping[str, int] = field(default_factory=dict)


def texts_of(store: Store, position: int) -> Typing:
    """Return one column of texts as the texts it holds, whatever they look like."""
    return replace(_as_text(position), missing_codes=_missing_codes(store, position))


def _as_text(position: int) -> Typing:
    cell = trimmed_name(position)
    return Typing("text", f"CASE WHEN {cell} IS NULL THEN NULL ELSE {cell_name(position)} END")


def infer(store: Store, position: int, name: str, *, delimiter: str | None) -> Typing:
    """Return the type of one column of texts of the table ``cells``.

    The first cells leave few forms possible; the engine then tries these on every cell.
    """
    cell, as_text = trimmed_name(position), _as_text(position)
    sought = f"SELECT {cell} FROM cells WHERE {cell} IS NOT NULL LIMIT {SAMPLE_CELLS}"
    sample = [str(text) for (text,) in store.rows(sought)]
    settled = _infer(store, cell, name, sample, as_text=as_text, delimiter=delimiter)
    return replace(settled, missing_codes=_missing_codes(store, position))


def settle_number(store: Store, value: str, name: str) -> Typing:
    """Return "integer" when every number is whole, "number" otherwise; refuse what no double can hold."""
    infinite, is_whole = store.row(
        f"SELECT bool_or(isinf(v)), bool_and(v = trunc(v) AND abs(v) <= {LARGEST_EXACT}) "
        f"FROM (SELECT {value} AS v FROM cells)"
    )
    if infinite:
        _refuse_infinite(store, value, name)
    return Typing("integer", f"CAST({value} AS BIGINT)") if is_whole else Typing("number", value)


def settle_moment(store: Store, value: str) -> Typing:
    """Return "date" when every moment is a midnight, "datetime" otherwise."""
    (midnights,) = store.row(
        f"SELECT bool_and(v = date_trunc('day', v)) FROM (SELECT {value} AS v FROM cells)"
    )
    if midnights:
        return Typing("date", f"CAST({value} AS DATE)")
    return Typing("datetime", value)


def _missing_codes(store: Store, position: int) -> dict[str, int]:
    (is_complete,) = store.row(f"SELECT count({trimmed_name(position)}) = count(*) FROM cells")
    if is_complete:
        return {}
    code = f"coalesce({grammar.bare_cell(cell_name(position))}, '')"
    found = store.rows(
        f"SELECT {code} AS code, count(*) FROM cells WHERE {trimmed_name(position)} IS NULL "
        "GROUP BY code ORDER BY code"
    )
    return {str(code): int(count) for code, count in found}


def _infer(
    store: Store, cell: str, name: str, sample: list[str], *, as_text: Typing, delimiter: str | None
) -> Typing:
    if not sample:
        return replace(as_text, notes=(Note("all_missing"),))
    for form in FORMS:
        if all(map(form.matches, sample)):
            if form.type == "number":
                settled = _settle_number(store, cell, name, form, as_text=as_text, delimiter=delimiter)
            else:
                settled = _settle_other(store, cell, form)
            if settled is not None:
                return settled
    return replace(as_text, notes=text_notes(store, cell, sample))


def _prepared(cell: str, form: Form) -> str:
    return grammar.in_latin_digits(cell) if form.in_arabic_digits else cell


def _failures(form: Form) -> str:
    """Return the SQL that counts the cells ``x``, of value ``v``, that are not written in a form."""
    return f"count(*) FILTER (x IS NOT NULL AND (v IS NULL OR NOT {grammar.fits('x', form.pattern)}))"


def _settle_other(store: Store, cell: str, form: Form) -> Typing | None:
    """Type a column of dates or of true and false, or None when a cell is written otherwise."""
    value = form.value.format(x=cell)
    latest = "max(day(v))" if form.key.startswith("french") else "NULL"
    failures, example, latest_day = store.row(
        f"SELECT {_failures(form)}, first(x) FILTER (x IS NOT NULL), {latest} "
        f"FROM (SELECT {cell} AS x, {value} AS v FROM cells)"
    )
    if failures:
        return None
    settled = settle_moment(store, value) if form.type == "datetime" else Typing(form.type, value)
    if form.key == "datetime_offset":
        return replace(settled, notes=(Note("universal_time", {"example": excerpt(example)}),))
    if latest_day is not None and latest_day <= grammar.MONTHS:
        return replace(settled, notes=(Note("day_first_assumed", {"example": excerpt(example)}),))
    return settled


def _settle_number(
    store: Store, cell: str, name: str, form: Form, *, as_text: Typing, delimiter: str | None
) -> Typing | None:
    """Type a column of figures: a quantity, or codes kept as text; None when a cell is written otherwise."""
    prepared = _prepared(cell, form)
    value = form.value.format(x=prepared)
    failures, zeros, plus, long, infinite, is_whole, largest = store.row(
        f"SELECT {_failures(form)}, {_first(grammar.HAS_LEADING_ZERO)}, {_first(grammar.HAS_PLUS)}, "
        f"{_first(grammar.IS_LONG)}, bool_or(isinf(v)), bool_and(v = trunc(v)), max(abs(v)) "
        f"FROM (SELECT {prepared} AS x, {value} AS v FROM cells)"
    )
    if failures:
        return None
    kept = {"leading_zeros": zeros, "plus_sign": plus, "long_codes": long}
    told = {} if form.key == "plain" else _signs(store, cell, prepared)
    ambiguous = told.pop("ambiguous_commas", None)
    if delimiter != ";":
        kept["ambiguous_commas"] = ambiguous
    for key, example in kept.items():
        if example is not None:
            return replace(as_text, notes=(Note(key, {"example": excerpt(example)}),))
    if infinite:
        _refuse_infinite(store, value, name)
    notes = tuple(Note(key, {"example": excerpt(example)}) for key, example in told.items() if example)
    if not is_whole:
        return Typing("number", value, notes)
    if largest <= LARGEST_EXACT:
        return Typing("integer", f"CAST({value} AS BIGINT)", notes)
    # Too large for a double to hold every digit: read without one, where every cell is a whole number.
    whole = grammar.fits("x", grammar.WHOLE)
    (exact,) = store.row(f"SELECT bool_and({whole}) FROM (SELECT {prepared} AS x FROM cells)")
    return (
        Typing("integer", f"CAST({prepared} AS BIGINT)", notes) if exact else Typing("number", value, notes)
    )


def _signs(store: Store, cell: str, prepared: str) -> dict[str, str | None]:
    """Return the first cell with Arabic digits, a decimal comma, a comma that may mark thousands."""
    arabic, commas, ambiguous = store.row(
        f"SELECT first(y) FILTER (x != y), {_first(HAS_COMMA)}, "
        f"bool_and({grammar.fits('x', grammar.AMBIGUOUS)}) FILTER ({HAS_COMMA}) "
        f"FROM (SELECT {prepared} AS x, {cell} AS y FROM cells)"
    )
    return {
        "arabic_digits": arabic,
        "decimal_comma": commas,
        "ambiguous_commas": commas if ambiguous else None,
    }


def _first(condition: str) -> str:
    return f"first(x) FILTER ({condition})"


def _refuse_infinite(store: Store, value: str, name: str) -> None:
    row, found = store.rows(
        f"SELECT row, v FROM (SELECT rowid + 1 AS row, {value} AS v FROM cells) WHERE isinf(v) LIMIT 1"
    )[0]
    raise NumberTooLarge(row=row, column=excerpt(name), found=found)
