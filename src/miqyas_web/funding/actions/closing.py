"""Closing a grant: everything settled, what was not spent given back or left with its reason, a lesson kept."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.enums import GrantState
from miqyas_web.funding.models import Grant
from miqyas_web.funding.queries.closing import balance_of
from miqyas_web.funding.rules import grants as rules


@transaction.atomic
def close_grant(*, grant: Grant, said: Mapping[str, Any], by: Person) -> Grant:
    """Close for good. ``said``: note, returned_mad, returned_on, left_because."""
    grant = Grant.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=grant.pk)
    check_has(Permission.DECIDE, permissions_in(grant.organisation, by))
    rules.check_is_active(grant.state)
    balance = balance_of(grant)
    if balance.obstacles:
        raise Refused(balance.obstacles[0])
    returned = said.get("returned_mad") or Decimal(0)
    _check_said(said, returned, balance.unspent_mad)
    grant.state, grant.closed_at, grant.closing_note = GrantState.CLOSED, clock.now(), said["note"].strip()
    grant.unspent_mad = balance.unspent_mad
    grant.returned_mad, grant.returned_on = returned, said.get("returned_on")
    grant.left_because = str(said.get("left_because") or "").strip()
    grant.save()
    audit.record(
        "grant_closed",
        target=grant,
        by=by,
        organisation=grant.organisation,
        grant=grant.reference,
        returned=f"{returned:.2f}",
    )
    return grant


def _check_said(said: Mapping[str, Any], returned: Decimal, unspent: Decimal | None) -> None:
    if not str(said.get("note") or "").strip():
        raise Unfit(_("Say in a sentence how the grant ends."))
    if returned and not said.get("returned_on"):
        raise Unfit(_("Say on which day the money came back."))
    if said.get("returned_on") and said["returned_on"] > clock.today():
        raise Unfit(_("Money is written as returned once it is: this day is to come."))
    if returned > (unspent or Decimal(0)):
        raise Unfit(_("More came back than was left unspent: check the amounts."))
    if (unspent or Decimal(0)) > returned and not str(said.get("left_because") or "").strip():
        raise Unfit(
            _("%(left)s dirhams were paid and not spent: have them returned, or say why they are left.")
            % {"left": (unspent or Decimal(0)) - returned}
        )
