"""Answers as columns, whatever they were read from."""

import difflib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from miqyas.errors import (
    AnswerNotNumber,
    ColumnOfOtherLength,
    KeyTwice,
    NothingToCheck,
    QuestionAbsent,
    ThresholdOutOfRange,
)
from miqyas.types import FloatVector

Value = str | float | int | bool | None


@dataclass(frozen=True, slots=True)
class Answers:
    """One row by answer.

    Attributes
    ----------
    keys : sequence of str
        Identifier of each answer, all different.
    columns : mapping of str to sequence
        Values of each question in the order of ``keys``; None where nothing was answered.
    asked : mapping of str to sequence of bool
        Whether the question was put to each person (skips); a question that is not there was put to all.
    """

    keys: Sequence[str]
    columns: Mapping[str, Sequence[Value]]
    asked: Mapping[str, Sequence[bool]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.keys:
            raise NothingToCheck
        if len(set(self.keys)) < len(self.keys):
            seen: set[str] = set()
            raise KeyTwice(key=next(key for key in self.keys if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
        for name, values in [*self.columns.items(), *self.asked.items()]:
            if len(values) != len(self.keys):
                raise ColumnOfOtherLength(column=name, found=len(values), expected=len(self.keys))

    def column(self, question: str) -> Sequence[Value]:
        """The values of one question."""
        if question not in self.columns:
            near = difflib.get_close_matches(question, list(self.columns), 3, 0) or ["—"]
            raise QuestionAbsent(question=question, nearest=", ".join(near))
        return self.columns[question]

    def numbers(self, question: str) -> FloatVector:
        """The values of one question as numbers; not-a-number where nothing was answered."""
        found = np.full(len(self.keys), np.nan)
        for place, value in enumerate(self.column(question)):
            if value is None or value == "":
                continue
            try:
                found[place] = float(value)
            except ValueError:
                found[place] = np.inf
            if not math.isfinite(found[place]):
                raise AnswerNotNumber(question=question, found=value, key=self.keys[place])
        return found

    def is_asked(self, question: str) -> Sequence[bool]:
        """Whether each person was asked."""
        return self.asked.get(question) or [True] * len(self.keys)


def check_setting(name: str, value: float, *, least: float, most: float = math.inf) -> None:
    """Raise `ThresholdOutOfRange` unless the setting lies between ``least`` and ``most``."""
    if not least <= value <= most:
        expected = f"≥ {least:g}" if most == math.inf else f"{least:g} … {most:g}"
        raise ThresholdOutOfRange(name=name, found=f"{value:g}", expected=expected)


def is_missing(value: Value) -> bool:
    """Whether nothing was answered."""
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))
