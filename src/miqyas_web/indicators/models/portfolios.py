"""A named set of initiatives, of one organisation or of several, that someone follows together."""

from django.db import models

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.initiatives.models import Initiative


class PortfolioQuerySet(models.QuerySet["Portfolio"]):
    def visible_to(self, person: Person) -> "PortfolioQuerySet":
        return self.filter(organisation__in=Organisation.objects.where(person, Permission.READ))


class Portfolio(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="portfolios")
    name = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    initiatives = models.ManyToManyField(Initiative, related_name="portfolios", blank=True)
    # What is known of people met by more than one of its initiatives, between 0 and 1, and how it is known.
    overlap_share = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    overlap_source = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PortfolioQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="portfolio_name_once_by_organisation"
            ),
            models.CheckConstraint(
                condition=models.Q(overlap_share__isnull=True, overlap_source="")
                | (models.Q(overlap_share__gte=0, overlap_share__lte=1) & ~models.Q(overlap_source="")),
                name="overlap_is_a_share_with_its_source",
            ),
        ]

    def __str__(self) -> str:
        return self.name
