"""Claims and how strongly they are supported. Levels are never stored: they are computed from the facts."""

from django.db import models

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies.models import Estimation
from miqyas_web.theories.models import Link


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, person: Person) -> "ClaimQuerySet":
        return self.filter(link__theory__initiative__in=Initiative.objects.visible_to(person))


class Claim(models.Model):
    """What an estimation lets one say about a link of the theory.

    ``said`` holds only what people attach (independent evaluation, cost, contamination…), each with its
    evidence; all the rest is read from the estimation, its plan and the theory.
    """

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="claims")
    estimation = models.OneToOneField(Estimation, on_delete=models.PROTECT, related_name="claim")
    said = models.JSONField(default=dict)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ClaimQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.link)
