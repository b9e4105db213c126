"""Answers as they were received, and by whom they may be sent."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.enums import CollectorKind, SubmissionOrigin
from miqyas_web.surveys.models.forms import FormVersion, Survey


class Collector(models.Model):
    """An address answers are sent to without signing in: the phone of a field worker, or a web link.

    The address holds a secret; we keep its hash alone, so a lost address is replaced, never read again.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="collectors")
    kind = models.CharField(max_length=10, choices=CollectorKind)
    name = models.CharField(max_length=200)
    # The language of the sentences it is answered in.
    language = models.CharField(max_length=10, default="fr")
    # A web link serves one questionnaire; a phone all those of the initiative, or the ones it is given.
    surveys = models.ManyToManyField(Survey, blank=True, related_name="collectors")
    token_sha256 = models.CharField(max_length=64, unique=True)
    # Opens the versions on trial instead of those published; its answers stand apart.
    is_test = models.BooleanField(default=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    # Whether it opens some questionnaires alone; told by the query that finds a door (queries.doors), not kept.
    has_chosen = False

    def __str__(self) -> str:
        return self.name


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, person: Person) -> "SubmissionQuerySet":
        return self.filter(survey__initiative__in=Initiative.objects.visible_to(person))

    def standing(self) -> "SubmissionQuerySet":
        """Those that count: not on trial, not replaced by a correction, not withdrawn."""
        return self.filter(is_test=False, is_current=True, withdrawn_at__isnull=True)


class Submission(models.Model):
    """One answer, byte for byte as received: the truth from which everything else is made.

    A correction is another row that names the one it replaces; both stay.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="submissions")
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="submissions")
    is_test = models.BooleanField(default=False)
    instance_id = models.CharField(max_length=249)
    xml = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    origin = models.CharField(max_length=12, choices=SubmissionOrigin)
    collector = models.ForeignKey(
        Collector, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    sent_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    device_id = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(db_index=True)
    # Names of the files the answer speaks of; those that came are its attachments.
    expected_files = models.JSONField(default=list, blank=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    # The first of its line of corrections; empty for the first itself.
    first = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="later")
    is_current = models.BooleanField(default=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "is_test", "instance_id"], name="one_submission_by_instance_id"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, first__isnull=True)
                | Q(corrects__isnull=False, first__isnull=False),
                name="correction_knows_its_first",
            ),
        ]

    def __str__(self) -> str:
        return self.instance_id


class Attachment(models.Model):
    """A file that came with an answer, kept under its sha256 in settings.ATTACHMENTS."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    n_bytes = models.PositiveBigIntegerField()
    # What its bytes are, whatever the sender said.
    media_type = models.CharField(max_length=100)
    # The bytes are not what the name promises: kept all the same, and said.
    is_doubtful = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "name"], name="one_attachment_by_name")]

    def __str__(self) -> str:
        return self.name
