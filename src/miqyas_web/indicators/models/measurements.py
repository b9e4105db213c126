"""What an indicator was found to be, by whom it was said, and who let it stand."""

from typing import Any

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.indicators.enums import Dimension, IntervalMethod, MeasurementOrigin, MeasurementState
from miqyas_web.indicators.models.indicator import Indicator
from miqyas_web.indicators.rules.workflow import DECIMALS
from miqyas_web.initiatives.models import Initiative

FIGURE: dict[str, Any] = {"max_digits": 24, "decimal_places": DECIMALS}


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def visible_to(self, person: Person) -> "MeasurementQuerySet":
        return self.filter(indicator__node__theory__initiative__in=Initiative.objects.visible_to(person))

    def approved(self) -> "MeasurementQuerySet":
        return self.filter(state=MeasurementState.APPROVED)


class Measurement(models.Model):
    """One value of one indicator on one day."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measurements")
    date = models.DateField()
    value = models.DecimalField(**FIGURE)
    low = models.DecimalField(null=True, blank=True, **FIGURE)
    high = models.DecimalField(null=True, blank=True, **FIGURE)
    # Coverage of the interval, between 0 and 1.
    level = models.FloatField(default=0.95)
    std_error = models.FloatField(null=True, blank=True)
    interval_method = models.CharField(max_length=20, choices=IntervalMethod, default=IntervalMethod.NONE)
    n = models.PositiveBigIntegerField(null=True, blank=True)
    numerator = models.DecimalField(null=True, blank=True, **FIGURE)
    denominator = models.DecimalField(null=True, blank=True, **FIGURE)
    note = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=MeasurementOrigin)
    # Of a computed value: `miqyas.reporting.record.FigureRecord`, enough to compute it again.
    figure = models.JSONField(default=dict, blank=True)
    # Of a value written by hand or imported: the file that shows it, under its own hash.
    evidence_name = models.CharField(max_length=255, blank=True)
    evidence_sha256 = models.CharField(max_length=64, blank=True)
    evidence_bytes = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=MeasurementState, default=MeasurementState.DRAFT)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    # Why it was returned or withdrawn.
    reason = models.TextField(blank=True)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "date"],
                condition=Q(state=MeasurementState.APPROVED),
                name="one_approved_measure_by_day",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="measure_decided_by_someone_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True) | Q(low__isnull=False, high__isnull=False),
                name="interval_has_two_ends",
            ),
            models.CheckConstraint(
                condition=Q(evidence_name="", evidence_sha256="")
                | (~Q(evidence_name="") & ~Q(evidence_sha256="")),
                name="evidence_has_name_and_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.date:%Y-%m-%d}"


class MeasuredGroup(models.Model):
    """The value of one group; a group of too few people has none, and none is kept."""

    measurement = models.ForeignKey(Measurement, on_delete=models.CASCADE, related_name="groups")
    dimension = models.CharField(max_length=12, choices=Dimension)
    group = models.CharField(max_length=120)
    is_hidden = models.BooleanField(default=False)
    value = models.DecimalField(null=True, blank=True, **FIGURE)
    low = models.DecimalField(null=True, blank=True, **FIGURE)
    high = models.DecimalField(null=True, blank=True, **FIGURE)
    n = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measurement", "dimension", "group"], name="one_value_by_group_of_a_measure"
            ),
            models.CheckConstraint(
                condition=Q(
                    is_hidden=True, value__isnull=True, n__isnull=True, low__isnull=True, high__isnull=True
                )
                | Q(is_hidden=False, value__isnull=False),
                name="hidden_group_keeps_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measurement} {self.group}"
