"""Payments: computed from an approved figure, approved by a person, paid; a correction is a visible adjustment."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from miqyas_web.accounts.enums import Permission
from miqyas_web.accounts.models import Person
from miqyas_web.accounts.queries import permissions_in
from miqyas_web.accounts.rules import check_has
from miqyas_web.foundation import audit, clock
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.funding.enums import PaymentState, PayRule, ReportState
from miqyas_web.funding.models import Milestone, Payment
from miqyas_web.funding.queries.agreements import in_force_on
from miqyas_web.funding.queries.evidence_levels import best_maryland
from miqyas_web.funding.queries.grants import promise_of
from miqyas_web.funding.rules import grants as rules
from miqyas_web.funding.science.paying import due, std_error_of
from miqyas_web.indicators.enums import MeasurementState
from miqyas_web.indicators.models import Measurement

CENT = Decimal("0.01")


@transaction.atomic
def propose_payment(
    *, milestone: Milestone, measurement: Measurement | None, by: Person, reason: str = ""
) -> Payment:
    """Compute what a milestone makes due. After an earlier payment, the difference alone, as an adjustment of it."""
    milestone = (
        Milestone.objects.select_for_update(of=("self",))
        .select_related("grant__organisation", "indicator")
        .get(pk=milestone.pk)
    )
    grant = milestone.grant
    check_has(Permission.FUND, permissions_in(grant.organisation, by))
    rules.check_is_active(grant.state)
    standing = _standing(milestone)
    was, amendment = in_force_on(milestone, _day_of(milestone, measurement))
    if was is None:
        raise Refused(
            _(
                "This figure was measured before both sides agreed to this milestone: it cannot pay it. Measure again."
            )
        )
    computed = dict(computed_for(was, measurement, reason=reason)) | {"amendment": amendment}
    whole = (was.amount_mad * Decimal(str(computed["share"]))).quantize(CENT)
    earlier = sum((each.amount_mad for each in standing), Decimal(0))
    if standing and whole == earlier:
        raise Refused(_("This figure changes nothing: what is due was paid."))
    payment = Payment.objects.create(
        grant=grant,
        milestone=milestone,
        amount_mad=whole - earlier,
        measurement=measurement,
        computed=computed,
        dataset_sha256=_dataset_of(measurement),
        adjusts=standing[-1] if standing else None,
        reason=reason.strip(),
        proposed_by=by,
        proposed_at=clock.now(),
    )
    _trace("payment_proposed", payment, by)
    return payment


@transaction.atomic
def propose_without_figure(*, milestone: Milestone, amount_mad: Decimal, reason: str, by: Person) -> Payment:
    """Where no figure can be read, a person may propose an amount, with a reason; someone else approves it."""
    milestone = (
        Milestone.objects.select_for_update(of=("self",))
        .select_related("grant__organisation", "indicator")
        .get(pk=milestone.pk)
    )
    check_has(Permission.FUND, permissions_in(milestone.grant.organisation, by))
    rules.check_is_active(milestone.grant.state)
    standing = _standing(milestone)
    if milestone.rule == PayRule.FIXED:
        raise Refused(_("This milestone is paid on its report: no figure is missing."))
    if not reason.strip():
        raise Unfit(_("Say why no figure can be read, and on what the amount rests: both sides read it."))
    earlier = sum((each.amount_mad for each in standing), Decimal(0))
    if not Decimal(0) < amount_mad <= milestone.amount_mad - earlier:
        raise Unfit(
            _("Between zero and what the milestone has left to pay: %(left)s dirhams.")
            % {"left": milestone.amount_mad - earlier}
        )
    payment = Payment.objects.create(
        grant=milestone.grant,
        milestone=milestone,
        amount_mad=amount_mad,
        computed={"rule": milestone.rule, "without_figure": True},
        adjusts=standing[-1] if standing else None,
        reason=reason.strip(),
        proposed_by=by,
        proposed_at=clock.now(),
    )
    _trace("payment_proposed_without_figure", payment, by)
    return payment


def _standing(milestone: Milestone) -> list[Payment]:
    """Payments that count; refused while one of them is not settled."""
    standing = list(milestone.payments.exclude(state=PaymentState.REFUSED).order_by("pk"))
    if any(each.state in (PaymentState.PROPOSED, PaymentState.APPROVED) for each in standing):
        raise Refused(_("A payment of this milestone is under way already: settle it first."))
    return standing


def computed_for(
    milestone: Milestone, measurement: Measurement | None, *, reason: str = ""
) -> Mapping[str, Any]:
    """What the rule says, from an accepted report or an approved measure; refused where it cannot say."""
    if milestone.rule == PayRule.FIXED:
        if not milestone.reports.filter(state=ReportState.ACCEPTED).exists():
            raise Refused(_("The report of this milestone is not accepted yet: nothing is paid by silence."))
        return due(promise_of(milestone), estimate=None, std_error=None, is_reported=True)
    if measurement is None or measurement.indicator_id != milestone.indicator_id:
        raise Unfit(_("Choose an approved measure of the indicator of this milestone."))
    if measurement.state != MeasurementState.APPROVED:
        raise Refused(_("This measure is not approved: a payment rests on an approved figure."))
    evidence = _evidence_of(milestone)
    if evidence < milestone.least_evidence and not reason.strip():
        raise Unfit(
            _(
                "The evidence stands at level %(found)s, the agreement asks %(asked)s. "
                "A person may pay all the same: say why."
            )
            % {"found": evidence, "asked": milestone.least_evidence}
        )
    error = std_error_of(
        std_error=measurement.std_error,
        low=None if measurement.low is None else float(measurement.low),
        high=None if measurement.high is None else float(measurement.high),
        level=measurement.level,
    )
    found = due(promise_of(milestone), estimate=float(measurement.value), std_error=error, is_reported=False)
    return dict(found) | {"n": measurement.n, "evidence": evidence}


def _day_of(milestone: Milestone, measurement: Measurement | None) -> date:
    """The day whose agreement pays: when it was measured, or when the report was accepted."""
    if milestone.rule != PayRule.FIXED and measurement is not None:
        return measurement.date
    accepted = milestone.reports.filter(state=ReportState.ACCEPTED).order_by("-answered_at").first()
    return localdate(accepted.answered_at) if accepted and accepted.answered_at else clock.today()


def _evidence_of(milestone: Milestone) -> int:
    """The best level, on the Maryland scale, of a claim on the indicator; 0 when none is asked or none stands."""
    if not milestone.least_evidence or milestone.indicator is None:
        return 0
    return best_maryland(milestone.indicator) or 0


def _dataset_of(measurement: Measurement | None) -> str:
    """The hash of the frozen dataset behind a computed figure."""
    figure = measurement.figure if measurement else {}
    return str(figure.get("dataset_sha256") or figure.get("dataset") or "")[:64]


@transaction.atomic
def settle_payment(*, payment: Payment, is_approved: bool, reason: str, by: Person) -> Payment:
    """Approve or refuse what was computed: a person decides, and a refusal says why."""
    payment = _locked(payment)
    check_has(Permission.DECIDE, permissions_in(payment.grant.organisation, by))
    to = PaymentState.APPROVED if is_approved else PaymentState.REFUSED
    rules.check_payment_moves(payment.state, to)
    if is_approved and payment.computed.get("without_figure") and payment.proposed_by_id == by.pk:
        raise Refused(_("No figure speaks for this payment: someone else than who proposed it approves."))
    if not is_approved and not reason.strip():
        raise Unfit(_("Say why it is refused: the grantee reads it."))
    payment.state, payment.reason = to, reason.strip() or payment.reason
    payment.approved_by, payment.approved_at = by, clock.now()
    payment.save()
    _trace(f"payment_{to}", payment, by)
    return payment


@transaction.atomic
def pay(*, payment: Payment, paid_on: date, bank_reference: str, by: Person) -> Payment:
    """Write that the money left, when, under which reference."""
    payment = _locked(payment)
    check_has(Permission.FUND, permissions_in(payment.grant.organisation, by))
    rules.check_payment_moves(payment.state, PaymentState.PAID)
    if paid_on > clock.today():
        raise Unfit(_("A payment is written once it is made: this day is to come."))
    payment.state, payment.paid_on, payment.bank_reference = (
        PaymentState.PAID,
        paid_on,
        bank_reference.strip(),
    )
    payment.save()
    _trace("payment_paid", payment, by)
    return payment


def _locked(payment: Payment) -> Payment:
    return (
        Payment.objects.select_for_update(of=("self",))
        .select_related("grant__organisation")
        .get(pk=payment.pk)
    )


def _trace(verb: str, payment: Payment, by: Person) -> None:
    grant = payment.grant
    audit.record(
        verb,
        target=payment,
        by=by,
        organisation=grant.organisation,
        grant=grant.reference,
        amount=str(payment.amount_mad),
    )
