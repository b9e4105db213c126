"""What every room leans on: the audit log and the jobs."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from miqyas_web.foundation.enums import JobState


class AppendOnly(models.QuerySet["AuditEvent"]):
    def update(self, **_: Any) -> NoReturn:
        raise TypeError("The audit log is append-only.")

    def delete(self) -> NoReturn:
        raise TypeError("The audit log is append-only.")


class AuditEvent(models.Model):
    """Who did what to which object, and when; each row carries the hash of the one before.

    People are kept by number and name, not by key: the log outlives the account. Written by
    ``audit.record`` only; a database trigger refuses updates and deletions (migration 0001).
    """

    position = models.PositiveBigIntegerField(unique=True)
    verb = models.CharField(max_length=64, db_index=True)
    target_kind = models.CharField(max_length=64)
    target_id = models.CharField(max_length=64)
    target_name = models.CharField(max_length=200)
    person_id = models.BigIntegerField(null=True, db_index=True)
    person_name = models.CharField(max_length=200)
    organisation_id = models.BigIntegerField(null=True, db_index=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = AppendOnly.as_manager()

    class Meta:
        indexes = [models.Index(fields=["target_kind", "target_id"], name="audit_target")]

    def __str__(self) -> str:
        return f"{self.position} {self.verb} {self.target_kind} {self.target_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("The audit log is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("The audit log is append-only.")


class AuditHead(models.Model):
    """The end of the chain: one row, locked by whoever appends."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    position = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="audit_has_one_head")]

    def __str__(self) -> str:
        return f"{self.position} {self.hash[:12]}"


class Job(models.Model):
    """Long work, done apart from the page by a worker process. See ``jobs``."""

    task = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    language = models.CharField(max_length=10)
    person_id = models.BigIntegerField(null=True, db_index=True)
    title = models.CharField(max_length=200)
    progress_pct = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=200, blank=True)
    outcome = models.TextField(blank=True)
    next_address = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    seen_alive_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "asked_at"], name="job_next")]
        constraints = [
            models.CheckConstraint(condition=Q(progress_pct__lte=100), name="job_progress_at_most_100"),
            models.CheckConstraint(
                condition=Q(state__in=[JobState.WAITING, JobState.RUNNING]) ^ Q(ended_at__isnull=False),
                name="job_ended_at_set_when_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} #{self.pk} {self.state}"

    @property
    def is_over(self) -> bool:
        return self.state not in {JobState.WAITING, JobState.RUNNING}


class DailyRun(models.Model):
    """A task that was asked for on a day: one row for both, whatever the number of workers. See ``daily``."""

    task = models.CharField(max_length=80)
    day = models.DateField()
    job_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "day"], name="one_run_by_task_and_day")]

    def __str__(self) -> str:
        return f"{self.task} {self.day}"
