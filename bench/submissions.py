"""Answers received each second: ours against a bare endpoint that only stores, and against the disk, in one run.

    PYTHONPATH=src python bench/submissions.py [--seconds 12] [--database postgresql sqlite]

The 250-question submission of ../shared/data/collect (5.4 KB), load generator on the same cores; PostgreSQL with its
settings as installed (fsync on), SQLite as the platform opens it. R is the number of writes of 8 KB the disk confirms in
a second, one by one. Ours checks the address, the form and its version, knows an answer again, and leaves an audit row.
Method and figures: docs/collection/submissions.md.
"""

import argparse
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = Path(__file__).resolve().parent / "collecting"
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.browser.platform import free_port  # noqa: E402
from tests.web.surveys import server as platforms  # noqa: E402
from tools.on_postgresql import NOT_RUN, find  # noqa: E402
from tools.on_postgresql import server as postgresql  # noqa: E402

from miqyas_web.config.management.commands.serve import server as server_words  # noqa: E402 - the path comes first

SHARED = Path(os.environ.get("MIQYAS_SHARED", ROOT.parent / "shared"))
TEMPLATE = SHARED / "data" / "collect" / "submission-250q.template.xml"
CROWD, POSTS_OF_THE_CROWD = 500, 4
# A group is a row of the log.
GROUPS = """
    SELECT (SELECT count(*) FROM foundation_auditevent WHERE verb = 'answers_received'),
        (SELECT count(*) FROM surveys_submission)
"""


def disk_writes(folder: Path, seconds: float = 2.0) -> float:
    """Writes of 8 KB that the disk confirms, one by one, each second."""
    with (folder / "synced").open("wb") as file:
        started, n_writes = time.perf_counter(), 0
        while time.perf_counter() - started < seconds:
            file.write(b"x" * 8192)
            file.flush()
            os.fdatasync(file.fileno())
            n_writes += 1
    return n_writes / seconds


def load(address: str, clients: int, seconds: float, posts: int) -> dict[str, float]:
    words = [sys.executable, str(HERE / "load.py"), address, str(TEMPLATE)]
    words += [str(clients), str(seconds), str(posts)]
    return json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)


def wait_for(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise SystemExit("The bare endpoint did not start.")


@contextlib.contextmanager
def bare(folder: Path) -> Iterator[str]:
    """The bare endpoint under the very options of the platform's server."""
    with platforms.own_database() as url:
        environment = os.environ | {"MIQYAS_DATA": str(folder), "MIQYAS_DATABASE_URL": url}
        subprocess.run([sys.executable, str(HERE / "bare.py")], env=environment, check=True)
        port = free_port()
        words = [
            "bare:application" if word == "miqyas_web.config.wsgi:application" else word
            for word in server_words("127.0.0.1", port)
        ]
        process = subprocess.Popen(
            words, env=environment | {"PYTHONPATH": f"{ROOT / 'src'}:{HERE}"}, cwd=HERE
        )
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


@contextlib.contextmanager
def ours(folder: Path) -> Iterator[platforms.Server]:
    with platforms.furnished(folder, "250q") as server:
        server.start()
        yield server


ROUNDS = 3


def told(name: str, clients: int, heard: dict[str, float], r: float) -> None:
    print(
        f"  {name:5} {clients:4} clients: {heard['per_second']:6.0f}/s = {heard['per_second'] / r:4.2f} R, "
        f"p50 {1000 * heard['p50']:5.0f} ms, p99 {1000 * heard['p99']:5.0f} ms, {heard['taken']} taken, "
        f"{heard['failed']} failed {heard['statuses'] if heard['failed'] else ''}; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def by_turns(addresses: dict[str, str], seconds: float, r: float) -> None:
    """Some seconds of each, three times: what else the machine does weighs on all. ``read`` keeps nothing."""
    of_each: dict[str, list[float]] = {name: [] for name in addresses}
    for address in addresses.values():
        load(address, 16, 2, 0)
    for _ in range(ROUNDS):
        for name, address in addresses.items():
            heard = load(address, 16, seconds / ROUNDS, 0)
            told(name, 16, heard, r)
            of_each[name].append(heard["per_second"])
    for name, address in list(addresses.items())[1:]:
        told(name, CROWD, load(address, CROWD, 120, POSTS_OF_THE_CROWD), r)
    shares = [ours / bare for ours, bare in zip(of_each["ours"], of_each["bare"], strict=True)]
    print(
        f"  with 16 clients ours is {sum(of_each['ours']) / sum(of_each['bare']):.0%} of bare "
        f"({', '.join(f'{share:.0%}' for share in shares)} by turns)"
    )


def compare(database: str, seconds: float) -> None:
    # Beside the databases themselves: a temporary folder may be another disk.
    with tempfile.TemporaryDirectory(prefix="miqyas-bench-") as name:
        folder = Path(name)
        r = disk_writes(folder)
        print(f"{database}: R = {r:.0f} confirmed writes a second; load {os.getloadavg()[0]:.1f}", flush=True)
        for place in ("ours", "bare"):
            (folder / place).mkdir()
        with bare(folder / "bare") as of_bare, ours(folder / "ours") as server:
            by_turns({"read": f"{of_bare}/reading", "bare": of_bare, "ours": server.phone}, seconds, r)
            ((n_groups, n_answers),) = server.rows(GROUPS)
        print(f"  {n_answers / n_groups:.1f} answers a group; R after: {disk_writes(folder):.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=12)
    parser.add_argument("--database", nargs="+", default=["postgresql", "sqlite"])
    options = parser.parse_args()
    if not TEMPLATE.exists():
        print(f"No {TEMPLATE}: put the shared folder beside the project, or set MIQYAS_SHARED.")
        return
    os.environ.pop("MIQYAS_DATABASE_URL", None)
    if "sqlite" in options.database:
        compare("sqlite", options.seconds)
    initdb, program = find("initdb"), find("postgres")
    if "postgresql" in options.database and initdb and program:
        with postgresql(initdb, program, is_durable=True) as url:
            os.environ["MIQYAS_DATABASE_URL"] = url
            compare("postgresql", options.seconds)
    elif "postgresql" in options.database:
        print(NOT_RUN)


if __name__ == "__main__":
    main()
