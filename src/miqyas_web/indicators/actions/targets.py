"""Saying what is due, approving it, and changing it afterwards with a reason that stays."""

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused
from miqyas_web.indicators.models import Indicator, Target, TargetChange
from miqyas_web.indicators.queries.targets import path_said
from miqyas_web.indicators.rules import check_figures
from miqyas_web.indicators.rules.targets import PathSaid, check_has_targets, check_path, check_reason
from miqyas_web.initiatives.models import Initiative


@transaction.atomic
def set_targets(
    *, indicator: Indicator, said: PathSaid, by: Person, reason: str = "", note: str = ""
) -> Indicator:
    """Write the path of an indicator; once approved, only with a coded reason, kept for ever."""
    indicator, initiative = locked(indicator)
    check_has(Permission.DESCRIBE, permissions_in(initiative.organisation, by))
    check_path(said, direction=indicator.direction)
    before = path_said(indicator)
    if before.told() == said.told():
        return indicator
    check_reason(reason, note, is_approved=indicator.are_targets_approved)
    _write(indicator, said)
    if indicator.are_targets_approved:
        TargetChange.objects.create(
            indicator=indicator, reason=reason, note=note, before=before.told(), after=said.told(), by=by
        )
    audit.record(
        "targets_changed",
        target=indicator,
        by=by,
        organisation=initiative.organisation,
        before=before.told(),
        after=said.told(),
        reason=reason,
    )
    return indicator


@transaction.atomic
def approve_targets(*, indicator: Indicator, by: Person) -> Indicator:
    """Let the targets stand: from now on each change is told with its reason."""
    indicator, initiative = locked(indicator)
    check_has(Permission.APPROVE, permissions_in(initiative.organisation, by))
    if indicator.are_targets_approved:
        raise Refused(_("These targets are approved already."))
    said = path_said(indicator)
    check_has_targets(said.targets)
    check_path(said, direction=indicator.direction)
    indicator.targets_approved_by, indicator.targets_approved_at = by, clock.now()
    indicator.save(update_fields=["targets_approved_by", "targets_approved_at"])
    audit.record(
        "targets_approved",
        target=indicator,
        by=by,
        organisation=initiative.organisation,
        targets=said.told(),
    )
    return indicator


def locked(indicator: Indicator) -> tuple[Indicator, Initiative]:
    """Return the row as it stands now, held until the transaction ends, and its initiative."""
    held = (
        Indicator.objects.select_for_update(of=("self",))
        .select_related("node__theory__initiative__organisation")
        .get(pk=indicator.pk)
    )
    return held, held.node.theory.initiative


def _write(indicator: Indicator, said: PathSaid) -> None:
    whole = said.whole
    last = whole[-1] if whole else None
    indicator.baseline_value, indicator.baseline_date = said.baseline_value, said.baseline_date
    indicator.target_value = last.value if last else None
    indicator.target_date = last.due_date if last else None
    indicator.interpolation, indicator.tolerance = said.interpolation, said.tolerance
    check_figures(indicator.figures)
    indicator.save()
    indicator.targets.all().delete()
    Target.objects.bulk_create(
        Target(
            indicator=indicator,
            dimension=one.dimension,
            group=one.group,
            due_date=one.due_date,
            value=one.value,
        )
        for one in said.targets
        if one != last
    )
