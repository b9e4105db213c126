"""Grants that other funders published, brought by a funder; and whom a person recognised among their recipients."""

from django.db import models
from django.db.models import F, Q

from miqyas_web.accounts.models import Organisation, Person


class PublishedFile(models.Model):
    """A file that was brought, previewed and kept. Removing it removes its grants."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="published_files")
    # Who gives most of its grants, as the file says.
    publisher = models.CharField(max_length=300, blank=True)
    # The name of the file that was brought.
    source = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    n_grants = models.PositiveIntegerField()
    n_left_out = models.PositiveIntegerField()
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "sha256"], name="one_published_file_by_content")
        ]

    def __str__(self) -> str:
        return f"{self.publisher} · {self.source}"


class PublishedGrant(models.Model):
    """What a file says of one grant to one recipient; what it does not say is empty."""

    file = models.ForeignKey(PublishedFile, on_delete=models.CASCADE, related_name="grants")
    reference = models.CharField(max_length=300)
    title = models.CharField(max_length=300, blank=True)
    funder = models.CharField(max_length=300, blank=True)
    recipient = models.CharField(max_length=300)
    recipient_ref = models.CharField(max_length=300, blank=True)
    # The name as it is compared, and what a confirmation holds for (`rules.published`).
    recipient_folded = models.CharField(max_length=300, db_index=True)
    recipient_key = models.CharField(max_length=64, db_index=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    day = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = (F("day").desc(nulls_last=True), "pk")

    def __str__(self) -> str:
        return f"{self.reference} · {self.recipient}"


class RecipientMatch(models.Model):
    """What a person of the funder said: this recipient is, or is not, this organisation. Nothing is inferred."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="recipient_matches")
    applicant = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    recipient = models.CharField(max_length=300)
    recipient_ref = models.CharField(max_length=300, blank=True)
    recipient_key = models.CharField(max_length=64)
    # Whose file named it, where no identifier says who it is: the answer then holds for that publisher only.
    funder = models.CharField(max_length=300, blank=True)
    is_same = models.BooleanField()
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "applicant", "recipient_key"], name="one_answer_by_recipient"
            ),
            models.UniqueConstraint(
                fields=["organisation", "recipient_key"],
                condition=Q(is_same=True),
                name="recipient_is_one_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient} · {self.applicant}"
