"""Imputation: independent software, what is foretold by hand, invariances, coverage, every refusal, the command."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.conftest import ROOT
from tests.miqyas.panels import staggered_panel

from miqyas import errors
from miqyas.checks.pretrends import pretrends
from miqyas.cli.main import main
from miqyas.estimators.imputation import imputation
from miqyas.numerics.imputation import foretellable, impute

FOLDER = ROOT / "tests/reference/oracles"
ORACLE = json.loads((FOLDER / "staggered.json").read_text())["imputation"]
ROLES = {"outcome": "y", "unit_id": "commune", "time": "year", "cohort": "cohort"}


@pytest.fixture
def panel():
    return staggered_panel(3, growth=0.4)


@pytest.fixture(scope="module")
def holed():
    return pd.read_csv(FOLDER / "holed_panel.csv")


def ask(table, **options):
    return imputation(table, **{**ROLES, "rng": np.random.default_rng(7), **options})


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        ask(table, **options)
    assert type(caught.value) is kind
    return caught.value.facts


def figures(found):
    return [x for e in (*found.effects, found.overall) for x in (e.value, e.std_error, e.low, e.band_low)]


@pytest.mark.parametrize(("name", "cluster"), [("holed", None), ("holed_by_province", "province")])
def test_effects_and_errors_are_those_of_independent_software(holed, name, cluster):
    found = ask(holed, cluster=cluster, leads=2)
    expected = [*ORACLE[name]["leads"], *ORACLE[name]["diff-diff"]["effects"]]
    assert list(found.events) == [row["event"] for row in expected]
    for effect, other in zip(found.effects, expected, strict=True):
        assert effect.value == pytest.approx(other["value"], abs=1e-9)
        assert effect.std_error == pytest.approx(other["std_error"], rel=1e-9)
    overall = ORACLE[name]["diff-diff"]["overall"]
    assert found.overall.value == pytest.approx(overall["value"], abs=1e-9)
    assert found.overall.std_error == pytest.approx(overall["std_error"], rel=1e-9)


def test_overall_effect_is_that_of_two_stages(holed):
    free = holed[(holed["cohort"] == 0) | (holed["year"] < holed["cohort"])]["commune"].value_counts()
    twice = holed[holed["commune"].isin(free[free > 1].index)]
    expected = ORACLE["holed"]["did2s of units seen twice before"]["overall"]["value"]
    assert ask(twice).overall.value == pytest.approx(expected, abs=1e-6)


def test_effects_are_outcomes_less_a_regression_on_dummies(holed):
    treated = (holed["cohort"] > 0) & (holed["year"] >= holed["cohort"])
    dummies = pd.get_dummies(holed[["commune", "year"]].astype(str), dtype=float)
    fitted = np.linalg.lstsq(
        dummies[~treated] * np.sqrt(holed["weight"][~treated]).to_numpy()[:, None],
        holed["y"][~treated] * np.sqrt(holed["weight"][~treated]),
    )[0]
    gap = (holed["y"] - dummies @ fitted)[treated]
    by_hand = np.average(gap, weights=holed["weight"][treated])
    found = ask(holed, weights="weight")
    assert found.overall.value == pytest.approx(by_hand, rel=1e-9)
    since = (holed["year"] - holed["cohort"])[treated]
    for effect in found.effects:
        at = (since == effect.event).to_numpy()
        mean = np.average(gap[at], weights=holed["weight"][treated][at])
        assert effect.value == pytest.approx(mean, rel=1e-9)


def test_order_of_rows_levels_and_shocks_do_not_matter(holed):
    plain = figures(ask(holed, leads=2))
    moved = holed.assign(y=holed["y"] + 50 * (holed["commune"] % 5) + (holed["year"] - 2003) ** 2)
    assert figures(ask(moved.sample(frac=1, random_state=1), leads=2)) == pytest.approx(plain, rel=1e-6)


def test_a_unit_of_weight_two_counts_as_two_units_of_one_cluster(panel):
    twice = panel[panel["commune"] < 30].assign(commune=lambda t: t["commune"] + 1000)
    copied = pd.concat([panel, twice]).assign(origin=lambda t: t["commune"] % 1000)
    data = panel.assign(count=1 + (panel["commune"] < 30))
    assert figures(ask(data, weights="count")) == pytest.approx(
        figures(ask(copied, cluster="origin")), rel=1e-8
    )


def test_variance_covers_effects_that_differ_between_units():
    """400 samples of 60 units with random effects; 0.937 hold the truth in 2,000, so 355 in 400 nearly always."""
    rng, held = np.random.default_rng(5), 0
    unit, period = np.repeat(np.arange(60), 5), np.tile(np.arange(5), 60)
    first = np.array([9, 2, 3])[unit % 3]
    treated = period >= first
    for _ in range(400):
        own = rng.normal(1, 1, 60)[unit]
        y = (
            rng.normal(0, 2, 60)[unit]
            + rng.normal(size=5)[period]
            + own * treated
            + rng.normal(size=unit.size)
        )
        found = impute(
            y, unit, period, np.ones(unit.size), horizon=treated - 1, alike=5 * (unit % 3) + period,
            clusters=unit,
        )  # fmt: skip
        (value,) = found.values  # noqa: PD011 - no frame
        held += abs(value - 1) <= 1.96 * np.sqrt((found.influence**2).sum())
    assert held >= 355


def test_rows_that_nothing_foretells_are_left_out_and_counted(panel):
    both = panel[panel["cohort"] > 0]
    found = ask(both)
    # From 2005 on nobody is untreated: 40 units, 2 years.
    assert [str(note) for note in found.notes] == ["treated_rows_without_comparison=80"]
    assert (found.n, found.n_periods, found.n_dropped) == (160, 4, 80)
    assert list(found.events) == [0, 1]


def test_rows_are_foretold_only_inside_what_is_connected():
    seen = np.array([[1, 1, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 1, 0], [0, 0, 0, 0, 0]], dtype=bool)
    unit, period = np.array([0, 1, 1, 2, 3, 0]), np.array([1, 0, 3, 2, 0, 4])
    assert foretellable(seen, unit, period).tolist() == [True, True, False, True, False, False]
    chain = np.zeros((60, 61), dtype=bool)
    chain[np.arange(60), np.arange(60)] = chain[np.arange(60), np.arange(1, 61)] = True
    assert foretellable(chain, np.array([0, 59]), np.array([60, 0])).all()


def test_leads_draw_no_path_with_effects_after(panel):
    found = ask(panel, leads=2)
    assert found.reference == -3
    with pytest.raises(errors.ReferenceNotJustBefore):
        pretrends(found)
    with pytest.raises(errors.NoEffectsBefore):
        pretrends(ask(panel))


def test_drift_before_is_seen():
    panel = staggered_panel(4, n_units=600)
    drifting = panel.assign(y=panel["y"] + 0.5 * (panel["cohort"] > 0) * (panel["year"] - 2001))
    assert ask(drifting, leads=2).pretrend_p_value < 1e-6
    assert ask(panel, leads=2).pretrend_p_value > 0.01
    assert ask(panel).pretrend_p_value is None


def test_refusals(panel):
    assert refusal(errors.InvalidLeads, panel, leads=-1)["found"] == -1
    assert refusal(errors.TooManyLeads, panel, leads=4)["leads"] == 4
    assert refusal(errors.TooManyLeads, panel, leads=9)["leads"] == 9
    same = panel[panel["cohort"] == 2003]
    assert refusal(errors.NoComparison, same)["comparison"] == "not_yet_treated"
    alone = panel.assign(cohort=panel["cohort"].mask(panel["commune"] == 0, 2006))
    assert refusal(errors.TooFewUnits, alone)["arm"] == "2006"
    lone = panel.assign(block=(panel["cohort"] > 0) * 1 + (panel["cohort"] == 0) * (2 + panel["commune"]))
    assert refusal(errors.TooFewClusters, lone, cluster="block")["treated"] == 1
    moving = panel.assign(w=1.0 + (panel.index == 3))
    assert refusal(errors.WeightChangesInUnit, moving, weights="w")["n"] == 1
    assert refusal(errors.OnePeriod, panel[panel["year"] == 2003])["found"] == "2003"
    assert refusal(errors.DuplicatedUnitTime, pd.concat([panel, panel[:2]]))["n"] == 2
    assert refusal(errors.NoTreatedCohort, panel.assign(cohort=0))["period"] == "2001"
    refusal(errors.NoResidualVariation, panel.assign(y=panel["commune"] + panel["year"]))
    refusal(errors.MissingColumn, panel, cohort="cohorte")
    refusal(errors.ColumnUsedTwice, panel, cohort="year")
    refusal(errors.InvalidLevel, panel, level=0)


def test_command_prints_rows_and_a_page(panel, tmp_path, capsys):
    panel[panel["cohort"] > 0].to_csv(tmp_path / "panel.csv", index=False)
    call = ["estimate", "imputation", str(tmp_path / "panel.csv"), "--outcome", "y", "--unit", "commune", "--time",
            "year", "--cohort", "cohort", "--leads", "1", "--seed", "7"]  # fmt: skip
    assert main([*call, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    expected = ask(panel[panel["cohort"] > 0], leads=1)
    assert [row["value"] for row in rows[:-1]] == pytest.approx([e.value for e in expected.effects], rel=1e-9)
    for language, said in (("fr", "écartées : 80"), ("ar", "أُبعدت: 80"), ("en", "left out: 80")):
        assert main([*call, "--lang", language]) == 0
        assert said in capsys.readouterr().out
