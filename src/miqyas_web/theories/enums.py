from django.db import models
from django.utils.translation import gettext_lazy as _


class NodeLevel(models.TextChoices):
    ACTIVITY = "activity", _("Activity")
    OUTPUT = "output", _("Output")
    OUTCOME = "outcome", _("Outcome")
    IMPACT = "impact", _("Impact")


class Confidence(models.TextChoices):
    UNKNOWN = "unknown", _("Not said")
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")
