"""Rules of payment: how often each errs, and what an approved figure makes due (`miqyas.allocation.disbursement`)."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from scipy.stats import norm

from miqyas.allocation.disbursement import (
    Milestone,
    PayRule,
    chance_of_paying,
    pay_rates,
    payment_due,
    sample_needed,
)
from miqyas.errors import NoSampleSuffices
from miqyas_web.funding import enums
from miqyas_web.studies.science.words import said_plainly

RULES = {
    enums.PayRule.FIXED: PayRule.FIXED,
    enums.PayRule.THRESHOLD: PayRule.THRESHOLD,
    enums.PayRule.DOUBT: PayRule.BENEFIT,
    enums.PayRule.GRADUATED: PayRule.GRADUATED,
}
STEPS = (-2, -1, 0, 1, 2, 3)
OFF_POINTS = 0.05
ACCEPTED = 0.2


@dataclass(frozen=True, slots=True)
class Promise:
    """A milestone as its rule reads it."""

    rule: str
    target: float | None = None
    floor: float | None = None
    level: float = 0.8
    is_higher_better: bool = True

    def milestone(self) -> Milestone:
        return said_plainly(
            lambda: Milestone(
                RULES[enums.PayRule(self.rule)],
                target=self.target,
                floor=self.floor,
                level=self.level,
                higher_is_better=self.is_higher_better,
            )
        )


@dataclass(frozen=True, slots=True)
class Rates:
    """How a rule errs: chances in %, under truths around the target; ``n_needed`` to err less than one time in five."""

    std_error: float
    false_pay_pct: float
    false_refuse_pct: float
    on_target_pct: float
    steps: tuple[tuple[float, float], ...]
    n_needed: int | None


def share_error(share: float, n: int) -> float:
    """Standard error of a share of ``n`` answers."""
    return math.sqrt(max(share * (1 - share), 1e-12) / n)


def rates_of(promise: Promise, *, std_error: float, is_share: bool, scale: float = 1.0) -> Rates | None:
    """The error rates of a rule while it is written; nothing to say of a fixed payment."""
    if promise.rule == enums.PayRule.FIXED or promise.target is None or not std_error > 0:
        return None
    milestone, target, sign = promise.milestone(), promise.target, 1 if promise.is_higher_better else -1
    rates = pay_rates(
        milestone, met=target + sign * std_error, short=target - sign * std_error, std_error=std_error
    )
    truths = [target + sign * step * std_error for step in STEPS]
    return Rates(
        std_error=std_error,
        false_pay_pct=100 * rates.false_pay,
        false_refuse_pct=100 * rates.false_refuse,
        on_target_pct=100 * rates.paid_on_target,
        steps=tuple((truth, 100 * chance_of_paying(milestone, truth, std_error)) for truth in truths),
        n_needed=_needed(promise, scale, sign) if is_share else None,
    )


def _needed(promise: Promise, scale: float, sign: int) -> int | None:
    """Answers with which a truth five points off the target is judged rightly four times in five."""
    target = float(promise.target or 0) / scale
    met, short = target + sign * OFF_POINTS, target - sign * OFF_POINTS
    if not (min(met, short) > 0 and max(met, short) < 1):
        return None
    floor = None if promise.floor is None else promise.floor / scale
    scaled = Promise(promise.rule, target, floor, promise.level, promise.is_higher_better)
    try:
        return sample_needed(
            scaled.milestone(), met=met, short=short, most_false_refuse=ACCEPTED, most_false_pay=ACCEPTED
        )
    except NoSampleSuffices:
        return None


def std_error_of(
    *, std_error: float | None, low: float | None, high: float | None, level: float
) -> float | None:
    """The standard error of a measure: as written, or read from its interval."""
    if std_error is not None:
        return std_error
    if low is None or high is None:
        return None
    return (high - low) / (2 * float(norm.ppf(0.5 + level / 2)))


def due(
    promise: Promise, *, estimate: float | None, std_error: float | None, is_reported: bool
) -> Mapping[str, Any]:
    """What is due, with the figures it rests on; refused without an estimate and its error: no payment by silence."""
    found = said_plainly(
        lambda: payment_due(
            promise.milestone(), estimate=estimate, std_error=std_error, is_reported=is_reported
        )
    )
    return asdict(found) | {"rule": promise.rule, "level": promise.level, "std_error": std_error}
