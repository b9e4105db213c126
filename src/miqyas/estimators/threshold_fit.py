"""A jump at a threshold from rows already gathered, as chosen."""

from dataclasses import dataclass

import numpy as np

from miqyas.data.pulled import Pulled
from miqyas.errors import InvalidBandwidth, InvalidLevel, InvalidOrder, NoResidualVariation
from miqyas.estimators.threshold_received import received_of
from miqyas.estimators.threshold_sample import (
    REPEATED,
    Threshold,
    ThresholdSample,
    check_inside,
    sample_of,
)
from miqyas.numerics.distributions import normal_quantile, normal_two_sided
from miqyas.numerics.jump import Jump, Window, fuzzy_jump, jumps, sharp_jump
from miqyas.numerics.local_polynomial import Kernel, Side
from miqyas.numerics.threshold_bandwidths import Selector, select_bandwidths
from miqyas.results.discontinuity import Discontinuity, Received
from miqyas.results.estimate import Estimate, Note

LARGEST_ORDER = 4  # beyond, a polynomial follows the noise near its ends
WEAK_F = 10  # the usual rule of thumb for a first stage; the interval that stays right is always given


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How a jump is estimated; the fields are arguments of `rdd`, but two.

    ``window`` goes before the bandwidths; ``n_binned`` counts the rows of a table whose bins gave it.
    """

    kernel: Kernel = Kernel.TRIANGULAR
    order: int = 1
    selector: Selector = Selector.MSERD
    bandwidth: float | None = None
    bias_bandwidth: float | None = None
    donut: float = 0.0
    level: float = 0.95
    unit: str = ""
    window: Window | None = None
    n_binned: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.level < 1:
            raise InvalidLevel(level=self.level)
        if self.order not in range(1, LARGEST_ORDER + 1):
            raise InvalidOrder(order=self.order, largest=LARGEST_ORDER)
        given = [width for width in (self.bandwidth, self.bias_bandwidth) if width is not None]
        if not (0 <= self.donut < min([*given, np.inf]) and all(width < np.inf for width in given)):
            raise InvalidBandwidth(bandwidth=min(given, default=None), donut=self.donut)


def at_threshold(found: Pulled, threshold: Threshold, choice: Choice) -> Discontinuity:
    """Estimate the jump; refusals as in `rdd`."""
    sample = sample_of(found, threshold, donut=choice.donut, order=choice.order)
    window = _window(sample, choice)
    counts = check_inside(sample, window, choice.order)
    explained = 2 if threshold.received else 1
    fitted = jumps(sample.sides, window, order=choice.order, kernel=choice.kernel, explained=explained)
    received = received_of(fitted, threshold, choice.level) if threshold.received else None
    jump = fuzzy_jump(fitted)[0] if threshold.received else sharp_jump(fitted)
    if not jump.robust_std_error > 1e-10 * sample.spread:
        raise NoResidualVariation(column=threshold.outcome)
    n_values = _distinct_inside(sample, window)
    below = float(fitted.below @ fitted.adjusted(0))
    notes = _notes(sample, received, sum(counts), n_values, choice.n_binned)
    return Discontinuity(
        estimate=_estimate(sample, jump, window, choice, below=below, n=sum(counts), notes=notes),
        conventional_std_error=jump.std_error,
        bias_corrected=jump.bias_corrected,
        bandwidth=window.h[0],
        bias_bandwidth=window.b[0],
        bandwidth_other=window.h[1],
        bias_bandwidth_other=window.b[1],
        cutoff=threshold.cutoff,
        donut=choice.donut,
        order=choice.order,
        kernel=str(choice.kernel),
        n_donut=sample.n_donut,
        n_above=counts[0],
        n_below=counts[1],
        n_values=n_values,
        received=received,
    )


def _window(sample: ThresholdSample, choice: Choice) -> Window:
    """The bandwidths given, or those selected for the outcome: the same for what was received."""
    if choice.window is not None:
        return choice.window
    h, b = choice.bandwidth, choice.bias_bandwidth
    if h is not None:
        wide = h if b is None else b
        return Window((h, h), (wide, wide))
    sides = sample.sides
    if sample.threshold.received:
        above, below = (
            Side(one.u, np.delete(one.columns, 1, axis=1), one.weights, one.clusters) for one in sides
        )
        sides = (above, below)
    found = select_bandwidths(sides, order=choice.order, kernel=choice.kernel, selector=choice.selector)
    if found is None:
        raise NoResidualVariation(column=sample.threshold.outcome)
    return found if b is None else Window(found.h, (b, b))


def _estimate(
    sample: ThresholdSample,
    jump: Jump,
    window: Window,
    choice: Choice,
    *,
    below: float,
    n: int,
    notes: tuple[Note, ...],
) -> Estimate:
    margin = normal_quantile(0.5 + choice.level / 2) * jump.robust_std_error
    return Estimate(
        estimand="LATE at the threshold" if sample.threshold.received else "effect at the threshold",
        value=jump.conventional,
        std_error=jump.robust_std_error,
        df=None,
        p_value=normal_two_sided(jump.bias_corrected / jump.robust_std_error),
        low=jump.bias_corrected - margin,
        high=jump.bias_corrected + margin,
        level=choice.level,
        n=n,
        n_clusters=_clusters_inside(sample, window) if sample.threshold.cluster else n,
        n_dropped=sample.n_dropped,
        control_mean=below,
        unit=choice.unit,
        method=_method(sample.threshold, choice.kernel, choice.order),
        dropped_covariates=sample.dropped_covariates,
        notes=notes,
    )


def _clusters_inside(sample: ThresholdSample, window: Window) -> int:
    codes = [
        one.clusters[np.abs(one.u) < h]
        for one, h in zip(sample.sides, window.h, strict=True)
        if one.clusters is not None
    ]
    return int(np.unique(np.concatenate(codes)).size)


def _distinct_inside(sample: ThresholdSample, window: Window) -> int:
    return sum(
        int(np.unique(one.u[np.abs(one.u) < h]).size)
        for one, h in zip(sample.sides, window.h, strict=True)
    )  # fmt: skip


def _method(threshold: Threshold, kernel: Kernel, order: int) -> str:
    parts = [f"local {('linear', 'quadratic', 'cubic', 'quartic')[order - 1]}", f"{kernel} kernel"]
    parts += ["ratio of jumps"] if threshold.received else []
    parts += ["covariates"] if threshold.covariates else []
    parts += ["weights"] if threshold.weights else []
    parts += ["CR1 by cluster"] if threshold.cluster else []
    return ", ".join([*parts, "robust bias-corrected interval"])


def _notes(
    sample: ThresholdSample, received: Received | None, n: int, n_values: int, n_binned: int
) -> tuple[Note, ...]:
    weak = received is not None and received.f is not None and received.f < WEAK_F
    found = (
        Note("graded_treatment", sample.n_received if sample.n_received > 2 else 0),
        Note("mass_points", n_values if n_values < (1 - REPEATED) * n else 0),
        Note("binned_bandwidth", n_binned),
        Note("weak_received", WEAK_F if weak else 0),
    )
    return tuple(note for note in found if note.count > 0)
