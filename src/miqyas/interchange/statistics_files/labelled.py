"""What a file of a statistics package is made from: a Parquet file, and the words of its columns in one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from miqyas.data.intake.columns import ColumnType
from miqyas.interchange.answers.tables import AnswerTable


@dataclass(frozen=True, slots=True)
class Variable:
    """One column: its name in the Parquet file, its type, its words.

    ``value_labels`` are the words of its codes, keyed by the code as text.
    """

    name: str
    type: ColumnType
    label: str = ""
    value_labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A table in a Parquet file, and what its columns are called in one language."""

    path: Path
    title: str
    variables: tuple[Variable, ...]


def of_answers(table: AnswerTable, path: Path, *, title: str, language: str) -> Labelled:
    """Write a flat table to a Parquet file and take its words in one language of its form.

    Parameters
    ----------
    table : AnswerTable
        The table.
    path : Path
        The Parquet file to write.
    title : str
        What the table is.
    language : str
        As the form names it: ``Français (fr)``.
    """
    table.write(path)
    return Labelled(
        path,
        title,
        tuple(
            Variable(
                column.name,
                column.type,
                column.label(language),
                {
                    choice.name: choice.labels.get(language)
                    or next(iter(choice.labels.values()), choice.name)
                    for choice in column.choices
                }
                if column.kind.startswith("select_one")
                else {},
            )
            for column in table.columns
        ),
    )
