"""The density test: size, power, invariance, refusals, words."""

import numpy as np
import pandas as pd
import pytest

from miqyas.checks.density import density
from miqyas.errors import DiscreteRunning, InvalidBandwidth, InvalidLevel, NotNumeric, TooFewAtThreshold
from miqyas.numerics.density import sides_of, spread

COLUMNS = {"running": "x", "cutoff": 0.0}


def drawn(seed=1, n=600, moved=0.0):
    """Normal around 0.3; of those just below zero, a share crosses over."""
    rng = np.random.default_rng(seed)
    x = rng.normal(0.3, 1, n)
    crossing = (x < 0) & (x > -0.3) & (rng.uniform(size=n) < moved)
    return pd.DataFrame({"x": np.where(crossing, -x, x)})


def test_size_and_power():
    honest = [density(drawn(seed), **COLUMNS).passed for seed in range(100)]
    moved = [density(drawn(seed, moved=0.7), **COLUMNS).passed for seed in range(30)]
    assert 0.88 <= np.mean(honest) <= 0.99
    assert np.mean(moved) < 0.2


def test_the_variance_of_ranks_by_search():
    u = np.sort(np.random.default_rng(4).integers(-9, 10, 60)).astype(float)
    above, _ = sides_of(u)
    weights = np.random.default_rng(5).normal(size=above.u.size)
    beyond = [
        sum(weights[j] for j in range(above.u.size) if j != i and above.u[j] >= above.u[i])
        for i in range(above.u.size)
    ]
    assert spread(above.u, weights, 60) == pytest.approx(np.sum(np.square(beyond)) / 59**2)


def test_a_uniform_density_is_found():
    x = np.linspace(-1, 3, 4001)
    found = density(pd.DataFrame({"x": x}), **COLUMNS).facts
    assert (found["density_below"], found["density_above"]) == pytest.approx((0.25, 0.25), rel=1e-2)


def test_unit_and_order_of_rows_do_not_matter():
    table = drawn()
    found = density(table, **COLUMNS).facts
    turned = density(5 - 3 * table[::-1], running="x", cutoff=5.0).facts
    assert turned["p_value"] == pytest.approx(found["p_value"], rel=1e-9)
    assert turned["bandwidth_above"] == pytest.approx(3 * found["bandwidth_below"], rel=1e-9)
    assert turned["density_above"] == pytest.approx(found["density_below"] / 3, rel=1e-9)


def test_words_say_which_side_is_crowded_and_what_is_shared():
    moved = density(drawn(n=1500, moved=0.6), **COLUMNS)
    assert not moved.passed
    assert "juste au-dessus du seuil que" in moved.text["fr"]
    assert "فوق العتبة" in moved.text["ar"]
    below = density(-drawn(n=1500, moved=0.6), **COLUMNS)
    assert "just below the threshold than" in below.text["en"]
    rounded = density(drawn(n=3000).round(2), **COLUMNS)
    assert "valeurs pour" in rounded.text["fr"]
    missing = density(pd.concat([drawn(), pd.DataFrame({"x": [None, None]})]), **COLUMNS)
    assert missing.facts["n_dropped"] == 2
    assert "valeurs pour" not in missing.text["fr"]


@pytest.mark.parametrize(
    ("change", "options", "refusal"),
    [
        (lambda t: t.round(1), {}, DiscreteRunning),
        (lambda t: t.round(0), {}, TooFewAtThreshold),
        (lambda t: t, {"cutoff": 9.0}, TooFewAtThreshold),
        (lambda t: t, {"bandwidths": (0.1, 0.01)}, DiscreteRunning),
        (lambda t: t, {"bandwidths": (0.0, 1.0)}, InvalidBandwidth),
        (lambda t: t, {"significance": 0.0}, InvalidLevel),
        (lambda t: t.assign(x="near"), {}, NotNumeric),
    ],
)
def test_refusals(change, options, refusal):
    with pytest.raises(refusal):
        density(change(drawn()), **{**COLUMNS, **options})
