"""Every design that is estimated runs from its plan to a figure, its checks, and the same figure again."""

import numpy as np
import pandas as pd
import pytest

import miqyas
from miqyas.design.designs import DESIGNS
from miqyas.design.plan import Plan
from miqyas.errors import PlanNotEstimated
from miqyas.reporting.carried_out import ASKED, arms_asked, checks_asked, effect_asked
from miqyas.reporting.recompute import KINDS
from miqyas.results.estimate import Estimate

RNG = np.random.default_rng(5)


def cross_section(n=400):
    age = RNG.normal(40, 9, n)
    lot = RNG.integers(0, 2, n)
    took = (lot * (RNG.random(n) < 0.7)).astype(int)
    score = RNG.normal(0, 10, n)
    before = RNG.normal(100, 10, n)
    return pd.DataFrame({
        "lot": lot, "took": took, "age": age, "score": score, "before": before, "village": np.arange(n) // 10,
        "y": before * 0.5 + 5 * took + 0.1 * age + 8 * (score >= 0) + RNG.normal(0, 3, n),
    })  # fmt: skip


def panel(n=90, periods=6):
    cohort = np.repeat([0, 3, 5], n // 3)
    rows = pd.DataFrame(
        {"unit": np.repeat(np.arange(n), periods), "time": np.tile(np.arange(1, periods + 1), n)}
    )
    rows["cohort"] = cohort[rows["unit"]]
    rows["on"] = ((rows["cohort"] > 0) & (rows["time"] >= rows["cohort"])).astype(int)
    rows["y"] = rows["unit"] * 0.1 + rows["time"] * 0.5 + 2 * rows["on"] + RNG.normal(0, 1, len(rows))
    return rows


def two_periods(n=120):
    rows = pd.DataFrame({"unit": np.repeat(np.arange(n), 2), "time": np.tile([0, 1], n)})
    rows["group"] = (rows["unit"] % 2).astype(int)
    rows["y"] = (
        rows["unit"] * 0.05 + rows["time"] + 3 * rows["group"] * rows["time"] + RNG.normal(0, 1, len(rows))
    )
    return rows


CASES = {
    "cluster_randomised": ("cross", {"treatment": "block", "cluster": "village", "covariates": ("age",)}),
    "individually_randomised": ("cross", {"treatment": "lot", "covariates": ("age",)}),
    "randomised_means": ("cross", {"treatment": "lot"}),
    "randomised_baseline": ("cross", {"treatment": "lot", "baseline": "before"}),
    "instrument": ("cross", {"treatment": "took", "instrument": "lot"}),
    "discontinuity": ("cross", {"running": "score", "cutoff": 0.0}),
    "difference_in_differences": ("two", {"treatment": "group", "time": "time", "unit_id": "unit"}),
    "panel_fixed_effects": ("panel", {"treatment": "on", "unit_id": "unit", "time": "time"}),
    "event_study": ("panel", {"unit_id": "unit", "time": "time", "cohort": "cohort"}),
    "staggered": ("panel", {"unit_id": "unit", "time": "time", "cohort": "cohort"}),
    "weighting": ("cross", {"treatment": "lot", "covariates": ("age",)}),
    "doubly_robust": ("cross", {"treatment": "lot", "covariates": ("age",)}),
    "before_after": ("two", {"time": "time", "unit_id": "unit"}),
    "naive_comparison": ("cross", {"treatment": "lot"}),
}
CHECKS = {
    "cluster_randomised": ["balance", "attrition"], "individually_randomised": ["balance", "attrition"],
    "randomised_means": ["attrition"], "randomised_baseline": ["attrition"], "instrument": ["weak_instruments"],
    "discontinuity": ["density"], "panel_fixed_effects": ["negative_weights"], "event_study": ["pretrends"],
    "staggered": ["pretrends"], "weighting": ["overlap"], "doubly_robust": ["overlap"],
}  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    cross = cross_section()
    cross["block"] = cross["village"] % 2
    for name, table in (("cross", cross), ("panel", panel()), ("two", two_periods())):
        table.to_csv(folder / f"{name}.csv", index=False)
    return folder


def test_every_design_that_can_be_estimated_is_tried_here():
    assert set(CASES) == {design.key for design in DESIGNS.values() if design.estimator in ASKED}


def is_same(one, other):
    return one == (pytest.approx(other, rel=1e-12, nan_ok=True) if isinstance(other, float) else other)


@pytest.mark.parametrize("design", CASES)
def test_a_plan_is_carried_out_from_design_to_figure(files, design):
    table, columns = CASES[design]
    plan = Plan(question="?", design=design, outcome="y", **columns)
    path = files / f"{table}.csv"
    asked = effect_asked(plan, unit="MAD")
    row = KINDS[asked.kind](path, asked.parameters)
    estimate = Estimate.from_tidy(row)
    assert estimate.low < estimate.value < estimate.high
    assert (estimate.level, estimate.unit) == (0.95, "MAD")
    # Threads add up in another order: the same to the last digits.
    again = KINDS[asked.kind](path, asked.parameters)
    assert again.keys() == row.keys()
    assert [name for name in row if not is_same(again[name], row[name])] == []
    checks = checks_asked(plan)
    assert [check.key for check in checks] == CHECKS.get(design, [])
    for check in checks:
        assert "passed" in KINDS[check.kind](path, check.parameters)
    arms = arms_asked(plan)
    if arms is not None:
        assert KINDS["arm_means"](path, arms.parameters)["treated.n"] > 0


def test_the_headline_of_a_staggered_roll_out_is_its_group_aggregation(files):
    plan = Plan(question="?", design="staggered", outcome="y", **CASES["staggered"][1])
    asked = effect_asked(plan, unit="")
    row = KINDS[asked.kind](files / "panel.csv", asked.parameters)
    alone = miqyas.group_time(
        str(files / "panel.csv"), outcome="y", unit_id="unit", time="time", cohort="cohort",
        comparison="not_yet_treated", base="universal", rng=np.random.default_rng(0),
    )  # fmt: skip
    assert row["value"] == alone.overall("group").value
    assert row["value"] == pytest.approx(2, abs=0.8)


@pytest.mark.parametrize("design", ["contribution_analysis", "process_tracing", "synthetic_control"])
def test_a_design_without_a_figure_that_can_be_given_again_says_so(design):
    columns = {"unit_id": "i", "time": "t", "cohort": "g"} if design == "synthetic_control" else {}
    with pytest.raises(PlanNotEstimated):
        effect_asked(Plan(question="?", design=design, outcome="y", **columns), unit="")
