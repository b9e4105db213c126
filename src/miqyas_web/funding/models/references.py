"""Files that many read: anchors, which make panels comparable, and files to learn on."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.funding.enums import ReferenceUse
from miqyas_web.funding.models.applications import Application
from miqyas_web.funding.models.calls import Stage


class ReferenceFile(models.Model):
    """A file that every reviewer of a stage reads. An anchor may be a candidate; what is invented or past never is."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="reference_files")
    use = models.CharField(max_length=10, choices=ReferenceUse)
    # How it is called where references are: "REF-1".
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=200, blank=True)
    # The candidate it is; otherwise its own content, in the shape of what is sealed of an application.
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    content = models.JSONField(default=dict, blank=True)
    # The application of an earlier call it was taken from, names left out.
    source = models.ForeignKey(Application, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # What careful readers give it: {"<criterion>": {"level": 3, "reason": "..."}}. A file to learn on has them all.
    levels = models.JSONField(default=dict, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "code"], name="one_reference_file_by_code"),
            models.UniqueConstraint(
                fields=["stage", "application"],
                condition=Q(retired_at__isnull=True),
                name="one_anchor_by_candidate",
            ),
            models.CheckConstraint(
                condition=Q(application__isnull=True)
                | Q(use=ReferenceUse.ANCHOR, source__isnull=True, content={}),
                name="candidate_is_an_anchor_and_holds_no_content",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.title}"


class TrainingAnswer(models.Model):
    """The levels a reviewer gave a file to learn on, once; they count for nothing else."""

    reviewer = models.ForeignKey(
        "funding.Reviewer", on_delete=models.PROTECT, related_name="training_answers"
    )
    file = models.ForeignKey(ReferenceFile, on_delete=models.PROTECT, related_name="answers")
    # {"<criterion>": level}
    levels = models.JSONField()
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reviewer", "file"], name="one_answer_by_reviewer_and_file")
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} · {self.file}"
