"""A script carried onto a file: types and order stay, rows left out go, rows it does not know stay."""

import datetime as dt

import duckdb

from miqyas.data.cleaning import Kind, Selection, Step, cleaned
from miqyas.data.cleaning.files import rewrite


def test_a_file_is_rewritten_with_its_types_and_order(tmp_path):
    source, target = tmp_path / "a.parquet", tmp_path / "b.parquet"
    duckdb.sql(
        "SELECT * FROM (VALUES ('b', 5, DATE '2026-11-01', 'x'), ('a', 340, NULL, 'y'), ('z', 1, NULL, 'z'), "
        "('c', 7, NULL, 'x')) laid(_key, age, day, \"odd name\")"
    ).write_parquet(str(source))
    before = {
        "_key": ["a", "b", "c"],
        "age": [340, 5, 7],
        "day": [None, dt.date(2026, 11, 1), None],
        "odd name": ["y", "x", "x"],
    }
    steps = [
        Step(1, Kind.REPLACE, "slip", column="age", selection=Selection(("a",)), value=34),
        Step(2, Kind.RECODE, "spelling", column="odd name", codes={"x": "it's"}),
        Step(3, Kind.MISSING, "unsure", column="day", selection=Selection(("b",))),
        Step(4, Kind.EXCLUDE, "training", selection=Selection(("c",))),
    ]
    after = cleaned({"": before}, steps).tables[""]
    assert rewrite(source, target, before=before, after=after) == (3, 1)
    found = duckdb.sql(f"FROM '{target}'")
    assert found.fetchall() == [("b", 5, None, "it's"), ("a", 34, None, "y"), ("z", 1, None, "z")]
    assert [str(kind) for kind in found.types] == [str(kind) for kind in duckdb.sql(f"FROM '{source}'").types]
