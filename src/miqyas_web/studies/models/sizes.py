"""A sample size that was computed and kept, so that a plan can cite it."""

from urllib.parse import urlencode

from django.db import models
from django.utils.translation import get_language

from miqyas_web.accounts.models import Person
from miqyas_web.initiatives.models import Initiative
from miqyas_web.studies.models.studies import Study


class SampleSizeQuerySet(models.QuerySet["SampleSize"]):
    def visible_to(self, person: Person) -> "SampleSizeQuerySet":
        return self.filter(initiative__in=Initiative.objects.visible_to(person))


class SampleSize(models.Model):
    """What was asked, what came out, where the figures came from. Never changed."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="sample_sizes")
    study = models.ForeignKey(
        Study, null=True, blank=True, on_delete=models.PROTECT, related_name="sample_sizes"
    )
    # As it was typed, to open the page again with the same figures.
    asked = models.JSONField()
    # One flat row (`miqyas.results.power.PowerResult`), the design and the figures used.
    result = models.JSONField()
    # The answer in a sentence, by language.
    sentence = models.JSONField()
    why = models.TextField()
    library_version = models.CharField(max_length=40)
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    objects = SampleSizeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.initiative} · {self.kept_at:%Y-%m-%d}"

    @property
    def said(self) -> str:
        """The answer in the reader's language; English where it was not said in theirs."""
        return str(self.sentence.get((get_language() or "en")[:2], self.sentence.get("en", "")))

    @property
    def query(self) -> str:
        """The address that asks the same again."""
        return urlencode(self.asked)
