"""What the data answered."""

from typing import Any

from django.db import models

from miqyas_web.accounts.models import Person
from miqyas_web.studies.models.plans import SealedPlan
from miqyas_web.studies.models.studies import Study


class Estimation(models.Model):
    """One run of a study: what went in, what came out. Never changed."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="estimations")
    plan = models.ForeignKey(SealedPlan, on_delete=models.PROTECT, related_name="estimations")
    # The figures and how to compute them again (`miqyas.reporting.record.FigureRecord`, one by figure).
    records = models.JSONField()
    estimate = models.JSONField()
    arms = models.JSONField()
    checks = models.JSONField()
    dataset_sha256 = models.CharField(max_length=64)
    library_version = models.CharField(max_length=40)
    seed = models.PositiveBigIntegerField()
    job_id = models.BigIntegerField(unique=True)
    run_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.study} · {self.created_at:%Y-%m-%d}"

    @property
    def groups(self) -> list[dict[str, Any]]:
        """How many stand on each side of the comparison: the arms, or half of all where no arm is told."""
        return self.arms or [{"n": self.estimate["n"] // 2}]
