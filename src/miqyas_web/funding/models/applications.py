"""What an organisation sends to a call: live while it is a draft, sealed stage by stage."""

from datetime import datetime
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.funding.enums import ApplicationState
from miqyas_web.funding.models.calls import Call, Stage
from miqyas_web.initiatives.models import Initiative
from miqyas_web.territories.models import Territory


class ApplicationQuerySet(models.QuerySet["Application"]):
    def of_applicant(self, person: Person) -> "ApplicationQuerySet":
        """Those of the initiatives the person may read: the applicant's side, drafts included."""
        return self.filter(initiative__in=Initiative.objects.visible_to(person))

    def received_by(self, person: Person) -> "ApplicationQuerySet":
        """Those the funder's people may know of: sent once. What they hold opens at the deadline (`queries`)."""
        return self.filter(
            call__organisation__in=Organisation.objects.where(person, Permission.READ), sent_at__isnull=False
        )

    def sealed_at(self, stage: Stage, at: datetime) -> "ApplicationQuerySet":
        """Those sent at a stage, without one that still has time of its own there."""
        sent = self.filter(call=stage.call_id, seals__stage=stage).distinct()
        return sent.exclude(stage=stage, own_closes_at__gt=at)

    def before_deadline(self, at: datetime) -> "ApplicationQuerySet":
        """Those that may still be written and sent."""
        return self.filter(Q(stage__closes_at__gt=at) | Q(own_closes_at__gt=at))


class Application(models.Model):
    """One initiative applying to one call."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="applications")
    # Said to everyone, in the order of creation: "2026-014".
    reference = models.CharField(max_length=40)
    state = models.CharField(max_length=14, choices=ApplicationState, default=ApplicationState.DRAFT)
    # The stage it stands at; it moves on when it is retained.
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="applications")
    # Its own time at that stage, past the deadline of the others: an upheld appeal opened it late.
    own_closes_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    # Answers to the questions of stages: {"<stage position>": {"<question key>": value}}.
    answers = models.JSONField(default=dict, blank=True)
    theme = models.CharField(max_length=40, blank=True)
    # The region its cost counts for; the places are the initiative's own.
    region = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_mad = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    cofunding_mad = models.DecimalField(
        max_digits=14, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    # [{"title", "amount_mad", "asked_mad"}], in order.
    budget = models.JSONField(default=list, blank=True)
    # Who wrote last and when: shown beside the draft, and in a conflict.
    edited_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)
    # What stood before a filled form was brought in, and the revision that it made: one gesture undoes it.
    import_undo = models.JSONField(default=dict, blank=True)
    # The application to another call that this one was made from, with the applicant's consent.
    offered_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="offered"
    )
    # Whether the two funders may know of each other's application: only if the applicant says so.
    tells_offer = models.BooleanField(default=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "reference"], name="one_reference_by_call"),
            models.UniqueConstraint(
                fields=["call", "initiative"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_application_by_initiative_and_call",
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.DRAFT)
                | Q(sent_at__isnull=False)
                | Q(state=ApplicationState.WITHDRAWN),
                name="application_past_draft_was_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.initiative}"

    @property
    def closes_at(self) -> datetime | None:
        """Until when it may be sent: the deadline of its stage, or its own where that is later."""
        times = [each for each in (self.stage.closes_at, self.own_closes_at) if each is not None]
        return max(times) if times and self.stage.closes_at is not None else None

    @property
    def sealed_now(self) -> Any:
        """What was sealed last, or None."""
        return self.seals.order_by("-number").first()


class SealedQuerySet(models.QuerySet["Sealed"]):
    def in_turn(self, at: datetime) -> "SealedQuerySet":
        """Without those whose applicant still has time of their own at that stage."""
        return self.exclude(application__stage=F("stage"), application__own_closes_at__gt=at)

    def opened(self, at: datetime) -> "SealedQuerySet":
        """Those the funder may read: the stage is over, for everybody and for them."""
        return self.in_turn(at).filter(stage__closes_at__lte=at)


class Sealed(models.Model):
    """An application as it was sent at one stage: its whole content. Never changed; a new sending is a new number."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="seals")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="seals")
    number = models.PositiveIntegerField()
    # Answers, budget, partners, files, the theory's graph, indicators with targets, plan, evidence attached, and what the
    # platform computed of them: theory quality, indicator plan, design's ceiling, each with its reasons.
    content = models.JSONField()
    # Verdict of each rule of eligibility, with its reason, at that moment.
    eligibility = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    sealed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()

    objects = SealedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="one_number_by_sealed_application")
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.number}"


class Partner(models.Model):
    """An organisation that applies with another; one that is on the platform consents for itself."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    part = models.CharField(max_length=300, blank=True)
    consented_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    consented_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class ApplicationFile(models.Model):
    """A file joined to an application, kept under its sha256."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    label = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    n_bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    joined_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
