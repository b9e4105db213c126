"""Romano-Wolf and Westfall-Young against pyfixest, their definitions, and the error they must hold."""

import json
from pathlib import Path

import numpy as np
import pytest
from tests.miqyas.clustered import four_outcomes
from tests.miqyas.trials import village_trial

from miqyas import errors
from miqyas.checks.joint_testing import joint_testing
from miqyas.cli.main import main
from miqyas.estimators.assignment import Clustered, Complete
from miqyas.estimators.itt import itt
from miqyas.estimators.randomisation_inference import randomisation_inference
from miqyas.estimators.wild_bootstrap import wild_bootstrap
from miqyas.numerics.multiplicity import holm, romano_wolf, westfall_young
from miqyas.types import LANGUAGES

ORACLE = json.loads((Path(__file__).parents[2] / "reference/oracles/joint_testing.json").read_text())
OUTCOMES = ["y1", "y2", "y3", "y4"]
ASKED = {"outcomes": OUTCOMES, "treatment": "d", "cluster": "village", "covariates": ["age"]}


def ask(table, **options):
    return joint_testing(table, **{**ASKED, "rng": np.random.default_rng(1), **options})


@pytest.mark.parametrize("name", ["romano_wolf", "westfall_young"])
def test_p_values_are_those_of_pyfixest(name):
    rows = ask(four_outcomes()).table.records()
    for row, expected in zip(rows, ORACLE[name], strict=True):
        assert abs(row[name] - expected) < 4 * np.sqrt(2 * 0.25 / ORACLE["draws"])
        assert row["p_value"] <= row[name] <= row["holm"] + 0.02
    assert any(row["romano_wolf"] < 0.9 * row["holm"] for row in rows)


def test_rows_are_those_of_each_outcome_alone():
    table = four_outcomes()
    for row in ask(table, draws=999).table.records():
        alone = itt(table, outcome=row["result"], treatment="d", cluster="village", covariates=["age"])
        assert (row["value"], row["std_error"]) == pytest.approx((alone.value, alone.std_error), rel=1e-9)


@pytest.mark.parametrize("resampling", ["wild-bootstrap", "randomisation"])
def test_one_outcome_is_its_own_p_value(resampling):
    table = village_trial(3, n_villages=9, effect=0.5)
    asked = {"treatment": "assigned", "rng": np.random.default_rng(2)}
    found = joint_testing(table, outcomes=["income"], cluster="village", resampling=resampling, **asked)
    if resampling == "randomisation":
        alone = randomisation_inference(table, outcome="income", assignment=Clustered(by="village"), **asked)
    else:
        alone = wild_bootstrap(table, outcome="income", cluster="village", **asked)
    row = found.table.records()[0]
    assert {row[name] for name in ("p_value", "holm", "romano_wolf", "westfall_young")} == {alone.p_value}


def test_twice_the_same_outcome_counts_once():
    """Holm doubles the p-value of two copies; what draws together does not."""
    table = village_trial(3, n_villages=10, effect=0.5).assign(copy=lambda t: 5 - 3 * t["income"])
    found = joint_testing(
        table,
        outcomes=["income", "copy"],
        treatment="assigned",
        cluster="village",
        rng=np.random.default_rng(2),
    ).table.records()
    assert (
        found[0]["romano_wolf"]
        == found[1]["romano_wolf"]
        == found[0]["p_value"]
        == found[1]["westfall_young"]
    )
    assert found[0]["holm"] == pytest.approx(min(1, 2 * found[0]["p_value"]))


def test_outcomes_keep_their_own_rows_by_cluster():
    table = four_outcomes()
    table.loc[table["village"] == 4, "y2"] = np.nan
    table.loc[:30, "y3"] = np.nan
    rows = ask(table, draws=999, resampling="randomisation").table.records()
    for row in rows:
        alone = itt(table, outcome=row["result"], treatment="d", cluster="village", covariates=["age"])
        assert row["value"] == pytest.approx(alone.value, rel=1e-9)


def test_units_are_drawn_alike_for_every_outcome():
    """Without clusters the rows of all outcomes must be the same rows: a copy moves with what it copies."""
    table = village_trial(7, n_villages=12, per_village=3).assign(
        copy=lambda t: -t["income"], lot=np.arange(36) % 2
    )
    table["other"] = np.cos(np.arange(36) ** 2)
    table.loc[5, "other"] = np.nan
    asked = {
        "treatment": "lot",
        "resampling": "randomisation",
        "draws": 999,
        "cluster": None,
        "covariates": [],
    }
    rows = ask(
        table.sample(frac=1, random_state=3), outcomes=["income", "other", "copy"], **asked
    ).table.records()
    assert rows[0]["p_value"] == rows[2]["p_value"]
    assert rows[0]["romano_wolf"] == rows[2]["romano_wolf"]
    alone = randomisation_inference(
        table.drop(index=5),
        outcome="income",
        treatment="lot",
        assignment=Complete(),
        draws=999,
        rng=np.random.default_rng(1),
    )
    assert rows[0]["p_value"] == pytest.approx(alone.p_value, abs=0.06)


def test_stepdown_by_its_definition():
    rng = np.random.default_rng(4)
    observed, drawn = rng.chisquare(1, 5) * 3, rng.chisquare(1, (200, 5))
    order, expected, before = np.argsort(-observed), np.empty(5), 0.0
    for step, test in enumerate(order):
        largest = drawn[:, order[step:]].max(axis=1)
        before = max(before, (1 + (largest >= observed[test]).sum()) / 201)
        expected[test] = before
    assert romano_wolf(observed, drawn) == pytest.approx(expected)
    pool = np.vstack([drawn, observed])
    p = (pool[:, None, :] >= drawn[None, :, :]).mean(axis=0)
    p_observed = (pool >= observed).mean(axis=0)
    order, before = np.argsort(p_observed, kind="stable"), 0.0
    for step, test in enumerate(order):
        smallest = p[:, order[step:]].min(axis=1)
        before = max(before, (1 + (smallest <= p_observed[test] + 1e-12).sum()) / 201)
        expected[test] = before
    assert westfall_young(observed, drawn) == pytest.approx(expected)


def test_no_effect_at_all_is_seldom_found():
    """Five outcomes that move together, nothing happening: at most 5 % of families hold a finding, where p alone has more."""
    rng, families, alone = np.random.default_rng(5), 0, 0
    shared = np.full((5, 5), 0.5) + 0.5 * np.eye(5)
    root = np.linalg.cholesky(shared)
    for _ in range(1000):
        pool = (rng.normal(size=(200, 5)) @ root.T) ** 2
        observed, drawn = pool[0], pool[1:]
        families += romano_wolf(observed, drawn).min() <= 0.05
        alone += ((drawn >= observed).mean(axis=0)).min() <= 0.05
        assert romano_wolf(observed, drawn).max() <= 1
    assert 0.03 < families / 1000 < 0.07
    assert alone / 1000 > 0.12
    assert holm(np.array([0.01, 0.02])).tolist() == [0.02, 0.02]


def test_verdict_speaks_three_languages():
    found = ask(four_outcomes(), significance=0.2)
    assert set(found.text) == set(LANGUAGES)
    assert found.facts["n_alone"] >= found.facts["n_romano_wolf"] >= found.facts["n_holm"]
    assert "Romano-Wolf" in found.text["fr"]


@pytest.mark.parametrize(("kind", "options"), [
    (errors.NoTests, {"outcomes": []}),
    (errors.ColumnUsedTwice, {"outcomes": ["y1", "y1"]}),
    (errors.InvalidLevel, {"significance": 0}),
    (errors.TooFewDraws, {"draws": 3}),
    (errors.MissingColumn, {"outcomes": ["y1", "y9"]}),
    (errors.MissingColumn, {"outcomes": ["y1", "y9"], "cluster": None}),
    (errors.ClusterCrossesArms, {"treatment": "lot", "resampling": "randomisation"}),
])  # fmt: skip
def test_refusals(kind, options):
    with pytest.raises(kind):
        ask(four_outcomes().assign(lot=np.arange(600) % 2), **options)


def test_command_line(tmp_path, capsys):
    path = str(tmp_path / "trial.csv")
    four_outcomes().to_csv(path, index=False)
    asked = ["multiple-testing", path, "--outcomes", "y1,y2,y3,y4", "--treatment", "d", "--cluster", "village",
             "--covariates", "age", "--draws", "999", "--seed", "1"]  # fmt: skip
    assert main([*asked, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows == ask(path, draws=999).table.records()
    assert main(["--lang", "ar", *asked]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 7
    assert lines[3].split()[0] == "y1"
