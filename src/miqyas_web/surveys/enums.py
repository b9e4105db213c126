from django.db import models
from django.utils.translation import gettext_lazy as _


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
