"""The diagnostic of an organisation's practice: one answer to each question, given together."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.adoption.enums import Audience, DiagnosticState, Size
from miqyas_web.territories.models import Territory


class DiagnosticQuerySet(models.QuerySet["Diagnostic"]):
    def visible_to(self, person: Person) -> "DiagnosticQuerySet":
        return self.filter(organisation__in=Organisation.objects.visible_to(person))

    def complete(self) -> "DiagnosticQuerySet":
        return self.filter(state=DiagnosticState.COMPLETE)


class Diagnostic(models.Model):
    """One time an organisation takes stock. It keeps the version it was answered in."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="diagnostics")
    audience = models.CharField(max_length=20, choices=Audience)
    # A folder of content/diagnostic.
    version = models.CharField(max_length=20)
    # As they were that day: groups of comparison are read from here.
    size = models.CharField(max_length=10, choices=Size)
    region = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=DiagnosticState, default=DiagnosticState.OPEN)
    # Level by dimension once completed ({"describe": 3, "ethics": null}); computed by the published rules.
    standings = models.JSONField(default=dict)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    completed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    completed_at = models.DateTimeField(null=True, blank=True)

    objects = DiagnosticQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["audience", "version", "state"], name="diagnostic_of_a_version")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "audience"],
                condition=Q(state=DiagnosticState.OPEN),
                name="one_open_diagnostic_by_organisation_and_audience",
            ),
            models.CheckConstraint(
                condition=Q(state=DiagnosticState.OPEN, completed_at__isnull=True, completed_by__isnull=True)
                | Q(state=DiagnosticState.COMPLETE, completed_at__isnull=False, completed_by__isnull=False),
                name="diagnostic_completed_by_someone_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.version}"

    @property
    def is_open(self) -> bool:
        return self.state == DiagnosticState.OPEN


class Answer(models.Model):
    """The organisation's answer to one question, who gave it, and what the platform had found."""

    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.CASCADE, related_name="answers")
    # Key of the item in the questionnaire of that version.
    item = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    applies = models.BooleanField(default=True)
    note = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    # What the platform found on the day it began: proposed, not an answer.
    found_level = models.PositiveSmallIntegerField(null=True, blank=True)
    found_fact = models.CharField(max_length=40, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    # Grows with each answer: two people who answer at once are told.
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["diagnostic", "item"], name="one_answer_by_question"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=5), name="answer_level_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(
                    answered_at__isnull=True, answered_by__isnull=True, level__isnull=True, applies=True
                )
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False)
                    & (
                        Q(applies=True, level__isnull=False)
                        | (Q(applies=False, level__isnull=True) & ~Q(note=""))
                    )
                ),
                name="answer_given_whole_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(found_level__isnull=True, found_fact="")
                | (Q(found_level__isnull=False) & ~Q(found_fact="")),
                name="answer_found_level_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.level}"

    @property
    def is_given(self) -> bool:
        return self.answered_at is not None

    @property
    def is_as_found(self) -> bool:
        """Whether it rests on what the platform holds."""
        return self.found_level is not None and self.level == self.found_level
