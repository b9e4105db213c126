"""Group-time effects: agreement by hand, invariances, every refusal, the command."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.miqyas.panels import commune_panel, staggered_panel

from miqyas import errors
from miqyas.cli.main import main
from miqyas.data import cohorts
from miqyas.estimators.group_time import group_time

ROLES = {
    "outcome": "y", "unit_id": "commune", "time": "year", "cohort": "cohort",
    "comparison": "never_treated", "base": "varying",
}  # fmt: skip


@pytest.fixture
def panel():
    return staggered_panel(3, growth=0.4)


def ask(table, **options):
    return group_time(table, **{**ROLES, "rng": np.random.default_rng(7), **options})


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        ask(table, **options)
    assert type(caught.value) is kind
    return caught.value.facts


def figures(found):
    return [x for e in found.effects for x in (e.value, e.std_error, e.low, e.band_low)]


def influence_by_hand(panel, *, base, comparison):
    """Each effect and each unit's influence, unit by unit: Callaway and Sant'Anna (2021), without covariates."""
    wide = panel.pivot_table(index="commune", columns="year", values="y")
    first = panel.groupby("commune")["cohort"].first().to_numpy()
    effects = {}
    for g in (2003, 2005):
        for t in wide.columns:
            reference = t - 1 if base == "varying" and t < g else g - 1
            if reference not in wide.columns or t == reference:
                continue
            others = first == 0
            if comparison == "not_yet_treated":
                others = others | ((first > max(t, reference)) & (first != g))
            change = (wide[t] - wide[reference]).to_numpy()
            mine = first == g
            value = change[mine].mean() - change[others].mean()
            influence = mine * (change - change[mine].mean()) / mine.sum()
            influence = influence - others * (change - change[others].mean()) / others.sum()
            effects[g, t] = (value, influence)
    return effects, first


@pytest.mark.parametrize("base", ["varying", "universal"])
@pytest.mark.parametrize("comparison", ["never_treated", "not_yet_treated"])
@pytest.mark.parametrize("cluster", [None, "block"])
def test_effects_and_errors_are_those_computed_unit_by_unit(panel, base, comparison, cluster):
    data = panel.assign(block=panel["commune"] // 3 % 10 + 100 * (panel["cohort"] > 0))
    found = ask(data, base=base, comparison=comparison, cluster=cluster)
    by_hand, first = influence_by_hand(data, base=base, comparison=comparison)
    labels = data.drop_duplicates("commune")[cluster or "commune"]

    def error(influence):
        return np.sqrt((pd.Series(influence).groupby(labels.to_numpy()).sum() ** 2).sum())

    for effect in found.of("group_time"):
        value, influence = by_hand[effect.cohort, effect.time]
        assert effect.value == pytest.approx(value, rel=1e-10)
        assert effect.std_error == pytest.approx(error(influence), rel=1e-10)
    assert len(found.of("group_time")) == len(by_hand)
    after = {key: pair for key, pair in by_hand.items() if key[1] >= key[0]}
    shares = {g: (first == g).mean() for g in (2003, 2005)}
    total = sum(shares[g] for g, _ in after)
    simple = sum(shares[g] * value for (g, _), (value, _) in after.items()) / total
    # The share of a cohort is an estimate: its own influence is 1{G = g} - share, over n units.
    psi = sum(
        shares[g] * influence / total + ((first == g) - shares[g]) / 60 * (value - simple) / total
        for (g, _), (value, influence) in after.items()
    )
    assert found.overall("simple").value == pytest.approx(simple, rel=1e-10)
    assert found.overall("simple").std_error == pytest.approx(error(psi), rel=1e-10)


def test_order_unit_levels_and_shocks_do_not_matter(panel):
    plain = figures(ask(panel))
    moved = panel.assign(y=panel["y"] + 50 * (panel["commune"] % 5) + (panel["year"] - 2003) ** 2)
    assert figures(ask(moved.sample(frac=1, random_state=1))) == pytest.approx(plain, rel=1e-9)


def test_same_seed_same_bands_and_bands_are_wider(panel):
    assert figures(ask(panel)) == pytest.approx(figures(ask(panel)), rel=1e-9)
    for effect in ask(panel).of("dynamic")[:-1]:
        assert effect.band_low < effect.low < effect.high < effect.band_high


def test_growing_effects_are_found_where_two_way_fails():
    found = ask(staggered_panel(8, n_units=1500, effect=1.0, growth=0.5))
    assert found.overall("simple").value == pytest.approx(1 + 0.5 * (0 + 1 + 2 + 3 + 0 + 1) / 6, abs=0.25)
    assert [e.event for e in found.of("dynamic")] == [-3, -2, -1, 0, 1, 2, 3, None]
    assert found.pretrend_p_value > 0.01


def test_pretrend_is_seen():
    panel = staggered_panel(4, n_units=600)
    drifting = panel.assign(y=panel["y"] + 0.5 * (panel["cohort"] > 0) * (panel["year"] - 2001))
    found = ask(drifting)
    assert found.pretrend_p_value < 1e-6
    assert found.n_before == 4


def test_units_left_out_are_counted(panel):
    late = panel.assign(
        cohort=panel["cohort"].mask(panel["commune"] == 3, 2030).mask(panel["commune"] == 4, 2001)
    )
    found = ask(late.drop(index=[0]))
    assert [str(note) for note in found.notes] == [
        "incomplete_units=1", "always_treated_units=1", "treated_after_the_end=1",
    ]  # fmt: skip
    assert (found.n_units, found.n_dropped) == (58, 11)


def test_empty_cohort_means_never_treated(panel):
    empty = panel.assign(cohort=panel["cohort"].astype(float).replace(0, np.nan))
    assert figures(ask(empty)) == pytest.approx(figures(ask(panel)), rel=1e-9)


def test_not_yet_treated_needs_no_never_treated(panel):
    both = panel[panel["cohort"] > 0]
    assert refusal(errors.NoComparison, both)["comparison"] == "never_treated"
    found = ask(both, comparison="not_yet_treated")
    assert {e.cohort for e in found.of("group_time")} == {2003, 2005}
    assert max(e.time for e in found.of("group_time")) == 2004


def test_refusals(panel):
    assert refusal(errors.OnePeriod, panel[panel["year"] == 2003])["found"] == "2003"
    assert refusal(errors.PeriodGap, panel[panel["year"] != 2004])["found"] == "2001, 2002, 2003, 2005, 2006"
    assert refusal(errors.DuplicatedUnitTime, pd.concat([panel, panel[:2]]))["n"] == 1
    stopped = panel.assign(cohort=panel["cohort"].mask((panel["commune"] == 1) & (panel["year"] > 2004), 0))
    assert refusal(errors.CohortChanges, stopped)["n"] == 1
    odd = panel.assign(cohort=panel["cohort"].replace(2003, 2002.5))
    assert refusal(errors.CohortBetweenPeriods, odd)["found"] == "2002.5"
    assert refusal(errors.NoTreatedCohort, panel.assign(cohort=0))["period"] == "2001"
    assert refusal(errors.NoTreatedCohort, panel.assign(cohort=2001))["period"] == "2001"
    alone = panel.assign(cohort=panel["cohort"].mask(panel["commune"] == 0, 2006))
    assert refusal(errors.TooFewUnits, alone) == {"column": "cohort", "arm": "2006", "found": 1, "needed": 2}
    moving = panel.assign(province=panel["province"] + (panel.index == 3))
    assert refusal(errors.UnitInSeveralClusters, moving, cluster="province")["n"] == 1
    lone = panel.assign(block=(panel["cohort"] > 0) * 1 + (panel["cohort"] == 0) * (2 + panel["commune"]))
    assert refusal(errors.TooFewClusters, lone, cluster="block")["treated"] == 1
    refusal(errors.NoResidualVariation, panel.assign(y=panel["commune"] + panel["year"]))
    assert refusal(errors.NotNumeric, panel.assign(cohort="jamais"))["column"] == "cohort"
    assert refusal(errors.InfiniteValues, panel.assign(y=np.inf))["n"] == 360
    refusal(errors.EmptySample, panel.assign(y=np.nan))
    refusal(errors.ColumnUsedTwice, panel, cohort="year")
    refusal(errors.MissingColumn, panel, cohort="cohorte")
    refusal(errors.InvalidLevel, panel, level=0)


def test_command_prints_rows_and_a_page(panel, tmp_path, capsys):
    panel.to_csv(tmp_path / "panel.csv", index=False)
    call = ["estimate", "group-time", str(tmp_path / "panel.csv"), "--outcome", "y", "--unit", "commune", "--time",
            "year", "--cohort", "cohort", "--comparison", "not_yet_treated", "--base", "universal", "--seed", "7"]  # fmt: skip
    assert main([*call, "--json"]) == 0
    rows, expected = (
        json.loads(capsys.readouterr().out),
        ask(panel, comparison="not_yet_treated", base="universal"),
    )
    assert [row["band_low"] for row in rows] == pytest.approx(
        [e.band_low for e in expected.effects], rel=1e-9
    )
    for language, title in (
        ("fr", "Par cohorte et période"),
        ("ar", "حسب الفوج والفترة"),
        ("en", "By cohort"),
    ):
        assert main([*call, "--lang", language]) == 0
        page = capsys.readouterr().out
        assert title in page
        assert "p = p" not in page


@pytest.mark.parametrize("comparison", ["never_treated", "not_yet_treated"])
@pytest.mark.parametrize(
    "case", ["whole", "communes come and go", "treated from the first or after the last"]
)
def test_cells_say_what_rows_say(monkeypatch, case, comparison):
    panel = commune_panel(6)
    if case == "communes come and go":
        panel = panel[(panel["commune"] % 7 != 2) | (panel["year"] > 2001)]
    if case == "treated from the first or after the last":
        moved = {1: 2001, 2: 2009}
        panel = panel.assign(cohort=panel["commune"].map(moved).fillna(panel["cohort"]))
    panel["cohort"] = panel["cohort"].astype("float64").replace(0, np.nan)
    options = {"unit_id": "household", "cluster": "commune", "comparison": comparison}
    summed = []
    real = cohorts.sum_cells
    monkeypatch.setattr(cohorts, "sum_cells", lambda *args: summed.append(real(*args)) or summed[-1])
    fast = ask(panel, **options)
    assert summed[0] is not None
    monkeypatch.setattr(cohorts, "sum_cells", lambda *args: None)
    slow = ask(panel, **options)
    assert figures(fast) == pytest.approx(figures(slow), rel=1e-10)
    assert (fast.n_units, fast.n_dropped, fast.notes) == (slow.n_units, slow.n_dropped, slow.notes)
    assert (fast.n_clusters, fast.method) == (slow.n_clusters, slow.method)


def test_a_household_that_leaves_is_found_by_the_rows():
    panel = commune_panel(6)
    found = ask(panel[1:], unit_id="household", cluster="commune")
    assert [(note.name, note.count) for note in found.notes] == [("incomplete_units", 1)]
