"""Event study: agreement with pyfixest, cells against rows, invariances, refusals, the command."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.miqyas.panels import commune_panel, holed_panel

from miqyas import errors
from miqyas.cli.main import main
from miqyas.estimators import event_fit
from miqyas.estimators.event_study import event_study
from miqyas.estimators.twfe import twfe

ORACLE = json.loads((Path(__file__).parents[2] / "reference/oracles/event_study.json").read_text())
PANELS = {"balanced": commune_panel(4), "holes": holed_panel(4)}
ROLES = {"outcome": "y", "unit_id": "household", "time": "year", "cohort": "cohort"}
CASES = {
    "bare": {},
    "commune": {"cluster": "commune"},
    "weights": {"cluster": "commune", "weights": "weight"},
    "covariates": {"cluster": "commune", "covariates": ["rain", "income"]},
    "window": {"cluster": "commune", "leads": 2, "lags": 2, "weights": "weight", "covariates": ["rain"]},
}


@pytest.fixture
def panel():
    return commune_panel(4)


def ask(table, **options):
    return event_study(table, **{**ROLES, "rng": np.random.default_rng(7), **options})


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        ask(table, **options)
    assert type(caught.value) is kind
    return caught.value.facts


def figures(found):
    shared = [found.pretrend_p_value, found.control_mean, found.overall.value, found.overall.std_error]
    return shared + [x for e in found.effects for x in (e.event, e.value, e.std_error, e.low, e.band_high)]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("panel", PANELS)
def test_it_equals_pyfixest(panel, case):
    found, theirs = ask(PANELS[panel], **CASES[case]), ORACLE["event_study"][panel][case]
    assert found.events.tolist() == theirs["events"]
    assert [effect.value for effect in found.effects] == pytest.approx(theirs["values"], rel=1e-8)
    scale = np.sqrt(np.diag(theirs["variance"]))
    gaps = (found.covariance - np.array(theirs["variance"])) / np.outer(scale, scale)
    assert np.abs(gaps).max() < 1e-8
    assert found.n == theirs["n"]


@pytest.mark.parametrize("case", ORACLE["twfe"]["balanced"])
@pytest.mark.parametrize("panel", PANELS)
def test_two_way_fixed_effects_equal_pyfixest(panel, case):
    roles = {"outcome": "y", "treatment": "d", "unit_id": "household", "time": "year"}
    found, theirs = twfe(PANELS[panel], **roles, **CASES[case]), ORACLE["twfe"][panel][case]
    assert found.value == pytest.approx(theirs["value"], rel=1e-8)
    assert found.std_error == pytest.approx(theirs["std_error"], rel=1e-8)
    assert found.n == theirs["n"]


@pytest.mark.parametrize(
    "options",
    [{}, {"weights": "weight", "covariates": ["size", "rain"]}, {"leads": 2, "lags": 1, "reference": -2}],
    ids=["bare", "all", "window"],
)
@pytest.mark.parametrize(
    "case", ["whole", "communes come and go", "treated from the first or after the last"]
)
def test_cells_say_what_rows_say(monkeypatch, panel, case, options):
    if case == "communes come and go":
        panel = panel[(panel["commune"] % 7 != 2) | (panel["year"] != 2002)]
    if case == "treated from the first or after the last":
        panel = panel.assign(cohort=panel["commune"].map({1: 2001, 2: 2009}).fillna(panel["cohort"]))
    answered, real = [], event_fit._from_cells
    monkeypatch.setattr(event_fit, "_from_cells", lambda *args: answered.append(real(*args)) or answered[-1])
    fast = ask(panel, cluster="commune", **options)
    assert answered[0] is not None
    monkeypatch.setattr(event_fit, "_from_cells", lambda *args: None)
    slow = ask(panel, cluster="commune", **options)
    assert figures(fast) == pytest.approx(figures(slow), rel=1e-8)
    for name in (
        "n",
        "n_units",
        "n_periods",
        "n_clusters",
        "n_dropped",
        "notes",
        "method",
        "dropped_covariates",
        "df",
    ):
        assert getattr(fast, name) == getattr(slow, name)


def test_notes_say_what_was_done(panel):
    panel = panel.assign(cohort=panel["commune"].map({1: 2001, 2: 2009}).fillna(panel["cohort"]))
    found = {note.name: note.count for note in ask(panel, cluster="commune", leads=2).notes}
    of_commune = panel.groupby("commune")["household"].nunique()
    assert found == {
        "always_treated_units": of_commune[1], "treated_after_the_end": of_commune[2], "pooled_events": 3,
        "several_cohorts": 2,
    }  # fmt: skip
    assert ask(panel[panel["cohort"] != 2005]).notes[-1].name == "treated_after_the_end"


def test_unit_levels_period_shocks_and_order_do_not_matter():
    holed = holed_panel(5)
    plain = figures(ask(holed, covariates=["income"]))[2:]
    moved = holed.assign(y=holed["y"] + 100 * (holed["household"] % 7) - 5 * holed["year"] ** 2 / 1000)
    assert figures(ask(moved, covariates=["income"]))[2:] == pytest.approx(plain, rel=1e-7)
    shuffled = holed.sample(frac=1, random_state=9)
    assert figures(ask(shuffled, covariates=["income"]))[2:] == pytest.approx(plain, rel=1e-10)


def test_periods_count_steps(panel):
    every_other = panel.assign(year=2 * panel["year"], cohort=2 * panel["cohort"])
    assert figures(ask(every_other)) == pytest.approx(figures(ask(panel)), rel=1e-10)


def test_one_cohort_with_a_constant_effect_is_found():
    panel = commune_panel(9, n_communes=60, growth=0.0)
    panel = panel[panel["cohort"] != 2005]
    found = ask(panel, cluster="commune")
    assert found.notes == ()
    assert abs(found.overall.value - 1) < 3 * found.overall.std_error
    assert all(effect.band_low < 1 < effect.band_high for effect in found.effects if effect.event >= 0)
    assert all(effect.band_low < 0 < effect.band_high for effect in found.effects if effect.event < 0)


def test_refusals(panel):
    assert refusal(errors.NoComparison, panel[panel["cohort"] > 0])["comparison"] == "never_treated"
    assert refusal(errors.NoTreatedCohort, panel.assign(cohort=0)) == {"column": "cohort", "period": "2001"}
    from_first = panel[panel["cohort"] != 2005].assign(cohort=2001 * (panel["cohort"] > 0))
    refusal(errors.NoTreatedCohort, from_first)
    assert refusal(errors.DuplicatedUnitTime, pd.concat([panel, panel[:2]]))["n"] == 1
    moved = panel.assign(cohort=panel["cohort"].where(panel.index != 8, 2004))
    refusal(errors.CohortChanges, moved)
    refusal(errors.CohortBetweenPeriods, panel.assign(cohort=panel["cohort"] + 0.5 * (panel["cohort"] > 0)))
    refusal(errors.PeriodGap, panel[panel["year"] != 2003], cluster="commune")
    refusal(errors.OnePeriod, panel[panel["year"] == 2006])
    refusal(
        errors.UnitInSeveralClusters,
        panel.assign(commune=panel["commune"] + (panel.index == 3)),
        cluster="commune",
    )
    early = panel[(panel["cohort"] != 2005)]
    assert refusal(errors.ReferenceNotSeen, early, reference=-4) == {
        "reference": -4, "found": "-2, -1, 0, 1, 2, 3",
    }  # fmt: skip
    assert refusal(errors.InvalidWindow, panel, reference=0)["leads"] == "—"
    refusal(errors.InvalidWindow, panel, leads=1, reference=-2)
    refusal(errors.InvalidWindow, panel, lags=-1)
    lone = panel[(panel["cohort"] == 0) | (panel["commune"] == 1)]
    assert refusal(errors.TooFewClusters, lone, cluster="commune")["treated"] == 1
    gone = early[(early["cohort"] == 0) | (early["year"] != 2002) | (early["commune"] != 1)]
    gone = gone[(gone["cohort"] == 0) | (gone["commune"].isin([1, 4]))]
    refusal(
        errors.NotIdentified, gone[(gone["cohort"] == 0) | (gone["commune"] == 1) | (gone["year"] == 2002)]
    )
    refusal(
        errors.InfiniteValues, panel.assign(y=panel["y"].where(panel.index != 3, np.inf)), cluster="commune"
    )
    refusal(errors.InvalidLevel, panel, level=1)
    refusal(errors.MissingColumn, panel, covariates=["rian"])
    refusal(errors.ColumnUsedTwice, panel, time="household")
    refusal(errors.NoResidualVariation, panel.assign(y=panel["d"] + panel["household"] - panel["year"] / 3.0))


def test_missing_values_are_counted():
    holed = PANELS["holes"]
    assert ask(holed, covariates=["income"]).n_dropped == int(
        (holed["y"].isna() | holed["income"].isna()).sum()
    )


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_command_prints_the_effects(panel, tmp_path, capsys, language):
    panel.to_csv(tmp_path / "panel.csv", index=False)
    call = ["estimate", "event-study", str(tmp_path / "panel.csv"), "--outcome", "y", "--time", "year", "--lang", language,
            "--unit", "household", "--cohort", "cohort", "--cluster", "commune", "--covariates", "size"]  # fmt: skip
    found = ask(panel, cluster="commune", covariates=["size"])
    assert main([*call, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["std_error"] for row in rows[:-1]] == pytest.approx(
        [e.std_error for e in found.effects], rel=1e-9
    )
    assert rows[-1]["kind"] == "overall"
    assert main(call) == 0
    page = capsys.readouterr().out
    assert "size" in page
    assert "+3" in page
    assert "2,76" in page or "2.76" in page
    assert main([*call, "--leads", "2", "--reference", "-2"]) == 0
    assert "{" not in capsys.readouterr().out
