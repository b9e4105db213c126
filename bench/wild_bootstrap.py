"""Wild cluster bootstrap, 9,999 draws, against wildboottest and against reading the columns at all.

    PYTHONPATH=src python bench/wild_bootstrap.py [rows ...]          default: 100000 1000000

Households in 1,538 villages, two covariates, one Parquet file. wildboottest is run when
ORACLES names the python of its environment (`make oracles`), at 100,000 rows at most: beyond, it takes minutes and
gigabytes.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np

from miqyas.estimators.wild_bootstrap import wild_bootstrap

DRAWS = 9999
THEIRS_AT_MOST = 100_000


def make(rows: int, path: Path) -> None:
    """Write the households."""
    duckdb.sql(f"""
        COPY (SELECT i % 1538 AS village, (i % 1538) % 2 AS d, random() AS x1, random() AS x2,
            0.1 * ((i % 1538) % 2) + random() + sin(i % 1538) AS y FROM range({rows}) t(i)) TO '{path}'
    """)


def seconds(act) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def theirs(path: Path) -> float | None:
    """Seconds of wildboottest through pyfixest on the frame in memory, run by the python that ORACLES names."""
    if "ORACLES" not in os.environ:
        return None
    duckdb.sql(f"COPY (SELECT * FROM '{path}') TO '{path.with_suffix('.csv')}'")
    asked = f"""
import time, pandas as pd, pyfixest
frame = pd.read_csv({str(path.with_suffix(".csv"))!r})
fit = pyfixest.feols("y ~ d + x1 + x2", frame)
fit.wildboottest(param="d", cluster="village", reps=99, seed=1)
start = time.perf_counter()
fit.wildboottest(param="d", cluster="village", reps={DRAWS}, seed=1)
print(time.perf_counter() - start)
"""
    ran = subprocess.run(
        [os.environ["ORACLES"], "-W", "ignore", "-c", asked], check=True, capture_output=True, text=True
    )
    return float(ran.stdout.split()[-1])


def main() -> None:
    for rows in [int(argument) for argument in sys.argv[1:]] or [100_000, 1_000_000]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "trial.parquet"
            make(rows, path)
            scan = seconds(
                lambda path=path: duckdb.sql(
                    f"SELECT sum(y), sum(d), sum(x1), sum(x2), sum(village) FROM '{path}'"
                ).fetchall()
            )
            ours = min(
                seconds(
                    lambda path=path: wild_bootstrap(
                        str(path), outcome="y", treatment="d", cluster="village", covariates=["x1", "x2"],
                        draws=DRAWS, rng=np.random.default_rng(1),
                    )
                )
                for _ in range(2)
            )  # fmt: skip
            other = theirs(path) if rows <= THEIRS_AT_MOST else None
            compared = f"   wildboottest/ours {other / ours:.0f}" if other else ""
            print(f"{rows:>12,} rows   ours {ours:.2f} s   scan {scan:.2f} s{compared}")


if __name__ == "__main__":
    main()
