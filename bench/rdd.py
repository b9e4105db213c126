"""Regression discontinuity on a long table: the whole of it brought, against bins and the window alone.

python bench/rdd.py [rows]      one million by default; each way in a process of its own
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from miqyas.estimators import threshold_rows
from miqyas.estimators.rdd import rdd

NOISE = "sqrt(-2 * ln(1 - r1)) * cos(2 * pi() * r2)"
MADE = f"""
SELECT x, 2.0 * CAST(x >= 0 AS INTEGER) + sin(3 * x) + x * x + 0.5 * (1 + abs(x)) * {NOISE} AS y
FROM (SELECT 2 * random() - 1 AS x, random() AS r1, random() AS r2 FROM range({{rows}}))
"""


def measured(path: str, way: str) -> None:
    """Estimate one way and print what it took."""
    threshold_rows.LONG = sys.maxsize if way == "whole" else 0
    wall, processor = time.perf_counter(), time.process_time()
    found = rdd(path, outcome="y", running="x", cutoff=0.0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{way:6}  {time.perf_counter() - wall:6.2f} s  {time.process_time() - processor:6.2f} s of processor  "
        f"{peak:6.0f} MB  h = {found.bandwidth:.6f}  jump = {found.estimate.value:.6f}"
    )


def main(rows: int) -> None:
    """Make the table and measure both ways."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "rows.parquet")
        duckdb.sql(f"COPY ({MADE.format(rows=rows)}) TO '{path}' (FORMAT parquet)")
        print(f"{rows:,} rows")
        for way in ("window", "whole"):
            subprocess.run([sys.executable, __file__, path, way], check=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measured(*sys.argv[1:])
    else:
        main(int(float(sys.argv[1])) if len(sys.argv) > 1 else 1_000_000)
