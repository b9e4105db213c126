"""Before and after: the change, its clustering, its limit, and every refusal of its own."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from miqyas import errors
from miqyas.cli.main import main
from miqyas.estimators.before_after import before_after
from miqyas.reporting.notes import estimate_notes
from miqyas.reporting.sentence import effect_sentence


@pytest.fixture
def seen():
    rng = np.random.default_rng(2)
    who = np.tile(np.arange(60), 2)
    year = np.repeat([2020, 2023], 60)
    place = rng.normal(0, 2, 60)[who]
    y = 5 + place + 1.5 * (year == 2023) + rng.normal(0, 1, 120)
    return pd.DataFrame({"y": y, "who": who, "year": year, "village": who // 4, "w": rng.uniform(1, 2, 120)})


def test_panel_is_the_mean_of_changes(seen):
    found = before_after(seen, outcome="y", time="year", unit_id="who")
    wide = seen.pivot_table(index="who", columns="year", values="y")
    change = wide[2023] - wide[2020]
    assert found.value == pytest.approx(change.mean(), rel=1e-12)
    # CR1 with K = 2 (one constant for all units, one slope): sd / sqrt(n), up to (N - 1)/(N - K).
    expected = change.std() / np.sqrt(60) * np.sqrt(119 / 118)
    assert found.std_error == pytest.approx(expected, rel=1e-10)
    assert (found.df, found.method) == (59, "before and after, CR1 by unit")
    assert found.control_mean == pytest.approx(wide[2020].mean(), rel=1e-12)


@pytest.mark.parametrize("options", [{}, {"cluster": "village"}, {"cluster": "village", "weights": "w"}])
def test_cross_sections_are_those_of_statsmodels(seen, options):
    found = before_after(seen, outcome="y", time="year", **options)
    x = sm.add_constant((seen["year"] == 2023).astype(float))
    fit = sm.WLS(seen["y"], x, weights=seen["w"] if "weights" in options else 1.0)
    kind = (
        {"cov_type": "cluster", "cov_kwds": {"groups": seen["village"]}} if options else {"cov_type": "HC1"}
    )
    fit = fit.fit(**kind)
    assert (found.value, found.std_error) == pytest.approx((fit.params.iloc[1], fit.bse.iloc[1]), rel=1e-9)


def test_order_of_rows_and_unit_of_time_do_not_matter(seen):
    once = before_after(seen, outcome="y", time="year", unit_id="who", cluster="village")
    again = before_after(
        seen.sample(frac=1, random_state=1).assign(year=lambda t: t["year"] / 10), outcome="y", time="year",
        unit_id="who", cluster="village",
    )  # fmt: skip
    assert (again.value, again.std_error) == pytest.approx((once.value, once.std_error), rel=1e-12)


def test_its_limit_stands_beside_it_and_no_sentence_is_stronger(seen):
    found = before_after(seen, outcome="y", time="year", unit_id="who")
    assert [str(note) for note in found.notes] == ["before_after_only=120"]
    assert "120" in estimate_notes(found, "en")[-1]
    for language, words in (("fr", "est associée"), ("ar", "يرتبط"), ("en", "is associated")):
        said = effect_sentence(
            found, outcome_label="y", treatment_label="p", unit="", strength="raised", language=language
        )
        assert words in said


def test_units_seen_once_are_counted_and_add_nothing(seen):
    whole = before_after(seen, outcome="y", time="year", unit_id="who")
    more = pd.concat([seen, seen.iloc[:1].assign(who=99, y=1e3)])
    found = before_after(more, outcome="y", time="year", unit_id="who")
    assert found.value == pytest.approx(whole.value, rel=1e-9)
    assert "units_seen_once=1" in map(str, found.notes)


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        before_after(table, **{"outcome": "y", "time": "year", **options})
    assert type(caught.value) is kind
    return caught.value.facts


def test_refusals(seen):
    facts = refusal(errors.TimeNotTwoPeriods, seen.assign(year=np.arange(120) % 3))
    assert facts == {"column": "year", "found": "0, 1, 2"}
    refusal(errors.NotNumeric, seen.assign(year=seen["year"].map({2020: "a", 2023: "b"})))
    refusal(errors.DuplicatedUnitTime, pd.concat([seen, seen.iloc[:1]]), unit_id="who")
    refusal(errors.UnitsSeenOnce, seen.assign(who=np.arange(120)), unit_id="who")
    refusal(errors.ColumnUsedTwice, seen, unit_id="y")
    refusal(errors.MissingColumn, seen, unit_id="whom")
    refusal(errors.ConstantOutcome, seen.assign(y=1.0))
    refusal(errors.InvalidLevel, seen, level=2)


def test_command_line_says_it_is_no_effect(seen, tmp_path, capsys):
    path = str(tmp_path / "seen.csv")
    seen.to_csv(path, index=False)
    asked = ["estimate", "before-after", path, "--outcome", "y", "--time", "year", "--unit", "who"]
    assert main([*asked, "--lang", "fr"]) == 0
    out = capsys.readouterr().out
    assert "est associée" in out
    assert "Ce chiffre n'est pas un effet" in out
