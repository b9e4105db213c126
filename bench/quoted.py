"""Times that a page of docs/ quotes and that have no program of their own: one run each, told as a table.

    PYTHONPATH=src python bench/quoted.py [name ...]        all of them when none is named

In seconds of the processor, which other work on the machine moves little; the load at the beginning is printed with them.
"""

import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import numpy as np

from miqyas.checks.collection.answers import Answers
from miqyas.checks.collection.duplicates import percent_match
from miqyas.checks.collection.similar_names import similar_names
from miqyas.data.relation import open_relation
from miqyas.estimators.group_time import group_time
from miqyas.estimators.matching import Distance, Matching, matching
from miqyas.judgement.assignment import assign
from miqyas.judgement.readers import FileToRead, Reader
from miqyas.judgement.weights import weigh
from miqyas.numerics.simplex import nearest_mix

Told = Iterator[tuple[str, float]]
ROWS = 100_000


def seconds(act: Callable[[], object]) -> float:
    """Of the processor, all threads together: other work on the machine moves them little."""
    start = time.process_time()
    act()
    return time.process_time() - start


def collection() -> Told:
    """docs/checks/collection.md."""
    rng = np.random.default_rng(1)
    keys = [str(n) for n in range(ROWS)]
    answers = Answers(keys, {f"q{n}": rng.integers(0, 5, ROWS).tolist() for n in range(40)})
    yield "100,000 answers to 40 questions, percent match", seconds(lambda: percent_match(answers))
    letters = np.array(list("abdeiklmnorstuwyz"))
    names = ["".join(word) for word in letters[rng.integers(0, len(letters), (ROWS, 11))]]
    named = Answers(keys, {"name": names})
    yield "100,000 names, distance 1", seconds(lambda: similar_names(named, questions=["name"]))


def assignment() -> Told:
    """docs/judgement/assignment.md."""
    for n_files, n_readers, n_panels in ((100, 15, 1), (1000, 50, 1), (1000, 50, 10)):
        panels = [f"p{n}" if n_panels > 1 else "" for n in range(n_panels)]
        files = [FileToRead(f"f{n}", panel) for n, panel in zip(range(n_files), itertools.cycle(panels))]
        readers = [Reader(f"r{n}", panel) for n, panel in zip(range(n_readers), itertools.cycle(panels))]
        told = f"{n_files} files × {n_readers} reviewers, panels: {n_panels}"
        yield told, seconds(lambda files=files, readers=readers: assign(files, readers))


def weights() -> Told:
    """docs/judgement/weights.md."""
    rng = np.random.default_rng(1)
    files, criteria = [f"f{n}" for n in range(1000)], [f"c{n}" for n in range(10)]
    scores = rng.random((1000, 10))
    yield (
        "1,000 files × 10 criteria × 10,000 draws of weights",
        seconds(lambda: weigh(files, criteria, scores, top=100, rng=rng)),
    )


def likes() -> Told:
    """docs/estimators/matching.md: as many treated as others, reading into Python included."""
    columns = ", ".join(f"random() + 0.2 * (i % 2) AS x{n}" for n in range(5))
    ways = (
        ("Mahalanobis in five dimensions", Matching()),
        ("score", Matching(distance=Distance.SCORE)),
        ("score without replacement", Matching(distance=Distance.SCORE, replacement=False)),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.parquet"
        duckdb.sql(
            f"COPY (SELECT i % 2 AS d, random() AS y, {columns} FROM range({2 * ROWS}) t(i)) TO '{path}'"
        )
        for name, by in ways:

            def act(by: Matching = by) -> object:
                relation = open_relation(str(path))
                covariates = [f"x{n}" for n in range(5)]
                return matching(relation, outcome="y", treatment="d", covariates=covariates, by=by)

            yield f"100,000 treated against 100,000 others, {name}", seconds(act)


def cohorts() -> Told:
    """docs/estimators/group_time.md."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "panel.parquet"
        duckdb.sql(f"""
            COPY (SELECT u AS unit, t AS year, random() + t AS y, (hash(u) % 100) / 100.0 AS x,
                CASE WHEN u % 5 = 4 THEN NULL ELSE 5 + 4 * (u % 4) END AS started
            FROM range(50000) a(u), range(1, 21) b(t)) TO '{path}'
        """)
        relation = open_relation(str(path))
        yield (
            "50,000 units, 20 periods, one covariate, four cohorts",
            seconds(
                lambda: group_time(
                    relation,
                    outcome="y",
                    unit_id="unit",
                    time="year",
                    cohort="started",
                    comparison="never_treated",
                    base="varying",
                    rng=np.random.default_rng(1),
                    covariates=["x"],
                )
            ),
        )


def mix() -> Told:
    """docs/estimators/synthetic_control.md."""
    rng = np.random.default_rng(1)
    points, target = rng.normal(size=(19, 38)), rng.normal(size=19)
    yield (
        "38 donors, 19 periods, the mix (mean of 1,000)",
        seconds(lambda: [nearest_mix(points, target) for _ in range(1000)]) / 1000,
    )


def imports() -> Told:
    """docs/engines.md: processor time of an import, the start of Python taken away."""
    bare = _processor("pass")
    for words in ("import miqyas", "from miqyas.estimators.itt import itt"):
        yield f"{words}", _processor(words) - bare


def _processor(words: str) -> float:
    asked = f"import time; {words}; print(time.process_time())"
    told = [
        float(
            subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
        )
        for _ in range(5)
    ]
    return min(told)


PARTS = {each.__name__: each for each in (imports, mix, assignment, weights, collection, likes, cohorts)}


def main() -> None:
    print(
        f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores\n\n| what | seconds of the processor |\n|---|---|"
    )
    for name in sys.argv[1:] or PARTS:
        for what, took in PARTS[name]():
            print(f"| {what} | {took:.2g} |", flush=True)


if __name__ == "__main__":
    main()
