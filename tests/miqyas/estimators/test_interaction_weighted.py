"""Interaction-weighted event studies: independent software, invariances, coverage, every refusal, the command."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.conftest import ROOT
from tests.miqyas.panels import staggered_panel

from miqyas import errors
from miqyas.cli.main import main
from miqyas.estimators.group_time import group_time
from miqyas.estimators.interaction_weighted import interaction_weighted
from miqyas.numerics.distributions import t_quantile
from miqyas.numerics.saturated import fit_saturated

FOLDER = ROOT / "tests/reference/oracles"
ORACLE = json.loads((FOLDER / "staggered.json").read_text())["interaction_weighted"]
ROLES = {
    "outcome": "y",
    "unit_id": "commune",
    "time": "year",
    "cohort": "cohort",
    "comparison": "never_treated",
}


@pytest.fixture
def panel():
    return staggered_panel(3, growth=0.4)


@pytest.fixture(scope="module")
def holed():
    return pd.read_csv(FOLDER / "holed_panel.csv")


def ask(table, **options):
    return interaction_weighted(table, **{**ROLES, "rng": np.random.default_rng(7), **options})


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        ask(table, **options)
    assert type(caught.value) is kind
    return caught.value.facts


def values(found):
    return [effect.value for effect in found.effects]


def figures(found):
    return [x for e in (*found.effects, found.overall) for x in (e.value, e.std_error, e.low, e.band_low)]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("holed", {}),
        ("holed_by_province", {"cluster": "province"}),
        ("holed_weighted", {"weights": "weight"}),
    ],
)
def test_effects_and_errors_are_those_of_independent_software(holed, name, options):
    found = ask(holed, **options)
    expected = ORACLE[name]["pyfixest"]
    assert list(found.events) == [row["event"] for row in expected]
    assert values(found) == pytest.approx([row["value"] for row in expected], abs=1e-12)
    assert np.sqrt(np.diag(found.covariance)) == pytest.approx([r["std_error"] for r in expected], rel=1e-9)


def test_balanced_panel_gives_the_group_time_effects_against_never_treated(panel):
    found = ask(panel)
    roles = {**ROLES, "base": "universal", "rng": np.random.default_rng(1)}
    assert values(found) == pytest.approx(values(group_time(panel, **roles).event_study()), rel=1e-9)
    assert found.overall.value == pytest.approx(np.mean([e.value for e in found.effects if e.event >= 0]))


def test_last_treated_is_never_treated_before_its_time(panel):
    late = panel[panel["cohort"] > 0]
    found = ask(late, comparison="last_treated")
    cut = late[late["year"] < 2005].assign(cohort=lambda t: t["cohort"].where(t["cohort"] < 2005, 0))
    assert figures(found) == pytest.approx(figures(ask(cut)), rel=1e-9)
    assert found.n_dropped == len(late) - len(cut)
    with_never = ask(panel, comparison="last_treated")
    assert figures(with_never) == pytest.approx(figures(found), rel=1e-9)
    assert [str(note) for note in with_never.notes] == ["never_treated_left_out=20"]


def test_order_of_rows_unit_levels_and_shocks_do_not_matter(holed):
    plain = figures(ask(holed))
    moved = holed.assign(y=holed["y"] + 50 * (holed["commune"] % 5) + (holed["year"] - 2003) ** 2)
    assert figures(ask(moved.sample(frac=1, random_state=1))) == pytest.approx(plain, rel=1e-6)


def test_variance_covers_effects_that_differ():
    """400 samples of 60 units: 95 % intervals of cohort 1 in its first period; under 366 by chance once in 1,000."""
    rng, held = np.random.default_rng(5), 0
    cohort, cells = np.arange(60) % 3, np.array([[-1, -1, -1, -1], [0, -1, 1, 2], [3, 4, -1, 5]])
    effect = np.array([[0, 0, 0, 0], [0, 0, 1, 2], [0, 0, 0, 3]])
    for _ in range(400):
        outcome = rng.normal(0, 2, (60, 1)) + rng.normal(size=4) + effect[cohort] + rng.normal(size=(60, 4))
        fit = fit_saturated(outcome, cohort, cells, np.ones(60), np.arange(60))
        held += abs(fit.coefficients[1] - 1) <= t_quantile(0.975, 59) * np.sqrt(fit.variance[1, 1])
    assert 366 <= held <= 396


def test_units_left_out_are_counted(panel):
    late = panel.assign(
        cohort=panel["cohort"].mask(panel["commune"] == 3, 2030).mask(panel["commune"] == 4, 2001)
    )
    found = ask(late.drop(index=[0]))
    assert [str(note) for note in found.notes] == ["always_treated_units=1", "treated_after_the_end=1"]
    assert (found.n_units, found.n, found.n_dropped) == (59, 353, 6)


def test_refusals(panel):
    assert refusal(errors.NoComparison, panel[panel["cohort"] > 0])["comparison"] == "never_treated"
    one = panel[panel["cohort"] == 2003]
    assert refusal(errors.NoTreatedCohort, one, comparison="last_treated")["period"] == "2003"
    gone = panel[(panel["cohort"] != 2003) | (panel["year"] != 2002)]
    assert refusal(errors.NoReferenceRows, gone)["cohort"] == "2003"
    alone = panel.assign(cohort=panel["cohort"].mask(panel["commune"] == 0, 2006))
    assert refusal(errors.TooFewUnits, alone) == {"column": "cohort", "arm": "2006", "found": 1, "needed": 2}
    lone = panel.assign(block=(panel["cohort"] > 0) * 1 + (panel["cohort"] == 0) * (2 + panel["commune"]))
    assert refusal(errors.TooFewClusters, lone, cluster="block")["treated"] == 1
    # Never treated units are not seen in 2006: nothing tells its shock from the effect.
    hidden = panel[(panel["cohort"] > 0) | (panel["year"] != 2006)]
    assert "commune, year" in refusal(errors.NotIdentified, hidden)["collinear"]
    moving = panel.assign(w=1.0 + (panel.index == 3))
    assert refusal(errors.WeightChangesInUnit, moving, weights="w")["n"] == 1
    assert refusal(errors.OnePeriod, panel[panel["year"] == 2003])["found"] == "2003"
    assert refusal(errors.DuplicatedUnitTime, pd.concat([panel, panel[:2]]))["n"] == 2
    assert refusal(errors.NoTreatedCohort, panel.assign(cohort=0))["period"] == "2001"
    refusal(errors.NoResidualVariation, panel.assign(y=panel["commune"] + panel["year"]))
    assert refusal(errors.NotNumeric, panel.assign(cohort="jamais"))["column"] == "cohort"
    refusal(errors.MissingColumn, panel, cohort="cohorte")
    refusal(errors.ColumnUsedTwice, panel, cohort="year")
    refusal(errors.InvalidLevel, panel, level=0)


def test_command_prints_rows_and_a_page(panel, tmp_path, capsys):
    panel.to_csv(tmp_path / "panel.csv", index=False)
    call = ["estimate", "interaction-weighted", str(tmp_path / "panel.csv"), "--outcome", "y", "--unit", "commune",
            "--time", "year", "--cohort", "cohort", "--comparison", "never_treated", "--seed", "7"]  # fmt: skip
    assert main([*call, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    expected = ask(panel)
    assert [row["value"] for row in rows] == pytest.approx(
        [*values(expected), expected.overall.value], rel=1e-9
    )
    assert rows[-1]["kind"] == "overall"
    for language, said in (("fr", "une fois sur cinq"), ("ar", "مرة من خمس"), ("en", "once in five")):
        assert main([*call, "--lang", language]) == 0
        assert said in capsys.readouterr().out
