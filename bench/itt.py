"""Intention to treat against reading the columns at all, and against statsmodels.

    PYTHONPATH=src python bench/itt.py [rows ...]          default: 100000 1000000

Prints ratios: seconds depend on the machine, ratios much less. `scan` sums the columns the question needs,
straight from the same Parquet file; nothing that reads the data can be faster. statsmodels is given the frame
already in memory and the strata as demeaned columns (300 dummies would not fit): the comparison leans its way.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import pandas as pd
import statsmodels.api as sm

from miqyas.data.relation import open_relation
from miqyas.estimators.itt import itt

COVARIATES = [f"x{i}" for i in range(5)]
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
    task()  # code and pages warm
    spent = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        task()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def scan(path: Path) -> None:
    engine = duckdb.connect()
    engine.sql(f"SELECT {', '.join(f'sum({name})' for name in NEEDED)} FROM '{path}'").fetchall()


def ours(path: Path):
    return itt(
        open_relation(path),
        outcome="y",
        treatment="d",
        strata="stratum",
        cluster="village",
        covariates=COVARIATES,
    )


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


def measure(rows: int, path: Path) -> str:
    make(rows, path)
    scanned, mine = seconds(lambda: scan(path)), seconds(lambda: ours(path))
    memory = peak_of(path)
    frame = duckdb.sql(f"FROM '{path}'").df()
    other = seconds(lambda: theirs(frame))
    gap = ours(path).value / float(theirs(frame).params["d"]) - 1
    return (
        f"{rows:>10,} rows   itt/scan {mine / scanned:5.1f}   statsmodels/itt {other / mine:5.1f}   "
        f"itt {mine:.2f} s   peak {memory:.0f} MB   same effect to {abs(gap):.0e}"
    )


def main() -> None:
    duckdb.sql("SET enable_progress_bar = false")
    for rows in [int(argument) for argument in sys.argv[1:]] or [100_000, 1_000_000]:
        with tempfile.TemporaryDirectory() as folder:
            print(measure(rows, Path(folder) / "trial.parquet"))


if __name__ == "__main__":
    main()
