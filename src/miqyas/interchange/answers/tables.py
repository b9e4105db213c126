"""A flat table: its columns, its rows, why cells are empty, and the files it is written to."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

from miqyas.data.intake.engine import listed, quote_text
from miqyas.data.intake.freezing import FORM
from miqyas.data.intake.store import Store, cell_name, chunks, home_of, homes_of, named
from miqyas.errors import MissingColumn
from miqyas.interchange.answers.layout import AnswerColumn
from miqyas.interchange.answers.spooling import raw_name
from miqyas.interchange.answers.states import AnswerState
from miqyas.interchange.answers.values import Built, is_present, state

FileFormat: TypeAlias = Literal["parquet", "csv"]
OPTIONS: Mapping[FileFormat, str] = {
    "parquet": FORM,
    "csv": "FORMAT csv, HEADER true, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%f'",
}


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """The answers to a form, or the rows of one of its repeats.

    Attributes
    ----------
    name : str
        Path of the repeat without the root of the form; empty for the main table.
    columns : tuple of AnswerColumn
        Whose row it is first (their names begin with ``_``), then the questions in the order of the form.
    n_rows : int
        Answers, or rows of the repeat.
    """

    name: str
    columns: tuple[AnswerColumn, ...]
    n_rows: int
    store: Store = field(repr=False, compare=False)
    _built: tuple[Built, ...] = field(repr=False, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns in order."""
        return tuple(column.name for column in self.columns)

    def rows(self, n: int | None = None) -> list[tuple[Any, ...]]:
        """The first ``n`` rows, or all of them."""
        limit = "" if n is None else f" LIMIT {int(n)}"
        return self.store.rows(f"{self._selected()}{limit}")

    def values(self, name: str) -> list[Any]:
        """The cells of one column."""
        place = self._place(name)
        return [cell for (cell,) in self.store.rows(f"SELECT {cell_name(place)} FROM {home_of(place)}")]

    def states(self, name: str) -> list[AnswerState]:
        """Why each cell of one column holds a value or none."""
        found = self.store.rows(f"SELECT {state(self._built[self._place(name)])} FROM raw")
        return [AnswerState(code) for (code,) in found]

    def state_counts(self, name: str) -> dict[AnswerState, int]:
        """How many cells of one column are in each state."""
        told = state(self._built[self._place(name)])
        counted = self.store.rows(f"SELECT {told} AS state, count(*) FROM raw GROUP BY state ORDER BY state")
        return {AnswerState(code): count for code, count in counted}

    def places_short(self) -> list[int]:
        """Places of the texts that gave fewer values than there are answers: something there does not fit."""
        found = []
        for chunk in chunks(len(self._built)):
            counted = listed(
                f"count({cell_name(place)}), count(*) FILTER ({is_present(raw_name(self._built[place].place))})"
                for place in chunk
            )
            counts = self.store.row(f"SELECT {counted} FROM {home_of(chunk.start)} POSITIONAL JOIN raw")
            found += [
                self._built[place].place
                for offset, place in enumerate(chunk)
                if counts[2 * offset] < counts[2 * offset + 1]
            ]
        return found

    def write(self, path: Path, form: FileFormat = "parquet") -> None:
        """Write the table to a file. Empty cells are alike there: `write_states` keeps them apart."""
        self._copy(self._selected(), path, form)

    def write_states(self, path: Path, form: FileFormat = "parquet") -> None:
        """Write the state of every cell, row for row and column for column as in `write`; keys as they are."""
        for chunk in chunks(len(self._built)):
            told = listed(f"{self._state_cell(place)} AS {cell_name(place)}" for place in chunk)
            self.store.run(f"CREATE OR REPLACE TABLE {_state_home(chunk.start)} AS SELECT {told} FROM raw")
        homes = " POSITIONAL JOIN ".join(_state_home(chunk.start) for chunk in chunks(len(self._built)))
        self._copy(f"SELECT {named(range(len(self.names)), self.names)} FROM {homes}", path, form)
        for chunk in chunks(len(self._built)):
            self.store.run(f"DROP TABLE {_state_home(chunk.start)}")

    def _state_cell(self, place: int) -> str:
        built = self._built[place]
        return built.value if built.asked is None else state(built)

    def _selected(self) -> str:
        places = range(len(self.columns))
        return f"SELECT {named(places, self.names)} FROM {homes_of(places)}"

    def _copy(self, chosen: str, path: Path, form: FileFormat) -> None:
        draft = self.store.folder / f"draft.{form}"
        try:
            self.store.run(f"COPY ({chosen}) TO {quote_text(draft)} ({OPTIONS[form]})")
            shutil.move(draft, path)
        finally:
            draft.unlink(missing_ok=True)

    def _place(self, name: str) -> int:
        if name not in self.names:
            raise MissingColumn(column=name, nearest=", ".join(self.names[:5]))
        return self.names.index(name)


def build(name: str, store: Store, built: Sequence[Built], n_rows: int) -> AnswerTable:
    """Make the typed columns of a table from its texts, a few at once."""
    for chunk in chunks(len(built)):
        values = listed(f"{built[place].value} AS {cell_name(place)}" for place in chunk)
        store.run(f"CREATE TABLE {home_of(chunk.start)} AS SELECT {values} FROM raw")
    return AnswerTable(name, tuple(each.column for each in built), n_rows, store, tuple(built))


def _state_home(position: int) -> str:
    return f"state{home_of(position)}"
