"""How applications are judged: criteria, anchored levels, gates, weights, tie-breaks."""

from django.db import models
from django.db.models import Q

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.funding.enums import GridState


class GridQuerySet(models.QuerySet["Grid"]):
    def visible_to(self, person: Person) -> "GridQuerySet":
        """Grids of the organisations in which the person may read."""
        return self.filter(organisation__in=Organisation.objects.where(person, Permission.READ))


class Grid(models.Model):
    """A grid of an organisation, through its versions."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grids")
    title = models.CharField(max_length=200)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GridQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title


class GridVersion(models.Model):
    """One state of a grid. Once published it never changes."""

    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=GridState, default=GridState.DRAFT)
    # `miqyas.judgement.grids.Grid` as data.
    content = models.JSONField(default=dict)
    # Moves on with each change: who writes on an older one is told so.
    revision = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    # What the published test says of impact in it, with the version of the test; kept when it is published.
    impact = models.JSONField(default=dict, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["grid", "number"], name="one_number_by_grid_version"),
            models.CheckConstraint(
                condition=Q(state=GridState.DRAFT) | (Q(published_at__isnull=False) & ~Q(sha256="")),
                name="published_grid_has_seal_and_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grid} · {self.number}"
