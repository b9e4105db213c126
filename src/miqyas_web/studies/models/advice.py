"""Advice that was asked, with its answers and its date."""

from django.db import models

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative


class AdviceQuerySet(models.QuerySet["Advice"]):
    def visible_to(self, person: Person) -> "AdviceQuerySet":
        return self.filter(initiative__in=Initiative.objects.visible_to(person))


class Advice(models.Model):
    """What a team said of its situation, under which version of the rules. Never changed."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="advice")
    answers = models.JSONField()
    rules_version = models.CharField(max_length=20)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    objects = AdviceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.initiative} · {self.asked_at:%Y-%m-%d}"
