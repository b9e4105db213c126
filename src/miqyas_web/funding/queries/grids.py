"""Questions about grids."""

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.funding.enums import GridState
from miqyas_web.funding.models import Grid, GridVersion


def published_grids(organisation: Organisation) -> QuerySet[GridVersion]:
    """Published versions of an organisation's grids, by title and number."""
    return (
        GridVersion.objects.filter(grid__organisation=organisation, state=GridState.PUBLISHED)
        .select_related("grid")
        .order_by("grid__title", "number")
    )


def grids_of(person: Person) -> QuerySet[Grid]:
    """Grids of the person's organisations, by title, each with its versions, the last first."""
    versions = Prefetch("versions", GridVersion.objects.order_by("-number"))
    return (
        Grid.objects.visible_to(person)
        .select_related("organisation")
        .prefetch_related(versions)
        .order_by("title", "pk")
    )


def version_for(person: Person, pk: int, *, may: Permission | None = None) -> GridVersion:
    """One version of a grid, for people of its organisation."""
    version = (
        GridVersion.objects.filter(pk=pk, grid__in=Grid.objects.visible_to(person))
        .select_related("grid__organisation", "made_by", "published_by")
        .first()
    )
    if version is None:
        raise Http404
    if may is not None:
        check_has(may, permissions_in(version.grid.organisation, person))
    return version
