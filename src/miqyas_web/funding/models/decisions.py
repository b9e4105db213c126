"""What was computed, what people decided, what each applicant was told, what was appealed."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.funding.enums import AppealGround, AppealState
from miqyas_web.funding.models.applications import Application
from miqyas_web.funding.models.calls import Call
from miqyas_web.funding.models.judgements import Lottery, Ranking
from miqyas_web.funding.models.stage_answers import StageAnswer


class Allocation(models.Model):
    """One allocation of a call's budget, sealed so that it can be replayed (`miqyas.allocation.decision`). Never changed."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="allocations")
    ranking = models.ForeignKey(
        Ranking, null=True, blank=True, on_delete=models.PROTECT, related_name="allocations"
    )
    lottery = models.ForeignKey(
        Lottery, null=True, blank=True, on_delete=models.PROTECT, related_name="allocations"
    )
    # Why it was asked: the call's rules, a change tried, an appeal upheld.
    note = models.TextField(blank=True)
    # The decision file of `miqyas allocate --out`: inputs, answer, certificate, prices, reasons, hash.
    record = models.JSONField()
    sha256 = models.CharField(max_length=64)
    # Probability of being funded, frontier, whole prices, when they were asked.
    more = models.JSONField(default=dict, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.call} · {self.made_at:%Y-%m-%d %H:%M}"


class Weighing(models.Model):
    """What was weighed of a kept allocation: chances, equity, whole prices, distances, with their inputs. Never changed."""

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="weighings")
    # The part ``weighing`` of a decision file (`miqyas.reporting.decision_file`).
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    # The work that made it: done again after a fault, it finds its trace.
    job = models.PositiveBigIntegerField(null=True, blank=True, unique=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.allocation} · {self.made_at:%Y-%m-%d %H:%M}"


class Replay(models.Model):
    """A kept allocation taken again from its own inputs, and what came out. Never changed."""

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="replays")
    is_same = models.BooleanField()
    # {"inputs_changed": bool, "added": [reference], "missing": [reference], "parts": {part: is_same}}
    content = models.JSONField()
    # The work that did it: done again after a fault, it finds its trace.
    job = models.PositiveBigIntegerField(null=True, blank=True, unique=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.allocation} · {self.made_at:%Y-%m-%d %H:%M}"


class Decision(models.Model):
    """What the committee decided, and where it departed from the allocation it had before it. Never changed."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="decisions")
    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    # {"<reference>": amount in dirhams}
    funded = models.JSONField()
    # [{"reference", "direction": "in" | "out", "reason", "cost"}], and what all of them cost together.
    departures = models.JSONField(default=list, blank=True)
    present = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="one_number_by_decision_of_call")
        ]

    def __str__(self) -> str:
        return f"{self.call} · {self.number}"


class Outcome(models.Model):
    """What a decision says of one application, with its reasons as data."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="outcomes")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="outcomes")
    is_funded = models.BooleanField()
    amount_mad = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    # Gates, levels, group, price, distance from the line, lot, departure.
    reasons = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "application"], name="one_outcome_by_decision"),
            models.CheckConstraint(
                condition=Q(is_funded=False, amount_mad__isnull=True)
                | Q(is_funded=True, amount_mad__isnull=False),
                name="funded_outcome_has_an_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.decision}"


class Letter(models.Model):
    """The answer to one applicant, in their language, as it was sent. Never changed."""

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="letters")
    language = models.CharField(max_length=10)
    # Parts of the letter in order: [{"title", "lines": [...]}].
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outcome", "language"], name="one_letter_by_language")]

    def __str__(self) -> str:
        return str(self.outcome)


class Appeal(models.Model):
    """An applicant asks that an answer be looked at again; each step is in the audit log."""

    # What the committee decided, or the answer at the end of an earlier stage: one of the two.
    outcome = models.ForeignKey(
        Outcome, null=True, blank=True, on_delete=models.PROTECT, related_name="appeals"
    )
    stage_answer = models.ForeignKey(
        StageAnswer, null=True, blank=True, on_delete=models.PROTECT, related_name="appeals"
    )
    ground = models.CharField(max_length=10, choices=AppealGround)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=AppealState, default=AppealState.FILED)
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    # Someone who did not score any application of the call.
    heard_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outcome"], name="one_appeal_by_outcome"),
            models.UniqueConstraint(fields=["stage_answer"], name="one_appeal_by_stage_answer"),
            models.CheckConstraint(
                condition=Q(outcome__isnull=False, stage_answer__isnull=True)
                | Q(outcome__isnull=True, stage_answer__isnull=False),
                name="appeal_against_one_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[AppealState.UPHELD, AppealState.REJECTED])
                | (~Q(answer="") & Q(heard_by__isnull=False, answered_at__isnull=False)),
                name="settled_appeal_has_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return str(self.stage_answer or self.outcome)

    @property
    def application(self) -> Application:
        """The one it is about."""
        answer = self.stage_answer or self.outcome
        if answer is None:
            raise AssertionError  # the database keeps one of the two
        return answer.application
