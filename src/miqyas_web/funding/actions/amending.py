"""An agreement changes by an amendment: one side proposes, the other agrees, and the earlier text stays."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.actions.amended import check_amended
from miqyas_web.funding.actions.grants import FINAL_REPORT_AFTER, ask_reports_on
from miqyas_web.funding.enums import PayRule, ReportState, Side
from miqyas_web.funding.models import Amendment, BudgetLine, Grant
from miqyas_web.funding.queries.agreements import milestone_of, text_of
from miqyas_web.funding.refusals import Changed
from miqyas_web.funding.rules import grants as rules
from miqyas_web.funding.science.allocating import digest


@transaction.atomic
def propose_amendment(
    *, grant: Grant, after: Mapping[str, Any], reason: str, by: Person, written_on: int | None = None
) -> Amendment:
    """Write what the agreement would become; nothing changes before the other side agrees.

    ``written_on``: the revision of the agreement that the page showed.
    """
    grant = _locked(grant)
    side = _side(grant, by, begins=True)
    rules.check_is_active(grant.state)
    if written_on is not None and written_on != grant.revision:
        raise Changed
    if grant.amendments.filter(agreed_at__isnull=True, refused_at__isnull=True).exists():
        raise Refused(_("An amendment waits for its answer already: settle it before another."))
    before = text_of(grant)
    if not reason.strip():
        raise Unfit(_("Say why the agreement changes: both sides keep it."))
    if dict(after) == before:
        raise Unfit(_("Nothing changes: the agreement already says this."))
    check_amended(grant, after)
    last = grant.amendments.order_by("-number").first()
    amendment = Amendment.objects.create(
        grant=grant,
        number=(last.number if last else 0) + 1,
        side=side,
        before=before,
        after=dict(after),
        reason=reason.strip(),
        proposed_by=by,
        proposed_at=clock.now(),
    )
    _trace("amendment_proposed", amendment, by)
    return amendment


@transaction.atomic
def agree_to_amendment(*, amendment: Amendment, by: Person) -> Amendment:
    """The other side agrees: the agreement changes, both texts are kept, the new one is sealed."""
    amendment, grant = _open(amendment)
    rules.check_is_active(grant.state)
    if (
        _side(grant, by, begins=False, but=amendment.side) == amendment.side
        or by.pk == amendment.proposed_by_id
    ):
        raise Refused(_("Your side proposed this amendment: the other agrees to it."))
    if text_of(grant) != amendment.before:
        raise Refused(_("The agreement changed since: refuse this amendment and propose it again."))
    check_amended(grant, amendment.after)
    _apply(grant, amendment.after)
    grant = Grant.objects.get(pk=grant.pk)
    amendment.after = text_of(grant)
    amendment.sha256 = digest(amendment.after)
    amendment.agreed_by, amendment.agreed_at = by, clock.now()
    amendment.save()
    grant.agreement, grant.sha256, grant.revision = amendment.after, amendment.sha256, grant.revision + 1
    grant.save()
    _trace("amendment_agreed", amendment, by, sha256=amendment.sha256)
    return amendment


@transaction.atomic
def refuse_amendment(*, amendment: Amendment, why: str, by: Person) -> Amendment:
    """The other side refuses, with its reason; or who proposed takes it back."""
    amendment, grant = _open(amendment)
    side = _side(grant, by, begins=False, but=amendment.side)
    if not why.strip() and side != amendment.side:
        raise Unfit(_("Say why: the other side reads it."))
    amendment.refused_by, amendment.refused_at, amendment.refusal = by, clock.now(), why.strip()
    amendment.save()
    _trace("amendment_refused", amendment, by)
    return amendment


def _apply(grant: Grant, after: Mapping[str, Any]) -> None:
    grant.title, grant.amount_mad = after["title"], Decimal(after["amount_mad"])
    grant.starts_on, grant.ends_on = (date.fromisoformat(after[name]) for name in ("starts_on", "ends_on"))
    grant.flexibility_pct = after["flexibility_pct"]
    grant.is_overspend_refused = after["is_overspend_refused"]
    grant.save()
    _apply_lines(grant, after["lines"])
    _apply_milestones(grant, after["milestones"])
    grant.reports.filter(milestone__isnull=True, state=ReportState.ASKED).update(
        due_on=grant.ends_on + FINAL_REPORT_AFTER
    )


def _apply_lines(grant: Grant, lines: list[Mapping[str, Any]]) -> None:
    grant.lines.exclude(pk__in=[each["key"] for each in lines if each.get("key")]).delete()
    at = max(grant.lines.values_list("position", flat=True), default=0)
    for each in lines:
        said = {"title": each["title"], "amount_mad": Decimal(each["amount_mad"])}
        if each.get("key"):
            grant.lines.filter(pk=each["key"]).update(**said)
        else:
            at += 1
            BudgetLine.objects.create(grant=grant, position=at, **said)


def _apply_milestones(grant: Grant, milestones: list[Mapping[str, Any]]) -> None:
    gone = grant.milestones.exclude(pk__in=[each["key"] for each in milestones if each.get("key")])
    grant.reports.filter(milestone__in=gone).delete()
    gone.delete()
    positions = dict(grant.milestones.values_list("pk", "position"))
    at, reported = max(positions.values(), default=0), set(grant.reports.values_list("milestone", flat=True))
    asked = []
    for each in milestones:
        milestone = milestone_of(grant, each)
        if each.get("key"):
            milestone.position = positions[each["key"]]
            # Paid on its report from now on: the report is asked.
            asked += [milestone] * (milestone.rule == PayRule.FIXED and milestone.pk not in reported)
            grant.reports.filter(milestone=milestone.pk, state=ReportState.ASKED).update(
                due_on=milestone.due_on
            )
        else:
            at += 1
            milestone.position = at
            asked.append(milestone)
        milestone.save()
    ask_reports_on(grant, asked)


def _side(grant: Grant, by: Person, *, begins: bool, but: str = "") -> Side:
    """The side of the person; who sits on both speaks for the side that did not speak yet."""
    given = permissions_in(grant.organisation, by)
    received = permissions_in(grant.initiative.organisation, by)
    sides = {
        Side.FUNDER: (Permission.FUND if begins else Permission.DECIDE) in given,
        Side.GRANTEE: Permission.APPLY in received,
    }
    mine = [side for side, may in sides.items() if may]
    if not mine:
        raise Refused(_("An amendment is for those who may run the grant, or agree to it for the grantee."))
    return next((side for side in mine if side != but), mine[0])


def _locked(grant: Grant) -> Grant:
    return (
        Grant.objects.select_for_update(of=("self",))
        .select_related("organisation", "initiative__organisation")
        .get(pk=grant.pk)
    )


def _open(amendment: Amendment) -> tuple[Amendment, Grant]:
    grant = _locked(amendment.grant)
    amendment = Amendment.objects.get(pk=amendment.pk)
    if amendment.agreed_at or amendment.refused_at:
        raise Refused(_("This amendment is settled already."))
    return amendment, grant


def _trace(verb: str, amendment: Amendment, by: Person, **facts: Any) -> None:
    grant = amendment.grant
    audit.record(
        verb,
        target=amendment,
        by=by,
        organisation=grant.organisation,
        grant=grant.reference,
        n=amendment.number,
        **facts,
    )
