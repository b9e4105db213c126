"""Writing, changing and deleting a reference sheet."""

from datetime import date
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit
from miqyas_web.foundation.errors import Refused
from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.rules import check_figures
from miqyas_web.initiatives.models import Initiative
from miqyas_web.theories.models import Node

FIGURES = ("baseline_value", "baseline_date", "target_value", "target_date")


class Sheet(TypedDict, total=False):
    """What may be said of an indicator."""

    node: Node
    name: str
    definition: str
    numerator: str
    denominator: str
    unit: str
    direction: str
    aggregation: str
    formula: str
    source: str
    frequency: str
    collector: str
    limits: str
    ethics: str
    question: str
    catalogue_key: str
    disaggregation: list[str]
    age_bands: list[int]
    own_dimension: str
    own_categories: list[str]
    baseline_value: Decimal | None
    baseline_date: date | None
    target_value: Decimal | None
    target_date: date | None


@transaction.atomic
def create_indicator(*, initiative: Initiative, sheet: Sheet, by: Person) -> Indicator:
    """Give a node of the theory a measure."""
    check_has(Permission.DESCRIBE, permissions_in(initiative.organisation, by))
    indicator = Indicator(created_by=by, **sheet)
    _check(indicator, initiative)
    indicator.save()
    audit.record(
        "indicator_created",
        target=indicator,
        by=by,
        organisation=initiative.organisation,
        initiative=initiative.pk,
        node=indicator.node.key,
    )
    return indicator


@transaction.atomic
def edit_indicator(*, indicator: Indicator, sheet: Sheet, by: Person) -> Indicator:
    """Change an indicator; what each changed field held before stays in the audit log."""
    indicator = (
        Indicator.objects.select_for_update(of=("self",))
        .select_related("node__theory__initiative__organisation")
        .get(pk=indicator.pk)
    )
    initiative = indicator.node.theory.initiative
    check_has(Permission.DESCRIBE, permissions_in(initiative.organisation, by))
    before = {name: _told(getattr(indicator, name)) for name in sheet}
    for name, value in sheet.items():
        setattr(indicator, name, value)
    _check(indicator, initiative)
    _check_approved(indicator, before)
    after = {name: _told(getattr(indicator, name)) for name in sheet}
    changed = sorted(name for name in sheet if before[name] != after[name])
    if changed:
        indicator.save()
        audit.record(
            "indicator_edited",
            target=indicator,
            by=by,
            organisation=initiative.organisation,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return indicator


@transaction.atomic
def delete_indicator(*, indicator: Indicator, by: Person) -> None:
    """Remove an indicator that no study uses."""
    initiative = indicator.node.theory.initiative
    check_has(Permission.DESCRIBE, permissions_in(initiative.organisation, by))
    audit.record(
        "indicator_deleted",
        target=indicator,
        by=by,
        organisation=initiative.organisation,
        initiative=initiative.pk,
        node=indicator.node.key,
    )
    try:
        indicator.delete()
    except ProtectedError as users:
        named = ", ".join(sorted(f"“{user}”" for user in users.protected_objects))
        raise Refused(
            _("This indicator is used by %(users)s. What rests on it would lose its measure: it stays.")
            % {"users": named}
        ) from users


def _check(indicator: Indicator, initiative: Initiative) -> None:
    if indicator.node.theory.initiative_id != initiative.pk:
        raise Refused(_("This outcome belongs to the theory of another initiative."))
    check_figures(indicator.figures)


def _check_approved(indicator: Indicator, before: dict[str, str | None]) -> None:
    """Raise ``Refused`` when a sheet would change approved targets in passing."""
    changed = [name for name in FIGURES if name in before and before[name] != _told(getattr(indicator, name))]
    if indicator.are_targets_approved and changed:
        raise Refused(
            _("These targets were approved. Change them on their own page, where the reason is kept.")
        )


def _told(value: object) -> str | None:
    """A value as the audit log keeps it: text, and numbers without the zeros the database adds."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Node):
        return value.key
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return value.isoformat() if isinstance(value, date) else str(value)
