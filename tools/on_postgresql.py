"""on_postgresql.py COMMAND…: run a command against a PostgreSQL server of its own, thrown away afterwards."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

NOT_RUN = "PostgreSQL is not on this machine: its tests are reported as not run."


def find(program: str) -> str | None:
    """The newest of the machine's versions: Debian keeps them apart from PATH."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: float(path.parts[4]))
    return str(kept[-1]) if kept else shutil.which(program)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def as_postgres(*words: str) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *words] if os.geteuid() == 0 else list(words)


@contextlib.contextmanager
def server(initdb: str, program: str, *, is_durable: bool = False) -> Iterator[str]:
    """Yield its address. Only a durable one waits for the disk: tests need not."""
    with tempfile.TemporaryDirectory(prefix="miqyas-pg-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data, port = f"{folder}/data", free_port()
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
        create = as_postgres(initdb, "-D", data, "-U", "miqyas", "-A", "trust", "-E", "UTF8", "--locale=C")
        subprocess.run(create, **quiet, check=True)
        options = [
            "-p",
            str(port),
            "-k",
            folder,
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "max_connections=60",
        ]
        options += [] if is_durable else ["-c", "fsync=off"]
        log = Path(folder, "log")
        with log.open("w") as lines:
            start = as_postgres(program, "-D", data, *options)
            running = subprocess.Popen(start, stdout=lines, stderr=lines, cwd=folder)
        try:
            wait_for(initdb, port, log)
            yield f"postgresql://miqyas@127.0.0.1:{port}/postgres"
        finally:
            running.terminate()
            running.wait(timeout=30)


def wait_for(initdb: str, port: int, log: Path) -> None:
    """Until it accepts questions: its port opens a moment before."""
    is_ready = [str(Path(initdb).with_name("pg_isready")), "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(300):
        if subprocess.run(is_ready, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise SystemExit(f"PostgreSQL did not start:\n{log.read_text()}")


def main(command: list[str]) -> int:
    initdb, program = find("initdb"), find("postgres")
    if not (initdb and program):
        print(NOT_RUN)
        return 0
    with server(initdb, program) as address:
        version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
        print(f"On {version.stdout.strip()}", flush=True)
        environment = os.environ | {"MIQYAS_DATABASE_URL": address}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
