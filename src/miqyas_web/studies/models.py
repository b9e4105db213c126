"""Questions put to data: their plan, sealed; their estimates, and how to compute them again."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies.enums import Design, StudyState
from miqyas_web.theories.models import Link


class StudyQuerySet(models.QuerySet["Study"]):
    def visible_to(self, person: Person) -> "StudyQuerySet":
        return self.filter(initiative__in=Initiative.objects.visible_to(person))


class Study(models.Model):
    """One question about one link of the theory. Column names are those of the dataset's version."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="studies")
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="studies")
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="studies"
    )
    dataset = models.ForeignKey(DatasetVersion, on_delete=models.PROTECT, related_name="studies")
    title = models.CharField(max_length=200)
    question = models.TextField()
    hypothesis = models.TextField(blank=True)
    design = models.CharField(max_length=40, choices=Design)
    outcome = models.CharField(max_length=255)
    outcome_label = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    treatment = models.CharField(max_length=255)
    treatment_label = models.CharField(max_length=200, blank=True)
    strata = models.CharField(max_length=255, blank=True)
    cluster = models.CharField(max_length=255, blank=True)
    covariates = models.JSONField(default=list, blank=True)
    weights = models.CharField(max_length=255, blank=True)
    level = models.FloatField(default=0.95)
    # Whether the authors could see outcomes before writing the plan; they say so, and it shows.
    data_seen = models.BooleanField(default=True)
    notes = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=StudyState, default=StudyState.DRAFT)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = StudyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__gt=0, level__lt=1), name="study_level_between_0_and_1")
        ]

    def __str__(self) -> str:
        return self.title


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
