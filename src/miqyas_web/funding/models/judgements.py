"""What the reviews say together: a ranking with its uncertainty, and a draw where merit cannot tell."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.funding.models.calls import Call, Stage


class Ranking(models.Model):
    """One calibration of the reviews of a stage (`miqyas.judgement.calibration`). Never changed."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="rankings")
    # The reviews as they were counted, seed, options, version of the library.
    inputs = models.JSONField()
    # A row per application, variances, reliability, warnings; leniencies are kept apart.
    result = models.JSONField()
    # Personal data: read by the secretariat and, each for themself, by reviewers.
    leniencies = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.stage} · {self.made_at:%Y-%m-%d %H:%M}"


class Lottery(models.Model):
    """A draw announced before its chance exists (`miqyas.judgement.lottery`)."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="lotteries")
    # References in the draw, places, rule; sealed and published before.
    references = models.JSONField()
    places = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    # The public source of chance, when it will exist, and what is used if it fails.
    source = models.CharField(max_length=300)
    source_on = models.DateTimeField()
    fallback = models.CharField(max_length=300)
    announced_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField()
    # What the source gave, and who drew.
    source_value = models.CharField(max_length=500, blank=True)
    drawn = models.JSONField(default=list, blank=True)
    drawn_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True)
                | (~Q(source_value="") & Q(drawn_at__gte=models.F("source_on"))),
                name="drawn_after_its_chance_exists",
            ),
            models.CheckConstraint(
                condition=Q(source_on__gt=models.F("announced_at")), name="chance_is_announced_before"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} · {self.announced_at:%Y-%m-%d}"
