"""Tables drawn as each design declares them."""

import math

import numpy as np

from miqyas.power.declared import Figures
from miqyas.power.series import Interrupted
from miqyas.power.simulated import draw_rounds, draw_trial
from miqyas.power.threshold import Score
from miqyas.power.trial import Trial
from miqyas.power.wedge import SteppedWedge
from miqyas.types import FloatVector, IntVector

Columns = dict[str, FloatVector | IntVector]
BASELINES = ("before", "before_cluster")


def draw_assigned(trial: Trial, effect: float, places: int, rng: np.random.Generator) -> Columns:
    """The trial; where clusters were seen before, also the mean of each then, which holds their level fixed."""
    drawn = draw_trial(trial, effect=effect, places=places, rng=rng)
    if trial.cluster_size is None or "before" not in drawn:
        return drawn
    place = drawn["place"]
    means = np.bincount(place, drawn["before"]) / np.maximum(1, np.bincount(place))
    return drawn | {BASELINES[1]: means[place]}


def draw_threshold(
    trial: Trial, figures: Figures, effect: float, places: int, rng: np.random.Generator
) -> Columns:
    """Scores at most one away from the threshold on either side, uniform or normal; a slope that is straight."""
    kept = rng.random(places) >= trial.attrition
    within = figures.within or 1.0
    n = int(kept.sum() * within)
    above = rng.random(n) < trial.share_treated
    ranks = rng.random(n)
    distance = ranks
    if figures.score is Score.NORMAL:
        distance = np.abs(rng.standard_normal(n)) / 4  # half of a normal on each side: cut at its middle
    score = np.where(above, distance, -distance - 1e-9)
    received = above * (rng.random(n) < trial.takeup)
    noise = trial.std_dev * math.sqrt(1 - trial.r2) * rng.standard_normal(n)
    return {"score": score, "outcome": 0.5 * score + effect * received + noise}


def draw_two_rounds(trial: Trial, effect: float, places: int, rng: np.random.Generator) -> Columns:
    """One row by unit and round, before and after; several rounds are each unit's mean of them."""
    treated = np.zeros(places, dtype=np.int64)
    treated[rng.permutation(places)[: round(places * trial.share_treated)]] = 1
    place = np.repeat(np.arange(places), int(trial.cluster_size or 1))
    place = place[rng.random(place.size) >= trial.attrition]
    received = treated[place] * (rng.random(place.size) < trial.takeup)
    before, after, _ = draw_rounds(trial, np.asarray(effect * received, dtype=np.float64), places, place, rng)
    n = place.size
    return {
        "outcome": np.concatenate([before, after]),
        "time": np.repeat(np.array([0, 1]), n),
        "unit": np.tile(np.arange(n), 2),
        "place": np.tile(place, 2),
        "treated": np.tile(treated[place], 2),
    }


def draw_groups(
    trial: Trial, figures: Figures, effect: float, places: int, rng: np.random.Generator
) -> Columns:
    """Two groups, of which only the first gains."""
    drawn = draw_trial(trial, effect=0.0, places=places, rng=rng)
    member = (rng.random(drawn["place"].size) < (figures.group_share or 0.5)).astype(np.int64)
    gained = member * drawn["received"]
    if trial.control_share is None:
        raised = np.asarray(drawn["outcome"] + effect * gained, dtype=np.float64)
        return drawn | {"member": member, "outcome": raised}
    # Among those whose outcome is 0, as many pass to 1 as the effect says.
    passes = rng.random(member.size) < effect / (1 - trial.control_share)
    return drawn | {"member": member, "outcome": np.maximum(drawn["outcome"], gained * passes)}


def draw_wedge(wedge: SteppedWedge, effect: float, places: int, rng: np.random.Generator) -> Columns:
    """One row by cluster and round: the mean of the persons seen there."""
    order = rng.permutation(np.repeat(np.arange(wedge.steps), wedge.split(places)))
    start = wedge.rounds_before + order * wedge.rounds_by_step
    place, time = np.repeat(np.arange(places), wedge.rounds), np.tile(np.arange(wedge.rounds), places)
    treated = (time >= start[place]).astype(np.int64)
    lasting = wedge.icc * wedge.cluster_autocorrelation
    kept = wedge.size * (1 - wedge.attrition)
    around = math.sqrt(lasting) * rng.standard_normal(places)[place]
    cell = math.sqrt((1 - wedge.icc) / kept + wedge.icc - lasting) * rng.standard_normal(place.size)
    outcome = wedge.std_dev * (around + cell + 0.1 * time) + effect * wedge.takeup * treated
    return {"place": place, "time": time, "treated": treated, "outcome": outcome}


def draw_series(series: Interrupted, effect: float, places: int, rng: np.random.Generator) -> Columns:
    """A line, a jump when the intervention begins, errors that persist."""
    n, rho, before = places, series.autocorrelation, series.split(places)[1]
    errors = np.empty(n)
    errors[0] = rng.standard_normal()
    for period, shock in enumerate(rng.standard_normal(n - 1) * math.sqrt(1 - rho**2), start=1):
        errors[period] = rho * errors[period - 1] + shock
    time = np.arange(n)
    gains = effect * series.takeup * (time >= before)
    return {"time": time, "outcome": series.std_dev * (0.1 * time + errors) + gains}
