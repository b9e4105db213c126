"""The engine that looks at a person's file sees one folder and nothing else."""

import duckdb
import pytest

from miqyas.data.intake.engine import bring_inside, quote_name, quote_text
from miqyas.data.intake.store import Store


@pytest.fixture
def store():
    store = Store()
    yield store
    store.close()


@pytest.mark.parametrize(
    "statement",
    [
        "FROM read_csv('/etc/passwd')",
        "FROM read_text('/etc/hostname')",
        "FROM read_csv('http://127.0.0.1:9/a.csv')",
        "FROM 's3://bucket/a.parquet'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "ATTACH '/tmp/other.db'",
        "COPY (SELECT 1) TO '/tmp/miqyas-escape.parquet' (FORMAT parquet)",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "SET threads = 2",
        "SET temp_directory = '/tmp'",
    ],
)
def test_nothing_outside_can_be_reached_or_allowed_again(store, statement):
    with pytest.raises((duckdb.PermissionException, duckdb.InvalidInputException)):
        store.run(statement)


def test_a_way_up_from_the_folder_is_closed(store, tmp_path):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    climb = f"{store.folder}/../{tmp_path.relative_to(store.folder.parent)}/secret.csv"
    with pytest.raises(duckdb.PermissionException):
        store.run(f"FROM read_csv({quote_text(climb)})")
    (store.folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(duckdb.PermissionException):
        store.run(f"FROM read_csv({quote_text(store.folder / 'link.csv')})")


def test_the_folder_itself_can_be_read(store, tmp_path):
    (tmp_path / "it's*.csv").write_text("a\n1\n")
    inside = bring_inside(tmp_path / "it's*.csv", store.folder, "source.csv")
    assert store.rows(f"FROM read_csv({quote_text(inside)})") == [(1,)]


@pytest.mark.parametrize(
    "text", ["'", '"', "''; DROP TABLE t; --", '"; DROP TABLE t; --', "\\'", "\\", "é{}%s"]
)
def test_quotes_hold(store, text):
    store.run("CREATE TABLE t (a INTEGER)")
    assert store.rows(f"SELECT {quote_text(text)}") == [(text,)]
    found = store.connection.execute(f"SELECT 1 AS {quote_name(text)}")
    assert found.description[0][0] == text
    assert store.rows("SELECT count(*) FROM t") == [(0,)]
