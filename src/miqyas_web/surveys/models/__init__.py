"""Questionnaires and answers."""

from miqyas_web.surveys.models.answers import Attachment, Collector, Submission
from miqyas_web.surveys.models.forms import FormMedia, FormVersion, Question, Survey

__all__ = ["Attachment", "Collector", "FormMedia", "FormVersion", "Question", "Submission", "Survey"]
