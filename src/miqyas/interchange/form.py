"""A questionnaire as a form engine holds it: its questions in order, their choices, repeats and languages."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer a person may choose, with its words by language."""

    name: str
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One question, or one value the form computes, in the order of the form.

    ``kind`` is the type of XLSForm without its list: ``integer``, ``select_one``, ``geopoint``, ``calculate``, ``start``…
    ``path`` is its place in an answer (``/data/household/age``); ``repeat`` that of the innermost repeat around it, empty
    outside of repeats. ``choices_file`` names the file its choices stand in, when they are not in the form.
    """

    name: str
    path: str
    kind: str
    labels: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    repeat: str = ""
    choices: tuple[Choice, ...] = ()
    choices_file: str = ""
    is_required: bool = False
    relevant: str = ""
    constraint: str = ""
    calculation: str = ""
    appearance: str = ""
    # The condition under which it is required; empty when it always is, or never.
    required: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A questionnaire. Languages are named as in its columns: ``Français (fr)``; a form of one language has ``""``."""

    form_id: str
    version: str
    title: str
    root: str
    languages: tuple[str, ...]
    default_language: str
    questions: tuple[Question, ...]
    # Paths of the repeats, outer before inner.
    repeats: tuple[str, ...] = ()
    # Names of the files the form reads beside itself.
    media: tuple[str, ...] = ()
    # Of groups and repeats asked only sometimes, by path; None for a form read before they were kept.
    group_conditions: Mapping[str, str] | None = None
    # How many rows a repeat has, by its path: the expression of its `jr:count`.
    repeat_counts: Mapping[str, str] = field(default_factory=dict)

    def to_data(self) -> dict[str, Any]:
        """The same as plain data that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Form":
        """The form that ``to_data`` wrote down."""
        questions = tuple(
            Question(**{**each, "choices": tuple(Choice(**choice) for choice in each["choices"])})
            for each in data["questions"]
        )
        lists = {name: tuple(data[name]) for name in ("languages", "repeats", "media")}
        return cls(**{**data, **lists, "questions": questions})
