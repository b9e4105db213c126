"""The web server as ``make run`` starts it, on a database of its own: SQLite, or PostgreSQL when the tests run there."""

import contextlib
import json
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from miqyas_web.config.management.commands.serve import server as server_words
from tests.browser.platform import free_port
from tests.conftest import ROOT

PATIENCE_SECONDS = 60


@dataclass
class Server:
    """A platform with its folder, its database, and the web server in front of it, started and killed at will."""

    folder: Path
    database_url: str
    port: int
    addresses: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def phone(self) -> str:
        """The address put in the phone."""
        return f"http://127.0.0.1:{self.port}{self.addresses['phone']}"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def environment(self) -> dict[str, str]:
        given = {
            "MIQYAS_DATA": str(self.folder),
            "MIQYAS_DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "miqyas_web.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }
        kept = {
            k: v for k, v in os.environ.items() if k not in {"MIQYAS_DEBUG", "MIQYAS_STATIC", "MIQYAS_HTTPS"}
        }
        return kept | given

    def run(self, *words: str) -> str:
        """Run a Python module or script on this platform and return what it says."""
        done = subprocess.run(
            [sys.executable, *words],
            env=self.environment(),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                server_words("127.0.0.1", self.port),
                env=self.environment(),
                cwd=self.folder,
                stdout=log,
                stderr=log,
                # A group of its own: it is killed whole.
                start_new_session=True,
            )
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            with contextlib.suppress(urllib.error.URLError, OSError):
                urllib.request.urlopen(f"{self.phone}/formList", timeout=5).close()
                return
            time.sleep(0.2)
        raise RuntimeError(f"The server did not start:\n{self.log.read_text(errors='replace')[-4000:]}")

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)

    def kill(self) -> None:
        """As a power cut does: every process at once, without a word (the disk keeps what was synced)."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """What stands in the database, read beside the platform."""
        if self.database_url:
            with psycopg.connect(self.database_url) as database:
                return list(database.execute(question).fetchall())
        with contextlib.closing(sqlite3.connect(self.folder / "miqyas.sqlite3", timeout=20)) as database:
            return database.execute(question).fetchall()


@contextlib.contextmanager
def furnished(folder: Path, *forms: str) -> Iterator[Server]:
    """A server not yet started, whose platform holds these forms; stopped and its database dropped at the end."""
    with own_database() as database_url:
        server = Server(folder, database_url, free_port())
        told = server.run("-m", "tests.web.surveys.furnish", *forms)
        server.addresses = json.loads(told.splitlines()[-1])
        try:
            yield server
        finally:
            server.stop()
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def own_database() -> Iterator[str]:
    """Beside the database of the tests when that is PostgreSQL; nothing says SQLite in the folder."""
    given = os.environ.get("MIQYAS_DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield ""
        return
    name = f"live_{secrets.token_hex(4)}"
    with psycopg.connect(given, autocommit=True) as database:
        database.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlsplit(given)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(given, autocommit=True) as database:
            database.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
