"""The decomposition of two-way fixed effects: exact sum, independent software, by hand, refusals, words."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.conftest import ROOT
from tests.miqyas.panels import staggered_panel

from miqyas import errors
from miqyas.checks.goodman_bacon import goodman_bacon
from miqyas.cli.main import main
from miqyas.estimators.did import did
from miqyas.estimators.twfe import twfe

ROLES = {"outcome": "y", "treatment": "d", "unit_id": "commune", "time": "year"}
ORACLE = json.loads((ROOT / "tests/reference/oracles/staggered.json").read_text())["goodman_bacon"]


@pytest.fixture
def panel():
    return staggered_panel(3, growth=0.4)


def ask(table, **options):
    return goodman_bacon(table, **{**ROLES, **options})


def with_always(panel):
    """Communes below 10 are under treatment from the first year."""
    return panel.assign(d=panel["d"].mask(panel["commune"] < 10, 1))


@pytest.mark.parametrize("kind", ["staggered", "always", "no never", "uneven", "text periods"])
def test_weights_add_up_to_one_and_recombine_the_two_way_coefficient(panel, kind):
    table = {
        "staggered": panel,
        "always": with_always(panel),
        "no never": panel[panel["cohort"] > 0],
        "uneven": panel[panel["commune"] % 7 > 0],
        "text periods": panel.assign(year="y" + panel["year"].astype(str)),
    }[kind]
    found = ask(table)
    rows = found.table.records()
    assert sum(row["weight"] for row in rows) == pytest.approx(1, abs=1e-12)
    assert all(row["weight"] > 0 for row in rows)
    value = twfe(table, **ROLES).value
    assert found.facts["value"] == pytest.approx(value, rel=1e-9)
    assert sum(row["weight"] * row["estimate"] for row in rows) == pytest.approx(value, rel=1e-9)


def test_each_comparison_is_a_difference_in_differences_of_two_groups(panel):
    windows = {
        ("2003", "2005"): (panel["year"] < 2005, 2003),
        ("2005", "2003"): (panel["year"] >= 2003, 2005),
        ("2003", None): (panel["year"] > 0, 2003),
        ("2005", None): (panel["year"] > 0, 2005),
    }
    rows = {(row["treated"], row["comparison"]): row for row in ask(panel).table.records()}
    assert set(rows) == set(windows)
    for (treated, comparison), (kept, entry) in windows.items():
        two = panel[kept & panel["cohort"].isin([int(treated), int(comparison or 0)])]
        sides = two.assign(
            g=(two["cohort"] == int(treated)).astype(int), after=(two["year"] >= entry).astype(int)
        )
        means = sides.groupby(["commune", "g", "after"], as_index=False)["y"].mean()
        by_hand = did(means, outcome="y", treatment="g", time="after", unit_id="commune").value
        assert rows[treated, comparison]["estimate"] == pytest.approx(by_hand, rel=1e-9)
    assert rows["2005", "2003"]["kind"] == "later_vs_earlier"


@pytest.mark.reference
def test_comparisons_are_those_of_independent_software(shared_data):
    counties = pd.read_csv(shared_data / "econ" / "callaway_santanna_mpdta.csv")
    counties["d"] = ((counties["first.treat"] > 0) & (counties["year"] >= counties["first.treat"])).astype(
        int
    )
    found = ask(counties, outcome="lemp", unit_id="countyreal")
    rows = {(row["treated"], row["comparison"] or "never_treated"): row for row in found.table.records()}
    assert len(rows) == len(ORACLE["rows"]) == 9
    for row in ORACLE["rows"]:
        mine = rows[row["treated_group"], row["control_group"]]
        assert mine["estimate"] == pytest.approx(row["estimate"], abs=1e-12)
        assert mine["weight"] == pytest.approx(row["weight"], abs=1e-12)
    assert found.facts["value"] == pytest.approx(ORACLE["value"], abs=1e-12)


def test_share_of_forbidden_comparisons(panel):
    found = ask(panel)
    rows = found.table.records()
    assert found.passed is False
    assert found.facts["share_forbidden"] == pytest.approx(
        sum(row["weight"] for row in rows if row["kind"] == "later_vs_earlier")
    )
    assert found.facts["forbidden_mean"] == pytest.approx(
        next(row["estimate"] for row in rows if row["kind"] == "later_vs_earlier")
    )
    assert "already treated" in found.text["en"]
    once = ask(panel[panel["cohort"] != 2005])
    assert once.passed is True
    assert once.facts["n_comparisons"] == 1
    assert "not treated yet" in once.text["en"]
    always = panel[panel["cohort"] != 2005].assign(d=lambda t: t["d"].mask(t["cohort"] == 0, 1))
    only = ask(always)
    assert only.facts["share_forbidden"] == 1
    assert "only from comparisons" in only.text["en"]


def test_order_of_rows_does_not_matter(panel):
    assert ask(panel.sample(frac=1, random_state=1)).facts == pytest.approx(ask(panel).facts, rel=1e-9)


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        ask(table, **options)
    assert type(caught.value) is kind
    return caught.value.facts


def test_refusals(panel):
    found = refusal(errors.PanelNotBalanced, panel.drop(index=[0, 8]))
    assert (found["n"], found["units"]) == (2, 60)
    holed = panel.assign(y=panel["y"].mask(panel.index == 4))
    assert refusal(errors.PanelNotBalanced, holed)["n"] == 1
    stopped = panel.assign(d=panel["d"].mask((panel["commune"] == 1) & (panel["year"] == 2006), 0))
    assert refusal(errors.TreatmentNotLasting, stopped)["n"] == 1
    refusal(errors.DuplicatedUnitTime, pd.concat([panel, panel[:2]]))
    refusal(errors.NotIdentified, panel.assign(d=(panel["cohort"] > 0).astype(int)))
    refusal(errors.MissingColumn, panel, time="annee")
    refusal(errors.InfiniteValues, panel.assign(y=np.inf))


def test_command_tells_the_share_where_the_panel_is_balanced(panel, tmp_path, capsys):
    call = ["estimate", "twfe", str(tmp_path / "panel.csv"), "--outcome", "y", "--unit", "commune", "--time", "year",
            "--treatment", "d"]  # fmt: skip
    panel.to_csv(tmp_path / "panel.csv", index=False)
    for language, said in (
        ("fr", "unités déjà traitées"),
        ("ar", "سبقت معالجتها"),
        ("en", "already treated"),
    ):
        assert main([*call, "--lang", language]) == 0
        assert said in capsys.readouterr().out
    assert main([*call, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["goodman_bacon.n_comparisons"] == 4
    panel.drop(index=[0]).to_csv(tmp_path / "panel.csv", index=False)
    assert main([*call, "--lang", "en"]) == 0
    assert "longer changes" not in capsys.readouterr().out
