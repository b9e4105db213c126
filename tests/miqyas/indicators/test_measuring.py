"""Values of indicators from rows: against independent software, by invariance, and what is refused."""

from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, t

from miqyas.errors import (
    DenominatorZero,
    EmptySample,
    FormulaIncomplete,
    FormulaInvalid,
    InvalidLevel,
    InvalidWeights,
    MissingColumn,
    NotNumeric,
)
from miqyas.indicators.disaggregation import Difficulty, has_disability
from miqyas.indicators.measuring import Condition, Formula, IntervalMethod, Statistic, measure
from miqyas.indicators.measuring.measured import Measured, hidden
from miqyas.numerics.proportions import clopper_pearson, median_ranks, wilson

# Newcombe (1998), table I: successes, n, method 3 (score) and method 5 (Clopper-Pearson), 95 %.
NEWCOMBE = (
    (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
    (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
    (0, 20, (0.0000, 0.1611), (0.0000, 0.1684)),
    (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
)


@pytest.mark.parametrize(("successes", "n", "score", "exact"), NEWCOMBE)
def test_intervals_of_a_share_are_the_published_ones(successes, n, score, exact):
    assert wilson(successes / n, n, 0.95) == pytest.approx(score, abs=5e-5)
    assert clopper_pearson(successes / n, n, 0.95) == pytest.approx(exact, abs=5e-5)


@given(st.integers(1, 400), st.data(), st.sampled_from([0.8, 0.9, 0.99]))
def test_intervals_of_a_share_agree_with_scipy(n, data, level):
    successes = data.draw(st.integers(0, n))
    found = binomtest(successes, n)
    for ours, method in ((wilson, "wilson"), (clopper_pearson, "exact")):
        theirs = found.proportion_ci(level, method=method)
        assert ours(successes / n, n, level) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@given(st.integers(6, 200))
def test_ranks_of_the_median_hold_it_with_the_level_asked(n):
    low, high = median_ranks(n, 0.95)
    inside = sum(_binomial(n, k) for k in range(low, high))
    assert inside >= 0.95
    assert low + high == n + 1


def _binomial(n, k):
    return comb(n, k) / 2**n


def rows(n=240, seed=3):
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "village": rng.integers(0, 12, n),
            "sexe": rng.choice(["F", "M"], n),
            "age": rng.integers(10, 80, n),
            "income": rng.normal(1000, 200, n),
            "kept": rng.choice(["oui", "non"], n),
            "poids": rng.uniform(0.5, 3, n),
            "days": rng.integers(0, 9, n),
            "months": rng.integers(1, 4, n),
        }
    )


def test_mean_is_that_of_a_t_interval():
    table = rows()
    found = measure(table, Formula(statistic=Statistic.MEAN, column="income"))
    income = table["income"]
    low, high = t.interval(0.95, len(income) - 1, income.mean(), income.std(ddof=1) / len(income) ** 0.5)
    assert (found.value, found.low, found.high) == pytest.approx((income.mean(), low, high))
    assert (found.n, found.method) == (240, "t")


def test_weighted_mean_and_ratio_carry_the_linearised_error():
    table = rows()
    w, y = table["poids"], table["income"]
    mean = (w * y).sum() / w.sum()
    e = w * (y - mean)
    error = (len(y) / (len(y) - 1) * (e**2).sum()) ** 0.5 / w.sum()
    found = measure(table, Formula(statistic=Statistic.MEAN, column="income", weight="poids"))
    assert (found.value, found.std_error) == pytest.approx((mean, error))
    ratio = measure(table, Formula(statistic=Statistic.RATIO, column="days", denominator="months"))
    assert ratio.value == pytest.approx(table["days"].sum() / table["months"].sum())
    assert (ratio.numerator, ratio.denominator) == (table["days"].sum(), table["months"].sum())


def test_clusters_count_as_one_draw_each():
    table = rows()
    found = measure(table, Formula(statistic=Statistic.MEAN, column="income", cluster="village"))
    residuals = (table["income"] - table["income"].mean()).groupby(table["village"]).sum()
    g = len(residuals)
    error = (g / (g - 1) * (residuals**2).sum()) ** 0.5 / len(table)
    assert found.std_error == pytest.approx(error)
    half = t.ppf(0.975, g - 1) * error
    assert found.high - found.value == pytest.approx(half)


def test_a_share_counts_its_values_and_states_its_interval():
    table = rows()
    formula = {"statistic": Statistic.SHARE, "column": "kept", "values": ("oui",), "percent": True}
    n = int((table["kept"] == "oui").sum())
    for method, scipy_name in ((IntervalMethod.WILSON, "wilson"), (IntervalMethod.CLOPPER_PEARSON, "exact")):
        found = measure(table, Formula(**formula, interval=method))
        theirs = binomtest(n, 240).proportion_ci(0.95, method=scipy_name)
        assert (found.low, found.high) == pytest.approx((100 * theirs.low, 100 * theirs.high))
        assert (found.numerator, found.denominator, found.method) == (n, 240, method.value)
    weighted = measure(table, Formula(**formula, weight="poids"))
    plain = measure(table, Formula(**formula))
    assert weighted.high - weighted.low > plain.high - plain.low


def test_what_was_counted_whole_has_no_sampling_interval():
    table = rows()
    for formula in (
        Formula(statistic=Statistic.COUNT),
        Formula(statistic=Statistic.SUM, column="days"),
        Formula(statistic=Statistic.MAXIMUM, column="days"),
        Formula(statistic=Statistic.DISTINCT, column="village"),
    ):
        found = measure(table, formula)
        assert (found.low, found.high, found.method) == (None, None, "none")
    assert measure(table, Formula(statistic=Statistic.DISTINCT, column="village")).value == 12


def test_weighted_total_has_the_interval_of_its_survey():
    table = rows()
    women = Condition("sexe", "=", "F")
    found = measure(table, Formula(statistic=Statistic.COUNT, weight="poids", where=(women,)))
    z = table["poids"] * (table["sexe"] == "F")
    error = (len(z) * z.var(ddof=1)) ** 0.5
    assert (found.value, found.std_error) == pytest.approx((z.sum(), error))


def test_median_has_the_interval_of_order_statistics():
    table = rows()
    found = measure(table, Formula(statistic=Statistic.MEDIAN, column="income"))
    low, high = median_ranks(240, 0.95)
    income = sorted(table["income"])
    assert (found.value, found.low, found.high) == pytest.approx(
        (table["income"].median(), income[low - 1], income[high - 1])
    )
    few = measure(table.head(4), Formula(statistic=Statistic.MEDIAN, column="income"))
    assert (few.low, few.method) == (None, "none")


def test_missing_cells_are_counted_and_never_taken_for_zero():
    table = rows()
    table.loc[:19, "income"] = None
    found = measure(table, Formula(statistic=Statistic.MEAN, column="income"))
    assert (found.n, found.n_missing) == (220, 20)
    assert found.value == pytest.approx(table["income"].mean())


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000))
def test_order_of_rows_changes_nothing(seed):
    table = rows()
    formula = Formula(statistic=Statistic.MEAN, column="income", weight="poids", cluster="village")
    shuffled = table.sample(frac=1, random_state=seed)
    ours, theirs = measure(table, formula), measure(shuffled, formula)
    assert (ours.value, ours.std_error) == pytest.approx((theirs.value, theirs.std_error), rel=1e-9)


def test_groups_add_up_to_the_whole_and_carry_their_own_interval():
    table = rows()
    groups = {
        "sex": {"column": "sexe", "keys": {"F": "female", "M": "male"}},
        "age": {"column": "age", "bands": [0, 25, 60]},
    }
    found = measure(table, Formula(statistic=Statistic.COUNT, groups=groups))
    by_dimension = {}
    for group in found.groups:
        by_dimension.setdefault(group.dimension, {})[group.key] = group.figure.value
    assert by_dimension["sex"] == {
        "female": (table["sexe"] == "F").sum(),
        "male": (table["sexe"] == "M").sum(),
    }
    assert list(by_dimension["age"]) == ["0-24", "25-59", "60+"]
    assert sum(by_dimension["age"].values()) == found.value == 240
    assert found.row()["sex.female.n"] == by_dimension["sex"]["female"]


def test_washington_group_of_a_table_agrees_with_that_of_a_person():
    rng = np.random.default_rng(1)
    table = pd.DataFrame({domain.value: rng.choice([1, 1, 2, 3, np.nan], 400) for domain in Difficulty})
    said = {"columns": {domain.value: domain.value for domain in Difficulty}}
    found = measure(table, Formula(statistic=Statistic.COUNT, groups={"disability": said}))
    people = [
        has_disability({k: None if np.isnan(v) else int(v) for k, v in row.items()})
        for row in table.to_dict("records")
    ]
    counted = {group.key: group.figure.value for group in found.groups}
    assert counted == {"with": people.count(True), "without": people.count(False)}


def figure(n):
    return Measured(value=1.0, n=n, n_missing=0, method="none")


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [((30, 40), [True, True]), ((3, 40), [False, False]), ((3, 40, 20), [False, True, False]), ((3, 4, 50), [False, False, True])],
)  # fmt: skip
def test_a_small_group_is_hidden_with_the_one_that_would_reveal_it(sizes, shown):
    found = [(str(place), figure(n)) for place, n in enumerate(sizes)]
    assert [group.figure is not None for group in hidden("sex", found, smallest=10)] == shown


def test_a_hidden_group_leaves_nothing_in_what_is_kept():
    table = rows(40)
    table["sexe"] = ["F"] * 4 + ["M"] * 36
    groups = {"sex": {"column": "sexe", "keys": {"F": "female", "M": "male"}}}
    kept = measure(table, Formula(statistic=Statistic.MEAN, column="income", groups=groups)).row()
    assert {name: cell for name, cell in kept.items() if name.startswith("sex.")} == {
        "sex.female.is_hidden": 1,
        "sex.male.is_hidden": 1,
    }


def test_a_formula_comes_back_from_what_was_stored():
    formula = Formula(
        statistic=Statistic.SHARE,
        column="kept",
        values=("oui",),
        where=(Condition("age", "≥", 18),),
        groups={"sex": {"column": "sexe", "keys": {"F": "female"}}},
        interval=IntervalMethod.CLOPPER_PEARSON,
        level=0.9,
        percent=True,
    )
    assert Formula.from_parameters(formula.to_parameters()) == formula


def test_what_the_rows_cannot_answer_is_refused():
    table = rows()
    mean = {"statistic": Statistic.MEAN, "column": "income"}
    with pytest.raises(FormulaIncomplete):
        Formula(statistic=Statistic.RATIO, column="days")
    with pytest.raises(FormulaInvalid):
        Formula(statistic=Statistic.MEDIAN, column="income", weight="poids")
    with pytest.raises(FormulaInvalid):
        Formula(**mean, smallest=0)
    with pytest.raises(InvalidLevel):
        Formula(**mean, level=95)
    with pytest.raises(FormulaInvalid):
        Formula.from_parameters({"statistic": "guess"})
    with pytest.raises(FormulaInvalid):
        Formula.from_parameters({"statistic": "count", "sql": "DROP TABLE"})
    with pytest.raises(MissingColumn):
        measure(table, Formula(statistic=Statistic.MEAN, column="revenu"))
    with pytest.raises(NotNumeric):
        measure(table, Formula(statistic=Statistic.MEAN, column="sexe"))
    with pytest.raises(NotNumeric):
        measure(table, Formula(**mean, where=(Condition("age", "=", "beaucoup"),)))
    with pytest.raises(FormulaInvalid):
        measure(table, Formula(**mean, where=(Condition("age", "OR 1=1", 3),)))
    with pytest.raises(FormulaInvalid):
        measure(table, Formula(**mean, groups={"sex": {"column": "sexe"}}))
    with pytest.raises(FormulaInvalid):
        measure(table, Formula(**mean, groups={"disability": {"columns": {"seeing": "age"}}}))
    with pytest.raises(EmptySample):
        measure(table, Formula(**mean, where=(Condition("age", ">", 500),)))
    with pytest.raises(EmptySample):
        measure(table.assign(income=np.nan), Formula(statistic=Statistic.MEDIAN, column="income"))
    with pytest.raises(DenominatorZero):
        measure(
            table.assign(months=0), Formula(statistic=Statistic.RATIO, column="days", denominator="months")
        )
    with pytest.raises(InvalidWeights):
        measure(table.assign(poids=-1.0), Formula(**mean, weight="poids"))


def test_a_hostile_value_stays_a_value():
    table = rows()
    hostile = "F' OR '1'='1"
    found = measure(table, Formula(statistic=Statistic.COUNT, where=(Condition("sexe", "=", hostile),)))
    assert (found.value, found.n) == (0, 0)
