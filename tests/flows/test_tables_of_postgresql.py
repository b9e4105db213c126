"""The same call on a table of PostgreSQL gives the same figures, asked where it stands."""

import os
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
import polars as pl
import pytest

from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, SqlTable, open_relation
from miqyas.errors import SqlTableNotFound
from tests.miqyas.agreement import CASES, TABLES, assert_same, expected

ADDRESS = os.environ.get("MIQYAS_DATABASE_URL", "")
KINDS = {"float64": "double precision", "int64": "bigint", "int32": "integer", "bool": "boolean"}


@pytest.fixture(scope="module")
def connection():
    if urlsplit(ADDRESS).scheme not in {"postgres", "postgresql"}:
        pytest.skip("No PostgreSQL given in MIQYAS_DATABASE_URL: `make test-postgresql` runs these tests.")
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(ADDRESS) as opened:
        yield opened
        opened.rollback()  # what the tests wrote was never there for anyone else


@pytest.fixture(scope="module")
def tables(connection):
    for name, table in TABLES.items():
        load(connection, name, table())
    return {name: open_relation(SqlTable(connection, name)) for name in TABLES}


def load(connection, name: str, frame: pd.DataFrame) -> None:
    columns = ", ".join(
        f"{quoted(column)} {KINDS.get(str(kind), 'text')}" for column, kind in frame.dtypes.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {quoted(name)} ({columns})")
        with cursor.copy(f"COPY {quoted(name)} FROM STDIN") as copy:
            for row in frame.itertuples(index=False):
                texts = (str(kind) not in KINDS for kind in frame.dtypes)
                copy.write_row(
                    [None if is_text and pd.isna(v) else v for v, is_text in zip(row, texts, strict=True)]
                )


@pytest.mark.parametrize("case", CASES)
def test_postgresql_answers_as_duckdb(case, tables):
    table, question = CASES[case]
    assert_same(question(tables[table]), expected(case))


def test_types_are_those_of_duckdb_and_odd_ones_read_as_text(connection):
    connection.execute(
        """CREATE TEMP TABLE odd AS SELECT true AS yes, 1::smallint AS short, 1.5::numeric AS exact, 'a'::char(3) AS fixed,
        gen_random_uuid() AS code, ARRAY[1, 2] AS list, DATE '2020-01-01' AS day, 1.5::real AS single"""
    )
    relation = open_relation(SqlTable(connection, "odd"))
    assert relation.types == {
        "yes": "BOOLEAN", "short": "SMALLINT", "exact": "DECIMAL", "fixed": "VARCHAR", "code": "VARCHAR",
        "list": "VARCHAR", "day": "DATE", "single": "FLOAT",
    }  # fmt: skip
    assert relation.examples("yes") == "true"
    assert relation.examples("list") == "{1,2}"
    assert relation.with_columns({"more": '"short" + 1'}).types["yes"] == "BOOLEAN"


def test_ordinary_words_of_sql_mean_the_same(connection):
    frame = pd.DataFrame(
        {
            "k": range(7),
            "x": [i / 4 for i in range(7)],
            "z": [0, np.nan, np.inf, 3, 4, 5, 6],
            "w": [" \u00a0", "b", None, " ", "É", "a", "B"],
        }
    )
    load(connection, "ordinary", frame)
    sources = (pl.from_pandas(frame, nan_to_null=False), SqlTable(connection, "ordinary"))
    questions = (
        f"""
        WITH kept AS NOT MATERIALIZED (SELECT k, x, z, w FROM {ROWS} WHERE NOT isnan(z) AND NOT isinf(z))
        SELECT k % 3 AS part, 7 // 2 + k AS whole, 7 / 2 AS half, k / 0 AS nothing, x / k AS ratio,
            [10.0, 20.0, 30.0][k % 3 + 1] AS listed, trim(coalesce(w, 'c')) AS word, k = 3 AS is_three,
            (k = 3)::INTEGER::DOUBLE AS three, x ** 2 AS square, 1::BIGINT << k AS bits, TRY_CAST(w AS DOUBLE) AS number,
            count(*) OVER (PARTITION BY k % 3) AS n
        FROM kept QUALIFY row_number() OVER (PARTITION BY k % 3 ORDER BY k) < 3 ORDER BY k
        """,
        f"""
        SELECT fsum(x) AS s, median(x) AS m, quantile_cont(x, 0.25) AS q, count(DISTINCT k % 3) AS d,
            count(*) FILTER (isinf(z)) AS n, bit_or(k) AS b, var_samp(x) AS v, min(w) AS lowest, max(w) AS highest,
            string_agg(DISTINCT CASE WHEN k > 4 THEN CAST(x * 4 AS VARCHAR) END, ', ') AS listed FROM {ROWS}
        """,
        f"SELECT k % 2 AS odd, sum(x) AS s, max(z) AS z FROM (SELECT * FROM {ROWS}) GROUP BY ALL ORDER BY odd",
        f"SELECT w FROM {ROWS} ORDER BY w",
    )
    for question in questions:
        here, there = (open_relation(source).ask(question) for source in sources)
        assert list(there) == list(here)
        for name, values in here.items():
            np.testing.assert_array_equal(
                np.ma.filled(there[name], -1), np.ma.filled(values, -1), err_msg=name
            )


def test_long_and_odd_names_are_only_names(connection):
    name = 'le revenu du ménage, %s {x} "net" d\'août'
    frame = pd.DataFrame({name: [1.0, 2.5, 3.0], "دخل الأسرة في السنة الماضية ": [1, 2, 3]})
    load(connection, 'odd "name"', frame)
    relation = open_relation(SqlTable(connection, '"odd ""name"""'))
    assert relation.columns == tuple(frame.columns)
    flagged = relation
    for column in frame.columns:
        longer = f"{column} (less the periods of the panel)"
        flagged = flagged.with_columns({longer: f"CAST({quoted(column)} AS DOUBLE) - 1"})
        assert flagged.columns[-1] == longer
    for column in frame.columns:
        longer = quoted(f"{column} (less the periods of the panel)")
        answer = flagged.ask(f"SELECT sum({longer}) AS s, sum({quoted(column)}) AS t FROM {ROWS}")
        assert answer["s"][0] == frame[column].sum() - frame[column].count()
        assert answer["t"][0] == frame[column].sum()
    assert list(flagged.ask(f"SELECT {longer} FROM {ROWS}")) == [flagged.columns[-1]]


def test_absent_table_is_refused(connection):
    for name in ("absent", "pg_catalog.absent", '"; DROP TABLE trial"'):
        with pytest.raises(SqlTableNotFound) as caught:
            open_relation(SqlTable(connection, name))
        assert caught.value.facts == {"table": name}


def test_schema_may_be_named(connection):
    assert open_relation(SqlTable(connection, "pg_catalog.pg_type")).n_rows > 100
