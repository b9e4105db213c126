from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    INCREASE = "increase", _("Should rise")
    DECREASE = "decrease", _("Should fall")
    MAINTAIN = "maintain", _("Should hold")


class Aggregation(models.TextChoices):
    """How values of several places or groups become one (`miqyas.indicators.definition`)."""

    SUM = "sum", _("Sum")
    RATIO_OF_SUMS = "ratio_of_sums", _("Ratio of sums")
    WEIGHTED_MEAN = "weighted_mean", _("Weighted mean")
    MEAN = "mean", _("Mean")
    DISTINCT_PERSONS = "distinct_persons", _("Distinct persons")
    MAXIMUM = "maximum", _("Maximum")
    LAST_VALUE = "last_value", _("Last value")
    MEDIAN = "median", _("Median")


class Collector(models.TextChoices):
    """Who collects the figure."""

    STAFF = "staff", _("The team itself")
    ENUMERATOR = "enumerator", _("Enumerators")
    ADMINISTRATION = "administration", _("An administration, from its registers")
    PARTICIPANT = "participant", _("The people themselves")
    PARTNER = "partner", _("A partner")


class Dimension(models.TextChoices):
    """What the people or places of a figure may be told apart by (`miqyas.indicators.disaggregation`)."""

    SEX = "sex", _("Sex")
    AGE = "age", _("Age")
    RESIDENCE = "residence", _("Urban or rural")
    DISABILITY = "disability", _("Disability (Washington Group short set)")
    TERRITORY = "territory", _("Territory")
    OWN = "own", _("Own categories")


class MeasuredField(models.TextChoices):
    """The figures whose change is told on the page of an indicator."""

    BASELINE_VALUE = "baseline_value", _("Baseline")
    BASELINE_DATE = "baseline_date", _("Date of the baseline")
    TARGET_VALUE = "target_value", _("Target")
    TARGET_DATE = "target_date", _("Date of the target")
