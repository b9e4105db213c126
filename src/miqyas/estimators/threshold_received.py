"""What a rule changed of the treatment received, and the interval that stays right when that is little."""

import numpy as np

from miqyas.errors import ReceivedNotMoved
from miqyas.estimators.threshold_sample import Threshold
from miqyas.numerics.distributions import normal_quantile
from miqyas.numerics.jump import Jumps
from miqyas.results.discontinuity import Received


def received_of(found: Jumps, threshold: Threshold, level: float) -> Received:
    """Return the jump of the treatment; refuse one that cannot be told from zero.

    The interval of the effect holds every τ for which outcome - τ·treatment has no jump, as in Anderson and
    Rubin (1949) and, for a threshold, Feir, Lemieux and Marmer (2016), Weak identification in fuzzy regression
    discontinuity designs, Journal of Business & Economic Statistics 34(2), 185-196. Once the jump differs from
    zero at this level, it is an interval.
    """
    z = normal_quantile(0.5 + level / 2)
    by_outcome, by_received = found.adjusted(0), found.adjusted(1)
    outcome, step = found.combined(by_outcome), found.combined(by_received)
    margin = z * step.robust_std_error
    low, high = step.bias_corrected - margin, step.bias_corrected + margin
    rounding = 1e-10 * max(float(np.abs(one.columns[:, 1]).max()) for one in found.sides)
    if low <= rounding and high >= -rounding:
        raise ReceivedNotMoved(
            cutoff=f"{threshold.cutoff:g}", column=threshold.received, jump=f"{step.conventional:.4g}",
            level=f"{level:.0%}", low=f"{low:.4g}", high=f"{high:.4g}",
        )  # fmt: skip
    both = found.combined(by_outcome + by_received).robust_std_error ** 2
    own, its = outcome.robust_std_error**2, step.robust_std_error**2
    first = step.bias_corrected**2 - z**2 * its
    middle = outcome.bias_corrected * step.bias_corrected - z**2 * (both - own - its) / 2
    last = outcome.bias_corrected**2 - z**2 * own
    root = float(np.sqrt(max(0.0, middle**2 - first * last)))
    exact = not step.robust_std_error > 1e-10 * abs(step.bias_corrected)
    return Received(
        jump=step.conventional,
        bias_corrected=step.bias_corrected,
        std_error=step.robust_std_error,
        low=low,
        high=high,
        f=None if exact else (step.bias_corrected / step.robust_std_error) ** 2,
        effect_low=(middle - root) / first,
        effect_high=(middle + root) / first,
    )
