"""Rows that people and programs send as answers: their columns, their questions, their faults in words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from miqyas.interchange.form import Form
from miqyas.interchange.rows import RowFault, RowRules, TiedRow
from miqyas.interchange.rows.matching import parts_offered, questions_of_a_table
from miqyas_web.surveys.science.brought import language

__all__ = [
    "RowFault",
    "TiedRow",
    "fault_sentence",
    "key_twice",
    "no_identifier",
    "questions_offered",
    "required_left_out",
    "rules_of",
    "unjudged",
    "unknown_column",
]

HIDDEN = "•••"
# By path of the repeat, or "" for the answers: by column, the path of its question.
Tables = Mapping[str, Mapping[str, str]]


def rules_of(outline: Mapping[str, Any], tables: Tables) -> RowRules:
    """What the questionnaire asks of whole rows: required answers, skips, constraints, counted repeats."""
    return RowRules(Form.from_data(outline), *_apart(tables))


def _apart(tables: Tables) -> tuple[Mapping[str, str], Tables]:
    return tables.get("", {}), {repeat: columns for repeat, columns in tables.items() if repeat}


def required_left_out(outline: Mapping[str, Any], tables: Tables) -> list[str]:
    """The words of the required questions that no column of these tables answers."""
    form = Form.from_data(outline)
    return [
        _words(form, one.labels) if one.labels else one.name
        for repeat, columns in tables.items()
        for one in questions_of_a_table(form, repeat)
        if one.is_required and not _is_answered(one.path, set(columns.values()))
    ]


def _is_answered(path: str, answered: set[str]) -> bool:
    """Whether a column holds the answer, or a part of it."""
    return path in answered or any(each.startswith(f"{path}/") for each in answered)


def unjudged(outline: Mapping[str, Any], tables: Tables) -> list[str]:
    """The names of the questions and repeats with a rule that cannot be judged from these columns."""
    return list(rules_of(outline, tables).unjudged)


def questions_offered(
    outline: Mapping[str, Any], repeat: str, columns: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Path and words of each question a row can answer, with the parts of those that stand in several columns."""
    form, taken = Form.from_data(outline), set(columns.values())
    offered = []
    for one in questions_of_a_table(form, repeat):
        words = f"{one.name} · {_words(form, one.labels)}" if one.labels else one.name
        offered.append((one.path, words))
        parts = [*parts_offered(one), *(each.name for each in one.choices), "offset"]
        offered += [
            (
                path,
                f"{one.name} / {part} · {_words(form, one.labels)}" if one.labels else f"{one.name} / {part}",
            )
            for part in parts
            if (path := f"{one.path}/{part}") in taken or part in parts_offered(one)
        ]
    return offered


def fault_sentence(fault: RowFault, *, is_hidden: bool = False) -> str:
    """What is wrong in a cell, in the language of the page; without quoting it when it is personal."""
    return (replace(fault, found=HIDDEN) if is_hidden else fault).sentence(language())


def unknown_column(name: str) -> str:
    """Say that no question is called so."""
    return RowFault(0, name, "column").sentence(language())


def key_twice(row: TiedRow, column: str, name: str, first: int) -> RowFault:
    """The identifier of an answer stands on an earlier row too."""
    return RowFault(row.row, column, "key_twice", name, str(first), row.sheet)


def no_identifier(row: TiedRow, column: str) -> RowFault:
    """The column of identifiers holds none here."""
    return RowFault(row.row, column, "identifier", str(row.cells.get(column) or ""), sheet=row.sheet)


def _words(form: Form, labels: Mapping[str, str]) -> str:
    """The label in the language of the page, else in the form's own."""
    own = next((label for name, label in labels.items() if name.endswith(f"({language()})")), "")
    return own or labels.get(form.default_language) or next(iter(labels.values()))
