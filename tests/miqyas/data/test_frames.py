"""One answer whatever holds the table: kinds of frame, files, folders, and the types of their columns."""

import subprocess
import sys

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet
import pytest
from tests.miqyas.agreement import CASES, TABLES, assert_same, expected, trial

from miqyas.data.relation import ROWS, open_relation
from miqyas.errors import EngineNeedsFile, UnknownEngine, UnknownTableFormat
from miqyas.estimators.itt import itt

FRAMES = {
    "polars": pl.from_pandas,
    "lazy polars": lambda frame: pl.from_pandas(frame).lazy(),
    "arrow": lambda frame: pa.Table.from_pandas(frame, preserve_index=False),
    "pandas on arrow": lambda frame: frame.convert_dtypes(dtype_backend="pyarrow"),
    "nullable pandas": lambda frame: frame.convert_dtypes(),
}


@pytest.mark.parametrize("case", CASES)
def test_parquet_polars_and_arrow_answer_as_pandas(case, tmp_path):
    table, question = CASES[case]
    frame = TABLES[table]()
    duckdb.from_df(frame).write_parquet(str(tmp_path / "table.parquet"))
    for source in (tmp_path / "table.parquet", FRAMES["polars"](frame), FRAMES["arrow"](frame)):
        assert_same(question(open_relation(source)), expected(case))


@pytest.mark.parametrize("kind", FRAMES)
def test_each_frame_answers_as_pandas(kind):
    assert_same(
        CASES["itt, everything"][1](open_relation(FRAMES[kind](trial()))), expected("itt, everything")
    )


@pytest.mark.parametrize("kind", ["reader", "batch", "dataset", "duckdb"])
def test_streams_datasets_and_duckdb_are_asked_as_often_as_needed(kind, tmp_path):
    table = FRAMES["arrow"](trial())
    pyarrow.parquet.write_table(table, tmp_path / "part.parquet")
    engine = duckdb.connect()
    source = {
        "reader": table.to_reader,
        "batch": lambda: table.combine_chunks().to_batches()[0],
        "dataset": lambda: pyarrow.dataset.dataset(tmp_path),
        "duckdb": lambda: engine.from_arrow(table),
    }[kind]()
    assert_same(CASES["itt, everything"][1](open_relation(source)), expected("itt, everything"))


def test_categories_dates_and_narrow_numbers_are_told_by_type():
    frame = pd.DataFrame(
        {
            "place": pd.Categorical(["a", " ", None]),
            "day": pd.to_datetime(["2020-01-01", None, "2020-03-01"]),
            "small": np.array([1, 2, 3], dtype="int8"),
            "whole": pd.array([1, None, 3], dtype="Int64"),
            "single": np.array([1.5, np.nan, 2.5], dtype="float32"),
        }
    )
    for source in (frame, pl.from_pandas(frame)):
        relation = open_relation(source)
        assert {name for name in relation.columns if relation.holds_numbers(name)} == {
            "small",
            "whole",
            "single",
        }
        missing = {name: relation.with_missing_indicator(name) for name in relation.columns}
        found = {
            name: flagged.ask(f'SELECT sum("{flag}") AS n FROM {ROWS}')["n"][0]
            for name, (flagged, flag) in missing.items()
        }
        assert found == {"place": 2, "day": 1, "small": 0, "whole": 1, "single": 1}


def test_polars_needs_no_pyarrow():
    script = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "pyarrow":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
import polars as pl
from miqyas.data.relation import open_relation
relation = open_relation(pl.DataFrame({"y": [1.0, None, 3.0], "name": ["a", None, "c"]}).lazy())
print(relation.types, relation.ask("SELECT sum(y) AS s, count(name) AS n FROM source_rows"))
"""
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "{'y': 'DOUBLE', 'name': 'VARCHAR'} {'s': array([4.]), 'n': array([2])}"


def test_folders_may_name_a_column(tmp_path):
    frame = trial()
    for village, part in frame.groupby("village"):
        folder = tmp_path / f"village={village}"
        folder.mkdir()
        duckdb.from_df(part.drop(columns="village")).write_parquet(str(folder / "part.parquet"))
    found = open_relation(tmp_path)
    assert set(found.columns) == set(frame.columns)
    assert_same(CASES["itt, clusters"][1](found), expected("itt, clusters"))


def test_little_memory_spills_and_answers_alike(tmp_path):
    duckdb.sql(
        "SELECT i % 3000 AS village, i % 2 AS d, sin(i) + i % 2 AS y, 'household number ' || i AS name FROM range(400000) t(i)"
    ).write_parquet(str(tmp_path / "large.parquet"))
    small = open_relation(tmp_path / "large.parquet", memory_limit="100MB")
    sizes = small.ask(f"SELECT sum(n) AS n FROM (SELECT name, count(*) AS n FROM {ROWS} GROUP BY name)")
    assert sizes["n"][0] == 400_000
    question = {"outcome": "y", "treatment": "d"}
    assert itt(small, **question).value == pytest.approx(
        itt(tmp_path / "large.parquet", **question).value, rel=1e-12
    )


def test_engine_is_one_we_have_and_opens_files():
    with pytest.raises(UnknownEngine) as caught:
        open_relation("trial.csv", engine="polars")
    assert caught.value.facts == {"engine": "polars", "known": "duckdb, spark"}
    with pytest.raises(EngineNeedsFile) as caught:
        open_relation(pd.DataFrame({"a": [1]}), engine="spark")
    assert caught.value.facts == {"engine": "spark", "found": "DataFrame"}


def test_what_is_no_table_is_refused():
    for odd in ([1, 2], {"a": [1]}, np.zeros(3), pd.Series([1.0])):
        with pytest.raises(UnknownTableFormat) as caught:
            open_relation(odd)
        assert caught.value.facts["found"] == type(odd).__name__
