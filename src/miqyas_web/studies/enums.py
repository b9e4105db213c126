from django.db import models
from django.utils.translation import gettext_lazy as _


class StudyState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SEALED = "sealed", _("Plan sealed")
    ESTIMATED = "estimated", _("Estimated")


class Design(models.TextChoices):
    CLUSTER_RANDOMISED = "cluster_randomised", _("Randomised trial, by cluster")
    INDIVIDUALLY_RANDOMISED = "individually_randomised", _("Randomised trial, by person")
