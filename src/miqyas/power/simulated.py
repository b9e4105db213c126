"""Power by simulation: the trial as declared is drawn many times, and the real estimator run on each."""

import math
from collections.abc import Callable
from dataclasses import replace

import duckdb
import numpy as np

from miqyas.data.columns import relation_from
from miqyas.errors import ConstantOutcome, InvalidPowerFigure, NoResidualVariation
from miqyas.estimators.itt import itt
from miqyas.power.aim import Aim
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
    aim: Aim | None = None,
    unit: str = "",
) -> PowerResult:
    """Draw the trial as declared and count how often `itt` rejects no effect.

    Outcomes are normal (or 0 and 1 for a share), clusters add a normal effect of variance icc, sizes are
    lognormal with the cv declared, covariates that explain the R² stand in the regression, units are lost at
    random. What the formula only approximates (few clusters, unequal sizes, shares near 0 or 1) shows here. For
    the other designs, see `miqyas.power.simulated_designs`.

    Parameters
    ----------
    trial, effect, places, aim, unit
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
    if trial.control_share is not None and trial.r2 + trial.r2_clusters > 0:
        raise InvalidPowerFigure(name="r2", found=trial.r2 + trial.r2_clusters, expected="0 (share)")
    if trial.control_share is not None and trial.panel is not PanelEstimator.POST:
        raise InvalidPowerFigure(name="panel", found=str(trial.panel), expected="post (share)")
    planned = power_of(trial, effect=effect, places=places, aim=aim, unit=unit)

    def rejects(engine: duckdb.DuckDBPyConnection) -> bool:
        drawn = relation_from(draw_trial(trial, effect=effect, places=places, rng=rng), engine)
        found = itt(
            drawn,
            outcome="outcome",
            treatment="treated",
            cluster="place" if trial.cluster_size is not None else None,
            covariates=[name for name in COVARIATES if name in drawn.columns],
            level=1 - planned.significance,
        )
        return not found.low <= 0 <= found.high

    return counted_draws(planned, rejects, n_draws=n_draws, aim=aim, estimator="itt")


def counted_draws(
    planned: PowerResult,
    rejects: Callable[[duckdb.DuckDBPyConnection], bool],
    *,
    n_draws: int,
    aim: Aim | None,
    estimator: str,
) -> PowerResult:
    """Count how often a draw rejects, and put the share in the place of the power of the formula."""
    if n_draws < FEWEST:
        raise InvalidPowerFigure(name="n_draws", found=n_draws, expected=f"≥ {FEWEST}")
    if aim is not None and (aim.margin is not None or aim.n_outcomes > 1):
        name = "margin" if aim.margin is not None else "n_outcomes"
        raise InvalidPowerFigure(name=name, found=aim.margin or aim.n_outcomes, expected="— (simulate)")
    engine = duckdb.connect(":memory:")  # one for all draws: starting it takes longer than an estimate
    power = sum(_or_cannot_be_analysed(rejects, engine) for _ in range(n_draws)) / n_draws
    return replace(
        planned,
        power=power,
        monte_carlo_error=math.sqrt(power * (1 - power) / n_draws),
        method=f"{planned.method}; simulated, {n_draws} draws of {estimator}",
    )


def _or_cannot_be_analysed(
    rejects: Callable[[duckdb.DuckDBPyConnection], bool], engine: duckdb.DuckDBPyConnection
) -> bool:
    try:
        return rejects(engine)
    except (ConstantOutcome, NoResidualVariation):  # a trial that cannot be analysed shows nothing
        return False


def draw_trial(
    trial: Trial, *, effect: float, places: int, rng: np.random.Generator
) -> dict[str, FloatVector | IntVector]:
    """Draw the table of one trial: ``outcome``, ``treated``, ``received``, ``place``, the covariates that explain."""
    treated = np.zeros(places, dtype=np.int64)
    treated[rng.permutation(places)[: round(places * trial.share_treated)]] = 1
    place = np.repeat(np.arange(places), _sizes(trial, places, rng))
    kept = rng.random(place.size) >= trial.attrition
    place = place[kept]
    received = treated[place] * (rng.random(place.size) < trial.takeup).astype(np.int64)
    columns: dict[str, FloatVector | IntVector] = {
        "place": place,
        "treated": treated[place],
        "received": received,
    }
    if trial.control_share is not None:
        # Where not all take part, each of those who do gains the effect over the share of the place.
        known = effect * treated if trial.takeup == 1 else 0.0 * treated
        shares: FloatVector = np.asarray(trial.control_share + known, dtype=np.float64)
        chance = _chances(shares, trial.icc, rng)[place] + effect * received * (trial.takeup < 1)
        return columns | {"outcome": (rng.random(place.size) < chance).astype(np.float64)}
    return columns | _measured(trial, np.asarray(effect * received, dtype=np.float64), treated, place, rng)


def _measured(
    trial: Trial, gains: FloatVector, treated: IntVector, place: IntVector, rng: np.random.Generator
) -> dict[str, FloatVector | IntVector]:
    """Draw rounds before and after, and use them as the trial says."""
    before, after, columns = draw_rounds(trial, gains, treated.size, place, rng)
    columns["outcome"] = after
    if trial.panel is PanelEstimator.DIFFERENCES:
        columns["outcome"] = after - before
    if trial.panel is PanelEstimator.ANCOVA:
        columns["before"] = before
    return columns


def draw_rounds(
    trial: Trial, gains: FloatVector, n_places: int, place: IntVector, rng: np.random.Generator
) -> tuple[FloatVector, FloatVector, dict[str, FloatVector | IntVector]]:
    """Draw each unit's mean before and after, and the covariates that explain part of both."""
    by_place = trial.icc if trial.cluster_size is not None else 0.0
    own, shared = rng.standard_normal(place.size), rng.standard_normal(n_places)
    explained = math.sqrt((1 - by_place) * trial.r2) * own
    explained += math.sqrt(by_place * trial.r2_clusters) * shared[place]
    units, places = trial.autocorrelation, trial.cluster_autocorrelation
    means = _round_means(trial, (1 - by_place) * (1 - trial.r2), units, np.arange(place.size), rng)
    lasting = units if places is None else places
    around = _round_means(trial, by_place * (1 - trial.r2_clusters), lasting, place, rng)
    before, after = (
        trial.std_dev * (explained + unit + group) for unit, group in zip(means, around, strict=True)
    )
    columns: dict[str, FloatVector | IntVector] = {}
    if trial.r2:
        columns["own"] = own
    if trial.r2_clusters:
        columns["shared"] = shared[place]
    return before, after + gains, columns


def _round_means(
    trial: Trial, variance: float, shared: float, members: IntVector, rng: np.random.Generator
) -> tuple[FloatVector, FloatVector]:
    """Return the means before and after of rounds that share this part of this variance, by member."""
    n = int(members.max()) + 1
    lasting = math.sqrt(variance * shared) * rng.standard_normal(n)
    passing = math.sqrt(variance * (1 - shared))
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
