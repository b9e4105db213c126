"""A table of texts becomes a table of values; what does not fit is found."""

from collections.abc import Iterator, Sequence

from miqyas.data.intake.columns import ColumnType
from miqyas.data.intake.engine import listed, quote_text
from miqyas.data.intake.store import Store
from miqyas.errors import AnswerChoiceUnknown, AnswerValueUnfit, MiqyasError
from miqyas.interchange.answers.layout import AnswerColumn, Asked
from miqyas.interchange.answers.misfits import Misfit
from miqyas.interchange.answers.spooling import raw_name
from miqyas.interchange.answers.tables import AnswerTable, build
from miqyas.interchange.answers.values import (
    EXPECTED,
    PLAIN_NUMBER,
    PLAIN_WHOLE,
    Built,
    built_of,
    present,
    unfit,
    unknown_choice,
)
from miqyas.interchange.answers.walking import shown

MAIN: tuple[tuple[str, ColumnType], ...] = (
    ("_key", "text"),
    ("_version", "text"),
    ("_received_at", "datetime"),
    ("_source", "text"),
    ("_corrects", "text"),
    ("_instance_name", "text"),
)
REPEAT: tuple[tuple[str, ColumnType], ...] = (
    ("_key", "text"),
    ("_parent", "text"),
    ("_position", "integer"),
    ("_answer", "text"),
)
SQL_TYPES = {"datetime": "TIMESTAMP", "integer": "INTEGER"}
AT_ONCE = 100


def own_columns(name: str) -> tuple[tuple[str, ColumnType], ...]:
    """The columns that say whose row it is."""
    return REPEAT if name else MAIN


def built_table(name: str, store: Store, asked: Sequence[Asked], n_rows: int) -> AnswerTable:
    """Type the columns of one table."""
    own = own_columns(name)
    taken = {column for column, _ in own}
    calculated = _calculated(store, asked, start=len(own))
    built = [
        Built(AnswerColumn(column, kind), _own_value(position, kind), None, position)
        for position, (column, kind) in enumerate(own)
    ]
    for each in asked:
        made = tuple(
            built_of(
                each,
                name=_unique(each.name, taken),
                place=len(own) + each.place,
                calculated=calculated.get(each.place, "text"),
            )
        )
        taken.update(one.column.name for one in made)
        built += made
    return build(name, store, built, n_rows)


def _own_value(position: int, kind: ColumnType) -> str:
    text = f"nullif({raw_name(position)}, '')"
    if kind == "datetime":
        return f"CAST({text} AS TIMESTAMPTZ) AT TIME ZONE 'UTC'"
    return f"CAST({text} AS {SQL_TYPES[kind]})" if kind in SQL_TYPES else text


def _unique(name: str, taken: set[str]) -> str:
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name}_{number}"
    return candidate


def _calculated(store: Store, asked: Sequence[Asked], *, start: int) -> dict[int, ColumnType]:
    """A calculation is a number when all it holds are numbers; a form does not say which it computes."""
    found: dict[int, ColumnType] = {}
    places = [each.place for each in asked if each.shape == "calculation"]
    for first in range(0, len(places), AT_ONCE):
        some = places[first : first + AT_ONCE]
        tests = [
            f"count({text}), bool_and(regexp_full_match({text}, {quote_text(pattern)}))"
            for text in (present(raw_name(start + place)) for place in some)
            for pattern in (PLAIN_WHOLE, PLAIN_NUMBER)
        ]
        told = store.row(f"SELECT {listed(tests)} FROM raw")
        for offset, place in enumerate(some):
            n, is_whole, _, is_number = told[4 * offset : 4 * offset + 4]
            if n:
                found[place] = "integer" if is_whole else "number" if is_number else "text"
    return found


def table_misfits(main: AnswerTable, table: AnswerTable, asked: Sequence[Asked]) -> list[Misfit]:
    """Every value of a table that does not fit its question."""
    start = len(own_columns(table.name))
    doubtful = set(table.places_short())
    values = [
        (each, condition, "value")
        for each in asked
        if start + each.place in doubtful and (condition := unfit(each, start + each.place))
    ]
    choices = [
        (each, condition, "choice")
        for each in asked
        if (condition := unknown_choice(each, start + each.place))
    ]
    conditions = sorted([*values, *choices], key=lambda found: found[0].place)
    return [
        misfit
        for first in range(0, len(conditions), AT_ONCE)
        for misfit in _found(main, table, conditions[first : first + AT_ONCE], start)
    ]


def _found(
    main: AnswerTable, table: AnswerTable, conditions: Sequence[tuple[Asked, str, str]], start: int
) -> Iterator[Misfit]:
    counted = listed(f"count(*) FILTER {condition}" for _, condition, _ in conditions)
    counts = table.store.row(f"SELECT {counted} FROM raw")
    answer = raw_name(3) if table.name else raw_name(0)
    for (each, condition, sort), count in zip(conditions, counts, strict=True):
        if not count:
            continue
        text = raw_name(start + each.place)
        rows = table.store.rows(f"SELECT {answer}, {raw_name(0)}, {text} FROM raw WHERE {condition}")
        sources = _sources(main, [instance for instance, _, _ in rows])
        for instance, key, found in rows:
            column = f"{each.name} ({key.removeprefix(instance).lstrip('/')})" if table.name else each.name
            yield Misfit(sources[instance], instance, _error(each, sort, column, found), is_left_out=False)


def _sources(main: AnswerTable, instances: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for first in range(0, len(instances), AT_ONCE):
        some = instances[first : first + AT_ONCE]
        marks = listed("?" for _ in some)
        rows = main.store.rows(
            f"SELECT {raw_name(0)}, {raw_name(3)} FROM raw WHERE {raw_name(0)} IN ({marks})", some
        )
        found.update(rows)
    return found


def _error(asked: Asked, sort: str, column: str, found: str) -> MiqyasError:
    if sort == "choice":
        return AnswerChoiceUnknown(column=column, found=shown(found))
    return AnswerValueUnfit(column=column, found=shown(found), expected=EXPECTED[asked.shape])
