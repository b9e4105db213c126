"""What is answered at the close of a stage that is not the last, and the interviews of a stage without a form."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.funding.models.applications import Application
from miqyas_web.funding.models.calls import Stage
from miqyas_web.funding.models.reviews import Reviewer


class StageAnswer(models.Model):
    """On to the next stage, or no with the reason. It may be undone until the applicant is told; never after."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="stage_answers")
    # The stage that closed.
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="answers")
    is_invited = models.BooleanField()
    reason = models.TextField(blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    told_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "stage"], name="one_answer_by_application_and_stage"
            ),
            models.CheckConstraint(
                condition=Q(is_invited=True) | ~Q(reason=""), name="no_at_a_stage_has_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(told_by__isnull=True, told_at__isnull=True)
                | Q(told_by__isnull=False, told_at__isnull=False),
                name="told_stage_answer_has_author_and_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.stage}"


class Interview(models.Model):
    """When an applicant is heard, then a short record, sealed with the file for those who judge that stage."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="interviews")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="interviews")
    starts_at = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    # A room, or the address of a call by video.
    place = models.CharField(max_length=300)
    # Who hears the applicant; never someone tied to them.
    readers = models.ManyToManyField(Reviewer, blank=True, related_name="interviews")
    booked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    has_come = models.BooleanField(null=True, blank=True)
    # Who was heard and who listened, as written.
    present = models.CharField(max_length=500, blank=True)
    record = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "stage"], name="one_interview_by_application_and_stage"
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="interview_lasts_a_minute_at_least"),
            models.CheckConstraint(
                condition=Q(recorded_at__isnull=True, recorded_by__isnull=True, has_come__isnull=True)
                | Q(recorded_at__isnull=False, recorded_by__isnull=False, has_come__isnull=False),
                name="interview_record_has_author_and_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.starts_at:%Y-%m-%d %H:%M}"
