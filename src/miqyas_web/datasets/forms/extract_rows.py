"""The columns of an extract as its page shows them: one line each, folded with those that wait for the same thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext

from miqyas_web.datasets.enums import ColumnRole, ProtectionStep
from miqyas_web.datasets.queries import ExtractColumn


@dataclass(frozen=True, slots=True)
class ExtractRow:
    """One column of the page, with its five fields."""

    column: ExtractColumn
    step: forms.BoundField
    setting: forms.BoundField
    role: forms.BoundField
    known: forms.BoundField
    sensitive: forms.BoundField

    @property
    def fields(self) -> list[forms.BoundField]:
        return [self.step, self.setting, self.role, self.known, self.sensitive]

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in self.fields)

    @property
    def said(self) -> list[str]:
        """What was said of the column, shortly: what a folded line shows."""
        step, role = str(self.column.step.get("step", "")), self.column.role
        words: list[Any] = [str(ProtectionStep(step).label).split(":")[0]] if step else []
        words += [ColumnRole(role).label] if role else []
        words += [str(field.label) for field in (self.known, self.sensitive) if field.initial]
        return [str(word) for word in words]


@dataclass(frozen=True, slots=True)
class ExtractGroup:
    """Columns that wait for the same thing, folded together."""

    title: str
    rows: list[ExtractRow]
    is_open: bool


def grouped(rows: Iterable[ExtractRow]) -> list[ExtractGroup]:
    """Personal columns nobody decided about first, then those of which something is said, then the others."""
    waiting, said, left = list[ExtractRow](), list[ExtractRow](), list[ExtractRow]()
    for row in rows:
        waits = row.column.is_personal and not row.column.step
        (waiting if waits else said if row.said else left).append(row)
    named = (
        (gettext("Personal, without a step"), waiting, True),
        (gettext("Said already"), said, False),
        (gettext("Left as they are"), left, not waiting and not said),
    )
    return [
        ExtractGroup(title, rows, is_open or any(row.has_errors for row in rows))
        for title, rows, is_open in named
        if rows
    ]
