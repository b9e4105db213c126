"""What each column of a table holds, at a glance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import TypeAlias

from miqyas.data.intake.columns import ColumnType, FoundColumn
from miqyas.data.intake.engine import listed
from miqyas.data.intake.grammar import fits
from miqyas.data.intake.inference import Typing
from miqyas.data.intake.notes import Note
from miqyas.data.intake.personal import CONTENTS, PHONE_RANGES, suspected_by_header
from miqyas.data.intake.store import Store, cell_name, chunks, home_of

Cell: TypeAlias = str | float | int | bool | None

EXAMPLES = 5
EXAMPLES_SOUGHT = 200


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column: its type, what is missing, its range, and whether it may identify a person.

    Attributes
    ----------
    name, label : str
        As in the file; the label is empty where the kind of file has none.
    type : ColumnType
        "number", "integer", "boolean", "date", "datetime" or "text".
    n_missing, n_distinct : int
        Rows without a value; different values among the others.
    minimum, maximum : number, text or None
        Of numbers, in the unit of the column; of dates, as ISO texts; None for texts and true/false.
    mean : float or None
        Of numbers only.
    examples : tuple
        The first five different values, in the order of the rows.
    value_labels : Mapping
        Words for codes, keyed by the code as text.
    looks_personal : str or None
        A key of ``personal.REASONS``: a suspicion for a human to confirm.
    missing_codes : Mapping
        How "missing" was written, and how often.
    notes : tuple of Note
        What must be told about the type.
    """

    name: str
    label: str
    type: ColumnType
    n_missing: int
    n_distinct: int
    minimum: float | int | str | None
    maximum: float | int | str | None
    mean: float | None
    examples: tuple[Cell, ...]
    value_labels: Mapping[str, str] = field(default_factory=dict)
    looks_personal: str | None = None
    missing_codes: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def profile(
    store: Store, columns: Sequence[FoundColumn], typings: Sequence[Typing], *, n_rows: int
) -> tuple[ColumnProfile, ...]:
    """Return the profile of each column of the store's typed tables."""
    return tuple(
        ColumnProfile(
            name=column.name,
            label=column.label,
            type=typing.type,
            n_missing=n_rows - n_present,
            n_distinct=n_distinct,
            minimum=minimum,
            maximum=maximum,
            mean=mean if mean is not None and isfinite(mean) else None,
            examples=_examples(store, position, typing.type),
            value_labels=column.value_labels,
            looks_personal=suspected_by_header(column.name, column.label)
            or _suspected_by_content(store, position, typing.type, n_present, (minimum, maximum)),
            missing_codes=column.missing_codes or typing.missing_codes,
            notes=(*column.notes, *typing.notes),
        )
        for position, (column, typing, (n_present, n_distinct, minimum, maximum, mean)) in enumerate(
            zip(columns, typings, _summaries(store, typings), strict=True)
        )
    )


def shown(position: int, kind: ColumnType) -> str:
    """Return the SQL of a cell as it is shown: dates as ISO texts, whatever their year."""
    name = cell_name(position)
    return f"CAST({name} AS VARCHAR)" if kind in ("date", "datetime") else name


def _summaries(
    store: Store, typings: Sequence[Typing]
) -> Iterator[tuple[int, int, Cell, Cell, float | None]]:
    for chunk in chunks(len(typings)):
        sought = listed(_summary(position, typings[position].type) for position in chunk)
        found = store.row(f"SELECT {sought} FROM {home_of(chunk.start)}")
        for offset in range(0, len(found), 5):
            n_present, n_distinct, minimum, maximum, mean = found[offset : offset + 5]
            yield n_present, n_distinct, minimum, maximum, mean


def _summary(position: int, kind: ColumnType) -> str:
    name = cell_name(position)
    counts = f"count({name}), count(DISTINCT {name})"
    if kind in ("number", "integer"):
        return f"{counts}, min({name}), max({name}), favg({name})"
    if kind in ("date", "datetime"):
        return f"{counts}, CAST(min({name}) AS VARCHAR), CAST(max({name}) AS VARCHAR), NULL"
    return f"{counts}, NULL, NULL, NULL"


def _examples(store: Store, position: int, kind: ColumnType) -> tuple[Cell, ...]:
    cell, name = shown(position, kind), cell_name(position)
    found = store.rows(
        f"SELECT {cell} FROM {home_of(position)} WHERE {name} IS NOT NULL LIMIT {EXAMPLES_SOUGHT}"
    )
    return tuple(dict.fromkeys(value for (value,) in found))[:EXAMPLES]


def _suspected_by_content(
    store: Store, position: int, kind: ColumnType, n_present: int, extremes: tuple[Cell, Cell]
) -> str | None:
    if n_present == 0:
        return None
    if kind == "integer":
        low, high = extremes
        in_range = any(first <= int(low or 0) and int(high or 0) <= last for first, last in PHONE_RANGES)
        return "phone" if in_range else None
    if kind != "text":
        return None
    cell = f"trim({cell_name(position)})"
    counted = listed(f"count(*) FILTER ({fits(cell, pattern)})" for _, pattern, _ in CONTENTS)
    counts = store.row(f"SELECT {counted} FROM {home_of(position)}")
    for (reason, _, share), count in zip(CONTENTS, counts, strict=True):
        if count >= share * n_present:
            return reason
    return None
