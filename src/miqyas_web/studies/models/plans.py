"""What a study said it would do, each time it said so."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.studies.models.studies import Study


class SealedPlan(models.Model):
    """The pre-analysis plan at the moment it was sealed. The first is the plan; later ones are amendments."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    # Why the plan was changed; empty for the first.
    reason = models.TextField(blank=True)
    sealed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="plan_number_once_in_a_study"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="amendment_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.study} · {self.number}"
