"""What is due when, and every change of it since it was approved."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.indicators.enums import Dimension, TargetReason
from miqyas_web.indicators.models.indicator import Indicator


class Target(models.Model):
    """What is due on a day before the last one, or what is due of one group."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    # Empty: of all.
    dimension = models.CharField(max_length=12, choices=Dimension, blank=True)
    group = models.CharField(max_length=120, blank=True)
    due_date = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "dimension", "group", "due_date"], name="one_target_by_group_and_day"
            ),
            models.CheckConstraint(
                condition=Q(dimension="", group="") | (~Q(dimension="") & ~Q(group="")),
                name="target_of_all_or_of_a_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.due_date}"


class TargetChange(models.Model):
    """A path of targets that changed after it was approved: what, why, who, when. Never written again."""

    # An indicator whose approved targets changed is not deleted: the change is told for ever.
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="target_changes")
    reason = models.CharField(max_length=12, choices=TargetReason)
    note = models.TextField(blank=True)
    # `rules.targets.PathSaid.told`.
    before = models.JSONField()
    after = models.JSONField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.indicator} {self.get_reason_display()}"
