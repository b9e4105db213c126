"""Panels at scale: our three designs against the scan of their columns, pyfixest and diff-diff, side by side.

    PYTHONPATH=src python bench/panel.py 1000000 10000000 --peers .built/oracles/bin/python
    PYTHONPATH=src python bench/panel.py 100000000 1000000000 --repeats 1

Every run is a process of its own, runs interleaved; results add to docs/performance.json, from which
docs/performance.md and its picture are written again. The panel: 1,538 communes, 20 periods, communes entering
treatment as a whole in one of three periods or never, rows in the order of periods, Parquet (zstd). Ten bytes a row on
disk; 1e9 rows take 10 GB of the temporary folder, twice that with --holes.
"""

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
from panel_page import write_page
from panel_run import CALLS

HERE = Path(__file__).parent
RESULTS = HERE.parent / "docs" / "performance.json"
PERIODS = 20
ROWS_A_FILE = 100_000_000
PEERS = {"twfe": "pyfixest", "event study": "pyfixest", "group-time": "diff-diff"}
UNBALANCED = "twfe, unbalanced"


def make(rows: int, path: Path, *, keep: str = "true") -> None:
    """Write the panel into one Parquet file, or a folder of files of a hundred million rows."""
    engine = duckdb.connect(config={"temp_directory": str(path.parent / "spilt")})
    engine.execute("SET enable_progress_bar = false")
    units = rows // PERIODS
    parts = range(0, rows, ROWS_A_FILE)
    if len(parts) > 1:
        path.mkdir()
    for start in parts:
        target = path / f"{start // ROWS_A_FILE:03}.parquet" if len(parts) > 1 else path
        engine.execute(f"COPY ({_panel(start, min(rows, start + ROWS_A_FILE), units, keep)}) "
                       f"TO '{target}' (FORMAT parquet, COMPRESSION zstd)")  # fmt: skip


def _panel(start: int, stop: int, units: int, keep: str) -> str:
    """Write the rows from ``start`` to ``stop``: unit and commune effects, period shocks, noise; an effect of 0.5."""
    share = "/ 1.8446744073709552e19"
    return f"""
        SELECT unit, commune, period, first, d, round(3 * (hash(unit) {share}) + sin(commune) + sin(period)
                + cos(commune * period) + 0.2 * rain + 0.3 * x + 0.5 * d + 2 * (hash(place) {share}), 3) AS y,
            x, rain, CAST(1 + hash(unit * 3) % 8 AS TINYINT) AS size, 0.5 + (hash(unit * 5) % 16) / 10.0::DOUBLE AS weight
        FROM (
            SELECT place, unit, commune, period, first, CAST(first > 0 AND period >= first AS TINYINT) AS d,
                CAST((commune * 31 + period * 17) % 12 AS TINYINT) AS rain,
                round(2 * (hash(place * 7 + 1) {share}), 2) AS x
            FROM (
                SELECT place, unit, period, commune,
                    CASE WHEN commune % 4 = 0 THEN 0 ELSE 6 + 4 * (commune % 4) END AS first
                FROM (
                    SELECT place, place % {units} AS unit, CAST(place // {units} AS INTEGER) AS period,
                        CAST(hash((place % {units}) * 7) % 1538 AS INTEGER) AS commune
                    FROM range({start}, {stop}) AS t(place)
                )
            )
        ) WHERE {keep}
    """


def decode(path: Path) -> None:
    """Write the columns that peers need as numpy files."""
    import numpy as np  # noqa: PLC0415  # only where peers run

    folder = path.with_suffix(".columns")
    folder.mkdir()
    for name in ("y", "unit", "period", "commune", "d", "first"):
        np.save(folder / f"{name}.npy", duckdb.sql(f"SELECT {name} FROM '{path}'").fetchnumpy()[name])


def run(python: str, who: str, design: str, path: Path, tiny: Path) -> dict[str, float]:
    call = [python, str(HERE / "panel_run.py"), who, design, str(path), str(tiny)]
    done = subprocess.run(call, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def measure(rows: int, folder: Path, args: argparse.Namespace) -> list[dict[str, object]]:
    """Run each design and each of its rivals in turn, and take the median of the turns."""
    path, tiny = folder / f"{rows}.parquet", folder / "tiny.parquet"
    if set(args.designs) != {UNBALANCED}:
        make(rows, path)
    holed = folder / f"{rows}-holes.parquet"
    if args.holes:
        make(rows, holed, keep="hash(place * 11) % 7 > 0")
    if args.peers and rows <= args.peers_to:
        decode(path)
    runs: dict[tuple[str, str], list[dict[str, float]]] = {}
    for _ in range(args.repeats):
        for design in args.designs:
            if design == UNBALANCED and not args.holes:
                continue
            whom = [("scan", sys.executable), ("miqyas", sys.executable)]
            if design in PEERS and args.peers and rows <= args.peers_to:
                whom.append((PEERS[design], args.peers))
            for who, python in whom:
                file = holed if design == UNBALANCED else path
                found = run(python, who, design, file, tiny)
                print(
                    f"{rows:>13,}  {design:38} {who:9} {found['seconds']:8.2f} s {found['mb']:7.0f} MB",
                    flush=True,
                )
                runs.setdefault((design, who), []).append(found)
    return [
        {
            "rows": rows,
            "design": design,
            "who": who,
            "runs": len(found),
            **{name: statistics.median(each[name] for each in found) for name in found[0]},
        }
        for (design, who), found in runs.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rows", nargs="*", type=int, default=[1_000_000])
    parser.add_argument("--peers", help="Python of an environment that has pyfixest and diff-diff")
    parser.add_argument("--peers-to", type=int, default=10_000_000, help="most rows that peers are given")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--designs", nargs="+", default=list(CALLS), choices=list(CALLS))
    parser.add_argument(
        "--holes", action="store_true", help="also a panel from which one row in seven is missing"
    )
    parser.add_argument("--machine", default=f"{platform.machine()}, Python {platform.python_version()}")
    parser.add_argument("--dry", action="store_true", help="write nothing under docs")
    args = parser.parse_args()
    for rows in args.rows:
        with tempfile.TemporaryDirectory() as folder:
            make(40_000, Path(folder) / "tiny.parquet")
            if args.peers:
                decode(Path(folder) / "tiny.parquet")
            found = measure(rows, Path(folder), args)
        if not args.dry:
            kept = json.loads(RESULTS.read_text())["runs"] if RESULTS.exists() else []
            fresh = {(one["rows"], one["design"], one["who"]) for one in found}
            kept = [one for one in kept if (one["rows"], one["design"], one["who"]) not in fresh]
            document = {"machine": args.machine, "runs": sorted([*kept, *found], key=_order)}
            RESULTS.write_text(json.dumps(document, indent=1) + "\n")
            write_page(document, RESULTS.parent)


def _order(one: dict[str, object]) -> tuple[int, int, str]:
    return list(CALLS).index(str(one["design"])), int(str(one["rows"])), str(one["who"])


if __name__ == "__main__":
    main()
