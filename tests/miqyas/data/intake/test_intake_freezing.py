"""Frozen extracts: same values, same bytes; whole or not there."""

import hashlib
import os
import stat
from pathlib import Path

import duckdb
import pytest

from miqyas.data.intake import (
    fingerprint,
    freeze,
    freeze_columns,
    freezing,
    open_frozen,
    read_table,
    settling,
)
from miqyas.errors import ColumnAbsent, DatasetAbsent, DatasetAltered, NothingToFreeze, UnreadableFile

CONTENT = "nom,téléphone,âge,revenu\n" + "".join(
    f"Personne {n},06{n:08},{n % 90},{n * 1.25}\n" for n in range(3000)
)


@pytest.fixture
def path(written):
    return written(CONTENT)


@pytest.fixture
def table(path):
    with read_table(path) as table:
        yield table


def everything(folder):
    return sorted(str(found.relative_to(folder)) for found in folder.rglob("*"))


def test_a_frozen_file_stands_under_the_hash_of_its_bytes(table, tmp_path):
    frozen = freeze(table, tmp_path / "store")
    content = frozen.path.read_bytes()
    assert frozen.sha256 == hashlib.sha256(content).hexdigest() == fingerprint(frozen.path)
    assert frozen.path == tmp_path / "store" / frozen.sha256[:2] / f"{frozen.sha256}.parquet"
    assert (frozen.n_rows, frozen.n_columns, frozen.n_bytes) == (3000, 4, len(content))
    assert everything(tmp_path / "store") == [
        frozen.sha256[:2],
        f"{frozen.sha256[:2]}/{frozen.sha256}.parquet",
    ]
    assert stat.S_IMODE(frozen.path.stat().st_mode) == 0o444


def test_the_same_file_read_again_gives_the_same_object(path, table, tmp_path):
    first = freeze(table, tmp_path / "a")
    with read_table(path) as again:
        second = freeze(again, tmp_path / "b")
    assert first.path.read_bytes() == second.path.read_bytes()
    assert freeze(table, tmp_path / "a") == first


def test_another_value_gives_another_object(table, written, tmp_path):
    first = freeze(table, tmp_path)
    with read_table(written(CONTENT.replace("Personne 2999", "Personne 3000"), "b.csv")) as other:
        assert freeze(other, tmp_path).sha256 != first.sha256


def test_rows_columns_and_types_keep_their_place(table, tmp_path):
    frozen = freeze(table, tmp_path)
    rows = duckdb.connect().execute(f"FROM '{frozen.path}'").fetchall()
    assert rows == [(f"Personne {n}", f"06{n:08}", n % 90, n * 1.25) for n in range(3000)]
    described = duckdb.connect().execute(f"DESCRIBE FROM '{frozen.path}'").fetchall()
    assert [row[:2] for row in described] == [
        ("nom", "VARCHAR"), ("téléphone", "VARCHAR"), ("âge", "BIGINT"), ("revenu", "DOUBLE"),
    ]  # fmt: skip


def test_a_frozen_file_read_as_a_table_freezes_to_itself(table, tmp_path):
    frozen = freeze(table, tmp_path)
    with read_table(frozen.path) as again:
        assert [column.type for column in again.columns] == [column.type for column in table.columns]
        assert freeze(again, tmp_path) == frozen


def test_personal_columns_are_dropped_and_kept_apart_row_by_row(table, tmp_path):
    personal = [column.name for column in table.columns if column.looks_personal]
    assert personal == ["nom", "téléphone"]
    extract = freeze(table, tmp_path, drop=personal)
    apart = freeze_columns(table, tmp_path, keep=set(personal))
    assert (extract.n_columns, apart.n_columns, extract.n_rows, apart.n_rows) == (2, 2, 3000, 3000)
    together = duckdb.connect().execute(
        f"SELECT count(*) FROM '{extract.path}' POSITIONAL JOIN '{apart.path}' "
        "WHERE nom = 'Personne ' || CAST(revenu / 1.25 AS INTEGER)"
    )
    assert together.fetchall() == [(3000,)]
    assert b"Personne" not in extract.path.read_bytes()


def test_wide_tables_keep_their_columns_in_order(written, tmp_path):
    n = 205
    names = [f"v{k}" for k in range(n)]
    with read_table(written(",".join(names) + "\n" + (",".join(map(str, range(n))) + "\n") * 3)) as table:
        assert table.preview() == [list(range(n))] * 3
        frozen = freeze(table, tmp_path, drop=["v0", "v204"])
    found = duckdb.connect().execute(f"FROM '{frozen.path}'")
    assert [column[0] for column in found.description] == names[1:-1]
    assert found.fetchall() == [tuple(range(1, n - 1))] * 3


def test_a_name_that_is_no_column_is_refused(table, tmp_path):
    for act in (
        lambda: freeze(table, tmp_path, drop=["age"]),
        lambda: freeze_columns(table, tmp_path, keep=["age"]),
    ):
        with pytest.raises(ColumnAbsent) as caught:
            act()
        assert caught.value.facts == {
            "column": "age", "file": "table.csv", "columns": "nom, téléphone, âge, revenu",
        }  # fmt: skip


def test_nothing_to_freeze_is_refused(table, tmp_path):
    with pytest.raises(NothingToFreeze):
        freeze(table, tmp_path / "store", drop=table.names)
    with pytest.raises(NothingToFreeze):
        freeze_columns(table, tmp_path / "store", keep=[])
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("step", ["copy", "sync", "rename"])
def test_a_failure_in_the_middle_leaves_nothing_behind(table, tmp_path, monkeypatch, step):
    store = tmp_path / "a" / "store"

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    target = {
        "copy": (settling.shutil, "copyfileobj"),
        "sync": (settling.os, "fsync"),
        "rename": (Path, "replace"),
    }[step]
    monkeypatch.setattr(*target, fail)
    with pytest.raises(OSError, match="No space left"):
        freeze(table, store)
    assert not (tmp_path / "a").exists()
    assert [found.name for found in table.store.folder.iterdir() if "draft" in found.name] == []
    monkeypatch.undo()
    assert freeze(table, store).path.exists()


def test_a_folder_that_cannot_be_synced_is_told_and_tried_again(table, tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(settling, "sync_folder", fail)
    with pytest.raises(OSError, match="Input/output"):
        freeze(table, tmp_path)
    monkeypatch.undo()
    tried = []
    monkeypatch.setattr(freezing, "sync_folder", tried.append)
    frozen = freeze(table, tmp_path)
    assert (tried, open_frozen(tmp_path, frozen.sha256)) == ([frozen.path.parent], frozen)


def test_an_interrupted_freeze_leaves_what_was_there(table, tmp_path, monkeypatch):
    before = freeze_columns(table, tmp_path / "store", keep=["âge"])
    kept = everything(tmp_path / "store")

    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(settling.shutil, "copyfileobj", interrupt)
    with pytest.raises(KeyboardInterrupt):
        freeze(table, tmp_path / "store")
    assert everything(tmp_path / "store") == kept
    assert open_frozen(tmp_path / "store", before.sha256) == before


def test_the_file_and_its_folders_are_forced_to_the_disk(table, tmp_path, monkeypatch):
    synced = []
    fsync = os.fsync

    def watch(handle):
        synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        fsync(handle)

    monkeypatch.setattr(settling.os, "fsync", watch)
    frozen = freeze(table, tmp_path / "store")
    assert synced[0].endswith(".part")
    assert set(synced[1:]) == {str(frozen.path.parent), str(tmp_path / "store"), str(tmp_path)}


def test_an_altered_file_is_refused_before_use(table, tmp_path):
    frozen = freeze(table, tmp_path)
    assert open_frozen(tmp_path, frozen.sha256) == frozen
    content = bytearray(frozen.path.read_bytes())
    content[100] ^= 1
    frozen.path.chmod(0o644)
    frozen.path.write_bytes(content)
    for act in (lambda: open_frozen(tmp_path, frozen.sha256), lambda: freeze(table, tmp_path)):
        with pytest.raises(DatasetAltered) as caught:
            act()
        assert caught.value.facts == {"expected": frozen.sha256, "found": hashlib.sha256(content).hexdigest()}


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "", "A" * 64, "0" * 63 + "\n"])
def test_a_hash_that_is_not_there_is_refused(tmp_path, name):
    with pytest.raises(DatasetAbsent):
        open_frozen(tmp_path, name)


def test_the_temporary_folder_goes_with_the_table(path):
    table = read_table(path)
    folder = table.store.folder
    assert folder.exists()
    table.close()
    table.close()
    assert not folder.exists()


def test_the_temporary_folder_goes_with_a_refusal(written, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    for content in ("a,b\n1\n", "a\n1e400\n", "a,b\n1,=A1\n"):
        with pytest.raises(UnreadableFile):
            read_table(written(content))
    assert list((tmp_path / "tmp").iterdir()) == []
