"""Tables that people bring as answers, and rows that programs send: read by the science, said in the person's language."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from miqyas.data.intake import Limits, RawTable, read_table
from miqyas.errors import MiqyasError
from miqyas.interchange.form import Form
from miqyas.interchange.rows import RowFault, RowRules, RowWriter, match_columns
from miqyas.interchange.rows.matching import questions_of_a_table
from miqyas.reporting.refusals import refusal_sentence
from miqyas_web.foundation.errors import Unfit
from miqyas_web.surveys.science.brought import language

MOST_BYTES = 100_000_000
MOST_ROWS = 500_000
PREVIEW = 5
HIDDEN = "•••"
BATCH = 5_000
# The line of headings is the first.
FIRST_LINE = 2


@dataclass(frozen=True, slots=True)
class SheetSight:
    """What a brought table holds, before anything is said of it."""

    names: list[str]
    rows: list[list[Any]]
    n_rows: int
    proposed: dict[str, str]

    @property
    def has_hidden(self) -> bool:
        """Whether some cells are not shown to this person."""
        return any(HIDDEN in row for row in self.rows)

    def without(self, columns: Collection[str]) -> "SheetSight":
        """The same, the cells of some columns hidden."""
        rows = [
            [HIDDEN if name in columns else cell for name, cell in zip(self.names, row, strict=True)]
            for row in self.rows
        ]
        return replace(self, rows=rows)


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row as an answer without identifier yet, or the reasons why it is none."""

    number: int
    cells: Mapping[str, Any]
    faults: list[RowFault]


def sight_of(path: Path, name: str, outline: Mapping[str, Any]) -> SheetSight:
    """Read a table and find the questions of its columns; ``Unfit`` when it is none."""
    with _table(path, name) as table:
        names = list(table.names)
        return SheetSight(
            names, table.preview(PREVIEW), table.n_rows, match_columns(Form.from_data(outline), names)
        )


def cells_of(path: Path, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each row of a table with its line in the file."""
    with _table(path, name) as table:
        line = FIRST_LINE
        for batch in table.batches():
            for row in batch:
                yield line, dict(zip(table.names, row, strict=True))
                line += 1


def writer_of(outline: Mapping[str, Any], columns: Mapping[str, str]) -> RowWriter:
    """A writer of answers to this version."""
    return RowWriter(Form.from_data(outline), columns)


def rules_of(outline: Mapping[str, Any], columns: Mapping[str, str]) -> RowRules:
    """What the questionnaire asks of whole rows: required answers, skips, constraints."""
    return RowRules(Form.from_data(outline), columns)


def required_left_out(outline: Mapping[str, Any], columns: Mapping[str, str]) -> list[str]:
    """The words of the required questions that no column answers."""
    form, answered = Form.from_data(outline), set(columns.values())
    return [
        _words(form, one.labels) if one.labels else one.name
        for one in questions_of_a_table(form)
        if one.is_required and one.path not in answered
    ]


def unjudged(outline: Mapping[str, Any], columns: Mapping[str, str]) -> list[str]:
    """The names of the questions whose skip or constraint cannot be judged from these columns."""
    return list(rules_of(outline, columns).unjudged)


def columns_sent(outline: Mapping[str, Any], names: Sequence[str]) -> dict[str, str]:
    """The question of each column a program sends."""
    return match_columns(Form.from_data(outline), names)


def questions_offered(outline: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Path and words of each question a row can answer."""
    form = Form.from_data(outline)
    return [
        (one.path, f"{one.name} · {_words(form, one.labels)}" if one.labels else one.name)
        for one in questions_of_a_table(form)
    ]


def fault_sentence(fault: RowFault, *, is_hidden: bool = False) -> str:
    """What is wrong in a cell, in the language of the page; without quoting it when it is personal."""
    return (replace(fault, found=HIDDEN) if is_hidden else fault).sentence(language())


def unknown_column(name: str) -> str:
    """Say that no question is called so."""
    return RowFault(0, name, "column").sentence(language())


def _words(form: Form, labels: Mapping[str, str]) -> str:
    """The label in the language of the page, else in the form's own."""
    own = next((label for name, label in labels.items() if name.endswith(f"({language()})")), "")
    return own or labels.get(form.default_language) or next(iter(labels.values()))


@contextmanager
def _table(path: Path, name: str) -> Iterator[RawTable]:
    try:
        with read_table(path, name=name, limits=Limits(file_bytes=MOST_BYTES, rows=MOST_ROWS)) as table:
            yield table
    except MiqyasError as error:
        raise Unfit(refusal_sentence(error, language())) from error
