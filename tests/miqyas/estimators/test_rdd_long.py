"""A long table: bandwidths from bins, only the rows within them brought, the same figures."""

import numpy as np
import pandas as pd
import pytest

from miqyas.checks.threshold_sensitivity import threshold_sensitivity
from miqyas.data.pulled import pull
from miqyas.data.relation import open_relation
from miqyas.data.threshold_bins import bins_at
from miqyas.errors import ConstantOutcome, InfiniteValues, NoResidualVariation, NotNumeric, TooFewAtThreshold
from miqyas.estimators import threshold_rows
from miqyas.estimators.rdd import rdd
from miqyas.estimators.threshold_sample import TreatedSide

COLUMNS = {"outcome": "y", "running": "x", "cutoff": 1.0}


@pytest.fixture
def long(monkeypatch):
    monkeypatch.setattr(threshold_rows, "LONG", 1000)


def drawn(n=20_000):
    rng = np.random.default_rng(8)
    x = rng.standard_t(4, n) + 1.2  # a long tail
    y = 2.0 * (x >= 1) + np.sin(x) + rng.normal(size=n)
    t = 1.0 * (rng.uniform(size=n) < 0.2 + 0.5 * (x >= 1))
    return pd.DataFrame({"x": x, "y": y + t, "t": t, "g": np.floor(20 * x), "z": rng.normal(size=n)})


def test_bins_give_nearly_the_bandwidths_and_exactly_the_figures(monkeypatch):
    table = drawn()
    whole = rdd(table, **COLUMNS)
    monkeypatch.setattr(threshold_rows, "LONG", 1000)
    found = rdd(table, **COLUMNS)
    assert found.bandwidth == pytest.approx(whole.bandwidth, rel=0.03)
    assert found.bias_bandwidth == pytest.approx(whole.bias_bandwidth, rel=0.03)
    assert ("binned_bandwidth", 20_000) in [(note.name, note.count) for note in found.estimate.notes]
    monkeypatch.undo()
    again = rdd(table, bandwidth=found.bandwidth, bias_bandwidth=found.bias_bandwidth, **COLUMNS)
    for name in ("value", "std_error", "low", "high", "n", "control_mean", "n_dropped"):
        assert getattr(found.estimate, name) == pytest.approx(getattr(again.estimate, name), rel=1e-9)


@pytest.mark.parametrize(
    "options",
    [
        {"bandwidth": 0.5},
        {"bandwidth": 0.5, "bias_bandwidth": 0.8, "treatment": "t", "covariates": ["z"]},
        {"bandwidth": 0.6, "cluster": "g", "donut": 0.1},
        {"cluster": "g"},
        {"covariates": ["z"]},
    ],
)
def test_what_bins_do_not_decide_is_the_same_to_the_last_digits(monkeypatch, options):
    table = drawn()
    table.loc[:9, "y"] = None
    whole = rdd(table, **options, **COLUMNS)
    monkeypatch.setattr(threshold_rows, "LONG", 1000)
    found = rdd(table, **options, **COLUMNS)
    assert found.estimate.value == pytest.approx(whole.estimate.value, rel=1e-9)
    assert found.estimate.std_error == pytest.approx(whole.estimate.std_error, rel=1e-9)
    assert (found.n_donut, found.estimate.n_dropped) == (whole.n_donut, 10)


def test_sides_and_ratios_in_a_long_table(long):
    table = drawn()
    found = rdd(table, treatment="t", **COLUMNS)
    turned = rdd(table.assign(x=2 - table["x"]), treatment="t", treated=TreatedSide.BELOW, **COLUMNS)
    assert turned.estimate.value == pytest.approx(found.estimate.value, rel=1e-6)
    assert found.received.jump == pytest.approx(0.5, abs=0.1)


def test_sensitivity_of_a_long_table_looks_within_its_widest_window(long):
    found = threshold_sensitivity(drawn(), baseline=["z"], **COLUMNS)
    assert found.passed
    assert found.facts["n_settings"] == 9


def test_few_rows_come_out_of_the_engine(long, monkeypatch):
    brought = []

    def counted(*args, **options):
        answer = pull(*args, **options)
        brought.append(answer.n)
        return answer

    monkeypatch.setattr("miqyas.estimators.threshold_sample.pull", counted)
    rdd(drawn(), **COLUMNS)
    (n,) = brought
    assert n < 17_000


def test_bins_hold_all_units_and_their_moments():
    table = drawn(4000)
    found = bins_at(
        open_relation(table), outcome="y", running="x", cutoff=1.0, complete=("x", "y"), donut=0.0
    )
    assert found.n_units == found.n.sum() == 4000
    assert found.y @ found.n == pytest.approx(table["y"].sum())
    assert found.variance.min() >= 0
    assert found.n_values == 4000
    assert found.deviation == pytest.approx(table["x"].std(), rel=1e-9)
    quartiles = np.subtract(*np.percentile(table["x"], [75, 25]))
    assert found.quartiles == pytest.approx(quartiles, rel=0.01)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda t: t.assign(y="many"), NotNumeric),
        (lambda t: t.assign(y=[np.inf] + [1.0] * (len(t) - 1)), InfiniteValues),
        (lambda t: t.assign(y=3.0), ConstantOutcome),
        (lambda t: t.assign(y=1.0 * (t["x"] >= 1)), NoResidualVariation),
        (lambda t: t.assign(x=t["x"] + 900), TooFewAtThreshold),
        (lambda t: t.assign(x=np.sign(t["x"])), TooFewAtThreshold),
    ],
)
def test_refusals_of_a_long_table(long, change, refusal):
    with pytest.raises(refusal):
        rdd(change(drawn(3000)), **COLUMNS)
