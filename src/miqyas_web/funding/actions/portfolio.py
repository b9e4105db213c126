"""A funder shows its grants to everybody, or stops."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.funding.models import PortfolioPage


@transaction.atomic
def show_portfolio(*, organisation: Organisation, said: Mapping[str, Any], by: Person) -> PortfolioPage:
    """Write what the public page says, under which identifiers open data leaves, and whether it is open."""
    check_has(Permission.PUBLISH, permissions_in(organisation, by))
    page, _is_new = PortfolioPage.objects.select_for_update().update_or_create(
        organisation=organisation,
        defaults={
            "is_public": said["is_public"],
            "text": said["text"],
            "iati_ref": said["iati_ref"],
            "sectors": said["sectors"],
            "changed_by": by,
            "changed_at": clock.now(),
        },
    )
    verb = "portfolio_shown" if page.is_public else "portfolio_hidden"
    audit.record(verb, target=page, by=by, organisation=organisation)
    return page
