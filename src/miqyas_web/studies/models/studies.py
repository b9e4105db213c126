"""A question put to data."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.indicators.models import Indicator
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies.enums import Design, MultipleTesting, StudyState
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
    treatment = models.CharField(max_length=255, blank=True)
    treatment_label = models.CharField(max_length=200, blank=True)
    strata = models.CharField(max_length=255, blank=True)
    cluster = models.CharField(max_length=255, blank=True)
    covariates = models.JSONField(default=list, blank=True)
    weights = models.CharField(max_length=255, blank=True)
    baseline = models.CharField(max_length=255, blank=True)
    instrument = models.CharField(max_length=255, blank=True)
    running = models.CharField(max_length=255, blank=True)
    cutoff = models.FloatField(null=True, blank=True)
    unit_id = models.CharField(max_length=255, blank=True)
    time = models.CharField(max_length=255, blank=True)
    cohort = models.CharField(max_length=255, blank=True)
    level = models.FloatField(default=0.95)
    # What the plan says beyond the effect: `miqyas.design.plan.Plan` holds the same names.
    secondary_outcomes = models.JSONField(default=list, blank=True)
    multiple_testing = models.CharField(max_length=20, blank=True, choices=MultipleTesting)
    subgroups = models.JSONField(default=list, blank=True)
    exclusions = models.TextField(blank=True)
    missing_data = models.TextField(blank=True)
    sample_size = models.TextField(blank=True)
    # Seals of the records of lots and samples that the study rests on.
    draws = models.JSONField(default=list, blank=True)
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
