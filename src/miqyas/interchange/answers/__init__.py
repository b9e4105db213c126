"""Answers to a questionnaire, as received, laid out as typed tables: one for the form, one for each repeat."""

from miqyas.interchange.answers.flattening import Answer, Flat, flatten
from miqyas.interchange.answers.layout import AnswerColumn
from miqyas.interchange.answers.misfits import Misfit
from miqyas.interchange.answers.states import AnswerState
from miqyas.interchange.answers.tables import AnswerTable
from miqyas.interchange.answers.union import UnionNote

__all__ = [
    "Answer",
    "AnswerColumn",
    "AnswerState",
    "AnswerTable",
    "Flat",
    "Misfit",
    "UnionNote",
    "flatten",
]
