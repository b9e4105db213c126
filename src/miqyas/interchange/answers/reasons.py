"""Why cells are empty, kept beside them: one column of short words, that goes where its rows go."""

import tempfile
from collections.abc import Collection
from pathlib import Path

import duckdb

from miqyas.data.intake.engine import listed, quote_name, quote_text
from miqyas.data.intake.freezing import FORM
from miqyas.interchange.answers.states import AnswerState
from miqyas.interchange.answers.tables import AnswerTable

WHY_EMPTY = "_why_empty"
WORDS = {
    AnswerState.EMPTY: "empty",
    AnswerState.NOT_ASKED: "not_asked",
    AnswerState.NOT_IN_VERSION: "not_in_version",
    AnswerState.UNFIT: "unfit",
}


def write_with_reasons(table: AnswerTable, path: Path, *, without: Collection[str] = ()) -> None:
    """Write a table to Parquet with a last column that says, for each row, why its empty cells are.

    Parameters
    ----------
    table : AnswerTable
    path : Path
        The Parquet file to write.
    without : collection of str
        Columns of which nothing is told.

    Notes
    -----
    ``age=empty price=not_asked``: put and left empty; skipped. A cell that is empty and is not named was emptied
    afterwards, by a step of cleaning or of protection.
    """
    told: dict[str, str] = {}
    for column in table.columns:
        if column.question and column.name not in without:
            told.setdefault(column.question, column.name)
    with tempfile.TemporaryDirectory(prefix="miqyas-") as folder:
        values, states = Path(folder) / "values.parquet", Path(folder) / "states.parquet"
        table.write(values)
        table.write_states(states)
        with duckdb.connect(config={"threads": 1}) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute(f"COPY ({_joined(values, states, told)}) TO {quote_text(path)} ({FORM})")


def _joined(values: Path, states: Path, told: dict[str, str]) -> str:
    reasons = [_reason(question, column) for question, column in told.items()]
    why = f"nullif(concat_ws(' ', {listed(reasons)}), '')" if reasons else "NULL"
    sides = [f"read_parquet({quote_text(each)}, file_row_number = true)" for each in (values, states)]
    return (
        f"SELECT v.* EXCLUDE (file_row_number), CAST({why} AS VARCHAR) AS {quote_name(WHY_EMPTY)} "
        f"FROM {sides[0]} v JOIN {sides[1]} s ON v.file_row_number = s.file_row_number ORDER BY v.file_row_number"
    )


def _reason(question: str, column: str) -> str:
    cases = " ".join(
        f"WHEN {int(state)} THEN {quote_text(f'{question}={word}')}" for state, word in WORDS.items()
    )
    return f"CASE s.{quote_name(column)} {cases} END"
