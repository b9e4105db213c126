"""Stata files: labels of variables and of values are kept, missing codes (. and .a to .z) are counted."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

from miqyas.data.intake.columns import ColumnType, FoundColumn, Reading
from miqyas.data.intake.heading import check_heading, check_width
from miqyas.data.intake.notes import Note
from miqyas.data.intake.source import Source
from miqyas.data.intake.spool import Spool
from miqyas.data.intake.store import Store
from miqyas.errors import CorruptFile, MiqyasError, NoRows, ReaderAbsent, TooManyRows

ROWS_AT_ONCE = 20_000
FIRST_TAG, LAST_TAG = b"<stata_dta>", b"</stata_dta>"
EPOCH = datetime(1960, 1, 1)  # noqa: DTZ001  Stata's clock has no zone
INTEGER_TYPES = ("b", "h", "l")
NUMBER_TYPES = ("f", "d")
MONTHS_OF_PERIOD = {"tm": 1, "tq": 3, "th": 6}

Writer: TypeAlias = Callable[[float], str]


def read_stata(source: Source, store: Store) -> Reading:
    """Bring a Stata file into the store."""
    try:
        import pandas as pd  # noqa: PLC0415  optional dependency, slow to import
    except ImportError as reason:
        raise ReaderAbsent(file=source.name, package="pandas") from reason
    _check_end(source)
    try:
        # Dates are brought over here: pandas cannot tell missing codes apart and read dates in one pass.
        with pd.read_stata(
            source.path, iterator=True, convert_categoricals=False, convert_missing=True, convert_dates=False
        ) as reader:
            columns, writers = _columns(reader, source)
            missing = _spool(reader, writers, source, store)
            words = reader.value_labels()
            groups = reader._lbllist  # noqa: SLF001  pandas names the groups of labels nowhere else
    except MiqyasError:
        raise
    except Exception as reason:  # a damaged part makes the reader fail in as many ways as there are parts
        raise CorruptFile(file=source.name, kind="Stata (.dta)") from reason
    return Reading(
        kind="Stata",
        columns=tuple(
            FoundColumn(
                column.name,
                label=column.label,
                declared=column.declared,
                value_labels=_value_labels(words.get(group, {})),
                missing_codes=dict(sorted(counts.items())),
                notes=column.notes,
            )
            for column, group, counts in zip(columns, groups, missing, strict=True)
        ),
    )


def _columns(reader: Any, source: Source) -> tuple[list[FoundColumn], list[Writer | None]]:
    """Return what the header of the file declares."""
    labels = reader.variable_labels()  # reads the header: the rest is known only after
    check_width(len(labels), source)
    names = check_heading(list(labels), source)
    formats, types = reader._fmtlist, reader._typlist  # noqa: SLF001  pandas shows them nowhere else
    writers = [_moment_writer(shape) for shape in formats]
    columns = [
        FoundColumn(name, label=label.strip(), declared=_declared(kind, writer), notes=_notes(shape))
        for name, label, kind, writer, shape in zip(
            names, labels.values(), types, writers, formats, strict=True
        )
    ]
    return columns, writers


def _spool(reader: Any, writers: list[Writer | None], source: Source, store: Store) -> list[Counter[str]]:
    """Send every row to the store; return how often each missing code stands in each column."""
    n_rows = reader._nobs  # noqa: SLF001  pandas shows it nowhere else
    if n_rows == 0:
        raise NoRows(file=source.name)
    if n_rows > source.limits.rows:
        raise TooManyRows(file=source.name, maximum=source.limits.rows)
    missing: list[Counter[str]] = [Counter() for _ in writers]
    with Spool(store, source, n_columns=len(writers)) as spool:
        while spool.n_rows < n_rows:
            block = reader.read(ROWS_AT_ONCE)
            columns = [
                _texts(block.iloc[:, position].tolist(), writer, missing[position])
                for position, writer in enumerate(writers)
            ]
            for row in zip(*columns, strict=True):
                spool.add(row, line=spool.n_rows + 1)
    return missing


def _check_end(source: Source) -> None:
    """Since release 117 a whole file ends with its closing tag."""
    with source.path.open("rb") as file:
        is_tagged = file.read(len(FIRST_TAG)) == FIRST_TAG
        file.seek(max(0, source.n_bytes - len(LAST_TAG)))
        if is_tagged and file.read() != LAST_TAG:
            raise CorruptFile(file=source.name, kind="Stata (.dta)")


def _value_labels(words: Mapping[object, object]) -> dict[str, str]:
    return {str(code): str(word) for code, word in words.items()}


def _declared(kind: object, writer: Writer | None) -> ColumnType:
    if writer is not None:
        return "datetime"
    if kind in NUMBER_TYPES:
        return "number"
    return "integer" if kind in INTEGER_TYPES else "text"


def _texts(values: list[Any], writer: Writer | None, missing: Counter[str]) -> list[str | None]:
    texts: list[str | None] = []
    for value in values:
        if value is None or isinstance(value, str):
            texts.append(value)
            if not value:
                missing[""] += 1
        elif isinstance(value, int | float):
            texts.append(repr(value) if writer is None else writer(value))
        else:
            texts.append(None)
            missing[str(value)] += 1
    return texts


def _notes(shape: str) -> tuple[Note, ...]:
    """Years (%ty) are numbers already; weeks (%tw) are not those of a calendar: kept as numbers, and told."""
    is_week = shape.lstrip("%-").startswith("tw")
    return (Note("periods_as_numbers", {"format": shape}),) if is_week else ()


def _moment_writer(shape: str) -> Writer | None:
    """Return what writes a count of periods since 1960 as an ISO moment, or None for a plain number."""
    bare = shape.lstrip("%-")
    if bare.startswith(("td", "d")):
        return lambda days: (EPOCH + timedelta(days=days)).isoformat(sep=" ")
    if bare.startswith(("tc", "tC")):
        return lambda milliseconds: (EPOCH + timedelta(milliseconds=milliseconds)).isoformat(sep=" ")
    months = MONTHS_OF_PERIOD.get(bare[:2])
    if months is not None:
        return lambda periods: _month(int(periods) * months).isoformat()
    return None


def _month(months: int) -> date:
    return date(1960 + months // 12, months % 12 + 1, 1)
