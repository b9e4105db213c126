"""What is seen in the answers, what is done about it, and why; the answers themselves never change."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.enums import AlertState, Outcome, Severity, StepKind
from miqyas_web.surveys.models.answers import Collector, Submission
from miqyas_web.surveys.models.forms import Survey
from miqyas_web.territories.models import Territory


class QualitySettings(models.Model):
    """Which checks look at the answers of a questionnaire, with which thresholds; what is not said has its default."""

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="quality_settings")
    # {"duration": {"is_on": true, "cutoff": 3.5}, …}
    checks = models.JSONField(default=dict, blank=True)
    # Which question says what: {"enumerator": "…", "consent": "…", …}
    roles = models.JSONField(default=dict, blank=True)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.survey)


class QualityRun(models.Model):
    """The last time the checks looked at the answers of a questionnaire, and what each said."""

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="quality_run")
    ran_at = models.DateTimeField()
    n_answers = models.PositiveIntegerField()
    # By check: passed, sentences by language, figures, rows that hold nothing personal.
    results = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.survey)


class AlertQuerySet(models.QuerySet["Alert"]):
    def visible_to(self, person: Person) -> "AlertQuerySet":
        return self.filter(survey__initiative__in=Initiative.objects.visible_to(person))

    def waiting(self) -> "AlertQuerySet":
        return self.exclude(state=AlertState.RESOLVED)


class Alert(models.Model):
    """One answer that needs a look. Checks open it once; people close it, with a reason."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="alerts")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="alerts")
    # The answer it resembles or contradicts.
    other = models.ForeignKey(Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    check_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    severity = models.CharField(max_length=10, choices=Severity)
    question = models.CharField(max_length=255, blank=True)
    # What was found and what it passes; nothing of a personal question.
    facts = models.JSONField(default=dict, blank=True)
    # sha256 of what makes it the same alert: the check run again does not open it twice.
    key = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=AlertState, default=AlertState.OPEN)
    opened_at = models.DateTimeField()
    assigned_to = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    resolved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    reason = models.TextField(blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "key"], name="one_alert_by_key_of_survey"),
            models.CheckConstraint(
                condition=Q(state=AlertState.RESOLVED, resolved_by__isnull=False, resolved_at__isnull=False)
                & ~Q(reason="")
                & ~Q(outcome="")
                | ~Q(state=AlertState.RESOLVED)
                & Q(resolved_by__isnull=True, resolved_at__isnull=True, reason="", outcome=""),
                name="alert_resolved_by_someone_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=AlertState.ASSIGNED) | Q(assigned_to__isnull=False),
                name="alert_assigned_to_someone",
            ),
        ]
        indexes = [models.Index(fields=["survey", "state"])]

    def __str__(self) -> str:
        return f"{self.kind} · {self.submission_id}"


class Withdrawal(models.Model):
    """Why an answer no longer counts."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.submission)


class CleaningStep(models.Model):
    """One recorded step; carried out, in order, each time tables are made."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="cleaning_steps")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=StepKind)
    # Name of the repeat; empty for the main table.
    table = models.CharField(max_length=500, blank=True)
    column = models.CharField(max_length=300, blank=True)
    # {"keys": […]} and, or, {"column", "is_", "value"}
    selection = models.JSONField(default=dict, blank=True)
    # {"value", "was", "codes"}
    change = models.JSONField(default=dict, blank=True)
    reason = models.TextField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "position"], name="one_step_by_position_of_survey"),
            models.CheckConstraint(
                condition=Q(taken_back_by__isnull=True, taken_back_at__isnull=True)
                | Q(taken_back_by__isnull=False, taken_back_at__isnull=False),
                name="step_taken_back_by_someone_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.get_kind_display()}"


class Quota(models.Model):
    """How many answers one group is to give; the group is those who say ``value`` to ``question``."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="quotas")
    name = models.CharField(max_length=200)
    # Both empty: all answers.
    question = models.CharField(max_length=255, blank=True)
    value = models.CharField(max_length=255, blank=True)
    target = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "question", "value"], name="one_quota_by_group"),
            models.CheckConstraint(condition=Q(target__gte=1), name="quota_asks_for_something"),
        ]

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """What one member of the team is to collect, and where."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="assignments")
    collector = models.ForeignKey(Collector, on_delete=models.PROTECT, related_name="assignments")
    place = models.CharField(max_length=200, blank=True)
    # Closed territories stay: an assignment of last year names what stood then.
    territory = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # What answers collected there say to the question that tells the place; empty: all those of this phone count.
    place_code = models.CharField(max_length=255, blank=True)
    # Of the place as it was sampled; positions are compared with it.
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    target = models.PositiveIntegerField()
    due_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "collector", "place"], name="one_assignment_by_collector_place"
            ),
            models.CheckConstraint(condition=Q(target__gte=1), name="assignment_asks_for_something"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="assignment_place_is_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collector} · {self.where}"

    @property
    def group(self) -> str:
        """What the checks count it under, the same in every language."""
        return " · ".join(filter(None, (self.collector.name, self.place or self.place_code, f"n° {self.pk}")))

    @property
    def where(self) -> str:
        """The place in words: as it was written, then its territory."""
        return ", ".join(filter(None, (self.place, str(self.territory or ""))))
