from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VersionState(models.TextChoices):
    """Of one version of a questionnaire; what may become what: ``rules``."""

    DRAFT = "draft", _("Draft")
    TEST = "test", _("On trial")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class CollectorKind(models.TextChoices):
    PHONE = "phone", _("Phone of a field worker")
    LINK = "link", _("Web link")
    PROGRAM = "program", _("Another program")


class SubmissionOrigin(models.TextChoices):
    PHONE = "phone", _("Phone")
    WEB = "web", _("Web form")
    KOBO = "kobo", "KoboToolbox"
    CENTRAL = "central", "ODK Central"
    SPREADSHEET = "spreadsheet", _("Spreadsheet")
    API = "api", _("Another program")


class AlertState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of an alert", "Open")
    ASSIGNED = "assigned", _("Given to someone")
    RESOLVED = "resolved", _("Resolved")


class Severity(models.TextChoices):
    """How sure one is that something is wrong."""

    HIGH = "high", _("Probably wrong")
    MEDIUM = "medium", _("To look at")
    LOW = "low", _("Worth knowing")


class Outcome(models.TextChoices):
    """What looking at an alert came to."""

    TRUE = "true", _("The answer is right as it is")
    CLEANED = "cleaned", _("Put right by a step of cleaning")
    CORRECTED = "corrected", _("Corrected by the person who collected it")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class StepKind(models.TextChoices):
    """What a step of cleaning does; the science carries it out."""

    REPLACE = "replace", _("Replace a value")
    MISSING = "missing", _("Empty a value")
    RECODE = "recode", _("Recode a choice")
    EXCLUDE = "exclude", _("Leave answers out")
    MERGE = "merge", _("Merge duplicates")
