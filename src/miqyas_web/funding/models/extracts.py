"""Files of every grant of a large portfolio, prepared apart from the page."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.models import Organisation
from miqyas_web.funding.enums import ExtractForm


class Extract(models.Model):
    """The last file made of one form, for members or for everybody, in one language; preparing it again replaces it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="grant_extracts")
    form = models.CharField(max_length=20, choices=ExtractForm)
    is_public = models.BooleanField()
    language = models.CharField(max_length=10)
    # The work under way, or the last one.
    job_id = models.BigIntegerField(null=True, blank=True)
    # Kept under its sha256; empty until the first one is made.
    sha256 = models.CharField(max_length=64, blank=True)
    n_bytes = models.PositiveBigIntegerField(default=0)
    n_grants = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "form", "is_public", "language"], name="one_extract_by_form"
            ),
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, sha256="") | (Q(made_at__isnull=False) & ~Q(sha256="")),
                name="made_extract_has_its_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.form}"
