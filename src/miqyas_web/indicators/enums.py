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


class Interpolation(models.TextChoices):
    """What is due between two targets (`miqyas.indicators.targets`)."""

    LINEAR = "linear", _("In a straight line")
    STEPPED = "stepped", _("By steps: nothing more until the next date")
    COMPOUND = "compound", _("At a constant rate of growth")


class TargetReason(models.TextChoices):
    """Why approved targets change."""

    DEFINITION = "definition", _("The definition or the way of measuring changed")
    BASELINE = "baseline", _("The baseline was wrong or was measured again")
    SCOPE = "scope", _("More or fewer people or places are reached")
    BUDGET = "budget", _("The budget changed")
    CALENDAR = "calendar", _("The calendar changed")
    SHOCK = "shock", _("Something outside happened: drought, epidemic, prices, law")
    LEARNING = "learning", _("What was learnt shows that another pace is realistic")
    MISTAKE = "mistake", _("A mistake of writing")
    OTHER = "other", _("Another reason")


class MeasurementState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class MeasurementOrigin(models.TextChoices):
    HAND = "hand", _("Written by hand")
    IMPORT = "import", _("Imported from a file")
    FORMULA = "formula", _("Computed from a dataset")


class IntervalMethod(models.TextChoices):
    """How the interval of a measure was made (`miqyas.indicators.measuring`)."""

    NONE = "none", _("No interval: everyone was counted, or its error is not known")
    SAID = "said", _("As the person wrote it")
    WILSON = "wilson", _("Wilson’s interval of a share")
    CLOPPER_PEARSON = "clopper_pearson", _("Clopper and Pearson’s exact interval of a share")
    T = "t", _("Student’s t on the linearised variance")
    ORDER_STATISTICS = "order_statistics", _("Order statistics of the median")
