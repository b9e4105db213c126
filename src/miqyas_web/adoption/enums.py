from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """For whom a version of the diagnostic is written; the names of the files in content/diagnostic."""

    INNOVATOR = "innovator", _("We carry initiatives")
    FUNDER = "funder", _("We fund initiatives")
    PUBLIC_BODY = "public_body", _("We prepare public policies")


class DiagnosticState(models.TextChoices):
    OPEN = "open", _("Being answered")
    COMPLETE = "complete", _("Completed")


class Size(models.TextChoices):
    """People who work in the organisation, volunteers included."""

    TINY = "1-5", _("1 to 5 people")
    SMALL = "6-20", _("6 to 20 people")
    MEDIUM = "21-100", _("21 to 100 people")
    LARGE = "101+", _("More than 100 people")
