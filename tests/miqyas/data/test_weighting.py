"""Weights: sums meet what is known, whatever the order; the structure of the sample is kept; every refusal."""

import math

import duckdb
import numpy as np
import pytest

from miqyas.data.weighting import Start, Total, weight_rows
from miqyas.errors import (
    ColumnUsedTwice,
    MarginsUnmet,
    MissingColumn,
    NothingToProtect,
    NothingToWeigh,
    StartInvalid,
    TotalInvalid,
    TotalsDisagree,
    TotalTwice,
    TotalUnknown,
    TotalWithoutRows,
)

# n of each crossing: women in town, women in the country, men in town, men in the country.
COUNTS = {("f", "u"): 30, ("f", "r"): 20, ("m", "u"): 10, ("m", "r"): 40}


@pytest.fixture
def table(tmp_path):
    rows = [
        (sex, area, place, 0.1 if area == "u" else 0.05)
        for place, (sex, area) in enumerate(key for key, n in COUNTS.items() for _ in range(n))
    ]
    path = tmp_path / "rows.parquet"
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t (sex VARCHAR, area VARCHAR, place INTEGER, p DOUBLE)")
    connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)
    connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path


def totals(column, **known):
    return [Total((column,), (value,), total) for value, total in known.items()]


def weighted(path, **how):
    out = path.with_name("out.parquet")
    return weight_rows(path, out, **how), duckdb.sql(f"FROM '{out}'")


def sums(rows, *columns):
    found = rows.aggregate(f"{', '.join(columns)}, sum(_weight)").fetchall()
    return {row[:-1]: row[-1] for row in found}


def test_post_stratification_is_the_ratio_of_the_total_to_the_rows(table):
    found, rows = weighted(table, totals=totals("sex", f=600, m=400))
    weights = dict(rows.project("sex, _weight").distinct().fetchall())
    assert weights == {"f": 600 / 50, "m": 400 / 50}
    assert (found.population, found.n_rounds, found.least, found.greatest) == (1000, 1, 8, 12)
    kish = 100 * (50 * 144 + 50 * 64) / 1000**2
    assert found.deff == pytest.approx(kish, rel=1e-12)
    assert found.n_effective == pytest.approx(100 / kish, rel=1e-12)


def test_raking_meets_both_margins_and_keeps_the_odds_ratio(table):
    """The fitted table of two by two is the only one with these margins and the odds ratio of the sample."""
    found, rows = weighted(table, totals=totals("sex", f=520, m=480) + totals("area", u=600, r=400))
    cells = sums(rows, "sex", "area")
    ratio = (30 * 40) / (20 * 10)
    # Solved apart: a (b + …) with a = women in town, a root of (1 - ratio) a² + … = 0.
    quadratic = (1 - ratio, (480 - 600) + ratio * (520 + 600), -ratio * 520 * 600)
    root = min(value for value in np.roots(quadratic).real if 0 < value < 520)
    assert cells[("f", "u")] == pytest.approx(root, rel=1e-9)
    assert cells[("f", "r")] == pytest.approx(520 - root, rel=1e-9)
    assert cells[("m", "u")] == pytest.approx(600 - root, rel=1e-9)
    assert found.n_rounds > 1


def test_crossed_totals_are_one_margin(table):
    crossed = [Total(("sex", "area"), key, 10.0 * (place + 1)) for place, key in enumerate(COUNTS)]
    found, rows = weighted(table, totals=crossed)
    assert {key: pytest.approx(total) for key, total in sums(rows, "sex", "area").items()} == {
        key: 10.0 * (place + 1) for place, key in enumerate(COUNTS)
    }
    assert found.n_rounds == 1


def test_the_plan_alone_gives_the_inverse_of_the_probability(table):
    found, rows = weighted(table, start=Start("p", is_probability=True))
    assert sums(rows, "area") == {("u",): pytest.approx(400), ("r",): pytest.approx(1200)}
    assert found.n_rounds == 0


def test_the_plan_then_totals_keep_the_plan_inside_a_cell(table):
    _, rows = weighted(table, start=Start("p", is_probability=True), totals=totals("sex", f=700, m=300))
    women = dict(rows.filter("sex = 'f'").project("area, _weight").distinct().fetchall())
    assert women["r"] / women["u"] == pytest.approx(2)
    assert sums(rows, "sex") == {("f",): pytest.approx(700), ("m",): pytest.approx(300)}


def test_rows_keep_their_order_and_the_order_of_totals_changes_nothing(table):
    known = totals("sex", f=520, m=480) + totals("area", u=600, r=400)
    _, rows = weighted(table, totals=known)
    first = rows.project("place, _weight").fetchall()
    places = [int(value[0]) for value in duckdb.sql(f"SELECT place FROM '{table}'").fetchall()]
    assert [row[0] for row in first] == places
    _, again = weighted(table, totals=list(reversed(known)))
    assert [row[1] for row in again.project("place, _weight").fetchall()] == pytest.approx(
        [row[1] for row in first], rel=1e-8
    )


def test_numbers_are_matched_as_people_write_them(tmp_path):
    path = tmp_path / "numbers.parquet"
    duckdb.sql("SELECT unnest([1.0, 2.0, 2.0]) AS round, unnest([true, false, true]) AS yes").write_parquet(
        str(path)
    )
    known = [Total(("round",), ("1",), 5), Total(("round",), ("2",), 8)]
    _, rows = weighted(path, totals=known)
    assert rows.project("_weight").fetchall() == [(5,), (4,), (4,)]


@pytest.mark.parametrize(
    ("how", "refusal"),
    [
        ({}, NothingToWeigh),
        ({"start": Start("nowhere")}, MissingColumn),
        ({"start": Start("sex")}, StartInvalid),
        ({"start": Start("place")}, StartInvalid),
        ({"totals": totals("sex", f=1, m=0)}, TotalInvalid),
        ({"totals": totals("sex", f=1, m=math.nan)}, TotalInvalid),
        ({"totals": totals("sex", f=1, m=2) + totals("sex", f=1)}, TotalTwice),
        ({"totals": totals("sex", f=1)}, TotalUnknown),
        ({"totals": totals("sex", f=1, m=2, x=3)}, TotalWithoutRows),
        ({"totals": totals("sex", f=1, m=2) + totals("area", u=2, r=2)}, TotalsDisagree),
        ({"totals": totals("village", a=1)}, MissingColumn),
        ({"totals": totals("sex", f=1, m=2), "name": "place"}, ColumnUsedTwice),
    ],
)
def test_refusals(table, how, refusal):
    out = table.with_name("out.parquet")
    with pytest.raises(refusal):
        weight_rows(table, out, **how)
    assert not out.exists()


def test_margins_that_empty_crossings_make_impossible_are_refused(tmp_path):
    """Women live in town only and men in the country only: both margins cannot hold."""
    path = tmp_path / "apart.parquet"
    duckdb.sql("SELECT unnest(['f', 'm']) AS sex, unnest(['u', 'r']) AS area").write_parquet(str(path))
    with pytest.raises(MarginsUnmet):
        weight_rows(
            path, path.with_name("out.parquet"), totals=totals("sex", f=3, m=7) + totals("area", u=5, r=5)
        )


def test_a_value_missing_is_a_value_without_total(tmp_path):
    path = tmp_path / "missing.parquet"
    duckdb.sql("SELECT unnest(['f', NULL]) AS sex").write_parquet(str(path))
    with pytest.raises(TotalUnknown) as refusal:
        weight_rows(path, path.with_name("out.parquet"), totals=totals("sex", f=3))
    assert "—" in str(refusal.value)


def test_rows_that_say_nothing_are_left_out_when_asked_and_counted(tmp_path):
    path = tmp_path / "missing.parquet"
    duckdb.sql("SELECT unnest(['f', NULL, 'm']) AS sex, unnest([1, 2, NULL]) AS n").write_parquet(str(path))
    found, rows = weighted(path, totals=totals("sex", f=3, m=4), leaves_out_empty=True)
    assert rows.project("sex, n, _weight").fetchall() == [("f", 1, 3.0), ("m", None, 4.0)]
    assert (found.n_rows, found.n_left_out) == (2, 1)
    duckdb.sql("SELECT NULL::VARCHAR AS sex").write_parquet(str(path))
    with pytest.raises(NothingToWeigh):
        weighted(path, totals=totals("sex", f=3), leaves_out_empty=True)


def test_an_empty_table_is_refused(tmp_path):
    path = tmp_path / "empty.parquet"
    duckdb.sql("SELECT 'f' AS sex WHERE false").write_parquet(str(path))
    with pytest.raises(NothingToProtect):
        weight_rows(path, path.with_name("out.parquet"), totals=totals("sex", f=3))
