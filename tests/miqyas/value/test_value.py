"""Accounts of value: computed by hand, invariances, refusals."""

from dataclasses import replace

import numpy as np
import pytest

from miqyas.errors import (
    EffectNotEstablished,
    FigureOutOfRange,
    FigureTwice,
    InvalidDistribution,
    InvalidLevel,
    NoBreakEven,
    NoOutcomes,
    NothingUncertain,
    SourceMissing,
    UnknownFigure,
)
from miqyas.results.estimate import Estimate
from miqyas.value.account import Account, Outcome, Sourced
from miqyas.value.break_even import break_even
from miqyas.value.cost_effectiveness import cost_effectiveness
from miqyas.value.distributions import Lognormal, Normal, Triangular, Uniform
from miqyas.value.sroi import sroi
from miqyas.value.tornado import tornado
from miqyas.value.uncertainty import uncertainty


def said(value, distribution=None):
    return Sourced(value, "invented for the test", distribution)


def outcome(name="jobs", years=3, **changes):
    figures = {
        "quantity": said(10.0), "unit_value": said(1000.0), "deadweight": said(0.2),
        "attribution": said(0.25), "displacement": said(0.1), "drop_off": said(0.5),
    }  # fmt: skip
    return Outcome(name, **{**figures, **changes}, years=years)


COST, RATE = said(4000.0), said(0.1)


def account(*outcomes, investment=COST, rate=RATE):
    return Account(investment, rate, outcomes or (outcome(),))


UNCERTAIN = outcome(
    quantity=said(10.0, Normal(10.0, 2.0)),
    unit_value=said(1000.0, Lognormal(1000.0, 1.5)),
    deadweight=said(0.2, Triangular(0.1, 0.2, 0.4)),
    attribution=said(0.25, Uniform(0.2, 0.3)),
)


def test_return_by_hand():
    # Year 1: 10·1000·0.8·0.75·0.9 = 5400, then 2700, 1350; discounted by 1.1, 1.21, 1.331.
    found = sroi(account())
    assert [row[2] for row in found.table.rows] == pytest.approx([5400, 2700, 1350])
    expected = 5400 / 1.1 + 2700 / 1.21 + 1350 / 1.331
    assert found.present_value == pytest.approx(expected)
    assert found.ratio == pytest.approx(expected / 4000)
    assert found.net_present_value == pytest.approx(expected - 4000)
    assert sum(row[3] for row in found.table.rows) == pytest.approx(expected)
    assert found.tidy()["unit"] == "MAD"


def test_a_harm_counts_against():
    harm = outcome("debt", unit_value=said(-300.0))
    assert sroi(account(outcome(), harm)).present_value == pytest.approx(0.7 * sroi(account()).present_value)


def test_every_figure_shows_its_source():
    rows = sroi(account()).sources.records()
    assert {row["figure"] for row in rows} == set(account().figures())
    assert {row["source"] for row in rows} == {"invented for the test"}


def test_the_currency_does_not_change_the_ratio():
    worth = outcome(unit_value=said(1000.0 / 11))
    assert sroi(account(worth, investment=said(4000.0 / 11))).ratio == pytest.approx(sroi(account()).ratio)


def test_splitting_an_outcome_changes_nothing():
    halves = [outcome(name, quantity=said(5.0)) for name in ("men", "women")]
    assert sroi(account(*halves)).ratio == pytest.approx(sroi(account()).ratio)


def test_without_discount_and_drop_off_years_add_up():
    one = account(outcome(years=1, drop_off=said(0.0)), rate=said(0.0))
    four = account(outcome(years=4, drop_off=said(0.0)), rate=said(0.0))
    assert sroi(four).present_value == pytest.approx(4 * sroi(one).present_value)


def test_uncertainty_of_one_normal_figure_is_that_figure():
    single = account(outcome(quantity=said(10.0, Normal(10.0, 2.0))))
    centre = sroi(single).ratio
    found = uncertainty(single, rng=np.random.default_rng(3), n_draws=200_000)
    assert found.median == pytest.approx(centre, rel=5e-3)
    assert (found.low, found.high) == pytest.approx(
        (centre * (1 - 0.2 * 1.95996), centre * (1 + 0.2 * 1.95996)), rel=1e-2
    )
    # P(ratio > 1) = Φ((centre - 1)/(0.2·centre)); here (1.99 - 1)/0.398 = 2.49 standard errors: 0.9936.
    assert found.probability == pytest.approx(0.9936, abs=4 * found.monte_carlo_error + 1e-3)


def test_the_same_seed_gives_the_same_answer():
    first, second = (uncertainty(account(UNCERTAIN), rng=np.random.default_rng(8)) for _ in range(2))
    assert first == second
    assert first.n_uncertain == 4
    assert first != uncertainty(account(UNCERTAIN), rng=np.random.default_rng(9))


def test_tornado_is_ordered_and_ends_are_recomputed():
    rows = tornado(account(UNCERTAIN)).records()
    swings = [row["swing"] for row in rows]
    assert swings == sorted(swings, reverse=True)
    deadweight = next(row for row in rows if row["figure"] == "jobs: deadweight")
    moved = account(replace(UNCERTAIN, deadweight=said(deadweight["low"])))
    assert deadweight["ratio_at_low"] == pytest.approx(sroi(moved).ratio)
    assert deadweight["ratio_at_low"] > deadweight["ratio_at_high"]


@pytest.mark.parametrize("part", ["quantity", "unit_value", "deadweight", "attribution", "displacement"])
def test_break_even_brings_the_ratio_to_one(part):
    at = break_even(account(), f"jobs: {part}")
    assert sroi(account(outcome(**{part: said(at)}))).ratio == pytest.approx(1.0, rel=1e-9)


def test_break_even_of_investment_and_rate():
    assert break_even(account(), "investment") == pytest.approx(sroi(account()).present_value)
    rate = break_even(account(), "discount_rate")
    assert sroi(account(rate=said(rate))).ratio == pytest.approx(1.0, rel=1e-9)


def test_break_even_that_does_not_exist():
    with pytest.raises(NoBreakEven):
        break_even(account(investment=said(50.0)), "discount_rate")
    with pytest.raises(NoBreakEven):
        break_even(account(outcome(unit_value=said(0.0))), "jobs: quantity")


@pytest.mark.parametrize(
    "distribution", [Normal(3, 2), Lognormal(3, 2), Triangular(1, 2, 5), Triangular(1, 1, 2), Uniform(0, 1)]
)
def test_quantiles_rise_and_means_agree(distribution):
    probability = (np.arange(100_000) + 0.5) / 100_000
    values = distribution.quantile(probability)
    assert (np.diff(values) > 0).all()
    sigma = np.log(2) / 1.959964
    expected = {
        Normal: 3.0, Lognormal: 3 * np.exp(sigma**2 / 2), Uniform: 0.5,
        Triangular: sum(getattr(distribution, name, 0) for name in ("low", "mode", "high")) / 3,
    }  # fmt: skip
    assert values.mean() == pytest.approx(expected[type(distribution)], rel=1e-4)


def effect(value=2.0, std_error=0.5):
    return Estimate("ITT", value, std_error, 99.0, 0.0, 1.0, 3.0, 0.95, 101, 101, 0, 5.0, "years", "OLS")


def test_fieller_agrees_with_monte_carlo_and_with_a_known_cost():
    known = cost_effectiveness(effect(), cost=said(100.0))
    z = 1.959964
    assert (known.low, known.high) == pytest.approx((100 / (2 + z * 0.5), 100 / (2 - z * 0.5)), rel=1e-6)
    found = cost_effectiveness(effect(std_error=0.2), cost=said(100.0), cost_std_error=10.0, correlation=0.4)
    rng = np.random.default_rng(5)
    draws = rng.multivariate_normal([2.0, 100.0], [[0.04, 0.8], [0.8, 100.0]], 400_000)
    low, high = np.quantile(draws[:, 1] / draws[:, 0], [0.025, 0.975])
    assert (found.low, found.high) == pytest.approx((low, high), rel=5e-3)
    assert found.ratio == 50


def test_fieller_of_a_fall_is_the_mirror():
    rise = cost_effectiveness(effect(), cost=said(100.0), cost_std_error=5.0, correlation=0.3)
    fall = cost_effectiveness(effect(-2.0), cost=said(100.0), cost_std_error=5.0, correlation=-0.3)
    assert (fall.low, fall.high) == pytest.approx((-rise.high, -rise.low))


@pytest.mark.parametrize(
    ("build", "refusal"),
    [
        (lambda: Sourced(1.0, "  "), SourceMissing),
        (lambda: said(float("nan")), FigureOutOfRange),
        (lambda: outcome(deadweight=said(1.2)), FigureOutOfRange),
        (lambda: outcome(attribution=said(0.2, Normal(0.2, 0.05))), FigureOutOfRange),
        (lambda: outcome(years=0), FigureOutOfRange),
        (lambda: account(investment=said(0.0)), FigureOutOfRange),
        (lambda: account(investment=said(10.0, Normal(10.0, 1.0))), FigureOutOfRange),
        (lambda: account(rate=said(10.0)), FigureOutOfRange),
        (lambda: Account(said(1.0), said(0.0), ()), NoOutcomes),
        (lambda: account(outcome(), outcome()), FigureTwice),
        (lambda: Normal(0, 0), InvalidDistribution),
        (lambda: Lognormal(-1, 2), InvalidDistribution),
        (lambda: Triangular(2, 1, 3), InvalidDistribution),
        (lambda: Uniform(1, 1), InvalidDistribution),
        (lambda: uncertainty(account(), rng=np.random.default_rng(1)), NothingUncertain),
        (lambda: tornado(account()), NothingUncertain),
        (lambda: tornado(account(UNCERTAIN), level=1), InvalidLevel),
        (lambda: uncertainty(account(UNCERTAIN), rng=np.random.default_rng(1), level=0), InvalidLevel),
        (lambda: break_even(account(), "jobs: deadwieght"), UnknownFigure),
        (lambda: cost_effectiveness(effect(std_error=1.1), cost=said(1.0)), EffectNotEstablished),
        (lambda: cost_effectiveness(effect(), cost=said(1.0), correlation=2), FigureOutOfRange),
        (lambda: cost_effectiveness(effect(), cost=said(1.0), cost_std_error=-1), FigureOutOfRange),
        (lambda: cost_effectiveness(effect(), cost=said(1.0), level=2), InvalidLevel),
    ],
)
def test_refusals(build, refusal):
    with pytest.raises(refusal):
        build()
