"""The same call on Spark gives the same figures; what Spark lacks is refused with a sentence."""

import json
import shutil
import subprocess
import sys

import duckdb
import numpy as np
import pytest
from tests.miqyas.agreement import CASES, TABLES, assert_same, expected, trial

from miqyas.cli.main import main
from miqyas.data.names import quoted
from miqyas.data.relation import ROWS, open_relation
from miqyas.errors import SparkNotStarted

# One process and little code made on the fly: for a hundred rows, compiling a question costs more than asking it.
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "512m",
    "spark.default.parallelism": "1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.session.timeZone": "UTC",
}

pytestmark = [
    pytest.mark.spark,
    pytest.mark.xdist_group("spark"),
    # pyspark leaves its sockets to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(scope="session")
def spark():
    if shutil.which("java") is None:
        pytest.skip("Java is not on this machine: Spark's tests are not run.")
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed: Spark's tests are not run.")
    session = sql.SparkSession.builder.master("local[1]").config(map=SETTINGS).getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def tables(spark, tmp_path_factory):
    folder, found = tmp_path_factory.mktemp("spark"), {}
    for name, table in TABLES.items():
        path = folder / f"{name}.parquet"
        duckdb.from_df(table()).write_parquet(str(path))
        found[name] = spark.read.parquet(str(path)).cache()
    return found


@pytest.mark.parametrize("case", [case for case in CASES if case not in {"itt", "did", "balance"}])
def test_spark_answers_as_duckdb(case, tables):
    table, question = CASES[case]
    assert_same(question(open_relation(tables[table])), expected(case))


def test_the_command_line_asks_spark(spark, tmp_path, capsys):
    trial().to_csv(tmp_path / "trial.csv", index=False, sep=";")
    question = [
        "itt",
        str(tmp_path / "trial.csv"),
        "--outcome",
        "income",
        "--treatment",
        "assigned",
        "--json",
    ]
    said = []
    for engine in ("duckdb", "spark"):
        assert main(["estimate", *question, "--engine", engine]) == 0
        said.append(json.loads(capsys.readouterr().out))
    assert list(said[0]) == list(said[1])
    for name, value in said[0].items():
        assert said[1][name] == (pytest.approx(value, rel=1e-9) if isinstance(value, float) else value), name


def test_spark_finds_the_types_duckdb_finds(spark, tmp_path):
    rows = 'y,d,"a ""b""",day,word\n1.5,0,1,2020-01-01,a\nNA,1,2,,"b, c"\n.,1,3,2021-05-06," "\n'
    (tmp_path / "odd.csv").write_text(rows)
    here, there = (open_relation(tmp_path / "odd.csv", engine=engine) for engine in ("duckdb", "spark"))
    assert there.types == here.types
    order = quoted('a "b"')
    for name in here.columns:
        question = f"SELECT {quoted(name)} AS v FROM {ROWS} ORDER BY {order}"
        ours, theirs = (one.ask(question)["v"] for one in (here, there))
        assert np.ma.getmaskarray(ours).tolist() == np.ma.getmaskarray(theirs).tolist()
        assert np.ma.filled(ours, 0).tolist() == np.ma.filled(theirs, 0).tolist()
        assert here.with_missing_indicator(name)[0].n_rows == there.with_missing_indicator(name)[0].n_rows
        assert here.examples(name) == there.examples(name)


def test_folders_name_a_column_for_spark_too(spark, tmp_path):
    for year in (2020, 2021):
        (tmp_path / f"year={year}").mkdir()
        duckdb.sql(f"SELECT {year} + i AS y FROM range(3) t(i)").write_parquet(
            str(tmp_path / f"year={year}" / "part.parquet")
        )
    question = f"SELECT year, sum(y) AS y FROM {ROWS} GROUP BY ALL ORDER BY year"
    here, there = (open_relation(tmp_path, engine=engine).ask(question) for engine in ("duckdb", "spark"))
    assert there["y"].tolist() == here["y"].tolist() == [6063.0, 6066.0]


def test_ordinary_words_of_sql_mean_the_same(spark, tmp_path):
    path = tmp_path / "numbers.parquet"
    duckdb.sql(
        "SELECT i AS k, i / 4 AS x, CASE i WHEN 1 THEN 'nan'::DOUBLE WHEN 2 THEN 'inf'::DOUBLE ELSE i END AS z, "
        "CASE i % 3 WHEN 0 THEN ' \u00a0' WHEN 1 THEN 'b' END AS w FROM range(7) t(i)"
    ).write_parquet(str(path))
    question = f"""
        WITH kept AS NOT MATERIALIZED (SELECT k, x, z, w FROM {ROWS} WHERE NOT isnan(z) AND NOT isinf(z))
        SELECT k % 3 AS part, 7 // 2 + k AS whole, 7 / 2 AS half, k / 0 AS nothing, [10.0, 20.0, 30.0][k % 3 + 1] AS listed,
            trim(coalesce(w, 'c')) AS word, k = 3 AS is_three, (k = 3)::INTEGER::DOUBLE AS three, x ** 2 AS square,
            1::BIGINT << k AS bits, TRY_CAST(k AS DOUBLE) AS number, count(*) OVER (PARTITION BY k % 3) AS n
        FROM kept QUALIFY row_number() OVER (PARTITION BY k % 3 ORDER BY k) < 3 ORDER BY k
    """
    totals = f"""
        SELECT fsum(x) AS s, median(x) AS m, quantile_cont(x, 0.25) AS q, count(DISTINCT k % 3) AS d,
            count(*) FILTER (isinf(z)) AS n, string_agg(DISTINCT CASE WHEN k > 4 THEN CAST(x AS VARCHAR) END, ', ') AS listed,
            bit_or(k) AS b, var_samp(x) AS v FROM {ROWS}
    """
    for asked in (question, totals):
        here, there = (open_relation(path, engine=engine).ask(asked) for engine in ("duckdb", "spark"))
        assert list(there) == list(here)
        for name, values in here.items():
            np.testing.assert_array_equal(
                np.ma.filled(there[name], -1), np.ma.filled(values, -1), err_msg=name
            )


def test_a_question_leaves_no_view_in_the_session(spark, tables):
    open_relation(tables["trial"]).with_missing_indicator("income")[0].ask(
        f"SELECT count(*) AS n FROM {ROWS}"
    )
    assert spark.catalog.listTables() == []


def test_spark_without_java_is_refused(tmp_path):
    pytest.importorskip("pyspark", reason="pyspark is not installed: Spark's tests are not run.")
    (tmp_path / "trial.csv").write_text("y,d\n1,0\n")
    script = (
        "from miqyas.data.relation import open_relation\n"
        f"open_relation({str(tmp_path / 'trial.csv')!r}, engine='spark')"
    )
    environment = {"PATH": str(tmp_path), "PYTHONPATH": "src", "JAVA_HOME": str(tmp_path / "absent")}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert f"{SparkNotStarted.__module__}.SparkNotStarted: Spark does not start here." in done.stderr
