"""Power by simulation: the trial as declared is drawn many times, and the real estimator run on each."""

import math
from dataclasses import replace

import duckdb
import numpy as np

from miqyas.data.columns import relation_from
from miqyas.data.relation import Relation
from miqyas.errors import ConstantOutcome, InvalidPowerFigure, NoResidualVariation
from miqyas.estimators.itt import itt
from miqyas.power.analytic import power_of
from miqyas.power.trial import PanelEstimator, Trial
from miqyas.results.power import PowerResult
from miqyas.types import FloatVector, IntVector

FEWEST = 20
COVARIATES = ("own", "shared", "before")


def simulated_power(
    trial: Trial,
    *,
    effect: float,
    places: int,
    rng: np.random.Generator,
    n_draws: int = 500,
    significance: float = 0.05,
    unit: str = "",
) -> PowerResult:
    """Draw the trial as declared and count how often `itt` rejects no effect.

    Outcomes are normal (or 0 and 1 for a share), clusters add a normal effect of variance icc, sizes are
    lognormal with the cv declared, covariates that explain the R² stand in the regression, units are lost at
    random. What the formula only approximates (few clusters, unequal sizes, shares near 0 or 1) shows here.

    Parameters
    ----------
    trial, effect, places, significance, unit
        As in `power_of`.
    rng : numpy Generator
        Source of chance; the same seed gives the same result.
    n_draws : int
        Trials drawn, at least twenty.

    Returns
    -------
    PowerResult
        ``power`` is the share of draws that reject, with its ``monte_carlo_error``; the rest as `power_of`.

    Raises
    ------
    InvalidPowerFigure
        As in `power_of`; too few draws.

    References
    ----------
    Blair, G., Cooper, J., Coppock, A. and Humphreys, M. (2019). Declaring and diagnosing research designs. American
    Political Science Review 113(3), 838-859.

    Examples
    --------
    >>> found = simulated_power(Trial(), effect=1.5, places=40, rng=np.random.default_rng(1), n_draws=20)
    >>> found.power
    1.0
    """
    if n_draws < FEWEST:
        raise InvalidPowerFigure(name="n_draws", found=n_draws, expected=f"≥ {FEWEST}")
    planned = power_of(trial, effect=effect, places=places, significance=significance, unit=unit)
    if trial.control_share is not None and trial.r2 + trial.r2_clusters > 0:
        raise InvalidPowerFigure(name="r2", found=trial.r2 + trial.r2_clusters, expected="0 (share)")
    engine = duckdb.connect(":memory:")  # one for all draws: starting it takes longer than an estimate
    draws = (draw_trial(trial, effect=effect, places=places, rng=rng) for _ in range(n_draws))
    power = sum(_rejects(trial, relation_from(drawn, engine), significance) for drawn in draws) / n_draws
    return replace(
        planned,
        power=power,
        monte_carlo_error=math.sqrt(power * (1 - power) / n_draws),
        method=f"{planned.method}; simulated, {n_draws} draws of itt",
    )


def _rejects(trial: Trial, drawn: Relation, significance: float) -> bool:
    try:
        found = itt(
            drawn,
            outcome="outcome",
            treatment="treated",
            cluster="place" if trial.cluster_size is not None else None,
            covariates=[name for name in COVARIATES if name in drawn.columns],
            level=1 - significance,
        )
    except (ConstantOutcome, NoResidualVariation):  # a trial that cannot be analysed shows nothing
        return False
    return not found.low <= 0 <= found.high


def draw_trial(
    trial: Trial, *, effect: float, places: int, rng: np.random.Generator
) -> dict[str, FloatVector | IntVector]:
    """Draw the table of one trial: ``outcome``, ``treated``, ``place`` and the covariates that explain."""
    treated = np.zeros(places, dtype=np.int64)
    treated[rng.permutation(places)[: round(places * trial.share_treated)]] = 1
    place = np.repeat(np.arange(places), _sizes(trial, places, rng))
    kept = rng.random(place.size) >= trial.attrition
    place = place[kept]
    columns: dict[str, FloatVector | IntVector] = {"place": place, "treated": treated[place]}
    if trial.control_share is not None:
        shares: FloatVector = np.asarray(trial.control_share + effect * treated, dtype=np.float64)
        chance = _chances(shares, trial.icc, rng)
        return columns | {"outcome": (rng.random(place.size) < chance[place]).astype(np.float64)}
    return columns | _measured(trial, effect, treated, place, rng)


def _measured(
    trial: Trial, effect: float, treated: IntVector, place: IntVector, rng: np.random.Generator
) -> dict[str, FloatVector | IntVector]:
    """Draw rounds before and after, and use them as the trial says."""
    by_place = trial.icc if trial.cluster_size is not None else 0.0
    own, shared = rng.standard_normal(place.size), rng.standard_normal(treated.size)
    explained = math.sqrt((1 - by_place) * trial.r2) * own
    explained += math.sqrt(by_place * trial.r2_clusters) * shared[place]
    means = _round_means(trial, (1 - by_place) * (1 - trial.r2), np.arange(place.size), rng)
    places = _round_means(trial, by_place * (1 - trial.r2_clusters), place, rng)
    before, after = (
        trial.std_dev * (explained + unit + around) for unit, around in zip(means, places, strict=True)
    )
    after = after + effect * treated[place]
    columns: dict[str, FloatVector | IntVector] = {"outcome": after}
    if trial.panel is PanelEstimator.DIFFERENCES:
        columns["outcome"] = after - before
    if trial.panel is PanelEstimator.ANCOVA:
        columns["before"] = before
    if trial.r2:
        columns["own"] = own
    if trial.r2_clusters:
        columns["shared"] = shared[place]
    return columns


def _round_means(
    trial: Trial, variance: float, members: IntVector, rng: np.random.Generator
) -> tuple[FloatVector, FloatVector]:
    """Return the means before and after of rounds that share ``autocorrelation`` of this variance, by member."""
    n = int(members.max()) + 1
    lasting = math.sqrt(variance * trial.autocorrelation) * rng.standard_normal(n)
    passing = math.sqrt(variance * (1 - trial.autocorrelation))
    before, after = (
        lasting + passing / math.sqrt(rounds) * rng.standard_normal(n)
        for rounds in (max(trial.n_before, 1), trial.n_after)
    )
    return before[members], after[members]


def _sizes(trial: Trial, places: int, rng: np.random.Generator) -> IntVector:
    if trial.cluster_size is None:
        return np.ones(places, dtype=np.int64)
    mean = trial.cluster_size
    if trial.size_cv > 0:
        spread = math.sqrt(math.log(1 + trial.size_cv**2))
        drawn = rng.lognormal(math.log(mean) - spread**2 / 2, spread, places)
    else:
        drawn = np.full(places, mean)
    sizes: IntVector = np.maximum(1, np.floor(drawn + rng.random(places))).astype(np.int64)
    return sizes


def _chances(shares: FloatVector, icc: float, rng: np.random.Generator) -> FloatVector:
    """Draw the share of each place from a beta with this mean and this intra-cluster correlation."""
    if icc == 0:
        return shares
    scale = (1 - icc) / icc
    drawn: FloatVector = rng.beta(shares * scale, (1 - shares) * scale)
    return drawn
