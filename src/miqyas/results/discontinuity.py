"""What a regression discontinuity returns beside its estimate."""

from dataclasses import dataclass

from miqyas.results.estimate import Estimate, TidyRow


@dataclass(frozen=True, slots=True)
class Received:
    """What the rule changed of the treatment received: the first stage of a fuzzy design.

    Attributes
    ----------
    jump, bias_corrected, std_error, low, high : float
        Jump of the treatment at the threshold, in its unit; the last three robust and bias-corrected.
    f : float or None
        Square of ``bias_corrected / std_error``; None when the rule decides the treatment exactly.
    effect_low, effect_high : float
        Interval of the effect that stays right when the jump is small (Anderson-Rubin), in the unit of the
        effect.
    """

    jump: float
    bias_corrected: float
    std_error: float
    low: float
    high: float
    f: float | None
    effect_low: float
    effect_high: float


@dataclass(frozen=True, slots=True)
class Discontinuity:
    """A jump at a threshold.

    Attributes
    ----------
    estimate : Estimate
        Value by local polynomials; standard error, p-value and interval robust and bias-corrected, so the
        interval is centred on ``bias_corrected``, not on the value.
    conventional_std_error : float
        Of the value, were its bias nil; in the unit of the outcome.
    bias_corrected : float
        The value less its estimated bias.
    bandwidth, bias_bandwidth : float
        h and b on the treated side, in the unit of the running variable.
    bandwidth_other, bias_bandwidth_other : float
        The same on the other side.
    cutoff, donut : float
        The threshold; units nearer than ``donut`` were left out.
    order : int
        Order p of the polynomial.
    kernel : str
        How units weigh by distance.
    n_donut : int
        Units left out because they were nearer than ``donut``.
    n_above, n_below : int
        Units within h on each side: the treated one, the other.
    n_values : int
        Different values of the running variable within h.
    received : Received or None
        The jump of what was received, when the design is fuzzy.
    """

    estimate: Estimate
    conventional_std_error: float
    bias_corrected: float
    bandwidth: float
    bias_bandwidth: float
    bandwidth_other: float
    bias_bandwidth_other: float
    cutoff: float
    donut: float
    order: int
    kernel: str
    n_donut: int
    n_above: int
    n_below: int
    n_values: int
    received: Received | None = None

    def tidy(self) -> TidyRow:
        """Return the row of the estimate, then what belongs to the threshold; the treatment received last."""
        names = ("conventional_std_error", "bias_corrected", "bandwidth", "bias_bandwidth", "bandwidth_other",
                 "bias_bandwidth_other", "cutoff", "donut", "order", "kernel", "n_donut", "n_above", "n_below",
                 "n_values")  # fmt: skip
        row = {**self.estimate.tidy(), **{name: getattr(self, name) for name in names}}
        if self.received is None:
            return row
        first = ("jump", "bias_corrected", "std_error", "low", "high", "f")
        cells = {f"received_{name}": getattr(self.received, name) for name in first}
        cells |= {
            "anderson_rubin_low": self.received.effect_low,
            "anderson_rubin_high": self.received.effect_high,
        }
        return {**row, **{name: "" if cell is None else cell for name, cell in cells.items()}}
