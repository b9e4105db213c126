"""Honest splitting: what each half may do, intervals that cover where groups were searched for, and refusals."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import ttest_ind
from tests.miqyas.observed import choosers, selected

from miqyas import errors
from miqyas.cli.main import main
from miqyas.estimators import honest_splitting as module
from miqyas.estimators.honest_splitting import honest_splitting
from miqyas.numerics.honest_tree import Half, grow, inside

ASKED = {"outcome": "y", "treatment": "d", "covariates": ["a", "b"]}


def trial(seed, *, n=800, clustered=False):
    """The effect is 2 where a < 0.5 and 0 elsewhere; b says nothing."""
    rng = np.random.default_rng(seed)
    village = np.arange(n) // 8
    d = (village if clustered else np.arange(n)) % 2
    a, b = rng.uniform(0, 1, n), rng.integers(0, 5, n)
    place = rng.normal(0, 0.5, n // 8)[village] if clustered else 0
    return pd.DataFrame(
        {"y": 2.0 * d * (a < 0.5) + place + rng.normal(0, 1, n), "d": d, "a": a, "b": b, "village": village}
    )


def chance(seed=0):
    return np.random.default_rng(seed)


def test_the_true_groups_are_found_and_measured_on_the_other_half():
    table = trial(1)
    found = honest_splitting(table, **ASKED, rng=chance(), most=2)
    assert len(found.effects) == 2
    assert found.effects[0].group.startswith("a < 0.")
    assert [round(effect.value) for effect in found.effects] == [2, 0]
    assert sum(effect.n for effect in found.effects) == found.n == 400
    assert str(found.notes[0]) == "units_that_chose_groups=400"
    assert found.difference_p_value < 1e-6


def test_outcomes_of_the_half_that_measures_have_no_part_in_the_choice():
    rng = np.random.default_rng(4)
    first, second = (
        Half(rng.normal(size=(200, 2)), np.arange(200) % 2 * 1.0, rng.normal(size=200)) for _ in "ab"
    )
    shuffled = Half(second.x, second.d, second.y[::-1] * 9)
    assert grow(first, second, smallest=10, most=5) == grow(first, shuffled, smallest=10, most=5)


def test_leaves_part_the_rows_and_hold_enough_of_each_arm():
    rng = np.random.default_rng(5)
    first, second = (
        Half(rng.normal(size=(300, 3)), np.arange(300) % 2 * 1.0, rng.normal(size=300)) for _ in "ab"
    )
    leaves = grow(first, second, smallest=12, most=6)
    assert len(leaves) > 1
    for half in (first, second):
        rows = np.array([inside(leaf, half.x) for leaf in leaves])
        assert (rows.sum(axis=0) == 1).all()
        for row in rows:
            assert min(half.d[row].sum(), (1 - half.d[row]).sum()) >= 12


def test_first_split_is_the_best_of_all_that_can_be_tried():
    rng = np.random.default_rng(6)
    n = 120
    half, other = (
        Half(rng.normal(size=(n, 2)).round(1), np.arange(n) % 2 * 1.0, rng.normal(size=n)) for _ in "ab"
    )
    half.y[:] += 3 * half.d * (half.x[:, 1] > 0)

    def worth(rows):
        y1, y0 = half.y[rows & (half.d == 1)], half.y[rows & (half.d == 0)]
        cost = (1 / n + 1 / n) * (y1.var(ddof=1) / 0.5 + y0.var(ddof=1) / 0.5)
        return rows.sum() / n * (y1.mean() - y0.mean()) ** 2 - cost

    tried = {}
    for column in (0, 1):
        values = np.unique(half.x[:, column])
        for cut in (values[1:] + values[:-1]) / 2:
            sides = [(h.x[:, column] < cut, h.x[:, column] >= cut) for h in (half, other)]
            arms = [
                (rows & (h.d == arm)).sum()
                for h, both in zip((half, other), sides, strict=True)
                for rows in both
                for arm in (0, 1)
            ]
            if min(arms) >= 10:
                tried[column, round(cut, 6)] = sum(worth(rows) for rows in sides[0])
    best = max(tried, key=tried.get)
    leaf = grow(half, other, smallest=10, most=2)[0]
    assert (leaf[0].column, round(leaf[0].cut, 6)) == best


@pytest.mark.parametrize("cluster", [None, "village"])
def test_leaf_is_measured_as_a_difference_in_means(cluster):
    table = trial(2, clustered=cluster is not None)
    found = honest_splitting(table, **ASKED, cluster=cluster, rng=chance(), most=2)
    selection = module.draw_selection(
        module.open_relation(table), module.Roles("y", "d", None, cluster, ("a", "b"))
    )
    chooses = module._draw_half(selection, chance())
    cut = float(found.effects[0].group.split("< ")[1])
    held = ~chooses & (selection.x[:, 0] < cut)
    y, d = selection.y[held], selection.d[held]
    effect = found.effects[0]
    assert effect.value == pytest.approx(y[d == 1].mean() - y[d == 0].mean(), rel=1e-10)
    if cluster is None:
        welch = ttest_ind(y[d == 1], y[d == 0], equal_var=False)
        assert (effect.p_value, effect.low) == pytest.approx(
            (welch.pvalue, welch.confidence_interval().low), rel=1e-9
        )
        return
    villages = selection.groups[held]
    fit = sm.OLS(y, sm.add_constant(d)).fit(
        cov_type="cluster", cov_kwds={"groups": villages, "use_correction": False}
    )
    g = len(np.unique(villages))
    assert effect.std_error == pytest.approx(fit.bse[1] * np.sqrt(g / (g - 1)), rel=1e-9)
    assert not set(selection.groups[chooses]) & set(selection.groups[~chooses])


def coverage(n_trials, honest):
    """Share of leaves whose interval holds the truth, 0, when groups are searched for in noise."""
    held = total = 0
    for seed in range(n_trials):
        rng = np.random.default_rng(seed)
        x, d, y = rng.normal(size=(400, 3)), np.arange(400) % 2 * 1.0, rng.normal(size=400)
        rows = replace(selected(choosers(0, n=400)), y=y, d=d, x=x, groups=None)
        chooses = module._draw_half(rows, rng)
        leaves = grow(module._half(rows, chooses), module._half(rows, ~chooses), smallest=15, most=4)
        effects, _ = module._measure(rows, ~chooses if honest else chooses, leaves, 0.95)
        held += sum(effect.low <= 0 <= effect.high for effect in effects)
        total += len(effects)
    return held / total


def test_honest_intervals_cover_and_dishonest_ones_do_not():
    """300 trials of pure noise, about 1,200 leaves: one standard error of the share is about 0.006."""
    assert 0.93 <= coverage(300, honest=True) <= 0.97
    assert coverage(60, honest=False) < 0.88


def test_same_seed_same_groups_and_order_of_rows_does_not_matter():
    table = trial(3)
    once = honest_splitting(table, **ASKED, rng=chance(9))
    assert once == honest_splitting(table[::-1], **ASKED, rng=chance(9))


def test_nothing_to_split_on_is_told():
    table = trial(1).assign(a=1.0, b=1.0)
    found = honest_splitting(table, **ASKED, rng=chance())
    assert [effect.group for effect in found.effects] == ["—"]
    assert "no_group_stood_out=400" in map(str, found.notes)
    assert found.difference_p_value is None


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        honest_splitting(table, **{**ASKED, "rng": chance(), **options})
    assert type(caught.value) is kind
    return caught.value.facts


def test_refusals():
    assert refusal(errors.TooFewToSplit, trial(1, n=80)) == {"column": "d", "found": 20, "needed": 50}
    refusal(errors.InvalidLeaf, trial(1), smallest=1)
    refusal(errors.InvalidLeaf, trial(1), most=1)
    refusal(errors.NoCovariates, trial(1), covariates=[])
    refusal(errors.TreatmentNotBinary, trial(1).assign(d=3))
    refusal(errors.InvalidLevel, trial(1), level=5)
    apart = trial(1, clustered=True).assign(a=lambda t: 1.0 * (t["village"] < 4))
    apart["y"] += 50 * apart["d"] * apart["a"]
    facts = refusal(
        errors.SubgroupTooSmall, apart, smallest=2, covariates=["a"], cluster="village", rng=chance(2)
    )
    assert facts["needed"] == 2
    refusal(errors.ConstantOutcome, trial(1).assign(y=1.0))


def test_command_line_takes_a_seed(tmp_path, capsys):
    path = str(tmp_path / "trial.csv")
    trial(1).to_csv(path, index=False)
    asked = [
        "estimate",
        "honest-splitting",
        path,
        "--outcome",
        "y",
        "--treatment",
        "d",
        "--covariates",
        "a,b",
    ]
    assert main([*asked, "--most", "2", "--seed", "4", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    expected = honest_splitting(path, **ASKED, most=2, rng=chance(4))
    assert [row["value"] for row in rows] == [effect.value for effect in expected.effects]
    assert main([*asked, "--lang", "ar"]) == 0
    assert "وحدات استُعملت لاختيار المجموعات" in capsys.readouterr().out
