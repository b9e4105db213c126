from django.db import models
from django.utils.translation import gettext_lazy as _


class InitiativeState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    COMPLETE = "complete", _("Complete")
