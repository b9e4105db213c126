"""Questionnaires and answers."""

from miqyas_web.surveys.models.answers import Attachment, Collector, Submission
from miqyas_web.surveys.models.forms import FormMedia, FormVersion, Question, Survey
from miqyas_web.surveys.models.imports import ImportRun, Source, SourceQuerySet
from miqyas_web.surveys.models.panel import (
    BackCheck,
    BackCheckDraw,
    Respondent,
    RespondentAnswer,
    RespondentIdentity,
)
from miqyas_web.surveys.models.quality import (
    Alert,
    Assignment,
    CleaningStep,
    QualityRun,
    QualitySettings,
    Quota,
    Withdrawal,
)

__all__ = [
    "Alert",
    "Assignment",
    "Attachment",
    "BackCheck",
    "BackCheckDraw",
    "CleaningStep",
    "Collector",
    "FormMedia",
    "FormVersion",
    "ImportRun",
    "QualityRun",
    "QualitySettings",
    "Question",
    "Quota",
    "Respondent",
    "RespondentAnswer",
    "RespondentIdentity",
    "Source",
    "SourceQuerySet",
    "Submission",
    "Survey",
    "Withdrawal",
]
