"""The platform as people run it: ``serve`` in its own process, with its worker, on its own port and folder."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.migrated import copy, migrated_file

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "src" / "miqyas_web" / "ui" / "static" / "dist" / "site.js"
PASSWORD = "safran-argan-atlas"
PATIENCE_SECONDS = 180
# How long a step of a browser is waited for: no measure of speed, a loaded machine is slow.
PATIENCE = 90_000


@dataclass(frozen=True)
class Platform:
    """Where it answers, and where it writes."""

    url: str
    data: Path
    environment: dict[str, str]

    def move_clock(self, *, days: float) -> None:
        """Put the clock of the platform, and only it, so many days ahead of the machine's."""
        (self.data / "clock").write_text(str(days * 86_400), encoding="utf-8")

    def run(self, module: str, *words: str) -> str:
        """Run a module of the tests as a command of the platform would, on its database; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{module} failed:\n{done.stderr[-4000:]}")
        return done.stdout

    def rows(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """What stands in its database, read beside it."""
        with contextlib.closing(sqlite3.connect(self.data / "miqyas.sqlite3", timeout=20)) as database:
            return database.execute(question, values).fetchall()


@contextlib.contextmanager
def running(data: Path, *, demonstration: bool) -> Iterator[Platform]:
    """Serve until the block ends; the server and its worker are stopped with it.

    The demonstration begins with its migrations applied; an empty platform applies them, as a first start does.
    """
    if demonstration:
        copy(migrated_file(), str(data / "miqyas.sqlite3")).close()
    port = free_port()
    environment = os.environ | {
        "MIQYAS_DATA": str(data),
        "MIQYAS_DEMONSTRATION": "yes" if demonstration else "no",
        "MIQYAS_DEMONSTRATION_PASSWORD": PASSWORD,
        # The second folder lets a test move the clock (`later/sitecustomize.py`).
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests" / "browser" / "later")]),
        "MIQYAS_TEST_CLOCK": str(data / "clock"),
    }
    for name in ("MIQYAS_DATABASE_URL", "MIQYAS_DEBUG", "MIQYAS_STATIC", "MIQYAS_HTTPS"):
        environment.pop(name, None)
    words = [sys.executable, "-m", "miqyas_web.config.manage", "serve", "--port", str(port)]
    told = data / "serve.log"
    with told.open("wb") as log:
        process = subprocess.Popen(
            words + ["--demonstration"] * demonstration,
            cwd=data,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            platform = Platform(f"http://127.0.0.1:{port}", data, environment)
            wait_for(platform, process, told)
            yield platform
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def wait_for(platform: Platform, process: "subprocess.Popen[bytes]", told: Path) -> None:
    """Return once the home page answers."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(platform.url, timeout=5).close()
            return
        time.sleep(0.3)
    raise RuntimeError(
        f"The platform did not start. What it said:\n{told.read_text(errors='replace')[-4000:]}"
    )
