"""What `bench/panel.py` measured, as a page: tables by size, ratios, and a plot of cost against rows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from miqyas.reporting.charts.frame import ACTION, CONTRADICTED, GREY, frame
from miqyas.reporting.pictures import to_svg

COLOURS = {"miqyas": ACTION, "pyfixest": CONTRADICTED, "diff-diff": CONTRADICTED, "scan": GREY}
HEAD = """# Performance

Panels of 1,538 communes over 20 periods, communes entering treatment as a whole; one Parquet file (zstd) in the order of
periods. Every run is a process of its own, libraries warmed up on a small panel; medians of interleaved runs. Ours is the
whole command `miqyas estimate … --json`: reading, every check, refusals looked for, notes. `scan` sums the columns the
design needs, straight from the file: nothing that reads the data can be faster. Peers load columns already decoded
(numpy files), which leans their way; diff-diff draws 999 bootstrap weights, so its standard error differs by chance.
Peak is the most memory the process held.

Machine: {machine}. Written by `bench/panel.py`; seconds depend on the machine, ratios much less.

![Seconds against rows, by design](performance.svg)

"""
# Measured by `bench/itt.py`, which prints and writes nothing: put here by hand.
TRIALS = """## A trial of 10,000,000 households

Households in 1,500 villages of 300 strata, assigned by village; one Parquet file, nine columns (`bench/itt.py`, which runs
the scan and the estimate in turn). Sums by stratum and cluster are made in one reading, about the means of the first rows;
where these stand too far from the means of the strata to keep twelve digits, the sample is read again. The machine was
busy with other work: seconds of the processor, the least disturbed figure, are told; medians of three.

| design | scan | itt | times the scan | before |
|---|---|---|---|---|
| alone | 0.08 s | 0.18 s | 2.3 | 4.5 |
| clusters | 0.09 s | 0.24 s | 2.6 | 4.2 |
| clusters and strata | 0.13 s | 0.31 s | 2.5 | 5.2 |
| clusters, strata, 5 covariates | 0.39 s | 1.06 s | 2.7 | 5.2 |
"""


def write_page(document: dict[str, Any], folder: Path) -> None:
    """Write the page and its picture beside the results."""
    runs = document["runs"]
    parts = [HEAD.format(machine=document["machine"])]
    for rows in sorted({run["rows"] for run in runs}):
        parts += [f"## {rows:,} rows\n", _table([run for run in runs if run["rows"] == rows]), ""]
    parts.append(TRIALS)
    (folder / "performance.md").write_text("\n".join(parts))
    (folder / "performance.svg").write_text(to_svg(_plot(runs), language="en") + "\n")


def _table(runs: Sequence[dict[str, Any]]) -> str:
    lines = [
        "| design | scan | miqyas | peak | times the scan | alternative | peak | ratio | same figures to |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for design in dict.fromkeys(run["design"] for run in runs):
        found = {run["who"]: run for run in runs if run["design"] == design}
        ours, floor = found["miqyas"], found["scan"]
        peer = next((run for who, run in found.items() if who not in {"miqyas", "scan"}), None)
        cells = [design, f"{floor['seconds']:.2f} s", f"{ours['seconds']:.2f} s", f"{ours['mb']:.0f} MB"]
        cells.append(f"{ours['seconds'] / floor['seconds']:.1f}")
        if peer:
            gaps = [abs(ours[name] / peer[name] - 1) for name in ("value", "std_error")]
            cells += [
                f"{peer['who']} {peer['seconds']:.1f} s", f"{peer['mb']:.0f} MB",
                f"**{peer['seconds'] / ours['seconds']:.0f}×**", f"{gaps[0]:.0e} (error {gaps[1]:.0e})",
            ]  # fmt: skip
        else:
            cells += ["", "", "", ""]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _plot(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    shown = [
        {name: run[name] for name in ("rows", "design", "who", "seconds")}
        for run in runs
        if run["design"] in {"twfe", "event study", "group-time"}
    ]
    spec = frame(
        "Seconds against rows", "Time of each design against the number of rows, both on log scales.", "en"
    )
    whom = [who for who in COLOURS if any(run["who"] == who for run in shown)]
    panels = {
        "data": {"values": shown},
        "facet": {"column": {"field": "design", "type": "nominal", "title": None}},
        "spec": {
            "width": 190,
            "height": 220,
            "mark": {"type": "line", "point": True},
            "encoding": {
                "x": {"field": "rows", "type": "quantitative", "scale": {"type": "log"}, "title": "rows",
                      "axis": {"format": "~s"}},
                "y": {"field": "seconds", "type": "quantitative", "scale": {"type": "log"}, "title": "seconds"},
                "color": {"field": "who", "type": "nominal", "title": None,
                          "scale": {"domain": whom, "range": [COLOURS[who] for who in whom]}},
            },
        },
    }  # fmt: skip
    return {**spec, **panels}
