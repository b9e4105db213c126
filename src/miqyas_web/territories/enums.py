from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(models.TextChoices):
    COUNTRY = "country", _("Country")
    REGION = "region", pgettext_lazy("level of territory", "Region")
    PROVINCE = "province", _("Province or prefecture")
    COMMUNE = "commune", _("Commune")
    ARRONDISSEMENT = "arrondissement", _("Arrondissement")


class Setting(models.TextChoices):
    """How the statistics office classes a commune."""

    URBAN = "urban", _("Urban")
    RURAL = "rural", _("Rural")


class Kind(models.TextChoices):
    """What a division of the second level is called."""

    PROVINCE = "province", _("Province")
    PREFECTURE = "prefecture", _("Prefecture")


class FigureKey(models.TextChoices):
    """The public figures that every territory may have; an importer may bring others."""

    POPULATION = "population", _("Population")
    HOUSEHOLDS = "households", _("Households")
