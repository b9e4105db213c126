"""Questionnaires and answers."""

from miqyas_web.surveys.models.answers import Attachment, Collector, Submission
from miqyas_web.surveys.models.forms import FormMedia, FormVersion, Question, Survey
from miqyas_web.surveys.models.imports import ImportRun, Source, SourceQuerySet

__all__ = [
    "Attachment",
    "Collector",
    "FormMedia",
    "FormVersion",
    "ImportRun",
    "Question",
    "Source",
    "SourceQuerySet",
    "Submission",
    "Survey",
]
