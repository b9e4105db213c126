"""Documents drawn from all rooms below, with the record of every figure in them."""

import secrets

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.reports.enums import ReportState


def new_address() -> str:
    """The public address of a report: cannot be guessed before it is published."""
    return secrets.token_urlsafe(9)


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, person: Person) -> "ReportQuerySet":
        return self.filter(initiative__in=Initiative.objects.visible_to(person))

    def published(self) -> "ReportQuerySet":
        return self.filter(state=ReportState.PUBLISHED)


class Report(models.Model):
    """One document in all languages. ``content`` is frozen: texts by language, figures by key."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="reports")
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    lessons = models.TextField(blank=True)
    content = models.JSONField(default=dict)
    manifest = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=20, unique=True, default=new_address)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DRAFT)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT) ^ Q(published_at__isnull=False),
                name="report_published_at_set_unless_draft",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Verification(models.Model):
    """A report computed again: same or different, figure by figure."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="verifications")
    is_same = models.BooleanField()
    verdicts = models.JSONField()
    library_version = models.CharField(max_length=40)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.report} · {self.made_at:%Y-%m-%d}"
