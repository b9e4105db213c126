"""Lots and samples that were drawn: each is kept, none is made again in silence."""

from typing import Any

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Person
from miqyas_web.datasets.models import DatasetVersion
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies.enums import DrawKind
from miqyas_web.territories.models import Territory


class DrawQuerySet(models.QuerySet["Draw"]):
    def visible_to(self, person: Person) -> "DrawQuerySet":
        return self.filter(initiative__in=Initiative.objects.visible_to(person))


class Draw(models.Model):
    """One draw: from what, how, from which seed; its record is sealed (`miqyas.design.record`). Never changed."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="draws")
    kind = models.CharField(max_length=10, choices=DrawKind)
    title = models.CharField(max_length=200)
    # Drawn from a frozen dataset, or from the communes of a territory as they stood then (``rows``).
    dataset = models.ForeignKey(
        DatasetVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="draws"
    )
    territory = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="draws"
    )
    rows = models.JSONField(default=list, blank=True)
    record = models.JSONField()
    sha256 = models.CharField(max_length=64)
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    objects = DrawQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(dataset__isnull=True) ^ Q(territory__isnull=True), name="draw_has_one_frame"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def frame_name(self) -> Any:
        """What it was drawn from."""
        return self.dataset or self.territory
