"""What a regression discontinuity returns beside its estimate."""

from dataclasses import dataclass

from miqyas.results.estimate import Estimate, TidyRow


@dataclass(frozen=True, slots=True)
class Discontinuity:
    """A jump at a threshold.

    Attributes
    ----------
    estimate : Estimate
        Value by local lines; standard error, p-value and interval robust and bias-corrected, so the interval
        is centred on ``bias_corrected``, not on the value.
    conventional_std_error : float
        Of the value, were its bias nil; in the unit of the outcome.
    bias_corrected : float
        The value less its estimated bias.
    bandwidth, bias_bandwidth : float
        h and b, in the unit of the running variable.
    cutoff, donut : float
        The threshold; units nearer than ``donut`` were left out.
    n_donut : int
        Units left out because they were nearer than ``donut``.
    n_above, n_below : int
        Units within h on each side: the treated one, the other.
    """

    estimate: Estimate
    conventional_std_error: float
    bias_corrected: float
    bandwidth: float
    bias_bandwidth: float
    cutoff: float
    donut: float
    n_donut: int
    n_above: int
    n_below: int

    def tidy(self) -> TidyRow:
        """Return the row of the estimate, then what belongs to the threshold."""
        names = ("conventional_std_error", "bias_corrected", "bandwidth", "bias_bandwidth", "cutoff", "donut",
                 "n_donut", "n_above", "n_below")  # fmt: skip
        return {**self.estimate.tidy(), **{name: getattr(self, name) for name in names}}
