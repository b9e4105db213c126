"""Over-identification against linearmodels, its refusals, and what it says."""

import json
from pathlib import Path

import pytest
from tests.miqyas.clustered import encouraged_villages

from miqyas import errors
from miqyas.checks.overidentification import overidentification
from miqyas.cli.main import main
from miqyas.types import LANGUAGES

ORACLE = json.loads((Path(__file__).parents[2] / "reference/oracles/overidentification.json").read_text())[
    "found"
]
ASKED = {"outcome": "y", "treatment": "taken", "instruments": ["z1", "z2", "z3"]}


@pytest.mark.parametrize(
    "case", ORACLE, ids=lambda case: f"{len(case['covariates'])} {case['cluster']} {case['strata']}"
)
def test_statistics_are_those_of_linearmodels(case):
    found = overidentification(
        encouraged_villages(), covariates=case["covariates"], cluster="village" if case["cluster"] else None,
        strata="region" if case["strata"] else None, **ASKED,
    ).facts  # fmt: skip
    assert found["df"] == 2
    assert found["hansen_j"] == pytest.approx(case["hansen"], rel=1e-7)
    assert found["hansen_p_value"] == pytest.approx(case["hansen_p_value"], rel=1e-6)
    assert found["gmm_effect"] == pytest.approx(case["effect"], rel=1e-7)
    assert found["sargan"] == pytest.approx(case["sargan"], rel=1e-7)


def test_scale_of_weights_and_instruments_does_not_show():
    table = encouraged_villages()
    one = overidentification(table, weights="weight", cluster="village", **ASKED).facts
    moved = table.assign(weight=7 * table["weight"], z1=2 - 5 * table["z1"], y=1e4 * table["y"] + 3)
    other = overidentification(moved, weights="weight", cluster="village", **ASKED).facts
    assert other["hansen_j"] == pytest.approx(one["hansen_j"], rel=1e-7)
    assert other["gmm_effect"] == pytest.approx(1e4 * one["gmm_effect"], rel=1e-7)


def test_instrument_that_touches_the_outcome_is_seen():
    table = encouraged_villages()
    fair = overidentification(table.assign(y=table["y"] - 0.15 * table["z3"]), **ASKED)
    torn = overidentification(table.assign(y=table["y"] + 2 * table["z3"]), **ASKED)
    assert (fair.passed, torn.passed) == (True, False)
    for found in (fair, torn):
        assert set(found.text) == set(LANGUAGES)
    assert "do not contradict" in fair.text["en"]
    assert "n'ont pas le même effet" in torn.text["fr"]


def test_too_few_clusters_leave_it_untold():
    table = encouraged_villages()
    table = table[table["village"] < 5].assign(x=lambda t: t.index % 7)
    found = overidentification(table, cluster="village", covariates=["age", "x"], **ASKED)
    assert (found.passed, found.table.rows) == (None, ())
    assert "too few clusters" in found.text["en"]


@pytest.mark.parametrize(("kind", "options"), [
    (errors.NothingOveridentified, {"instruments": "z1"}),
    (errors.NothingOveridentified, {"instruments": ["z1", "again"]}),
    (errors.InvalidLevel, {"significance": 5}),
])  # fmt: skip
def test_refusals(kind, options):
    table = encouraged_villages()
    with pytest.raises(kind):
        overidentification(table.assign(again=1 - table["z1"]), **{**ASKED, **options})


def test_command_line_adds_it_with_several_instruments(tmp_path, capsys):
    path = str(tmp_path / "trial.csv")
    encouraged_villages().to_csv(path, index=False)
    asked = ["estimate", "iv", path, "--outcome", "y", "--treatment", "taken", "--json"]
    assert main([*asked, "--instrument", "z1,z2"]) == 0
    assert json.loads(capsys.readouterr().out)["overidentification.df"] == 1
    assert main([*asked, "--instrument", "z1"]) == 0
    assert "overidentification.df" not in json.loads(capsys.readouterr().out)
