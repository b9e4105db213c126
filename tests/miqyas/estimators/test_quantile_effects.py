"""Quantile effects against numpy and statsmodels, coverage by cluster and of the band, and every refusal."""

import json

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.quantile_regression import QuantReg
from tests.miqyas.trials import village_trial

from miqyas import errors
from miqyas.cli.main import main
from miqyas.estimators.quantile_effects import quantile_effects
from miqyas.numerics.distributions import t_quantile
from miqyas.numerics.influence import largest_of_normals
from miqyas.numerics.influence_variance import influence_variance
from miqyas.numerics.quantiles import quantiles, weighted_quantiles

ASKED = {"outcome": "income", "treatment": "assigned"}


@pytest.fixture
def trial():
    table = village_trial(1, n_villages=60, per_village=10, effect=1.0)
    return table.assign(income=np.exp(table["income"] / 10))


def chance(seed=0):
    return np.random.default_rng(seed)


def test_values_are_the_difference_of_numpy_s_quantiles(trial):
    at = [0.1, 0.33, 0.5, 0.9]
    found = quantile_effects(trial, **ASKED, at=at, rng=chance())
    arms = [trial.loc[trial["assigned"] == arm, "income"] for arm in (0, 1)]
    control, treated = (np.quantile(arm, at, method="inverted_cdf") for arm in arms)
    assert [effect.value for effect in found.effects] == pytest.approx(treated - control, rel=1e-12)
    assert [effect.control for effect in found.effects] == pytest.approx(control, rel=1e-12)


@pytest.mark.parametrize("q", [0.25, 0.5, 0.75])
def test_value_and_error_are_near_those_of_quantile_regression(trial, q):
    effect = quantile_effects(trial, **ASKED, at=[q], rng=chance()).effects[0]
    x = np.column_stack([np.ones(len(trial)), trial["assigned"]])
    fit = QuantReg(trial["income"].to_numpy(), x).fit(q=q)
    gaps = np.sort(trial["income"].to_numpy())
    assert effect.value == pytest.approx(fit.params[1], abs=10 * np.median(np.diff(gaps)))
    assert effect.std_error == pytest.approx(
        fit.bse[1], rel=0.15
    )  # another bandwidth, one density for both arms


def test_weights_are_as_good_as_rows_repeated(trial):
    times = 1 + np.arange(len(trial)) % 3
    weighted = quantile_effects(trial.assign(w=times), **ASKED, weights="w", rng=chance())
    repeated = quantile_effects(trial.loc[trial.index.repeat(times)], **ASKED, rng=chance())
    for one, other in zip(weighted.effects, repeated.effects, strict=True):
        assert (one.control, one.treated) == (other.control, other.treated)
    assert weighted_quantiles(
        np.array([3.0, 1.0, 2.0]), np.array([1.0, 1.0, 2.0]), np.array([0.25, 0.5])
    ).tolist() == [1.0, 2.0]


def test_order_of_rows_and_unit_of_the_outcome_do_not_matter(trial):
    once = quantile_effects(trial, **ASKED, cluster="village", rng=chance())
    again = quantile_effects(
        trial[::-1].assign(income=trial["income"] * 1000), **ASKED, cluster="village", rng=chance()
    )
    for one, other in zip(once.effects, again.effects, strict=True):
        assert (other.value, other.std_error, other.band_low) == pytest.approx(
            (one.value * 1000, one.std_error * 1000, one.band_low * 1000), rel=1e-9
        )
    assert again.same_p_value == pytest.approx(once.same_p_value, rel=1e-7)


def test_intervals_by_village_and_the_band_cover_as_often_as_they_say():
    """400 trials of 40 villages of 10, no effect: one standard error of a share near 0.95 is 0.011."""
    at, village = np.array([0.25, 0.5, 0.75]), np.repeat(np.arange(40), 10)
    critical = t_quantile(0.975, 39)
    alone = np.zeros(3)
    together = 0
    for seed in range(400):
        rng = np.random.default_rng(seed)
        d = np.repeat(rng.permutation(np.arange(40) % 2), 10)
        y = np.repeat(rng.normal(0, 0.7, 40), 10) + rng.normal(0, 1, 400)
        influence, values = np.zeros((400, 3)), np.zeros(3)
        for arm in (0, 1):
            found = quantiles(y[d == arm], np.ones(200), at)
            influence[d == arm] = (2 * arm - 1) * found.influence
            values += (2 * arm - 1) * found.values  # noqa: PD011  # not a frame
        variance = influence_variance(village, influence)
        statistic = np.abs(values) / np.sqrt(np.diag(variance))
        alone += statistic <= critical
        band = np.quantile(largest_of_normals(variance, n_draws=500, rng=rng), 0.95)
        together += (statistic <= band).all()
    assert ((alone / 400 >= 0.92) & (alone / 400 <= 0.98)).all()
    assert 0.91 <= together / 400 <= 0.98


def test_band_is_wider_than_each_interval(trial):
    found = quantile_effects(trial, **ASKED, cluster="village", rng=chance())
    for effect in found.effects:
        assert effect.band_low < effect.low < effect.value < effect.high < effect.band_high
    assert found.df == 59


def test_effect_that_grows_is_told_from_one_that_does_not(trial):
    rng = np.random.default_rng(0)
    y, d = rng.normal(10, 1, 2000), np.arange(2000) % 2
    grows = quantile_effects(pd.DataFrame({"income": y + d * (y - 8), "assigned": d}), **ASKED, rng=chance())
    flat = quantile_effects(pd.DataFrame({"income": y + d, "assigned": d}), **ASKED, rng=chance())
    assert grows.same_p_value < 1e-4
    assert flat.same_p_value > 0.01


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        quantile_effects(table, **{**ASKED, "rng": chance(), **options})
    assert type(caught.value) is kind
    return caught.value.facts


def test_refusals(trial):
    for at in ([], [0.0], [1.2], [0.5, 0.5]):
        refusal(errors.InvalidQuantiles, trial, at=at)
    assert refusal(errors.QuantileInTail, trial, at=[0.999])["found"] < 5
    zeros = trial.assign(income=trial["income"].where(np.arange(len(trial)) % 3 > 0, 0.0))
    assert refusal(errors.OutcomeHeaped, zeros, at=[0.2])["value"] == "0"
    assert quantile_effects(zeros, **ASKED, at=[0.7], rng=chance()).n == 600  # away from the heap
    flat = trial.assign(income=trial["income"].where(trial["assigned"] == 1, 1.0))
    refusal(errors.OutcomeHeaped, flat)
    refusal(errors.InvalidLevel, trial, level=0)
    refusal(errors.EmptyArm, trial.assign(assigned=0))


def test_command_line_prints_each_quantile(trial, tmp_path, capsys):
    path = str(tmp_path / "trial.csv")
    trial.to_csv(path, index=False)
    asked = [
        "estimate",
        "quantiles",
        path,
        "--outcome",
        "income",
        "--treatment",
        "assigned",
        "--cluster",
        "village",
    ]
    assert main([*asked, "--at", "0.5,0.9", "--seed", "2", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    expected = quantile_effects(path, **ASKED, cluster="village", at=[0.5, 0.9], rng=chance(2))
    assert [row["band_high"] for row in rows] == [effect.band_high for effect in expected.effects]
    for language, word in (("fr", "Entre crochets"), ("ar", "بين المعقوفين"), ("en", "In brackets")):
        assert main([*asked, "--lang", language]) == 0
        assert word in capsys.readouterr().out
