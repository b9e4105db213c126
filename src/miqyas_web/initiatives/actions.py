"""What people do with initiatives."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit
from miqyas_web.initiatives.models import Initiative
from miqyas_web.initiatives.rules import Stale, check_can_become
from miqyas_web.territories.models import Territory


class Description(TypedDict, total=False):
    """What may be said of an initiative."""

    title: str
    problem: str
    people_concerned: str
    n_people_aimed: int | None
    territories: list[Territory]
    sdg_goals: list[int]
    budget_mad: Decimal | None
    money_from: str
    start_date: date | None
    end_date: date | None
    state: str


@transaction.atomic
def create_initiative(*, organisation: Organisation, description: Description, by: Person) -> Initiative:
    """Describe a new initiative of an organisation."""
    check_has(Permission.DESCRIBE, permissions_in(organisation, by))
    initiative = Initiative(organisation=organisation, created_by=by)
    _describe(initiative, description)
    audit.record("initiative_created", target=initiative, by=by, organisation=organisation)
    return initiative


@transaction.atomic
def edit_initiative(
    *, initiative: Initiative, description: Description, by: Person, seen_at: datetime | None = None
) -> Initiative:
    """Change the description. ``seen_at``: when what the person had before their eyes was last changed."""
    initiative = Initiative.objects.select_for_update().select_related("organisation").get(pk=initiative.pk)
    check_has(Permission.DESCRIBE, permissions_in(initiative.organisation, by))
    if seen_at is not None and seen_at != initiative.changed_at:
        raise Stale(
            _(
                "Someone changed this description while you were writing. What you wrote is kept below: "
                "compare it with the page of the initiative, then save again."
            )
        )
    check_can_become(initiative.state, description.get("state", initiative.state))
    changed = _describe(initiative, description)
    audit.record(
        "initiative_edited", target=initiative, by=by, organisation=initiative.organisation, fields=changed
    )
    return initiative


def _describe(initiative: Initiative, description: Description) -> list[str]:
    """Put the description in place; returns the names of the fields that changed."""
    fields = {name: value for name, value in description.items() if name != "territories"}
    changed = [name for name, value in fields.items() if getattr(initiative, name) != value]
    for name, value in fields.items():
        setattr(initiative, name, value)
    initiative.save()
    if "territories" in description:
        before = set(initiative.territories.values_list("pk", flat=True))
        initiative.territories.set(description["territories"])
        if before != {territory.pk for territory in description["territories"]}:
            changed.append("territories")
    return sorted(changed)
