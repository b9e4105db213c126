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
        SQL over the store's table ``raw``.
    notes : tuple of Note
        What must be told about the choice.
    missing_codes : Mapping
        Count of each way of saying "missing", by its text.
    """

    type: ColumnType
    value: str
    notes: tuple[Note, ...] = ()
    missing_codes: Mapping[str, int] = field(default_factory=dict)


def infer(store: Store, position: int, name: str, *, delimiter: str | None) -> Typing:
    """Return the type of one column of texts of the table ``raw``.

    The first cells leave few forms possible; the engine then tries these on every cell.
    """
    cell = trimmed_name(position)
    as_text = Typing("text", f"CASE WHEN {cell} IS NULL THEN NULL ELSE {cell_name(position)} END")
    sought = f"SELECT {cell} FROM raw WHERE {cell} IS NOT NULL LIMIT {SAMPLE_CELLS}"
    sample = [str(text) for (text,) in store.rows(sought)]
    if not sample:
        settled = replace(as_text, notes=(Note("all_missing"),))
    else:
        possible = (form for form in FORMS if all(map(form.matches, sample)))
        form = next((form for form in possible if _holds(store, cell, form)), None)
        if form is None:
            settled = replace(as_text, notes=text_notes(store, cell, sample))
        elif form.type == "number":
            settled = _settle_written_number(store, cell, name, form, as_text=as_text, delimiter=delimiter)
        else:
            settled = _settle_other(store, cell, form)
    return replace(settled, missing_codes=_missing_codes(store, position))


def settle_number(store: Store, value: str, name: str, *, exact: str = "") -> Typing:
    """Return "integer" when every number is whole, "number" otherwise; refuse what no double can hold.

    ``exact`` is SQL that yields the integer without passing through a double.
    """
    infinite, is_whole = store.row(
        f"SELECT bool_or(isinf(v)), bool_and(v = trunc(v) AND abs(v) <= {LARGEST_EXACT}) "
        f"FROM (SELECT {value} AS v FROM raw)"
    )
    if infinite:
        _refuse_infinite(store, value, name)
    if exact or is_whole:
        return Typing("integer", exact or f"CAST({value} AS BIGINT)")
    return Typing("number", value)


def settle_moment(store: Store, value: str) -> Typing:
    """Return "date" when every moment is a midnight, "datetime" otherwise."""
    (midnights,) = store.row(f"SELECT bool_and(v = date_trunc('day', v)) FROM (SELECT {value} AS v FROM raw)")
    if midnights:
        return Typing("date", f"CAST({value} AS DATE)")
    return Typing("datetime", value)


def _missing_codes(store: Store, position: int) -> dict[str, int]:
    code = f"coalesce({grammar.bare_cell(cell_name(position))}, '')"
    found = store.rows(
        f"SELECT {code} AS code, count(*) FROM raw WHERE {trimmed_name(position)} IS NULL "
        "GROUP BY code ORDER BY code"
    )
    return {str(code): int(count) for code, count in found}


def _prepared(cell: str, form: Form) -> str:
    return grammar.in_latin_digits(cell) if form.in_arabic_digits else cell


def _holds(store: Store, cell: str, form: Form) -> bool:
    value = form.value.format(x="x")
    (failures,) = store.row(
        f"SELECT count(*) FROM (SELECT {_prepared(cell, form)} AS x FROM raw) "
        f"WHERE x IS NOT NULL AND (NOT {grammar.fits('x', form.pattern)} OR ({value}) IS NULL)"
    )
    return int(failures) == 0


def _settle_other(store: Store, cell: str, form: Form) -> Typing:
    """Type a column whose every cell fits a form of dates or of true and false."""
    value = form.value.format(x=cell)
    example = excerpt(store.row(f"SELECT first({cell}) FILTER ({cell} IS NOT NULL) FROM raw")[0])
    settled = settle_moment(store, value) if form.type == "datetime" else Typing(form.type, value)
    if form.key == "datetime_offset":
        return replace(settled, notes=(Note("universal_time", {"example": example}),))
    if form.key.startswith("french"):
        (latest,) = store.row(f"SELECT max(day({value})) FROM raw")
        if latest <= grammar.MONTHS:
            return replace(settled, notes=(Note("day_first_assumed", {"example": example}),))
    return settled


def _settle_written_number(
    store: Store, cell: str, name: str, form: Form, *, as_text: Typing, delimiter: str | None
) -> Typing:
    """Type a column whose every cell fits a form of numbers: a quantity, or figures that must stay text."""
    whole, zeros, plus, long, commas, ambiguous, arabic = store.row(
        f"SELECT bool_and({grammar.fits('x', grammar.WHOLE)}), {_first(grammar.HAS_LEADING_ZERO)}, "
        f"{_first(grammar.HAS_PLUS)}, {_first(grammar.IS_LONG)}, {_first(HAS_COMMA)}, "
        f"bool_and({grammar.fits('x', grammar.AMBIGUOUS)}) FILTER ({HAS_COMMA}), {_first('x != y', 'y')} "
        f"FROM (SELECT {_prepared(cell, form)} AS x, {cell} AS y FROM raw)"
    )
    kept = {"leading_zeros": zeros, "plus_sign": plus, "long_codes": long}
    if ambiguous and delimiter != ";":
        kept["ambiguous_commas"] = commas
    for key, example in kept.items():
        if example is not None:
            return replace(as_text, notes=(Note(key, {"example": excerpt(example)}),))
    prepared = _prepared(cell, form)
    exact = f"CAST({prepared} AS BIGINT)" if whole else ""
    settled = settle_number(store, form.value.format(x=prepared), name, exact=exact)
    told = {"arabic_digits": arabic, "decimal_comma": commas}
    return replace(
        settled,
        notes=tuple(Note(key, {"example": excerpt(example)}) for key, example in told.items() if example),
    )


def _first(condition: str, column: str = "x") -> str:
    return f"first({column}) FILTER ({condition})"


def _refuse_infinite(store: Store, value: str, name: str) -> None:
    row, found = store.rows(
        f"SELECT row, v FROM (SELECT rowid + 1 AS row, {value} AS v FROM raw) WHERE isinf(v) LIMIT 1"
    )[0]
    raise NumberTooLarge(row=row, column=excerpt(name), found=found)
