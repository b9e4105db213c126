"""A database with every migration applied, made once and copied: applying them takes longer than many a file of tests.

It is kept in ``.built`` under the fingerprint of the migrations, so that a new migration makes a new one.
"""

import contextlib
import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import django

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".built" / "tests"
MIGRATE = (sys.executable, "-m", "miqyas_web.config.manage", "migrate", "--no-input", "--verbosity", "0")


def fingerprint() -> str:
    """What the migrations of the platform say, and whose Django applies them."""
    said = hashlib.sha256(django.get_version().encode())
    for path in sorted((ROOT / "src" / "miqyas_web").glob("*/migrations/*.py")):
        said.update(path.parts[-3].encode() + path.name.encode() + path.read_bytes())
    return said.hexdigest()[:16]


@contextlib.contextmanager
def alone(name: str) -> Iterator[None]:
    """Let one process in at a time: the others find what it made."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def migrate(folder: Path, *, database: str = "") -> None:
    """Apply every migration as people do, in a process of its own; to SQLite in the folder without a database."""
    environment = os.environ | {"MIQYAS_DATA": str(folder), "PYTHONPATH": str(ROOT / "src")}
    environment |= {"MIQYAS_DATABASE_URL": database}
    subprocess.run(MIGRATE, cwd=folder, env=environment, check=True)


def migrated_file() -> Path:
    """The SQLite file, made by whoever asks first."""
    kept = KEPT / f"{fingerprint()}.sqlite3"
    with alone("sqlite"):
        if not kept.exists():
            with tempfile.TemporaryDirectory(dir=KEPT) as folder:
                migrate(Path(folder))
                copy(Path(folder, "miqyas.sqlite3"), str(Path(folder, "whole"))).close()
                Path(folder, "whole").rename(kept)
    return kept


def copy(source: Path, target: str) -> sqlite3.Connection:
    """Copy a database into another, in memory or in a file, and keep it open."""
    opened = sqlite3.connect(target, uri=target.startswith("file:"))
    with contextlib.closing(sqlite3.connect(source)) as origin:
        origin.backup(opened)
    return opened


def migrated_on_postgresql(connection: Any) -> str:
    """The name of a database of the server that others are created from, made by whoever asks first."""
    said, name = connection.settings_dict, f"miqyas_migrated_{fingerprint()}"
    person = ":".join(quote(said[part]) for part in ("USER", "PASSWORD") if said[part])
    server = f"postgresql://{person}@{said['HOST']}:{said['PORT']}"
    with alone("postgresql"), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute("DROP DATABASE IF EXISTS miqyas_migrating")
            cursor.execute("CREATE DATABASE miqyas_migrating")
            with tempfile.TemporaryDirectory(dir=KEPT) as folder:
                migrate(Path(folder), database=f"{server}/miqyas_migrating")
            cursor.execute(f"ALTER DATABASE miqyas_migrating RENAME TO {name}")
    return name


@contextlib.contextmanager
def prepared(connection: Any, blocker: Any) -> Iterator[None]:
    """Have the database of the tests begin with every migration; the migrate that follows finds nothing to do."""
    if connection.vendor == "postgresql":
        with blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = migrated_on_postgresql(connection)
        yield
        return
    # One in memory lives as long as someone holds it open.
    with contextlib.closing(copy(migrated_file(), connection.creation._get_test_db_name())):
        yield
