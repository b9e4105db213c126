"""What is done, by whom, for whom, where, with what money."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.rules import roles_with
from miqyas_web.foundation.folding import fold
from miqyas_web.initiatives.enums import InitiativeState
from miqyas_web.territories.models import Territory


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def visible_to(self, person: Person) -> "InitiativeQuerySet":
        return self.where(person, may=Permission.READ)

    def where(self, person: Person, *, may: Permission) -> "InitiativeQuerySet":
        """Those of the organisations in which the person holds a role that carries ``may``."""
        return self.filter(
            organisation__memberships__person=person,
            organisation__memberships__role__in=roles_with(may),
        ).distinct()


class Initiative(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="initiatives")
    title = models.CharField(max_length=200)
    problem = models.TextField(blank=True)
    people_concerned = models.TextField(blank=True)
    n_people_aimed = models.PositiveIntegerField(null=True, blank=True)
    territories = models.ManyToManyField(Territory, blank=True, related_name="+")
    # Numbers of the Sustainable Development Goals, 1 to 17, in order.
    sdg_goals = models.JSONField(default=list, blank=True)
    budget_mad = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    money_from = models.TextField(blank=True)
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=InitiativeState, default=InitiativeState.PLANNED)
    # The words of the title, the problem and the people concerned, as they are searched.
    words = models.TextField(editable=False, default="")
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__isnull=True)
                | Q(start_date__isnull=True)
                | Q(end_date__gte=models.F("start_date")),
                name="initiative_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(budget_mad__isnull=True) | Q(budget_mad__gte=0),
                name="initiative_budget_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.words = fold(f"{self.title} {self.problem} {self.people_concerned}")
        super().save(*args, **kwargs)
