"""Paying on results: rules on an estimate and its interval, and how often each of them errs.

The rules are a closed list: a report is due, a threshold the lower end of the interval must reach, the benefit of the
doubt for its upper end, or a share that grows with the estimate. The rates suppose an estimate normal around the truth.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import t as student

from miqyas.errors import MilestoneIncomplete, NoEstimateToPayOn, NoSampleSuffices, PayLevelOutOfRange
from miqyas.results.disbursement import Payment, PayRates
from miqyas.types import FloatVector

LEVEL = 0.80
MOST = 10_000_000  # answers nobody will collect


class PayRule(StrEnum):
    """When a milestone pays."""

    FIXED = "fixed"  # its report was received
    THRESHOLD = "threshold"  # the worse end of the interval reaches the target
    BENEFIT = "benefit"  # the better end does
    GRADUATED = "graduated"  # the share of the way from the floor to the target


@dataclass(frozen=True, slots=True)
class Milestone:
    """What is promised, and the rule that pays it.

    Attributes
    ----------
    rule : PayRule
        One of the four.
    target : float, optional
        Needed by every rule but the fixed one.
    floor : float, optional
        From which the graduated rule begins to pay; on the other side of the target from success.
    level : float
        Of the interval, 0.80 unless said.
    higher_is_better : bool
        False where success is a low figure: a rate of dropping out.
    """

    rule: PayRule
    target: float | None = None
    floor: float | None = None
    level: float = LEVEL
    higher_is_better: bool = True

    def __post_init__(self) -> None:
        if not 0 < self.level < 1:
            raise PayLevelOutOfRange(level=self.level)
        if self.rule is PayRule.FIXED:
            return
        if self.target is None or not math.isfinite(self.target):
            raise MilestoneIncomplete(rule=self.rule.value, missing="target")
        if self.rule is PayRule.GRADUATED and (
            self.floor is None or not self.sign * (self.target - self.floor) > 0
        ):
            raise MilestoneIncomplete(rule=self.rule.value, missing="floor")

    @property
    def sign(self) -> float:
        return 1.0 if self.higher_is_better else -1.0


def payment_due(
    milestone: Milestone,
    *,
    estimate: float | None = None,
    std_error: float | None = None,
    df: float = math.inf,
    is_reported: bool = False,
) -> Payment:
    """Say what share of a milestone is due.

    Parameters
    ----------
    milestone : Milestone
        The promise.
    estimate, std_error, df : float
        What was measured, its standard error and degrees of freedom; the interval is Student's at the milestone's level.
    is_reported : bool
        For the fixed rule alone: whether the report came.

    Raises
    ------
    NoEstimateToPayOn
        No finite estimate with its standard error: nothing is paid, nor refused, by silence.

    Examples
    --------
    >>> promise = Milestone(PayRule.THRESHOLD, target=0.30)
    >>> payment_due(promise, estimate=0.34, std_error=0.02).reason
    'target_reached'
    >>> payment_due(promise, estimate=0.31, std_error=0.02).share
    0.0
    """
    if milestone.rule is PayRule.FIXED:
        share = 1.0 if is_reported else 0.0
        reason = "report_received" if is_reported else "report_missing"
        return Payment(share, share, share, reason, None, None, None)
    if estimate is None or std_error is None or not math.isfinite(estimate) or not 0 <= std_error < math.inf:
        raise NoEstimateToPayOn(rule=milestone.rule.value)
    target = float(milestone.target or 0.0)
    half = float(student.ppf(0.5 + milestone.level / 2, df)) * std_error
    worse, better = estimate - milestone.sign * half, estimate + milestone.sign * half
    if milestone.rule is PayRule.GRADUATED:
        share, low, high = (float(_share(milestone, np.array(x))) for x in (estimate, worse, better))
        reason = "target_reached" if share == 1 else "part_of_target" if share > 0 else "target_not_reached"
        return Payment(share, low, high, reason, estimate, None, target)
    bound = worse if milestone.rule is PayRule.THRESHOLD else better
    is_reached = milestone.sign * (bound - target) >= 0
    share = 1.0 if is_reached else 0.0
    reason = "target_reached" if is_reached else "target_not_reached"
    return Payment(share, share, share, reason, estimate, bound, target)


def _share(milestone: Milestone, figures: FloatVector) -> FloatVector:
    floor, target = float(milestone.floor or 0.0), float(milestone.target or 0.0)
    return np.clip((figures - floor) / (target - floor), 0.0, 1.0)


def chance_of_paying(milestone: Milestone, truth: float, std_error: float) -> float:
    """Probability of paying under a truth; for the graduated rule, the share paid on average; for the fixed one, 1.

    Examples
    --------
    >>> round(chance_of_paying(Milestone(PayRule.THRESHOLD, target=0.3), 0.3, 0.02), 3)
    0.1
    """
    if milestone.rule is PayRule.FIXED:
        return 1.0
    if not 0 < std_error < math.inf:
        raise NoEstimateToPayOn(rule=milestone.rule.value)
    z = float(ndtri(0.5 + milestone.level / 2))
    far = milestone.sign * (truth - float(milestone.target or 0.0)) / std_error
    match milestone.rule:
        case PayRule.THRESHOLD:
            return float(ndtr(far - z))
        case PayRule.BENEFIT:
            return float(ndtr(far + z))
        case PayRule.GRADUATED:
            return _mean_share(milestone, truth, std_error)
        case _:
            assert_never(milestone.rule)


def _mean_share(milestone: Milestone, truth: float, std_error: float) -> float:
    """Mean of a normal clipped between the floor and the target, as a share of the way.

    With u = distance to the floor in standard errors, the mean of max(0, u + z) is u Phi(u) + phi(u); that of a share
    clipped at the target is the difference of two such means.
    """

    def above(mark: float) -> float:
        u = milestone.sign * (truth - mark) / std_error
        return float(u * ndtr(u) + math.exp(-u * u / 2) / math.sqrt(2 * math.pi))

    floor, target = float(milestone.floor or 0.0), float(milestone.target or 0.0)
    return std_error * (above(floor) - above(target)) / abs(target - floor)


def pay_rates(milestone: Milestone, *, met: float, short: float, std_error: float) -> PayRates:
    """How often the rule refuses a truth that deserves the money (``met``) and pays one that does not (``short``)."""
    paid = [chance_of_paying(milestone, truth, std_error) for truth in (met, short)]
    on_target = chance_of_paying(milestone, float(milestone.target or met), std_error)
    return PayRates(std_error, met, short, paid[0], paid[1], 1 - paid[0], paid[1], on_target)


def sample_needed(
    milestone: Milestone,
    *,
    met: float,
    short: float,
    most_false_refuse: float,
    most_false_pay: float,
    sd: float | None = None,
    design_effect: float = 1.0,
) -> int:
    """Fewest answers with which both error rates stay under their most.

    Parameters
    ----------
    met, short : float
        A truth that deserves the money, and one that does not.
    most_false_refuse, most_false_pay : float
        Rates the parties accept.
    sd : float, optional
        Of one answer; without it the indicator is a proportion, with sd √(p(1-p)) at each truth.
    design_effect : float
        Of the sampling: 1 for a simple draw.

    Raises
    ------
    NoSampleSuffices
        However many answers, the rule errs more: it pays a truth on its threshold one time in ten.

    Examples
    --------
    >>> promise = Milestone(PayRule.THRESHOLD, target=0.30)
    >>> sample_needed(promise, met=0.36, short=0.28, most_false_refuse=0.2, most_false_pay=0.05)
    289
    """

    def is_enough(n: float) -> bool:
        paid = [
            chance_of_paying(milestone, truth, math.sqrt(design_effect / n) * (sd or _sd_of_share(truth)))
            for truth in (met, short)
        ]
        return 1 - paid[0] <= most_false_refuse and paid[1] <= most_false_pay

    if milestone.rule is PayRule.FIXED or not is_enough(MOST):
        raise NoSampleSuffices(
            rule=milestone.rule.value, most_false_refuse=most_false_refuse, most_false_pay=most_false_pay
        )
    low, high = 1, MOST
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle + 1, high)
    return low


def _sd_of_share(truth: float) -> float:
    return math.sqrt(max(truth * (1 - truth), 1e-12))


def simulated_pay(
    milestone: Milestone, *, truth: float, n: int, rng: np.random.Generator, draws: int = 4_000
) -> float:
    """Share of simulated surveys of ``n`` answers, of a proportion, in which the rule pays; its average for the
    graduated one.

    Each survey draws its answers and makes its own standard error, √(p(1-p)/n): the analytic rates are checked on what will
    be done, not on the normal law they suppose.
    """
    found = rng.binomial(n, truth, draws) / n
    errors = np.sqrt(found * (1 - found) / n)
    paid = [
        payment_due(milestone, estimate=float(p), std_error=float(se)).share
        for p, se in zip(found, errors, strict=True)
    ]
    return float(np.mean(paid))
