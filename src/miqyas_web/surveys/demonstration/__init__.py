"""Invented questionnaires and answers, which say that they are."""

from typing import Any

from miqyas_web.surveys.demonstration import answers, brought, phones, quality, survey, workbook


def fill(context: dict[str, Any]) -> None:
    """Fill the room, in the order one thing needs another."""
    survey.fill(context)
    phones.fill(context)
    brought.fill(context)
    workbook.fill(context)
    answers.fill(context)
    quality.fill(context)
