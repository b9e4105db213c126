"""Rows made from an indicator, and rows taken from another questionnaire with the lists they need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from miqyas_web.surveys.rules.definition import (
    TRANSLATED,
    Definition,
    Row,
    column_of,
    kind_of,
    languages_of,
    list_of,
    rows_of,
    text_of,
)
from miqyas_web.surveys.rules.languages import code_of
from miqyas_web.surveys.rules.questions import (
    free_list_name,
    free_name,
    lists_in,
    with_choices,
)
from miqyas_web.surveys.rules.structure import EXPRESSIONS, inserted, names_in, references_in

Words = Mapping[str, str]
# How the dimensions of an indicator are asked, by code of language.
ASKED_AS: dict[str, Words] = {
    "sex": {"fr": "Sexe de la personne", "ar": "جنس الشخص", "en": "Sex of the person"},
    "age": {"fr": "Âge, en années révolues", "ar": "السن بالسنوات الكاملة", "en": "Age, in full years"},
    "residence": {
        "fr": "Milieu : urbain ou rural",
        "ar": "الوسط: حضري أو قروي",
        "en": "Place: urban or rural",
    },
}
YES_NO: tuple[tuple[str, Words], ...] = (
    ("yes", {"fr": "Oui", "ar": "نعم", "en": "Yes"}),
    ("no", {"fr": "Non", "ar": "لا", "en": "No"}),
)


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question to add: what it says by code of language, its choices (code, words)."""

    name: str
    kind: str
    words: Words
    choices: Sequence[tuple[str, Words]] = ()


def kind_from_unit(unit: str) -> str:
    """The kind of question a unit calls for: a share is asked as yes or no, money and the rest as a figure."""
    plain = unit.strip().lower()
    if "%" in plain or "part" in plain.split():
        return "select_one"
    return "decimal" if any(word in plain for word in ("kg", "litre", "km", "score", "note")) else "integer"


def with_new(definition: Definition, question: NewQuestion) -> tuple[Definition, str]:
    """The questionnaire with one question more, last, and the name it was given."""
    name = free_name(definition, question.name)
    row: Row = {"type": question.kind, "name": name, **_labels(definition, question.words)}
    if question.choices:
        list_name = free_list_name(definition, name)
        row["type"] = f"{question.kind} {list_name}"
        choices = [{"name": code, **_labels(definition, words)} for code, words in question.choices]
        definition = with_choices(definition, list_name, choices)
    return inserted(definition, [row], at=len(rows_of(definition, "survey"))), name


def _labels(definition: Definition, words: Words) -> Row:
    """The words in the languages of the questionnaire; those of its first language where it has no code."""
    labels = {}
    for language in languages_of(definition):
        text = words.get(code_of(language)) or (
            next(iter(words.values()), "") if not code_of(language) else ""
        )
        if text:
            labels[column_of("label", language)] = text
    return labels


def taken_from(
    definition: Definition, other: Mapping[str, Any], names: Sequence[str]
) -> tuple[Definition, dict[str, str]]:
    """The questionnaire with questions of another, last; and under which name each came.

    Conditions on questions that are not here are left behind; lists come along; words come by code of language.
    """
    came: dict[str, str] = {}
    for row in rows_of(other, "survey"):
        name = str(row.get("name") or "")
        if name not in names or not kind_of(row):
            continue
        new = free_name_kept(definition, name)
        made = _translated(_without_lost_references(row, names_in(definition)), other, definition)
        standing = list_of(row)
        if standing:
            list_name = free_list_name(definition, standing)
            made["type"] = str(row["type"]).replace(standing, list_name, 1)
            choices = [_translated(each, other, definition) for each in lists_in(other).get(standing, [])]
            definition = with_choices(definition, list_name, [_plain(each) for each in choices])
        definition = inserted(definition, [{**made, "name": new}], at=len(rows_of(definition, "survey")))
        came[name] = new
    return definition, came


def free_name_kept(definition: Definition, name: str) -> str:
    """The name itself when it is free."""
    return name if name not in names_in(definition) else free_name(definition, name)


def _without_lost_references(row: Row, known: set[str]) -> Row:
    return {
        column: cell
        for column, cell in row.items()
        if column not in EXPRESSIONS or references_in(cell) <= known
    }


def _translated(row: Row, of: Mapping[str, Any], to: Definition) -> Row:
    """Texts under the columns of the languages of the questionnaire they come to, by code."""
    texts: Row = {}
    by_code = {code_of(language): language for language in languages_of(of)}
    for part in TRANSLATED:
        for language in languages_of(to):
            source = by_code.get(code_of(language))
            if source is not None and (text := text_of(row, part, source)):
                texts[column_of(part, language)] = text
    return {
        **{column: cell for column, cell in row.items() if column.partition("::")[0] not in TRANSLATED},
        **texts,
    }


def _plain(choice: Row) -> Row:
    return {column: cell for column, cell in choice.items() if column not in {"list_name", "list name"}}
