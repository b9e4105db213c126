"""The columns a form gives: which question, which type, which place in a row of texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from miqyas.data.intake.columns import ColumnType
from miqyas.interchange.answers.own_words import own_words
from miqyas.interchange.form import Choice

# How the text of an answer becomes values; a calculation is settled by what it holds.
Shape: TypeAlias = Literal[
    "integer", "number", "date", "instant", "point", "options", "choice", "text", "calculation"
]
SHAPES: Mapping[str, Shape] = {
    "integer": "integer",
    "int": "integer",
    "decimal": "number",
    "range": "number",
    "date": "date",
    "today": "date",
    "dateTime": "instant",
    "datetime": "instant",
    "start": "instant",
    "end": "instant",
    "geopoint": "point",
    "start-geopoint": "point",
    "select_multiple": "options",
    "select_multiple_from_file": "options",
    "select_one": "choice",
    "select_one_from_file": "choice",
    "calculate": "calculation",
    "hidden": "calculation",
}
# Shown to the person and never answered.
WITHOUT_ANSWER = frozenset({"note", "begin_group", "end_group", "begin_repeat", "end_repeat"})
POINT_PARTS = ("latitude", "longitude", "altitude", "accuracy")


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """One column of a flat table.

    Attributes
    ----------
    name : str
        Unique in its table: the name of the question, with its groups before it when the name alone is not unique;
        ``question/part`` for a part of an answer (an option, a coordinate, the offset of an instant).
    type : ColumnType
        "integer", "number", "boolean", "date", "datetime" (in universal time) or "text".
    question, path, kind : str
        Name, path and kind of the question; empty for the columns that say whose row it is.
    part : str
        Which part of the answer, empty for the whole.
    labels : Mapping
        Words of the question, by language of the form.
    choices : tuple of Choice
        What may be answered, where the form says so.
    versions : tuple of str
        Versions of the form that have the question.
    """

    name: str
    type: ColumnType
    question: str = ""
    path: str = ""
    kind: str = ""
    part: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    versions: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """The words of the question in a language of the form, or in its first one; what the column is when it is ours."""
        if not self.question:
            return own_words(self.name, language)
        words = self.labels.get(language) or next(iter(self.labels.values()), "")
        if not self.part or not words:
            return words
        option = next((choice for choice in self.choices if choice.name == self.part), None)
        named = option.labels.get(language) or next(iter(option.labels.values()), "") if option else ""
        return f"{words} – {named or self.part}"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as all versions have it, and its place in the row of texts."""

    place: int
    name: str
    path: str
    kind: str
    shape: Shape
    labels: Mapping[str, str]
    choices: tuple[Choice, ...]
    versions: tuple[str, ...]
    # False where the choices stand in a file or depend on it: any value may come.
    is_closed: bool
