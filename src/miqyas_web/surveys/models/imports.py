"""Where answers are brought from, and each time they were."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.enums import SubmissionOrigin
from miqyas_web.surveys.models.forms import Survey


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, person: Person) -> "SourceQuerySet":
        return self.filter(initiative__in=Initiative.objects.visible_to(person))


class Source(models.Model):
    """A form on another server, or a file: where answers of a questionnaire are brought from."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="sources")
    kind = models.CharField(max_length=12, choices=SubmissionOrigin)
    # Of a server: its address, and the account where a token does not say it. Of a file: empty.
    address = models.CharField(max_length=300, blank=True)
    account = models.CharField(max_length=254, blank=True)
    # `foundation.sealing`; empty once forgotten.
    sealed_key = models.TextField(blank=True)
    # What the server calls the form; empty until one is chosen.
    form_ref = models.CharField(max_length=300, blank=True)
    form_title = models.CharField(max_length=300, blank=True)
    survey = models.ForeignKey(
        Survey, null=True, blank=True, on_delete=models.PROTECT, related_name="sources"
    )
    # Answers that came there since this instant are asked for; as that server writes it.
    since = models.CharField(max_length=40, blank=True)
    # Of a file: the name it had, its hash, and which column answers which question.
    file_name = models.CharField(max_length=255, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    columns = models.JSONField(default=dict, blank=True)
    # Of a file: each sheet as it was seen and what it is taken for (`science.books.SheetSeen`); its first rows are
    # erased with the file.
    sheets = models.JSONField(default=list, blank=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(form_ref="") | Q(survey__isnull=False), name="chosen_form_has_its_survey"
            )
        ]

    def __str__(self) -> str:
        return self.form_title or self.file_name or self.address


class ImportRun(models.Model):
    """One time answers were brought. Its figures are written page by page: a job that died goes on from there."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="runs")
    job_id = models.BigIntegerField(null=True, blank=True)
    # Everything again, also what the server does not call new.
    is_whole = models.BooleanField(default=False)
    n_there = models.PositiveIntegerField(null=True, blank=True)
    n_seen = models.PositiveIntegerField(default=0)
    n_new = models.PositiveIntegerField(default=0)
    n_rejected = models.PositiveIntegerField(default=0)
    n_refused = models.PositiveIntegerField(default=0)
    n_files_absent = models.PositiveIntegerField(default=0)
    # The first of those refused: identifier and reason.
    refused = models.JSONField(default=list, blank=True)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # Why it stopped before its end; empty when it did not.
    trouble = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(ended_at__isnull=True), name="one_import_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def n_known(self) -> int:
        return self.n_seen - self.n_new - self.n_rejected - self.n_refused
