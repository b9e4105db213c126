"""The country's divisions, as its statistics office codes them."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from miqyas_web.foundation.folding import fold
from miqyas_web.territories.enums import Kind, Level, Setting


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def open(self) -> "TerritoryQuerySet":
        return self.filter(closed_on__isnull=True)

    def regions(self) -> "TerritoryQuerySet":
        return self.open().filter(level=Level.REGION).order_by("code")

    def provinces(self) -> "TerritoryQuerySet":
        return self.open().filter(level=Level.PROVINCE).order_by("code")


class Territory(models.Model):
    """A region, province, prefecture or commune. Codes are text: ``01`` is not 1."""

    code = models.CharField(max_length=20, unique=True)
    former_code = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=15, choices=Level)
    # Said of provinces and prefectures; empty elsewhere.
    kind = models.CharField(max_length=15, blank=True, choices=Kind)
    # Said of communes; empty elsewhere.
    setting = models.CharField(max_length=5, blank=True, choices=Setting)
    iso = models.CharField(max_length=6, blank=True)
    name_fr = models.CharField(max_length=120)
    name_ar = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    # Names in further languages, by code ("zgh": "…"): a language is data.
    other_names = models.JSONField(default=dict, blank=True)
    # The names as they are searched (`foundation.folding`); kept by `save` and by `actions`.
    folded = models.CharField(max_length=500, blank=True, editable=False)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    edition = models.CharField(max_length=40)
    closed_on = models.DateField(null=True, blank=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level=Level.COUNTRY) ^ Q(parent__isnull=False), name="territory_has_a_parent"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refold()
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """The name in the language of the page; French where none is held."""
        language = (get_language() or "fr").split("-")[0]
        return getattr(self, f"name_{language}", "") or self.other_names.get(language, "") or self.name_fr

    @property
    def level_name(self) -> str:
        """What it is: a prefecture is not called a province."""
        return self.get_kind_display() or self.get_level_display()

    def refold(self) -> None:
        """Put the names as they are searched in ``folded``."""
        names = [self.name_fr, self.name_ar, self.name_en, *self.other_names.values()]
        self.folded = " ".join(fold(name) for name in names if name)[:500]


class TerritoryFigure(models.Model):
    """A public figure about a territory, with its year and source (census population, households…)."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="figures")
    key = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "key", "year"], name="one_figure_by_territory_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.key} {self.year}"
