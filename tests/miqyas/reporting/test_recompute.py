"""Every kind of figure comes out of its frozen data again."""

import json

import duckdb
import pytest
from tests.miqyas.instrumented import encouragement
from tests.miqyas.panels import staggered_panel, two_period_panel
from tests.miqyas.trials import village_trial

from miqyas.reporting.recompute import CHECKS, ESTIMATORS, KINDS, MAKERS, record_figure

TRIAL = {"outcome": "income", "treatment": "assigned"}
STAGGERED = {"outcome": "y", "unit_id": "commune", "time": "year"}
LATER = {"outcome": "income", "time": "year"}
ASKED = {
    "itt": ("trial", {**TRIAL, "cluster": "village", "variance": "CR2"}),
    "ancova": ("trial", {**TRIAL, "baseline": "age"}),
    "difference_in_means": ("trial", TRIAL),
    "iv": ("invited", {"outcome": "income", "treatment": "attended", "instruments": ["invited"]}),
    "did": ("twice", {**LATER, "treatment": "treated", "unit_id": "household"}),
    "twfe": ("panel", {**STAGGERED, "treatment": "d"}),
    "event_study": ("panel", {**STAGGERED, "cohort": "cohort", "seed": 3}),
    "group_time": (
        "panel",
        {**STAGGERED, "cohort": "cohort", "comparison": "never_treated", "base": "universal", "seed": 3},
    ),
    "rdd": ("invited", {"outcome": "income", "running": "age", "cutoff": 40.0}),
    "ipw": ("trial", {**TRIAL, "covariates": ["age"]}),
    "aipw": ("trial", {**TRIAL, "covariates": ["age"], "seed": 1}),
    "before_after": ("twice", LATER),
    "naive_comparison": ("trial", TRIAL),
    "attrition_weighting": ("lost", {**TRIAL, "predictors": ["age"]}),
    "lee_bounds": ("lost", TRIAL),
    "manski_bounds": ("lost", {**TRIAL, "lowest": -50.0, "highest": 100.0}),
    "balance": ("trial", {"treatment": "assigned", "covariates": ["age"]}),
    "attrition": ("lost", TRIAL),
    "negative_weights": ("panel", {**STAGGERED, "treatment": "d"}),
    "weak_instruments": (
        "invited",
        {"outcome": "income", "treatment": "attended", "instruments": ["invited"]},
    ),
    "density": ("invited", {"running": "age", "cutoff": 40.0}),
    "overlap": ("trial", {**TRIAL, "covariates": ["age"]}),
    "arm_means": ("trial", TRIAL),
    "measure": (
        "trial",
        {
            "statistic": "mean",
            "column": "income",
            "cluster": "village",
            "where": [{"column": "age", "comparison": "≥", "value": 18}],
            "groups": {"own": {"column": "assigned", "keys": {"0": "control", "1": "treated"}}},
        },
    ),
}

for path in ("group_time", "event_study"):
    ASKED |= {f"{path}_{figure}": ASKED[path] for figure in ("overall", "pretrends")}


@pytest.fixture(scope="module")
def frozen(tmp_path_factory):
    trial = village_trial(1, effect=1.0)
    lost = trial.copy()
    lost.loc[lost.index[(lost["assigned"] == 0) & (lost.index % 7 == 0)], "income"] = None
    lost.loc[lost.index[lost.index % 23 == 0], "income"] = None
    folder, found = tmp_path_factory.mktemp("frozen"), {}
    tables = {
        "trial": trial, "lost": lost, "invited": encouragement(2, n_villages=60), "panel": staggered_panel(3),
        "twice": two_period_panel(4),
    }  # fmt: skip
    for name, table in tables.items():
        found[name] = folder / f"{name}.parquet"
        duckdb.from_df(table).write_parquet(str(found[name]))
    return found


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_figure_is_computed_again(kind, frozen):
    table, parameters = ASKED[kind]
    record = record_figure(kind, kind, dataset=frozen[table], dataset_sha256="0" * 64, parameters=parameters)
    travelled = json.loads(json.dumps(record.parameters))
    again = KINDS[kind](frozen[table], travelled)
    assert record.row
    assert set(again) == set(record.row)
    for name, cell in record.row.items():
        assert again[name] == (pytest.approx(cell, rel=1e-9) if isinstance(cell, float) else cell), name


def test_every_kind_is_tried():
    assert set(ASKED) == set(KINDS) == set(MAKERS) | {"measure"}
    assert {*ESTIMATORS, *CHECKS, "arm_means"} < set(MAKERS)
