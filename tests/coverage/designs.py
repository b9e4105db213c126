"""The declared set of designs on which intervals are tried: a world whose truth is known, and an estimator."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

import miqyas
from miqyas.data.relation import open_relation
from miqyas.estimators.variance import ClusterRobust
from tests.miqyas.instrumented import encouragement
from tests.miqyas.panels import staggered_panel, two_period_panel
from tests.miqyas.trials import village_trial

Interval: TypeAlias = tuple[float, float]
EFFECT = 1.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """One world and one estimator.

    Attributes
    ----------
    name, world : str
        What is tried; what the invented data are, in a few words.
    interval : callable
        From a seed to the bounds of a 95 % interval.
    truth : float
        What they should cover.
    """

    name: str
    world: str
    interval: Callable[[int], Interval]
    truth: float = EFFECT


def people(seed: int, *, n: int = 200) -> pd.DataFrame:
    """Persons drawn one by one inside four strata of unequal shares; treatment spreads the outcome."""
    rng = np.random.default_rng(seed)
    stratum = rng.integers(0, 4, n)
    treated = np.zeros(n, dtype=int)
    for value in range(4):
        rows = rng.permutation(np.flatnonzero(stratum == value))
        treated[rows[: max(2, int(rows.size * (0.3 + 0.1 * value)))]] = 1
    before = rng.normal(0, 1, n) + stratum
    after = 5 + 0.7 * before + EFFECT * treated + rng.normal(0, 1 + treated, n)
    return pd.DataFrame({"y": after, "d": treated, "stratum": stratum, "before": before})


def few_villages(seed: int) -> pd.DataFrame:
    """Twelve villages of unequal size, half of them treated."""
    rng = np.random.default_rng(seed)
    sizes = rng.permutation([5, 8, 10, 12, 15, 20, 20, 25, 30, 40, 60, 80])
    village = np.repeat(np.arange(12), sizes)
    treated = rng.permutation(np.arange(12) % 2)[village]
    y = EFFECT * treated + rng.normal(0, 1, 12)[village] + rng.normal(0, 1, village.size)
    return pd.DataFrame({"y": y, "d": treated, "village": village})


def exam(seed: int, *, n: int = 1500) -> pd.DataFrame:
    """A score with a threshold at zero, curved on both sides; four in five follow the rule."""
    rng = np.random.default_rng(seed)
    score = rng.uniform(-1, 1, n)
    passed = score >= 0
    received = np.where(rng.random(n) < 0.8, passed, rng.random(n) < 0.3).astype(int)
    trend = np.sin(1.5 * score) + 0.3 * score**2
    return pd.DataFrame(
        {
            "score": score,
            "y": trend + EFFECT * passed + rng.normal(0, 0.5, n),
            "z": trend + EFFECT * received + rng.normal(0, 0.5, n),
            "received": received,
        }
    )


def observed(seed: int, *, n: int = 400) -> pd.DataFrame:
    """People who took part more often when older and richer before; both decide the outcome too."""
    rng = np.random.default_rng(seed)
    age, wealth = rng.normal(0, 1, n), rng.normal(0, 1, n)
    joined = (rng.random(n) < 1 / (1 + np.exp(-(0.6 * age + 0.4 * wealth - 0.2)))).astype(int)
    y = EFFECT * joined + age + 0.5 * wealth + rng.normal(0, 1, n)
    return pd.DataFrame({"y": y, "d": joined, "age": age, "wealth": wealth})


def monthly(seed: int, *, n: int = 60) -> pd.DataFrame:
    """Sixty months with a trend and errors that follow one another (0.4); the level rises at month 36."""
    rng = np.random.default_rng(seed)
    noise = rng.normal(0, 1, n + 20)
    for month in range(1, n + 20):
        noise[month] += 0.4 * noise[month - 1]
    month = np.arange(n)
    return pd.DataFrame({"y": 10 + 0.1 * month + EFFECT * (month >= 36) + noise[20:], "month": month})


def bounds(found: object) -> Interval:
    """The bounds of an answer that has one figure."""
    estimate = getattr(found, "estimate", found)
    return float(estimate.low), float(estimate.high)  # type: ignore[attr-defined]


def _trials() -> Iterator[Scenario]:
    roles = {"outcome": "y", "treatment": "d"}
    for kind in ("HC1", "HC2", "HC3"):
        yield Scenario(
            f"itt, {kind}",
            "60 persons, four strata of unequal shares, spread doubled by treatment",
            lambda seed, kind=kind: bounds(
                miqyas.itt(
                    open_relation(people(seed, n=60)),
                    **roles,
                    strata="stratum",
                    covariates=["before"],
                    variance=kind,
                )
            ),
        )
    yield Scenario(
        "difference in means by stratum",
        "200 persons, the same strata",
        lambda seed: bounds(
            miqyas.difference_in_means(open_relation(people(seed)), **roles, strata="stratum")
        ),
    )
    for kind in ("CR1", "CR2", "CR3"):
        yield Scenario(
            f"itt, {kind}",
            "12 villages of 5 to 80 persons",
            lambda seed, kind=kind: bounds(
                miqyas.itt(
                    open_relation(few_villages(seed)), **roles, variance=ClusterRobust("village", kind)
                )
            ),
        )
    yield Scenario(
        "itt, CR1",
        "40 villages of 6 households, a covariate",
        lambda seed: bounds(
            miqyas.itt(
                open_relation(village_trial(seed, effect=EFFECT)),
                outcome="income",
                treatment="assigned",
                cluster="village",
                covariates=["age"],
            )
        ),
    )


def _trials_otherwise() -> Iterator[Scenario]:
    roles = {"outcome": "y", "treatment": "d"}
    yield Scenario(
        "wild bootstrap, restricted, 499 draws",
        "12 villages of 5 to 80 persons",
        lambda seed: bounds(
            miqyas.wild_bootstrap(
                open_relation(few_villages(seed)),
                **roles,
                cluster="village",
                draws=499,
                bootstrap_weights="webb",
                rng=np.random.default_rng(seed),
            )
        ),
    )
    yield Scenario(
        "itt, Lin's adjustment, HC2",
        "60 persons, four strata of unequal shares, spread doubled by treatment",
        lambda seed: bounds(
            miqyas.itt(
                open_relation(people(seed, n=60)),
                **roles,
                strata="stratum",
                covariates=["before"],
                adjustment="lin",
                variance="HC2",
            )
        ),
    )
    yield Scenario(
        "ancova, HC1",
        "200 persons measured before",
        lambda seed: bounds(
            miqyas.ancova(open_relation(people(seed)), **roles, baseline="before", strata="stratum")
        ),
    )


def _selected() -> Iterator[Scenario]:
    roles = {"outcome": "y", "treatment": "d", "covariates": ["age", "wealth"]}
    world = "400 people who joined more often when older and richer"
    yield Scenario("ipw", world, lambda seed: bounds(miqyas.ipw(open_relation(observed(seed)), **roles)))
    yield Scenario(
        "aipw, five folds",
        world,
        lambda seed: bounds(
            miqyas.aipw(open_relation(observed(seed)), **roles, rng=np.random.default_rng(seed))
        ),
    )
    yield Scenario(
        "matching, one nearest, bias-corrected",
        world,
        lambda seed: bounds(miqyas.matching(open_relation(observed(seed)), **roles)),
    )


def _series() -> Iterator[Scenario]:
    yield Scenario(
        "its, restricted likelihood",
        "60 months, errors that follow one another (0.4)",
        lambda seed: _level_change(
            miqyas.its(open_relation(monthly(seed)), outcome="y", time="month", start=36)
        ),
    )


def _level_change(found: object) -> Interval:
    change = found.level_change  # type: ignore[attr-defined]
    return float(change.low), float(change.high)


def _instruments() -> Iterator[Scenario]:
    # Everyone gains the same, so the effect on those who are moved is that of all.
    roles = {"outcome": "income", "treatment": "attended", "instruments": "invited", "cluster": "village"}
    yield Scenario(
        "iv, CR1",
        "60 villages of 10, invitation moves about a third",
        lambda seed: bounds(
            miqyas.iv(open_relation(encouragement(seed, n_villages=60, effect=EFFECT)), **roles)
        ),
    )


def _panels() -> Iterator[Scenario]:
    yield Scenario(
        "did, CR1",
        "20 villages of 5 households seen twice",
        lambda seed: bounds(
            miqyas.did(
                open_relation(two_period_panel(seed, effect=EFFECT)),
                outcome="income",
                treatment="treated",
                time="year",
                unit_id="household",
                cluster="village",
            )
        ),
    )
    roles = {"outcome": "y", "unit_id": "commune", "time": "year"}
    yield Scenario(
        "twfe, CR1",
        "60 communes, six years, one effect for all",
        lambda seed: bounds(miqyas.twfe(open_relation(staggered_panel(seed)), **roles, treatment="d")),
    )
    for comparison in ("never_treated", "not_yet_treated"):
        yield Scenario(
            f"group_time, simple, {comparison.replace('_', ' ')}",
            "90 communes treated in 2003, 2005 or never, six years",
            lambda seed, comparison=comparison: _simple(seed, comparison),
        )


def _staggered() -> Iterator[Scenario]:
    roles = {"outcome": "y", "unit_id": "commune", "time": "year", "cohort": "cohort"}
    for name, more in (
        ("event_study", {}),
        ("interaction_weighted", {"comparison": "never_treated"}),
        ("imputation", {}),
    ):
        yield Scenario(
            f"{name}, overall",
            "90 communes treated in 2003, 2005 or never, six years, one effect for all",
            lambda seed, name=name, more=more: bounds(
                getattr(miqyas, name)(
                    open_relation(staggered_panel(seed, n_units=90)),
                    **roles,
                    **more,
                    rng=np.random.default_rng(0),
                ).overall
            ),
        )


def _simple(seed: int, comparison: str) -> Interval:
    found = miqyas.group_time(
        open_relation(staggered_panel(seed, n_units=90)),
        outcome="y",
        unit_id="commune",
        time="year",
        cohort="cohort",
        comparison=comparison,
        base="universal",
        rng=np.random.default_rng(0),
    )
    return bounds(found.overall("simple"))


def _thresholds() -> Iterator[Scenario]:
    yield Scenario(
        "rdd, robust bias-corrected",
        "1,500 scores, curved on both sides",
        lambda seed: bounds(miqyas.rdd(open_relation(exam(seed)), outcome="y", running="score", cutoff=0.0)),
    )


def scenarios() -> tuple[Scenario, ...]:
    """Every scenario of the declared set."""
    return (
        *_trials(),
        *_trials_otherwise(),
        *_instruments(),
        *_selected(),
        *_panels(),
        *_staggered(),
        *_thresholds(),
        *_series(),
    )


def covered(scenario: Scenario, seeds: range) -> int:
    """Count the seeds whose interval covers the truth."""
    return sum(low <= scenario.truth <= high for low, high in map(scenario.interval, seeds))
