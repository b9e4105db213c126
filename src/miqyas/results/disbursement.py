"""What a milestone pays."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Payment:
    """The share of a milestone's amount that is due.

    Attributes
    ----------
    share : float
        Between 0 and 1.
    low, high : float
        The share at both ends of the interval of the estimate, for the graduated rule; for the others, the share itself.
    reason : str
        ``report_received``, ``report_missing``, ``target_reached``, ``target_not_reached``, ``part_of_target``.
    estimate, bound : float or None
        What was measured; the end of its interval that the rule sets against the target.
    target : float or None
        Of the milestone.
    """

    share: float
    low: float
    high: float
    reason: str
    estimate: float | None
    bound: float | None
    target: float | None


@dataclass(frozen=True, slots=True)
class PayRates:
    """How a rule errs, said before it is signed.

    Attributes
    ----------
    std_error : float
        Of the estimate the rule will see.
    met, short : float
        A truth that deserves the money, and one that does not.
    paid_if_met, paid_if_short : float
        Probability of paying, or share paid on average, under each.
    false_refuse, false_pay : float
        1 - ``paid_if_met``; ``paid_if_short``.
    paid_on_target : float
        When the truth is exactly the target.
    """

    std_error: float
    met: float
    short: float
    paid_if_met: float
    paid_if_short: float
    false_refuse: float
    false_pay: float
    paid_on_target: float
