"""Intention to treat against reading the columns at all, against pyfixest and against statsmodels, in one run.

    PYTHONPATH=src python bench/itt.py [rows ...]          default: 1000000

Prints ratios: seconds depend on the machine, ratios much less. `scan` sums the columns the question needs,
straight from the same Parquet file; nothing that reads the data can be faster. pyfixest answers in its own
environment, made by `make oracles`, or in the one whose python ORACLES names. Both peers are given the frame already
in memory, and statsmodels the strata as demeaned columns (300 dummies would not fit): the comparison leans their way.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import statsmodels.api as sm

from miqyas.data.relation import open_relation
from miqyas.estimators.itt import itt

ROOT = Path(__file__).resolve().parents[1]
ORACLES = Path(os.environ.get("ORACLES", ROOT / ".built" / "oracles" / "bin" / "python"))
COVARIATES = [f"x{i}" for i in range(5)]
QUESTIONS = {
    "alone": {},
    "clusters": {"cluster": "village"},
    "clusters, strata": {"cluster": "village", "strata": "stratum"},
    "clusters, strata, 5 covariates": {"cluster": "village", "strata": "stratum", "covariates": COVARIATES},
}
PEER = """
import json, statistics, sys, time, warnings
warnings.simplefilter("ignore")
import numpy as np, pandas as pd, pyfixest
path, repeats, questions = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
columns = np.load(path)
frame, found = pd.DataFrame({name: columns[name] for name in columns.files}), {}
for name, asked in questions.items():
    formula = " + ".join(["y ~ d", *asked.get("covariates", [])]) + (" | stratum" if "strata" in asked else "")
    vcov = {"CRV1": "village"} if "cluster" in asked else "HC1"
    spent = []
    for turn in range(repeats + 1):
        start = time.perf_counter()
        fit = pyfixest.feols(formula, frame, vcov=vcov)
        spent.append(time.perf_counter() - start)
    found[name] = [statistics.median(spent[1:]), float(fit.coef()["d"]), float(fit.se()["d"])]
print(json.dumps(found))
"""
NEEDED = ["y", "d", "stratum", "village", *COVARIATES]
REPEATS = 3


def make(rows: int, path: Path) -> None:
    """Write households in 1,500 villages of 300 strata, assigned by village, into one Parquet file."""
    covariates = ", ".join(f"hash(i * 8 + {i}) / 1.8e19 AS x{i}" for i in range(len(COVARIATES)))
    duckdb.sql(f"""
        COPY (
            SELECT *, d * 0.2 + x0 + hash(village) / 1.8e19 + hash(i * 8 + 7) / 1.8e19 AS y
            FROM (
                SELECT i, i % 1500 AS village, (i % 1500) // 5 AS stratum,
                       CAST((i % 1500) % 5 < 2 AS INTEGER) AS d, {covariates}
                FROM range({rows}) AS t(i)
            )
        ) TO '{path}' (FORMAT parquet)
    """)


def seconds(task) -> float:
    return pairs(task, task)[0][0]


def pairs(one, other) -> tuple[tuple[float, float], tuple[float, float]]:
    """Run both in turn; the median seconds of each, by the clock and of the processor, which others disturb less."""
    one(), other()  # code and pages warm
    spent: tuple[list[tuple[float, float]], ...] = ([], [])
    for _ in range(REPEATS):
        for task, found in zip((one, other), spent, strict=True):
            start, processor = time.perf_counter(), time.process_time()
            task()
            found.append((time.perf_counter() - start, time.process_time() - processor))
    first, second = (tuple(map(statistics.median, zip(*each, strict=True))) for each in spent)
    return first, second


def needed(asked: dict) -> list[str]:
    groups = [asked[role] for role in ("cluster", "strata") if role in asked]
    return ["y", "d", *groups, *asked.get("covariates", [])]


def scan(path: Path, columns: list[str]) -> None:
    engine = duckdb.connect()
    engine.sql(f"SELECT {', '.join(f'sum({name})' for name in columns)} FROM '{path}'").fetchall()


def ours(path: Path, question: str = "clusters, strata, 5 covariates"):
    return itt(open_relation(path), outcome="y", treatment="d", **QUESTIONS[question])


def peer(path: Path) -> dict[str, list[float]]:
    """Ask pyfixest in its own environment: seconds, effect and standard error by question."""
    arrays = path.with_suffix(".npz")
    np.savez(arrays, **duckdb.sql(f"SELECT {', '.join(NEEDED)} FROM '{path}'").fetchnumpy())
    command = [str(ORACLES), "-c", PEER, str(arrays), str(REPEATS), json.dumps(QUESTIONS)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def theirs(frame: pd.DataFrame):
    names = ["y", "d", *COVARIATES]
    within = frame[names] - frame.groupby("stratum")[names].transform("mean")
    fit = sm.OLS(within["y"], within[["d", *COVARIATES]])
    return fit.fit(cov_type="cluster", cov_kwds={"groups": frame["village"]}, use_t=True)


def peak_of(path: Path) -> float:
    """Run the estimate in a process that holds nothing else and return its peak in MB (Linux)."""
    script = (
        "import pathlib, runpy; "
        f"runpy.run_path({__file__!r})['ours']({str(path)!r}); "
        "print(pathlib.Path('/proc/self/status').read_text())"
    )
    status = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measure(rows: int, path: Path) -> list[str]:
    make(rows, path)
    others = peer(path) if ORACLES.exists() else {}
    lines = []
    for question, asked in QUESTIONS.items():
        columns = needed(asked)
        (scanned, scanned_cpu), (mine, mine_cpu) = pairs(
            lambda columns=columns: scan(path, columns), lambda question=question: ours(path, question)
        )
        line = (
            f"{rows:>10,} rows  {question:<31} itt/scan {mine / scanned:5.1f} "
            f"(processor {mine_cpu / scanned_cpu:4.1f})   itt {mine:6.2f} s"
        )
        if question in others:
            spent, value, std_error = others[question]
            found = ours(path, question)
            gap = max(abs(found.value / value - 1), abs(found.std_error / std_error - 1))
            line += f"   pyfixest/itt {spent / mine:5.1f}   same effect and error to {gap:.0e}"
        lines.append(line)
    frame = duckdb.sql(f"FROM '{path}'").df()
    other, last = seconds(lambda: theirs(frame)), seconds(lambda: ours(path))
    gap = ours(path).value / float(theirs(frame).params["d"]) - 1
    lines.append(
        f"{rows:>10,} rows  the last, statsmodels/itt {other / last:5.1f}   peak {peak_of(path):.0f} MB   "
        f"same effect to {abs(gap):.0e}"
    )
    return lines


def main() -> None:
    duckdb.sql("SET enable_progress_bar = false")
    if not ORACLES.exists():
        print("pyfixest is not measured: `make oracles` installs it in an environment of its own.")
    for rows in [int(argument) for argument in sys.argv[1:]] or [1_000_000]:
        with tempfile.TemporaryDirectory() as folder:
            print(*measure(rows, Path(folder) / "trial.parquet"), sep="\n", flush=True)


if __name__ == "__main__":
    main()
