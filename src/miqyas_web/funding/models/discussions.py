"""What a committee says of a file once every first opinion is in."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.funding.enums import DiscussionState
from miqyas_web.funding.models.applications import Application
from miqyas_web.funding.models.calls import Stage


class Discussion(models.Model):
    """The discussion of one application at one stage. Closed with its minutes, it takes no note and no change."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="discussions")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="discussions")
    state = models.CharField(max_length=10, choices=DiscussionState, default=DiscussionState.OPEN)
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "stage"], name="one_discussion_by_stage"),
            models.CheckConstraint(
                condition=Q(state=DiscussionState.OPEN, closed_at__isnull=True, closed_by__isnull=True)
                | Q(state=DiscussionState.CLOSED, closed_at__isnull=False, closed_by__isnull=False),
                name="closed_discussion_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.reference} · {self.stage.position}"


class DiscussionNote(models.Model):
    """What one person wrote in a discussion. Never changed."""

    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.discussion} · {self.written_at:%Y-%m-%d %H:%M}"
