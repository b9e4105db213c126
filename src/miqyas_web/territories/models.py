"""The country's divisions, as its statistics office codes them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from miqyas_web.territories.enums import Level


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
    # "province" or "prefecture" for a province; empty elsewhere.
    kind = models.CharField(max_length=15, blank=True)
    iso = models.CharField(max_length=6, blank=True)
    name_fr = models.CharField(max_length=120)
    name_ar = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
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

    @property
    def name(self) -> str:
        """The name in the language of the page; French where none is held."""
        return getattr(self, f"name_{(get_language() or 'fr')[:2]}", "") or self.name_fr


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
