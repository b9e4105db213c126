"""Synthesis: hand computations, invariances, refusals, words, chart, command."""

import json
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest

from miqyas.cli.main import main
from miqyas.errors import (
    ColumnUsedTwice,
    EqualPrecision,
    InfiniteValues,
    InvalidLevel,
    InvalidStdError,
    MissingColumn,
    NotNumeric,
    StudyTwice,
    TooFewForAsymmetry,
    TooFewStudies,
)
from miqyas.evidence.synthesis import (
    BetweenVariance,
    Effects,
    PooledInterval,
    asymmetry,
    fixed_effect,
    leave_one_out,
    random_effects,
    read_effects,
)
from miqyas.numerics.pooling import _restricted_likelihood, q_statistic, tau2_interval, tau2_reml
from miqyas.reporting.charts import forest_chart
from miqyas.reporting.pictures import to_svg
from miqyas.reporting.synthesis_sentence import synthesis_lines, synthesis_sentence
from miqyas.types import LANGUAGES

MODELS = [fixed_effect] + [
    lambda effects, b=b, i=i: random_effects(effects, between=b, interval=i)
    for b in BetweenVariance
    for i in PooledInterval
]


def drawn(k=8, seed=1, spread=1.0):
    rng = np.random.default_rng(seed)
    std_errors = rng.uniform(0.2, 1.5, k)
    return Effects(tuple(f"S{i}" for i in range(k)), rng.normal(0.5, spread, k) + std_errors * rng.normal(size=k), std_errors)  # fmt: skip


def test_fixed_effect_by_hand():
    # Weights 1 and 1/4: (1·2 + 0.25·7)/1.25 = 3; variance 1/1.25 = 0.8; Q = 1·1 + 0.25·16 = 5.
    found = fixed_effect(Effects(("A", "B"), np.array([2.0, 7.0]), np.array([1.0, 2.0])))
    assert (found.value, found.std_error**2, found.q, found.i2) == pytest.approx((3.0, 0.8, 5.0, 0.8))
    assert [study.weight for study in found.studies] == pytest.approx([0.8, 0.2])
    assert (found.tau2, found.prediction_low, found.df) == (None, None, None)


@pytest.mark.parametrize("between", BetweenVariance)
def test_equal_precision_has_one_answer(between):
    # With equal variances every estimator gives the variance of the effects less the sampling variance.
    effects = Effects(("A", "B", "C", "D"), np.array([1.0, 3.0, 5.0, 11.0]), np.full(4, 1.5))
    found = random_effects(effects, between=between)
    expected = np.var(effects.estimates, ddof=1) - 1.5**2
    assert found.tau2 == pytest.approx(expected, rel=1e-9)
    assert found.value == pytest.approx(5.0)
    assert found.std_error == pytest.approx(np.std(effects.estimates, ddof=1) / 2)  # the mean's own, t(3)


@pytest.mark.parametrize("pool", MODELS)
def test_order_unit_and_sign_do_not_matter(pool):
    effects = drawn()
    found = pool(effects)
    order = np.random.default_rng(2).permutation(8)
    moved = pool(Effects(tuple(effects.labels[i] for i in order), effects.estimates[order], effects.std_errors[order]))  # fmt: skip
    scaled = pool(Effects(effects.labels, -100 * effects.estimates, 100 * effects.std_errors))
    assert (moved.value, moved.std_error) == pytest.approx((found.value, found.std_error), rel=1e-9)
    assert (scaled.value, scaled.std_error) == pytest.approx(
        (-100 * found.value, 100 * found.std_error), rel=1e-9
    )
    assert (scaled.low, scaled.i2) == pytest.approx((-100 * found.high, found.i2), rel=1e-9)


@pytest.mark.parametrize("pool", MODELS)
def test_a_shift_of_all_studies_shifts_the_mean(pool):
    effects = drawn()
    shifted = pool(Effects(effects.labels, effects.estimates + 7, effects.std_errors))
    assert shifted.value == pytest.approx(pool(effects).value + 7, rel=1e-9)
    assert shifted.std_error == pytest.approx(pool(effects).std_error, rel=1e-7)


@pytest.mark.parametrize("seed", range(20))
def test_reml_is_the_summit_of_its_likelihood(seed):
    effects = drawn(k=5, seed=seed, spread=0.6)
    y, v = effects.estimates, effects.variances
    best = _restricted_likelihood(y, v, tau2_reml(y, v))
    others = [_restricted_likelihood(y, v, tau2) for tau2 in np.linspace(0, 10, 2001)]
    assert best >= max(others) - 1e-12


def test_q_profile_solves_its_equation():
    effects = drawn(k=12, spread=2.0)
    low, high = tau2_interval(effects.estimates, effects.variances, 0.95)
    # 3.8157 and 21.9200: the 2.5 % and 97.5 % points of chi-squared with 11 degrees of freedom, from tables.
    assert q_statistic(effects.estimates, effects.variances, low) == pytest.approx(21.920, abs=1e-3)
    assert q_statistic(effects.estimates, effects.variances, high) == pytest.approx(3.816, abs=1e-3)


def test_without_heterogeneity_random_and_fixed_agree_and_the_note_says_so():
    effects = Effects(("A", "B", "C"), np.array([1.0, 1.1, 0.9]), np.array([1.0, 2.0, 1.5]))
    normal = random_effects(effects, interval=PooledInterval.NORMAL)
    assert (normal.tau2, normal.tau2_low, normal.i2) == (0, 0, 0)
    assert normal.value == pytest.approx(fixed_effect(effects).value)
    assert [str(note) for note in random_effects(effects).notes] == ["knapp_hartung_shorter=3"]


def test_identical_effects_keep_the_normal_error():
    effects = Effects(("A", "B", "C"), np.full(3, 2.0), np.array([1.0, 2.0, 1.5]))
    found = random_effects(effects)
    assert (found.tau2, found.df) == (0, None)
    assert found.method.endswith("normal interval")


def test_two_studies_have_no_prediction_interval():
    found = random_effects(Effects(("A", "B"), np.array([1.0, 5.0]), np.array([1.0, 1.0])))
    assert (found.prediction_low, found.prediction_high) == (None, None)
    assert "too few studies" in synthesis_sentence(found, "en")


def test_coverage_of_knapp_hartung():
    rng, hits = np.random.default_rng(7), 0
    for _ in range(600):
        std_errors = rng.uniform(0.3, 1.0, 7)
        values = rng.normal(1.0, 0.5, 7) + std_errors * rng.normal(size=7)
        found = random_effects(Effects(tuple("ABCDEFG"), values, std_errors))
        hits += found.low <= 1.0 <= found.high
    assert 0.93 <= hits / 600 <= 0.97


def test_leave_one_out_is_pooling_the_others():
    effects = drawn(k=4)
    rows = leave_one_out(effects, random_effects).records()
    assert [row["label"] for row in rows] == ["S0", "S1", "S2", "S3"]
    others = Effects(("S0", "S1", "S3"), effects.estimates[[0, 1, 3]], effects.std_errors[[0, 1, 3]])
    assert rows[2]["value"] == random_effects(others).value
    with pytest.raises(TooFewStudies):
        leave_one_out(drawn(k=2), fixed_effect)


def test_asymmetry_is_silent_without_and_speaks_with_small_study_effects():
    even = drawn(k=40, seed=3, spread=0.1)
    assert asymmetry(even).passed is None
    tilted = Effects(even.labels, even.estimates + 3 * even.std_errors, even.std_errors)
    check = asymmetry(tilted)
    assert check.passed is False
    assert set(check.text) == set(LANGUAGES)


def table(**changes):
    columns = {"value": [0.2, 0.4, 0.1], "std_error": [0.1, 0.2, 0.3], "label": ["A", "B", "C"]}
    return pd.DataFrame({**columns, **changes})


def test_incomplete_rows_are_counted_and_nameless_rows_take_their_number():
    effects = read_effects(table(value=[0.2, None, 0.1], label=["A", "B", None]))
    assert (effects.labels, effects.n_dropped) == (("A", "3"), 1)
    assert fixed_effect(effects).n_dropped == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"value": ["x", "y", "z"]}, NotNumeric),
        ({"value": [np.inf, 1.0, 2.0]}, InfiniteValues),
        ({"std_error": [0.1, 0.0, 0.2]}, InvalidStdError),
        ({"std_error": [0.1, -1.0, 0.2]}, InvalidStdError),
        ({"label": ["A", "A", "B"]}, StudyTwice),
        ({"value": [1.0, None, None]}, TooFewStudies),
        ({"value": [None, None, None]}, TooFewStudies),
    ],
)
def test_refusals_of_a_table(changes, refusal):
    with pytest.raises(refusal):
        read_effects(table(**changes))


def test_refusals_of_columns_levels_and_tests():
    with pytest.raises(MissingColumn):
        read_effects(table(), value="effect")
    with pytest.raises(ColumnUsedTwice):
        read_effects(table(), value="std_error")
    for pool in (fixed_effect, random_effects):
        with pytest.raises(InvalidLevel):
            pool(drawn(), level=95)
    with pytest.raises(TooFewForAsymmetry, match="at least 10"):
        asymmetry(drawn(k=9))
    with pytest.raises(EqualPrecision):
        asymmetry(Effects(tuple("ABCDEFGHIJ"), np.arange(10.0), np.ones(10)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pool", MODELS[:2])
def test_words_and_chart_in_each_language(language, pool):
    found = pool(drawn())
    assert synthesis_sentence(found, language).endswith(".")
    assert all(label and figure for label, figure in synthesis_lines(found, language))
    spec = forest_chart(found, language)
    assert all(study.label in spec["description"] for study in found.studies)
    root = ET.fromstring(to_svg(spec, language=language))
    assert root.get("role") == "img"
    rows = spec["data"]["values"]
    assert len(rows) == found.n + (1 if found.tau2 is None else 2)
    assert max(row["size"] for row in rows[: found.n]) == pytest.approx(320)


def test_sentence_says_what_is_not_established():
    wide = Effects(("A", "B", "C"), np.array([1.0, -1.0, 0.5]), np.ones(3))
    clear = Effects(("A", "B", "C"), np.array([5.0, 5.1, 4.9]), np.full(3, 0.1))
    assert "do not establish an effect" in synthesis_sentence(random_effects(wide), "en")
    assert "n'établissent pas d'effet" in synthesis_sentence(random_effects(wide), "fr")
    assert "excludes zero" in synthesis_sentence(random_effects(clear), "en")


def test_command_prints_a_row_and_a_page(tmp_path, capsys):
    path = tmp_path / "effects.csv"
    table().to_csv(path, index=False)
    assert (
        main(["synthesise", str(path), "--json", "--model", "dersimonian-laird", "--interval", "normal"]) == 0
    )
    row = json.loads(capsys.readouterr().out)
    assert row["n"] == 3
    assert row["value"] == pytest.approx(
        random_effects(
            read_effects(path), between=BetweenVariance.DERSIMONIAN_LAIRD, interval=PooledInterval.NORMAL
        ).value
    )
    assert main(["synthesise", str(path), "--model", "fixed", "--measure", "MAD", "--lang", "fr"]) == 0
    page = capsys.readouterr().out
    assert "Si les 3 études mesurent un seul et même effet" in page
    assert "au moins 10 études" in page
    assert main(["synthesise", str(path), "--value", "effect", "--lang", "ar"]) == 1
    assert "effect" in capsys.readouterr().err


def test_command_with_two_studies_leaves_none_out(tmp_path, capsys):
    path = tmp_path / "effects.csv"
    table().head(2).to_csv(path, index=False)
    assert main(["synthesise", str(path), "--lang", "en"]) == 0
    assert "Without" not in capsys.readouterr().out
