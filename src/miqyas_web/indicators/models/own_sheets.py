"""An organisation's own list of indicators, beside Miqyas's catalogue."""

from django.db import models
from django.utils.functional import cached_property

from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.foundation.folding import fold


class OwnList(models.Model):
    """A list that an organisation brought: an IRIS+ copy, a donor's list, its own. Only its members read it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="own_lists")
    name = models.CharField(max_length=150)
    # Every identifier has the form of IRIS+: the words belong to its owner and are not to be published.
    is_iris = models.BooleanField(default=False)
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="own_list_name_once_in_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.name


class OwnSheetQuerySet(models.QuerySet["OwnSheet"]):
    def of(self, organisation: Organisation) -> "OwnSheetQuerySet":
        return self.filter(own_list__organisation=organisation)

    def holding(self, words: str) -> "OwnSheetQuerySet":
        """Those that hold every word, however it is written."""
        found = self
        for word in fold(words).split():
            found = found.filter(words__contains=word)
        return found


class OwnSheet(models.Model):
    """One indicator of an own list; an empty text is one its owner did not say."""

    own_list = models.ForeignKey(OwnList, on_delete=models.CASCADE, related_name="sheets")
    # In the file, its heading being row 1.
    row = models.PositiveIntegerField()
    identifier = models.TextField(blank=True)
    name = models.TextField()
    definition = models.TextField(blank=True)
    numerator = models.TextField(blank=True)
    denominator = models.TextField(blank=True)
    unit = models.TextField(blank=True)
    formula = models.TextField(blank=True)
    source = models.TextField(blank=True)
    frequency = models.TextField(blank=True)
    theme = models.TextField(blank=True)
    limits = models.TextField(blank=True)
    disaggregation = models.TextField(blank=True)
    sdg = models.JSONField(default=list, blank=True)
    link = models.TextField(blank=True)
    # What is searched: folded name, identifier, definition, theme, codes.
    words = models.TextField(blank=True)

    objects = OwnSheetQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["own_list", "row"], name="own_sheet_once_by_row")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def key(self) -> str:
        """Its key beside those of Miqyas's set."""
        return f"own-{self.pk}"


class ListDraft(models.Model):
    """A file a person brought, read and corrected until it becomes a list or is given up."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    brought_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    # Corrections to the guess: field to heading, empty for a field left out.
    columns = models.JSONField(default=dict, blank=True)
    brought_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "brought_by"], name="one_draft_by_person_and_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.file_name
