"""Documents drawn from all rooms below, with the record of every figure in them."""

import secrets
from string import ascii_letters, digits

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.evidence.models import Claim
from miqyas_web.initiatives.models import Initiative
from miqyas_web.reports.enums import ReportState


def new_address() -> str:
    """The public address of a report: cannot be guessed before it is published."""
    # Never a dash first: on a command line it would be taken for an option.
    return secrets.choice(ascii_letters + digits) + secrets.token_urlsafe(8)


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, person: Person) -> "ReportQuerySet":
        return self.filter(initiative__in=Initiative.objects.visible_to(person))

    def public(self) -> "ReportQuerySet":
        """Those that anyone may open: published, or withdrawn and saying why."""
        return self.exclude(state=ReportState.DRAFT)

    def light(self) -> "ReportQuerySet":
        """Without what only the document itself needs: a content weighs hundreds of kilobytes."""
        return self.defer("content", "manifest")


class Report(models.Model):
    """One document in all languages. ``content`` is frozen: texts by language, figures by key."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="reports")
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    lessons = models.TextField(blank=True)
    # The language the title, the summary and the lessons are written in.
    language = models.CharField(max_length=10, default="fr")
    claims = models.ManyToManyField(Claim, related_name="reports")
    # Whether everyone may have the de-identified analysis data, or only members.
    shares_data = models.BooleanField(default=False)
    content = models.JSONField(default=dict)
    manifest = models.JSONField(default=dict)
    # Of the manifest, printed on the report; and of all that the report says.
    sha256 = models.CharField(max_length=64, blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=20, unique=True, default=new_address)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DRAFT)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT) ^ Q(published_at__isnull=False),
                name="report_published_at_set_unless_draft",
            ),
            models.CheckConstraint(
                condition=Q(
                    published_at__isnull=True, published_by__isnull=True, sha256="", content_sha256=""
                )
                | (
                    Q(published_at__isnull=False, published_by__isnull=False)
                    & ~Q(sha256="")
                    & ~Q(content_sha256="")
                ),
                name="report_published_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(state=ReportState.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="report_withdrawn_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Verification(models.Model):
    """A report computed again: same or different, figure by figure."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="verifications")
    is_same = models.BooleanField()
    # What `science.verify` answers with: {"figures": […], "reason": {language: sentence}}.
    verdicts = models.JSONField()
    library_version = models.CharField(max_length=40)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    job_id = models.BigIntegerField(null=True, blank=True, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.report} · {self.made_at:%Y-%m-%d}"
