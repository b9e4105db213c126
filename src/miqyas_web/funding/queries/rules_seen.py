"""What became of payments read by a rule: set against what was measured later."""

from dataclasses import dataclass
from datetime import date

from miqyas_web.accounts.models import Organisation
from miqyas_web.funding.enums import PaymentState
from miqyas_web.funding.models import Payment
from miqyas_web.indicators.models import Measurement


@dataclass(slots=True)
class RuleSeen:
    """How payments read by one rule stand against what was measured later."""

    label: str
    n: int = 0
    n_known: int = 0
    n_false_pay: int = 0
    n_false_refuse: int = 0


def rules_seen(organisation: Organisation) -> list[RuleSeen]:
    """For each rule, how often it paid what a later figure shows short, or refused what it shows met. Two queries.

    The later figure is the last approved one of the same indicator, measured after the one that paid: it errs too.
    """
    payments = list(
        Payment.objects.filter(
            grant__organisation=organisation, measurement__isnull=False, adjusts__isnull=True
        )
        .exclude(state=PaymentState.REFUSED)
        .select_related("milestone", "measurement")
    )
    later = _last_figures({one.measurement.indicator_id for one in payments if one.measurement})
    found: dict[str, RuleSeen] = {}
    for one in payments:
        if one.milestone is None or one.measurement is None or one.milestone.target is None:
            continue
        seen = found.setdefault(one.milestone.rule, RuleSeen(one.milestone.get_rule_display()))
        seen.n += 1
        day, value = later.get(one.measurement.indicator_id, (None, None))
        if day is None or value is None or day <= one.measurement.date:
            continue
        target = float(one.computed.get("target") or one.milestone.target)
        is_met = value >= target if one.milestone.is_higher_better else value <= target
        share = float(one.computed.get("share") or 0)
        seen.n_known += 1
        seen.n_false_pay += share > 0 and not is_met
        seen.n_false_refuse += share == 0 and is_met
    return list(found.values())


def _last_figures(indicators: set[int]) -> dict[int, tuple[date, float]]:
    rows = (
        Measurement.objects.approved()
        .filter(indicator__in=indicators)
        .order_by("date", "pk")
        .values_list("indicator_id", "date", "value")
    )
    return {pk: (day, float(value)) for pk, day, value in rows}
