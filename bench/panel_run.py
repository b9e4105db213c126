"""One measured run in a process of its own: `python bench/panel_run.py WHO DESIGN PATH TINY` prints JSON.

WHO is miqyas, scan, pyfixest or diff-diff. Libraries are warmed up on TINY, then the call on PATH is timed, reading
included. Peers are given columns already decoded, as numpy files, which leans their way.
"""

# ruff: noqa: PLC0415  # each process loads only the software it measures
import io
import json
import sys
import time
import warnings
from contextlib import redirect_stdout
from pathlib import Path

PANEL = ["--outcome", "y", "--unit", "unit", "--time", "period"]
BY_COMMUNE = [*PANEL, "--cluster", "commune"]
STAGGERED = ["--cohort", "first", "--comparison", "never_treated", "--base", "varying"]
WHOLE = ["--weights", "weight", "--covariates", "size,rain"]
CALLS = {
    "twfe": ["twfe", *BY_COMMUNE, "--treatment", "d"],
    "event study": ["event-study", *BY_COMMUNE, "--cohort", "first"],
    "group-time": ["group-time", *BY_COMMUNE, *STAGGERED],
    "twfe, weights and covariates": ["twfe", *BY_COMMUNE, "--treatment", "d", *WHOLE],
    "event study, weights and covariates": ["event-study", *BY_COMMUNE, "--cohort", "first", *WHOLE],
    "twfe, covariate of units and periods": ["twfe", *BY_COMMUNE, "--treatment", "d", "--covariates", "x"],
    "twfe, unbalanced": ["twfe", *BY_COMMUNE, "--treatment", "d"],
    "twfe, clusters are units": ["twfe", *PANEL, "--treatment", "d"],
    "group-time, clusters are units": ["group-time", *PANEL, *STAGGERED],
}
COLUMNS = {
    name: [
        "y", "unit", "period", "commune", "d" if name.startswith("twfe") else "first",
        *(["weight", "size", "rain"] if "weights" in name else []),
        *(["x"] if "covariate of units" in name else []),
    ]
    for name in CALLS
}  # fmt: skip


def miqyas(design: str):
    from miqyas.cli.main import main

    def run(path: str):
        called, *rest = CALLS[design]
        page = io.StringIO()
        with redirect_stdout(page):
            if main(["estimate", called, path, *rest, "--json"]):
                message = "refused"
                raise SystemExit(message)
        found = json.loads(page.getvalue())
        if isinstance(found, dict):
            return found
        kind, event = ("simple", "") if called == "group-time" else ("event", 0)
        return next(row for row in found if row["kind"] == kind and row["event"] == event)

    return run


def scan(design: str):
    import duckdb

    def run(path: str):
        engine = duckdb.connect()
        engine.execute("SET enable_progress_bar = false")
        sums = ", ".join(f"sum({name})" for name in COLUMNS[design])
        engine.sql(f"SELECT {sums} FROM read_parquet('{files_of(path)}')").fetchall()

    return run


def files_of(path: str) -> str:
    return f"{path}/*.parquet" if Path(path).is_dir() else path


def frame(path: str, design: str):
    import numpy as np
    import pandas as pd

    columns = Path(path).with_suffix(".columns")
    return pd.DataFrame({name: np.load(columns / f"{name}.npy") for name in COLUMNS[design]})


def pyfixest(design: str):
    import pyfixest

    def run(path: str):
        table = frame(path, design)
        on = "d"
        if design == "event study":
            table["event"] = (table["period"] - table["first"]).where(table["first"] > 0, -1).astype(int)
            on = "i(event, ref=-1)"
        fit = pyfixest.feols(f"y ~ {on} | unit + period", table, vcov={"CRV1": "commune"})
        name = next(name for name in fit.coef().index if name == "d" or "[0]" in name or "::0" in name)
        return {"value": float(fit.coef()[name]), "std_error": float(fit.se()[name])}

    return run


def diff_diff(design: str):
    from diff_diff import CallawaySantAnna

    def run(path: str):
        fit = CallawaySantAnna(cluster="commune", n_bootstrap=999, seed=1).fit(
            frame(path, design), outcome="y", unit="unit", time="period", first_treat="first"
        )
        return {"value": float(fit.overall_att), "std_error": float(fit.overall_se)}

    return run


WHO = {"miqyas": miqyas, "scan": scan, "pyfixest": pyfixest, "diff-diff": diff_diff}


def main() -> None:
    who, design, path, tiny = sys.argv[1:]
    warnings.simplefilter("ignore")
    run = WHO[who](design)
    run(tiny)
    start = time.perf_counter()
    found = run(path)
    spent = time.perf_counter() - start
    status = Path("/proc/self/status").read_text()
    figures = {name: found[name] for name in ("value", "std_error")} if found else {}
    print(json.dumps({"seconds": spent, "mb": int(status.split("VmHWM:")[1].split()[0]) / 1024, **figures}))


if __name__ == "__main__":
    main()
