"""Expenses that a grantee claims against the budget, each with its receipt and its answer."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.funding.enums import ClaimState, ReceiptState
from miqyas_web.funding.models.grants import BudgetLine, Grant


class Claim(models.Model):
    """Expenses sent together."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="claims")
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=ClaimState, default=ClaimState.DRAFT)
    note = models.TextField(blank=True)
    sent_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["grant", "number"], name="one_number_by_claim")]

    def __str__(self) -> str:
        return f"{self.grant} · {self.number}"


class Receipt(models.Model):
    """One expense: the line it is for, who was paid, the paper, and what the officer answered."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="receipts")
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="receipts")
    spent_on = models.DateField()
    title = models.CharField(max_length=200)
    supplier = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=100, blank=True)
    # Supplier and number folded: the same paper is met again under another spelling.
    folded = models.CharField(max_length=310, blank=True, db_index=True, editable=False)
    amount_mad = models.DecimalField(max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    # The paper itself, kept under its sha256.
    name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    media_type = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=ReceiptState, default=ReceiptState.WRITTEN)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[ReceiptState.RETURNED, ReceiptState.REFUSED]) | ~Q(answer=""),
                name="receipt_not_accepted_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ReceiptState.WRITTEN, ReceiptState.SENT])
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="answered_receipt_has_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title
