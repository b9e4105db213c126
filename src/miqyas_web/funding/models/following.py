"""What happens along a grant: amendments, reminders, disputes, lessons; and the page a funder shows of its grants."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.evidence.models import Claim as EvidenceClaim
from miqyas_web.funding.enums import DisputeState, LessonKind, Side
from miqyas_web.funding.models.grants import Grant, GrantReport, Payment
from miqyas_web.indicators.models import Indicator


class Amendment(models.Model):
    """A change of an agreement: what it was, what it becomes, why, agreed by both. Never changed once agreed."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=10, choices=Side, default=Side.FUNDER)
    # Both texts whole, as `queries.agreements` writes them; the second is sealed when it is agreed.
    before = models.JSONField()
    after = models.JSONField()
    sha256 = models.CharField(max_length=64, blank=True)
    reason = models.TextField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    # Refused by the other side, or taken back by who proposed it.
    refused_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    refused_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="one_number_by_amendment"),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True) | Q(refused_at__isnull=True),
                name="amendment_is_agreed_or_refused",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant} · {self.number}"


class Reminder(models.Model):
    """A letter that a report is due or late: sent once for each moment, however often the job runs."""

    report = models.ForeignKey(GrantReport, on_delete=models.CASCADE, related_name="reminders")
    # Days from the due date at which it is sent: -30, -7, 1, 15…
    moment = models.IntegerField()
    sent_at = models.DateTimeField()
    n_letters = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "moment"], name="one_reminder_by_moment_of_report")
        ]

    def __str__(self) -> str:
        return f"{self.report} · {self.moment}"


class Dispute(models.Model):
    """The grantee contests a payment, with its reasons; someone else of the funder answers. Both stay."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="disputes")
    state = models.CharField(max_length=10, choices=DisputeState, default=DisputeState.OPEN)
    text = models.TextField()
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payment"], condition=Q(state=DisputeState.OPEN), name="one_open_dispute_by_payment"
            ),
            models.CheckConstraint(
                condition=Q(state=DisputeState.OPEN)
                | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                name="settled_dispute_has_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment} · {self.filed_at:%Y-%m-%d}"


class Lesson(models.Model):
    """What was learnt from a grant, for the grants that follow."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="lessons")
    kind = models.CharField(max_length=10, choices=LessonKind, default=LessonKind.WORKED)
    text = models.TextField()
    # The words of the text, as they are searched.
    words = models.TextField(blank=True, editable=False)
    # What was changed because of it; empty while nothing was.
    changed = models.TextField(blank=True)
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons"
    )
    # What establishes it: a claim of the initiative.
    evidence = models.ForeignKey(
        EvidenceClaim, null=True, blank=True, on_delete=models.SET_NULL, related_name="lessons"
    )
    # Read by every funder and applicant; otherwise by the two sides of the grant.
    is_public = models.BooleanField(default=False)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:80]


class PortfolioPage(models.Model):
    """What a funder shows of its grants to everybody, if it wants to."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="portfolio_page", primary_key=True
    )
    is_public = models.BooleanField(default=False)
    # By language.
    text = models.JSONField(default=dict, blank=True)
    # Of the IATI publication: the identifier the funder has there, and the DAC code of each theme.
    iati_ref = models.CharField(max_length=60, blank=True)
    sectors = models.JSONField(default=dict, blank=True)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.organisation)
