"""Money given, tied to what is measured: agreement, budget, milestones, reports, claims, payments."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.funding.enums import GrantState, PaymentState, PayRule, ReportState
from miqyas_web.funding.models.applications import Application
from miqyas_web.indicators.models import Indicator, Measurement
from miqyas_web.initiatives.models import Initiative
from miqyas_web.territories.models import Territory


class GrantQuerySet(models.QuerySet["Grant"]):
    def given_by(self, person: Person) -> "GrantQuerySet":
        """The funder's side."""
        return self.filter(organisation__in=Organisation.objects.where(person, Permission.READ))

    def received_by(self, person: Person) -> "GrantQuerySet":
        """The grantee's side."""
        return self.filter(initiative__in=Initiative.objects.visible_to(person))

    def visible_to(self, person: Person) -> "GrantQuerySet":
        return self.filter(
            Q(organisation__in=Organisation.objects.where(person, Permission.READ))
            | Q(initiative__in=Initiative.objects.visible_to(person))
        )


class Grant(models.Model):
    """An agreement between a funder and an initiative."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grants")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="grants")
    # None when a grant was not born of a call of the platform.
    application = models.OneToOneField(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="grant"
    )
    reference = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=GrantState, default=GrantState.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=200)
    amount_mad = models.DecimalField(max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    theme = models.CharField(max_length=40, blank=True)
    # Where the money goes, for the portfolio; None: the country, or not said.
    region = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # The text agreed, as sealed when the second party agreed: content, sha256.
    agreement = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    agreed_by_funder = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_by_funder_at = models.DateTimeField(null=True, blank=True)
    agreed_by_grantee = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_by_grantee_at = models.DateTimeField(null=True, blank=True)
    # By how much a line of the budget may be passed without an amendment, in %; past that, refused or only told.
    flexibility_pct = models.PositiveSmallIntegerField(default=10, validators=[MaxValueValidator(100)])
    is_overspend_refused = models.BooleanField(default=True)
    # What the call asks of reports, as it stood when the grant was made (`rules.reporting`).
    reporting = models.JSONField(default=dict, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_note = models.TextField(blank=True)
    # At the close: what was paid and not spent, what came back of it, and why the rest was left.
    unspent_mad = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    returned_mad = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    left_because = models.TextField(blank=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "reference"], name="one_reference_by_funder"),
            models.CheckConstraint(
                condition=Q(state=GrantState.DRAFT)
                | Q(agreed_by_funder_at__isnull=False, agreed_by_grantee_at__isnull=False),
                name="active_grant_is_agreed_by_both",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="grant_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.title}"


class BudgetLine(models.Model):
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    amount_mad = models.DecimalField(max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["grant", "position"], name="one_line_by_position_of_grant")
        ]

    def __str__(self) -> str:
        return self.title


class Milestone(models.Model):
    """What must be shown for a share of the money: an indicator, a target, a method, the least evidence."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    rule = models.CharField(max_length=10, choices=PayRule, default=PayRule.FIXED)
    amount_mad = models.DecimalField(max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    due_on = models.DateField()
    # None for a fixed payment.
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="milestones"
    )
    target = models.FloatField(null=True, blank=True)
    # Below the floor a graduated rule pays nothing.
    floor = models.FloatField(null=True, blank=True)
    is_higher_better = models.BooleanField(default=True)
    # Confidence level of the interval the rule reads.
    level = models.FloatField(default=0.8, validators=[MinValueValidator(0.5), MaxValueValidator(0.99)])
    method = models.TextField(blank=True)
    source = models.TextField(blank=True)
    # Least level of evidence, on the Maryland scale (1 to 5); 0: none asked.
    least_evidence = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(5)])
    n_planned = models.PositiveIntegerField(null=True, blank=True)
    # Standard error expected of the figure, where it is no share: both sides read how the rule errs from it.
    error_planned = models.FloatField(null=True, blank=True, validators=[MinValueValidator(0)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["grant", "position"], name="one_milestone_by_position_of_grant"),
            models.CheckConstraint(
                condition=Q(rule=PayRule.FIXED) | Q(indicator__isnull=False, target__isnull=False),
                name="measured_milestone_has_indicator_and_target",
            ),
            models.CheckConstraint(
                condition=~Q(rule=PayRule.GRADUATED) | Q(floor__isnull=False),
                name="graduated_milestone_has_a_floor",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class GrantReport(models.Model):
    """A report the grantee owes: asked in proportion to the amount, sent, returned or accepted."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="reports")
    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.ASKED)
    # {"<question key>": text}; the questions asked depend on the amount (`rules.reporting`).
    answers = models.JSONField(default=dict, blank=True)
    sent_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.grant} · {self.due_on}"


class Payment(models.Model):
    """What is paid for a milestone, from which figure. A correction is a new payment that adjusts the first."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="payments")
    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    state = models.CharField(max_length=10, choices=PaymentState, default=PaymentState.PROPOSED)
    # Negative when it takes back.
    amount_mad = models.DecimalField(max_digits=14, decimal_places=2)
    # The figure it rests on: value, interval, n, evidence, rule, share, and the hash of the frozen dataset.
    measurement = models.ForeignKey(
        Measurement, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    computed = models.JSONField(default=dict, blank=True)
    dataset_sha256 = models.CharField(max_length=64, blank=True)
    adjusts = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="adjustments"
    )
    # Why a person decided otherwise than the rule, or decided without an estimate.
    reason = models.TextField(blank=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    bank_reference = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_mad__gte=0) | Q(adjusts__isnull=False), name="only_adjustment_takes_back"
            ),
            models.CheckConstraint(
                condition=~Q(state=PaymentState.PAID) | Q(approved_at__isnull=False, paid_on__isnull=False),
                name="paid_payment_was_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant} · {self.amount_mad}"
