"""Regression discontinuity: exact cases, invariances, coverage, refusals, command."""

import json

import numpy as np
import pandas as pd
import pytest

from miqyas.checks.threshold_sensitivity import threshold_sensitivity
from miqyas.cli.main import main
from miqyas.errors import (
    ColumnUsedTwice,
    ConstantOutcome,
    EmptySample,
    InfiniteValues,
    InvalidBandwidth,
    InvalidLevel,
    MissingColumn,
    NoResidualVariation,
    NotNumeric,
    TooFewAtThreshold,
)
from miqyas.estimators.rdd import TreatedSide, rdd
from miqyas.numerics.local_polynomial import derivative_weights, neighbour_variance

COLUMNS = {"outcome": "y", "running": "x", "cutoff": 0.0}


def drawn(seed=1, n=500, jump=2.0):
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, n)
    noise = rng.normal(size=n) * 0.5 * (1 + np.abs(x))
    return pd.DataFrame({"x": x, "y": jump * (x >= 0) + np.sin(3 * x) + x**2 + noise})


def test_weights_recover_every_coefficient_of_a_polynomial():
    u = np.random.default_rng(4).uniform(0, 2, 60)
    y = 3 - 2 * u + 0.5 * u**2
    for derivative, coefficient in enumerate((3, -2, 0.5)):
        weights = derivative_weights(u, order=2, h=1.7, derivative=derivative)
        assert weights @ y == pytest.approx(coefficient)


def test_neighbour_variance_by_search():
    rng = np.random.default_rng(6)
    u, y = rng.integers(0, 40, 90).astype(float), rng.normal(size=90)
    for i, found in enumerate(neighbour_variance(u, y)):
        gaps = np.abs(u - u[i])
        gaps[i] = np.inf
        near = gaps <= np.sort(gaps)[2]
        expected = near.sum() / (near.sum() + 1) * (y[i] - y[near].mean()) ** 2
        assert found == pytest.approx(expected, abs=1e-12)


def test_a_parabola_has_no_bias_left():
    u = np.linspace(-1, 1, 200)
    wave = 1e-3 * np.sin(1e4 * u)
    table = pd.DataFrame({"x": u, "y": 2.0 * (u >= 0) + u + 3 * u**2 * (u >= 0) + wave})
    found = rdd(table, bandwidth=0.8, **COLUMNS)
    assert found.bias_corrected == pytest.approx(2.0, abs=1e-3)
    assert abs(found.estimate.value - 2.0) > 0.05


def test_units_and_sides_do_not_matter():
    table = drawn()
    found = rdd(table, **COLUMNS)
    moved = rdd(table.assign(x=50 + 7 * table["x"], y=11 * table["y"]), **{**COLUMNS, "cutoff": 50.0})
    assert moved.estimate.value == pytest.approx(11 * found.estimate.value, rel=1e-6)
    assert moved.estimate.std_error == pytest.approx(11 * found.estimate.std_error, rel=1e-6)
    assert moved.bandwidth == pytest.approx(7 * found.bandwidth, rel=1e-6)
    mirrored = rdd(table.assign(x=-table["x"]), treated=TreatedSide.BELOW, **COLUMNS)
    assert mirrored.estimate.value == pytest.approx(found.estimate.value, rel=1e-9)
    assert (mirrored.n_above, mirrored.n_below) == (found.n_above, found.n_below)
    raised = rdd(table.assign(y=table["y"] + 5 * (table["x"] >= 0)), **COLUMNS)
    assert raised.bias_corrected == pytest.approx(found.bias_corrected + 5, rel=1e-6)


def test_coverage():
    intervals = [rdd(drawn(seed), **COLUMNS).estimate for seed in range(120)]
    covered = np.mean([estimate.low <= 2 <= estimate.high for estimate in intervals])
    assert 0.9 <= covered <= 0.99  # 400 draws gave 0.9425; the full figure is in docs


def test_missing_rows_and_the_donut_are_counted():
    table = drawn()
    table.loc[:4, "y"] = None
    found = rdd(table, donut=0.05, **COLUMNS)
    assert found.estimate.n_dropped == 5
    assert found.n_donut == int((table["x"].abs() < 0.05)[5:].sum())


def test_sensitivity_says_where_too_few_are_left():
    table = threshold_sensitivity(drawn(n=120), multiples=[0.02, 1.0], **COLUMNS)
    assert [row["value"] is None for row in table.records()] == [True, False]
    assert len(table.notes) == 1


@pytest.mark.parametrize(
    ("change", "options", "refusal"),
    [
        (lambda t: t, {"running": "z"}, MissingColumn),
        (lambda t: t, {"running": "y"}, ColumnUsedTwice),
        (lambda t: t.assign(y="many"), {}, NotNumeric),
        (lambda t: t.assign(y=[np.inf] + [1.0] * 499), {}, InfiniteValues),
        (lambda t: t.assign(y=np.nan), {}, EmptySample),
        (lambda t: t.assign(y=3.0), {}, ConstantOutcome),
        (lambda t: t, {"cutoff": 5.0}, TooFewAtThreshold),
        (lambda t: t.assign(x=np.sign(t["x"])), {}, TooFewAtThreshold),
        (lambda t: t, {"bandwidth": 1e-4}, TooFewAtThreshold),
        (lambda t: t, {"bandwidth": 0.1, "donut": 0.1}, InvalidBandwidth),
        (lambda t: t, {"bandwidth": -1.0}, InvalidBandwidth),
        (lambda t: t, {"donut": -0.1}, InvalidBandwidth),
        (lambda t: t, {"bandwidth": np.inf}, InvalidBandwidth),
        (lambda t: t.assign(y=1.0 * (t["x"] >= 0)), {"bandwidth": 0.5}, NoResidualVariation),
        (lambda t: t.assign(y=1.0 * (t["x"] >= 0)), {}, NoResidualVariation),
        (lambda t: t, {"level": 95}, InvalidLevel),
    ],
)
def test_refusals(change, options, refusal):
    with pytest.raises(refusal):
        rdd(change(drawn()), **{**COLUMNS, **options})


def test_command(tmp_path, capsys):
    path = tmp_path / "exam.csv"
    drawn().to_csv(path, index=False)
    asked = ["estimate", "rdd", str(path), "--outcome", "y", "--running", "x", "--cutoff", "0"]
    assert main([*asked, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["value"] == pytest.approx(rdd(path, **COLUMNS).estimate.value)
    for language, word in (("fr", "Fenêtre"), ("ar", "النافذة"), ("en", "Bandwidth")):
        assert main([*asked, "--lang", language]) == 0
        assert word in capsys.readouterr().out
    assert main([*asked[:-1], "9", "--lang", "fr"]) == 1
    assert "Au seuil 9" in capsys.readouterr().err
