"""Manipulation at a threshold: whether units crowd on one side of it."""

import numpy as np

from miqyas.checks.sentences.density import density_sentence
from miqyas.data.pulled import pull
from miqyas.data.relation import Relation, open_relation
from miqyas.errors import DiscreteRunning, InvalidBandwidth, InvalidLevel, TooFewAtThreshold
from miqyas.numerics.density import Slope, density_at, density_bandwidths, sides_of
from miqyas.numerics.distributions import normal_quantile, normal_two_sided
from miqyas.numerics.jump import Sides
from miqyas.numerics.local_polynomial import Kernel
from miqyas.results.check import CheckResult
from miqyas.results.table import Cell, Table
from miqyas.types import LANGUAGES

Facts = dict[str, float | int | bool | str]
COLUMNS = ("side", "density", "std_error", "low", "high", "bandwidth", "n", "n_values")
ORDER = 2  # that the bandwidth suits; the test takes one more, which removes the bias
NEEDED = 20  # different values within the bandwidth of each side


def density(
    relation: Relation,
    *,
    running: str,
    cutoff: float,
    bandwidths: tuple[float, float] | None = None,
    kernel: Kernel = Kernel.TRIANGULAR,
    significance: float = 0.05,
) -> CheckResult:
    """Test whether the running variable is as dense just above the threshold as just below.

    Where people or officers can place a unit on the good side, more units than expected stand there, and units
    on the two sides are no longer alike. A density that passes does not prove that nobody moved: some may have
    moved each way, and few units see little.

    Parameters
    ----------
    relation : Relation
        The table, or anything `open_relation` takes; rows without ``running`` are left out and counted.
    running, cutoff
        Column of numbers the rule looks at; its threshold.
    bandwidths : tuple of float, optional
        Below and above, in the unit of ``running``; by default the median of those that suit the density of
        each side, the difference and the sum, by least mean squared error.
    kernel : Kernel
        How units weigh by their distance.
    significance : float
        Level of the test, between 0 and 1.

    Returns
    -------
    CheckResult
        ``passed`` when equal densities are not rejected. The table has a row for each side: density just at the
        threshold (per unit of ``running``, as a share of all units), its interval, and the units and different
        values within the bandwidth. Facts: ``statistic``, ``p_value``, ``density_below``, ``density_above``,
        ``bandwidth_below``, ``bandwidth_above``, ``n_below``, ``n_above``, ``n_values``, ``n_dropped``,
        ``significance``.

    Raises
    ------
    InvalidSample
        `MissingColumn`, `NotNumeric`, `InfiniteValues`, `EmptySample`; `TooFewAtThreshold` when a side holds
        too few different values; `DiscreteRunning` when those within a bandwidth are too few to have a density.
    InvalidBandwidth, InvalidLevel
        A bandwidth that is not above zero; a level not between 0 and 1.

    References
    ----------
    Cattaneo, M. D., Jansson, M. and Ma, X. (2020). Simple local polynomial density estimators. Journal of the
    American Statistical Association 115(531), 1449-1455.
    McCrary, J. (2008). Manipulation of the running variable in the regression discontinuity design. Journal of
    Econometrics 142(2), 698-714: what a jump of the density means.

    Examples
    --------
    >>> import pandas as pd
    >>> rng = np.random.default_rng(2)
    >>> drawn = rng.normal(size=2000)
    >>> crossing = (drawn < 0) & (drawn > -0.3) & (rng.uniform(size=2000) < 0.5)  # half of those just below
    >>> moved = np.where(crossing, -drawn, drawn)
    >>> [density(pd.DataFrame({"x": x}), running="x", cutoff=0.0).passed for x in (drawn, moved)]
    [True, False]
    """
    if not 0 < significance < 1:
        raise InvalidLevel(level=significance)
    if bandwidths is not None and not all(0 < width < np.inf for width in bandwidths):
        raise InvalidBandwidth(bandwidth=min(bandwidths), donut=0)
    found = pull(open_relation(relation), numbers=(running,))
    above, below = sides_of(found.numbers[running] - cutoff)
    values = [int(np.unique(one.u).size) for one in (above, below)]
    if min(values) < NEEDED:
        raise TooFewAtThreshold(
            column=running, cutoff=f"{cutoff:g}", treated=values[0], untreated=values[1], needed=NEEDED
        )
    widths = density_bandwidths((above, below), order=ORDER, kernel=kernel) if bandwidths is None else (
        bandwidths[1], bandwidths[0],
    )  # fmt: skip
    inside = _inside((above, below), widths, running=running, cutoff=cutoff)
    slopes = [
        density_at(one, found.n, order=ORDER + 1, h=h, kernel=kernel)
        for one, h in zip((above, below), widths, strict=True)
    ]
    statistic = (slopes[0].value - slopes[1].value) / float(
        np.hypot(slopes[0].std_error, slopes[1].std_error)
    )
    facts: Facts = {
        "statistic": statistic,
        "p_value": normal_two_sided(statistic),
        "density_below": slopes[1].value,
        "density_above": slopes[0].value,
        "bandwidth_below": widths[1],
        "bandwidth_above": widths[0],
        "n_below": inside[1][0],
        "n_above": inside[0][0],
        "n_values": inside[0][1] + inside[1][1],
        "n_dropped": found.n_dropped,
        "significance": significance,
    }
    return _result(facts, slopes, widths, inside)


def _inside(
    sides: Sides, widths: tuple[float, float], *, running: str, cutoff: float
) -> list[tuple[int, int]]:
    counted = []
    for one, h in zip(sides, widths, strict=True):
        near = one.u[np.abs(one.u) < h]
        n_values = int(np.unique(near).size)
        if n_values < NEEDED:
            raise DiscreteRunning(
                column=running, cutoff=f"{cutoff:g}", n=int(near.size), found=n_values, needed=NEEDED
            )
        counted.append((int(near.size), n_values))
    return counted


def _result(
    facts: Facts, slopes: list[Slope], widths: tuple[float, float], inside: list[tuple[int, int]]
) -> CheckResult:
    margin = normal_quantile(1 - float(facts["significance"]) / 2)
    rows: list[tuple[Cell, ...]] = [
        (name, slope.value, slope.std_error, slope.value - margin * slope.std_error,
         slope.value + margin * slope.std_error, width, *counted)
        for name, slope, width, counted in zip(("above", "below"), slopes, widths, inside, strict=True)
    ]  # fmt: skip
    passed = float(facts["p_value"]) > float(facts["significance"])
    text: dict[str, str] = {
        language: density_sentence(language, facts, passed=passed) for language in LANGUAGES
    }
    return CheckResult("density", passed, Table(COLUMNS, tuple(reversed(rows))), text, facts)
