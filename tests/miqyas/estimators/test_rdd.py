"""Regression discontinuity: exact cases, invariances, coverage, refusals, command."""

import json

import numpy as np
import pandas as pd
import pytest

from miqyas.checks.density import density
from miqyas.cli.main import main
from miqyas.errors import (
    ClusterIsUnit,
    ColumnUsedTwice,
    ConstantOutcome,
    EmptySample,
    InfiniteValues,
    InvalidBandwidth,
    InvalidLevel,
    InvalidOrder,
    InvalidWeights,
    MissingColumn,
    NoResidualVariation,
    NotNumeric,
    ReceivedNotMoved,
    TooFewAtThreshold,
    TooFewClusters,
)
from miqyas.estimators.rdd import rdd
from miqyas.estimators.threshold_sample import TreatedSide
from miqyas.numerics.local_polynomial import Kernel, fit, neighbour_residuals, side
from miqyas.numerics.threshold_bandwidths import Selector

COLUMNS = {"outcome": "y", "running": "x", "cutoff": 0.0}


def drawn(seed=1, n=500, jump=2.0):
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, n)
    noise = rng.normal(size=n) * 0.5 * (1 + np.abs(x))
    return pd.DataFrame({"x": x, "y": jump * (x >= 0) + np.sin(3 * x) + x**2 + noise})


def test_weights_recover_every_coefficient_of_a_polynomial():
    u = np.random.default_rng(4).uniform(0, 2, 60)
    y = 3 - 2 * u + 0.5 * u**2
    for kernel in Kernel:
        found = fit(side(u, y[:, np.newaxis]), order=2, h=1.7, kernel=kernel)
        for derivative, coefficient in enumerate((3, -2, 0.5)):
            assert found.coefficient(derivative) @ y == pytest.approx(coefficient)
        assert found.left() == pytest.approx(0, abs=1e-12)


def test_neighbour_variance_by_search():
    rng = np.random.default_rng(6)
    u, y = rng.integers(0, 40, 90).astype(float), rng.normal(size=90)
    for i, found in enumerate(neighbour_residuals(u, y[:, np.newaxis])[:, 0] ** 2):
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


def half_taken(seed=2, n=900, effect=2.0):
    """Above the threshold seven in ten take the treatment, below two in ten; its effect is `effect`."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, n)
    t = (rng.uniform(size=n) < 0.2 + 0.5 * (x >= 0)).astype(float)
    z = rng.normal(size=n) + x
    y = effect * t + np.sin(3 * x) + z + rng.normal(size=n) * 0.3
    return pd.DataFrame({"x": x, "t": t, "z": z, "y": y, "village": np.floor(20 * np.abs(x))})


def test_fuzzy_is_sharp_when_all_follow_the_rule():
    table = drawn().assign(t=lambda t: 1.0 * (t["x"] >= 0))
    sharp, fuzzy = rdd(table, **COLUMNS), rdd(table, treatment="t", **COLUMNS)
    assert fuzzy.estimate.value == pytest.approx(sharp.estimate.value, rel=1e-9)
    assert fuzzy.estimate.std_error == pytest.approx(sharp.estimate.std_error, rel=1e-9)
    assert fuzzy.received.f is None
    assert fuzzy.received.jump == pytest.approx(1)
    robust = (fuzzy.received.effect_low, fuzzy.received.effect_high)
    assert robust == pytest.approx((sharp.estimate.low, sharp.estimate.high), rel=1e-6)


def test_fuzzy_is_the_ratio_of_two_sharp_jumps():
    table = half_taken()
    fuzzy = rdd(table, treatment="t", bandwidth=0.5, bias_bandwidth=0.7, **COLUMNS)
    outcome = rdd(table, bandwidth=0.5, bias_bandwidth=0.7, **COLUMNS)
    taken = rdd(table, bandwidth=0.5, bias_bandwidth=0.7, outcome="t", running="x", cutoff=0.0)
    assert fuzzy.estimate.value == pytest.approx(outcome.estimate.value / taken.estimate.value)
    assert fuzzy.received.std_error == pytest.approx(taken.estimate.std_error)
    # At either end of the interval, what is left of the outcome has a jump just told from zero.
    for end in (fuzzy.received.effect_low, fuzzy.received.effect_high):
        left = table.assign(y=table["y"] - end * table["t"])
        assert rdd(left, bandwidth=0.5, bias_bandwidth=0.7, **COLUMNS).estimate.p_value == pytest.approx(0.05)


def test_graded_or_weak_treatments_are_told():
    graded = rdd(half_taken().assign(t=lambda t: t["t"] * (1 + (t["z"] > 0))), treatment="t", **COLUMNS)
    assert "graded_treatment" in [note.name for note in graded.estimate.notes]
    rng = np.random.default_rng(0)
    weak = half_taken().assign(t=lambda t: t["t"] + 0.6 * rng.normal(size=900))
    found = rdd(weak, treatment="t", bandwidth=1.0, **COLUMNS)
    assert 3.84 < found.received.f < 10
    assert "weak_received" in [note.name for note in found.estimate.notes]


def test_repeated_values_are_told():
    found = rdd(half_taken().assign(x=lambda t: np.floor(40 * t["x"])), **COLUMNS)
    assert [(note.name, note.count) for note in found.estimate.notes] == [("mass_points", found.n_values)]
    assert rdd(half_taken(), **COLUMNS).estimate.notes == ()


def test_covariates_sharpen_and_copies_are_named():
    table = half_taken().assign(copy=lambda t: 3 * t["z"] - t["x"], flat=1.0)
    plain = rdd(table, bandwidth=0.6, **COLUMNS)
    held = rdd(table, bandwidth=0.6, covariates=["z", "copy", "flat"], **COLUMNS)
    assert held.estimate.std_error < 0.8 * plain.estimate.std_error
    assert held.estimate.dropped_covariates == ("copy", "flat")
    alone = rdd(table, bandwidth=0.6, covariates=["z"], **COLUMNS)
    assert alone.estimate.value == pytest.approx(held.estimate.value)


def test_weights_are_copies():
    table = half_taken(n=300)
    found = rdd(table.assign(w=2.0), weights="w", bandwidth=0.6, **COLUMNS)
    assert found.estimate.value == pytest.approx(rdd(table, bandwidth=0.6, **COLUMNS).estimate.value)
    heavy = table.assign(w=np.where(table["z"] > 0, 2.0, 1.0))
    repeated = pd.concat([table, table[table["z"] > 0]])
    assert rdd(heavy, weights="w", bandwidth=0.6, **COLUMNS).bias_corrected == pytest.approx(
        rdd(repeated, bandwidth=0.6, **COLUMNS).bias_corrected
    )


def test_a_cluster_on_both_sides_counts_once():
    table = half_taken()
    rng = np.random.default_rng(3)
    shock = 2 * rng.normal(size=21)
    table["y"] += shock[table["village"].astype(int)]
    apart = table.assign(village=table["village"] + 100 * (table["x"] >= 0))
    together, split = (rdd(one, cluster="village", bandwidth=0.6, **COLUMNS) for one in (table, apart))
    assert together.estimate.value == split.estimate.value
    # What a village shares raises both sides alike: it leaves the jump, and its variance.
    assert together.estimate.std_error < split.estimate.std_error
    assert (together.estimate.n_clusters, split.estimate.n_clusters) == (12, 24)


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
        (lambda t: t, {"order": 0}, InvalidOrder),
        (lambda t: t, {"order": 5}, InvalidOrder),
        (lambda t: t, {"bias_bandwidth": -1.0}, InvalidBandwidth),
        (lambda t: t.assign(w=0.0), {"weights": "w"}, InvalidWeights),
        (lambda t: t.assign(i=range(len(t))), {"cluster": "i"}, ClusterIsUnit),
        (lambda t: t.assign(g=t["x"] >= 0), {"cluster": "g"}, TooFewClusters),
        (lambda t: t, {"cluster": "y"}, ColumnUsedTwice),
        (lambda t: t, {"treatment": "x"}, ColumnUsedTwice),
        (lambda t: t.assign(t=np.arange(len(t)) % 2), {"treatment": "t"}, ReceivedNotMoved),
        (lambda t: t.assign(t=1.0), {"treatment": "t"}, ReceivedNotMoved),
        (lambda t: t, {"covariates": ["y"]}, ColumnUsedTwice),
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
    assert row["threshold_sensitivity.n_outside"] == 0
    assert row["density.p_value"] == density(path, running="x", cutoff=0.0).facts["p_value"]
    drawn().assign(x=lambda t: (25 * t["x"]).round() / 25).to_csv(path, index=False)
    assert main([*asked, "--lang", "fr"]) == 0
    assert "avant l'arrondi" in capsys.readouterr().out
    assert main([*asked[:-1], "9", "--lang", "fr"]) == 1
    assert "Au seuil 9" in capsys.readouterr().err


def test_command_fuzzy(tmp_path, capsys):
    path = tmp_path / "half.csv"
    half_taken().to_csv(path, index=False)
    asked = ["estimate", "rdd", str(path), "--outcome", "y", "--running", "x", "--cutoff", "0", "--treatment", "t",
             "--covariates", "z", "--baseline", "z", "--kernel", "uniform", "--selector", "msetwo"]  # fmt: skip
    assert main([*asked, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    expected = rdd(
        path, treatment="t", covariates=["z"], kernel=Kernel.UNIFORM, selector=Selector.MSETWO, **COLUMNS
    )
    assert row["value"] == pytest.approx(expected.estimate.value)
    assert row["threshold_sensitivity.n_baseline"] == 1
    assert row["received_f"] == pytest.approx(expected.received.f)
    for language, word in (("fr", "Saut du traitement"), ("ar", "قفزة المعالجة"), ("en", "Anderson-Rubin")):
        assert main([*asked, "--lang", language]) == 0
        assert word in capsys.readouterr().out
