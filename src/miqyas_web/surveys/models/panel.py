"""People answered for in several rounds, apart from what they answered; answers collected a second time."""

import uuid

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.surveys.models.answers import Submission
from miqyas_web.surveys.models.forms import Survey


class Respondent(models.Model):
    """Someone asked in one or several rounds, under a code that says nothing of who it is."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="respondents")
    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    linked_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.code)


class RespondentIdentity(models.Model):
    """Who a respondent is: read by those alone who may see personal values; deleted when erasure is asked."""

    respondent = models.OneToOneField(Respondent, on_delete=models.CASCADE, related_name="identity")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="+")
    # What the identifier question said, folded.
    identifier = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "identifier"], name="one_respondent_by_identifier_of_initiative"
            )
        ]

    def __str__(self) -> str:
        return str(self.respondent)


class RespondentAnswer(models.Model):
    """Which answers one respondent gave."""

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="answers")
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="respondent_link")

    def __str__(self) -> str:
        return f"{self.respondent} · {self.submission_id}"


class BackCheckDraw(models.Model):
    """Answers drawn to be collected a second time by someone else; the same seed draws the same ones."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="back_check_draws")
    seed = models.PositiveBigIntegerField()
    n_drawn = models.PositiveIntegerField()
    n_among = models.PositiveIntegerField()
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.survey} · {self.seed}"


class BackCheck(models.Model):
    """One answer to collect again, and the answer that did."""

    draw = models.ForeignKey(BackCheckDraw, on_delete=models.CASCADE, related_name="back_checks")
    original = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="back_check")
    again = models.OneToOneField(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="back_check_of"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(again__isnull=True) | ~Q(again=models.F("original")),
                name="back_check_is_another_answer",
            )
        ]

    def __str__(self) -> str:
        return str(self.original)
