"""Whether a text may replace an agreement: it does not contradict itself, and takes nothing away that was done."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.enums import PaymentState, PayRule, ReceiptState, ReportState
from miqyas_web.funding.models import Grant, Milestone
from miqyas_web.funding.queries.agreements import milestone_of, standing_since
from miqyas_web.funding.queries.grants import promise_of
from miqyas_web.funding.refusals import Changed
from miqyas_web.funding.rules import grants as rules
from miqyas_web.indicators.models import Indicator, Measurement

MOST_MILESTONES = 40


def check_amended(grant: Grant, after: Mapping[str, Any]) -> None:
    """Raise where the new text contradicts itself, or takes away what was paid, reported or spent."""
    starts_on, ends_on = (date.fromisoformat(after[name]) for name in ("starts_on", "ends_on"))
    if ends_on <= starts_on:
        raise Unfit(_("It ends after it starts."))
    parts = [Decimal(each["amount_mad"]) for each in after["milestones"]]
    rules.check_can_be_agreed(
        amount_mad=Decimal(after["amount_mad"]), parts=parts, starts_on=starts_on, ends_on=ends_on
    )
    _check_promises(grant, after)
    _check_lines(grant, after)
    _check_milestones(grant, after)


def _check_lines(grant: Grant, after: Mapping[str, Any]) -> None:
    lines = {each["key"]: Decimal(each["amount_mad"]) for each in after["lines"] if each.get("key")}
    for line in grant.lines.prefetch_related("receipts"):
        spent = sum(
            (one.amount_mad for one in line.receipts.all() if one.state == ReceiptState.ACCEPTED), Decimal(0)
        )
        if line.pk not in lines and line.receipts.all():
            raise Refused(_("Expenses were claimed on the line “%(line)s”: it stays.") % {"line": line.title})
        if spent > lines.get(line.pk, Decimal(0)):
            raise Refused(
                _("The line “%(line)s” cannot go under the %(spent)s dirhams accepted on it.")
                % {"line": line.title, "spent": spent}
            )


def _check_promises(grant: Grant, after: Mapping[str, Any]) -> None:
    """Each rule can be read, and its indicator is the grantee's. Two queries."""
    held = after["milestones"]
    if len(held) > MOST_MILESTONES:
        raise Unfit(_("At most %(n)s milestones in an agreement.") % {"n": MOST_MILESTONES})
    known = set(grant.milestones.values_list("pk", flat=True))
    indicators = Indicator.objects.filter(node__theory__initiative=grant.initiative_id).in_bulk(
        [each["indicator_key"] for each in held if each["indicator_key"]]
    )
    for each in held:
        if each.get("key") and each["key"] not in known:
            raise Changed
        if each["indicator_key"] and each["indicator_key"] not in indicators:
            raise Unfit(
                _("“%(milestone)s”: its indicator is not, or no longer, one of this initiative.")
                % {"milestone": each["title"]}
            )
        promise = milestone_of(grant, each)
        if promise.rule != PayRule.FIXED and (promise.indicator_id is None or promise.target is None):
            raise Unfit(_("A rule on a measured figure needs its indicator and its target."))
        promise_of(promise).milestone()


def _check_milestones(grant: Grant, after: Mapping[str, Any]) -> None:
    kept = {each["key"]: each for each in after["milestones"] if each.get("key")}
    amounts = {each["key"]: Decimal(each["amount_mad"]) for each in after["milestones"] if each.get("key")}
    for milestone in grant.milestones.prefetch_related("payments", "reports"):
        standing = [one for one in milestone.payments.all() if one.state != PaymentState.REFUSED]
        paid = sum((one.amount_mad for one in standing), Decimal(0))
        is_used = milestone.payments.all() or any(
            one.state != ReportState.ASKED for one in milestone.reports.all()
        )
        if milestone.pk not in amounts and is_used:
            raise Refused(
                _("“%(milestone)s” was reported on or paid: it stays.") % {"milestone": milestone.title}
            )
        if paid > amounts.get(milestone.pk, Decimal(0)):
            raise Refused(
                _("“%(milestone)s” cannot go under the %(paid)s dirhams computed for it.")
                % {"milestone": milestone.title, "paid": paid}
            )
        _check_measured(milestone, kept.get(milestone.pk))


def _check_measured(milestone: Milestone, held: Mapping[str, Any] | None) -> None:
    """Once a figure speaks of it, a milestone stays, on the same indicator: its target moves for later figures alone."""
    if milestone.rule == PayRule.FIXED:
        return
    if held and held["rule"] != PayRule.FIXED and held["indicator_key"] == milestone.indicator_id:
        return
    since = standing_since(milestone)
    measured = Measurement.objects.approved().filter(indicator=milestone.indicator_id, date__gte=since)
    figure = measured.order_by("date").first()
    if figure is not None:
        raise Refused(
            _(
                "“%(milestone)s” was measured on %(day)s: it stays, on the same indicator. "
                "Its target may change for what is measured later."
            )
            % {"milestone": milestone.title, "day": date_format(figure.date)}
        )
