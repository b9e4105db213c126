from django.db import models
from django.utils.translation import gettext_lazy as _


class UploadState(models.TextChoices):
    READING = "reading", _("Being read")
    READY = "ready", _("Ready to freeze")
    REFUSED = "refused", _("Refused")
    FROZEN = "frozen", _("Frozen")


class ColumnRole(models.TextChoices):
    NONE = "", _("No role")
    IDENTIFIER = "identifier", _("Identifier of the row")
    OUTCOME = "outcome", _("Outcome")
    TREATMENT = "treatment", _("Treatment")
    STRATUM = "stratum", _("Stratum")
    CLUSTER = "cluster", _("Cluster")
    COVARIATE = "covariate", _("Covariate")
    WEIGHT = "weight", _("Weight")
    DATE = "date", _("Date")
    TERRITORY = "territory", _("Territory")
