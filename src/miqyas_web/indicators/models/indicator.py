"""The reference sheet of a measure."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.indicators.enums import Aggregation, Collector, Direction, Interpolation
from miqyas_web.indicators.rules import Figures
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.models import Node


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, person: Person) -> "IndicatorQuerySet":
        return self.filter(node__theory__initiative__in=Initiative.objects.visible_to(person))


class Indicator(models.Model):
    """The reference sheet of one measure of one node of the theory."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="indicators")
    name = models.CharField(max_length=200)
    definition = models.TextField()
    # Of a share or a ratio: what is above the line, what is below.
    numerator = models.TextField(blank=True)
    denominator = models.TextField(blank=True)
    unit = models.CharField(max_length=60)
    direction = models.CharField(max_length=10, choices=Direction)
    aggregation = models.CharField(max_length=20, choices=Aggregation)
    formula = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    frequency = models.CharField(max_length=100, blank=True)
    collector = models.CharField(max_length=15, choices=Collector, blank=True)
    limits = models.TextField(blank=True)
    ethics = models.TextField(blank=True)
    # How it is asked of a person; empty when it is read in registers.
    question = models.TextField(blank=True)
    # The sheet of the catalogue it was written from; empty when it is the person's own.
    catalogue_key = models.CharField(max_length=80, blank=True)
    # Names of `enums.Dimension`, in their order; what each needs beside its name stands below.
    disaggregation = models.JSONField(default=list, blank=True)
    # First age of each band, in order: [0, 15, 25] says 0-14, 15-24, 25 and over.
    age_bands = models.JSONField(default=list, blank=True)
    own_dimension = models.CharField(max_length=100, blank=True)
    own_categories = models.JSONField(default=list, blank=True)
    baseline_value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_date = models.DateField(null=True, blank=True)
    target_value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    target_date = models.DateField(null=True, blank=True)
    interpolation = models.CharField(max_length=10, choices=Interpolation, default=Interpolation.LINEAR)
    # Of an indicator that should hold: how far from its target it still holds, in its unit.
    tolerance = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    targets_approved_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    targets_approved_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline_value__isnull=True, baseline_date__isnull=True)
                | Q(baseline_value__isnull=False, baseline_date__isnull=False),
                name="baseline_has_value_and_date",
            ),
            models.CheckConstraint(
                condition=Q(target_value__isnull=True, target_date__isnull=True)
                | Q(target_value__isnull=False, target_date__isnull=False),
                name="target_has_value_and_date",
            ),
            models.CheckConstraint(
                condition=Q(targets_approved_by__isnull=True, targets_approved_at__isnull=True)
                | Q(targets_approved_by__isnull=False, targets_approved_at__isnull=False),
                name="targets_approved_by_someone_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def are_targets_approved(self) -> bool:
        return self.targets_approved_at is not None

    @property
    def is_ratio(self) -> bool:
        return self.aggregation == Aggregation.RATIO_OF_SUMS

    @property
    def scale(self) -> Decimal:
        """What its ratios are multiplied by."""
        return Decimal(100 if self.unit.strip() in {"%", "٪"} else 1)

    @property
    def figures(self) -> Figures:
        """Baseline and target, as the rules look at them."""
        return Figures(
            direction=self.direction,
            baseline_value=self.baseline_value,
            baseline_date=self.baseline_date,
            target_value=self.target_value,
            target_date=self.target_date,
        )
