"""Questions about grids."""

from django.db.models import QuerySet

from miqyas_web.accounts.models import Organisation
from miqyas_web.funding.enums import GridState
from miqyas_web.funding.models import GridVersion


def published_grids(organisation: Organisation) -> QuerySet[GridVersion]:
    """Published versions of an organisation's grids, by title and number."""
    return (
        GridVersion.objects.filter(grid__organisation=organisation, state=GridState.PUBLISHED)
        .select_related("grid")
        .order_by("grid__title", "number")
    )
