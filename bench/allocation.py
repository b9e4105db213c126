"""Allocation at scale, each size beside general solvers in the same run, and what moves when a rule or a score does.

    PYTHONPATH=src .venv/bin/python bench/allocation.py [--peers] [--limit 60] [--million] [--only sizes]

Three levels of funding, a budget of 22 % of what is asked, 12 regional floors, 8 caps by theme, 15 % of the files in groups
of which one file is funded. A general solver gets the whole programme and stops at the same distance to its bound, 0.01 %,
or at the time limit: HiGHS called directly, and scipy's `milp`, which carries a HiGHS of its own. Seconds are the
processor's, since the machine may be shared; wall times stand beside them in docs/allocation/performance.json.
"""

import argparse
import json
import platform
import resource
import time
from dataclasses import replace
from pathlib import Path

import highspy
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from miqyas.allocation.chances import funding_chances
from miqyas.allocation.portfolio import allocated
from miqyas.allocation.problem import Level, Limit, Problem, closed_files
from miqyas.allocation.programme import programme_of
from miqyas.allocation.what_if import WhatIf

RESULTS = Path(__file__).resolve().parents[1] / "docs" / "allocation" / "performance.json"
LEVELS = (Level(0.6, 0.72), Level(0.8, 0.88), Level(1.0, 1.0))
GAP = 1e-4


def call(n: int, seed: int = 0) -> Problem:
    """Invent a call of ``n`` files."""
    rng = np.random.default_rng(seed)
    cost = np.round(np.exp(rng.normal(5, 0.8, n))) + 1
    value = np.round(rng.gamma(9, 1, n) * cost / 10, 3)
    region, theme = rng.choice(12, n, p=rng.dirichlet(np.full(12, 5))), rng.integers(0, 8, n)
    budget = round(0.22 * cost.sum())
    limits, members = [], []
    for names, count, share, is_floor in (
        (region, 12, rng.uniform(0.4, 0.9, 12), True),
        (theme, 8, np.full(8, 1.1), False),
    ):
        for k in range(count):
            member = names == k
            if not member.any():
                continue
            amount = round(budget * share[k] * cost[member].sum() / cost.sum())
            limits.append(Limit("region" if is_floor else "theme", str(k), float(amount), is_floor))
            members.append(member)
    group = np.where(rng.random(n) < 0.15, rng.integers(0, max(1, int(0.075 * n)), n), -1)
    none = np.zeros(n, dtype=bool)
    return Problem(
        tuple(f"f{i:07}" for i in range(n)), cost, value, float(budget), tuple(limits), tuple(members), group, none,
        none.copy(), LEVELS,
    )  # fmt: skip


def timed(work):
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def spent(work) -> float:
    """Seconds of the processor."""
    start = time.process_time()
    work()
    return time.process_time() - start


def direct(problem: Problem, limit: float) -> dict:
    """HiGHS on the whole programme."""
    part = programme_of(problem, np.flatnonzero(~closed_files(problem)), np.full(problem.n, -1))
    solver = highspy.Highs()
    for name, chosen in {
        "output_flag": False, "threads": 1, "mip_rel_gap": GAP, "time_limit": float(limit)
    }.items():  # fmt: skip
        solver.setOptionValue(name, chosen)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = part.value.size, part.low.size
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_, model.col_lower_ = part.value, np.zeros(part.value.size)
    model.col_upper_ = np.ones(part.value.size)
    model.row_lower_, model.row_upper_ = part.low, part.high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = part.matrix.indptr, part.matrix.indices
    model.a_matrix_.value_ = part.matrix.data
    model.integrality_ = [highspy.HighsVarType.kInteger] * part.value.size
    solver.passModel(model)
    cpu = time.process_time()
    seconds, _ = timed(solver.run)
    cpu = time.process_time() - cpu
    info = solver.getInfo()
    found = np.isfinite(info.mip_gap)
    return {
        "seconds": seconds,
        "cpu_seconds": cpu,
        "gap": info.mip_gap if found else None,
        "value": info.objective_function_value,
    }


def general(problem: Problem, limit: float) -> dict:
    """scipy.optimize.milp on the whole programme."""
    part = programme_of(problem, np.flatnonzero(~closed_files(problem)), np.full(problem.n, -1))
    cpu = time.process_time()
    seconds, found = timed(
        lambda: milp(
            -part.value, constraints=LinearConstraint(part.matrix, part.low, part.high), bounds=Bounds(0, 1),
            integrality=np.ones(part.value.size), options={"mip_rel_gap": GAP, "time_limit": limit},
        )
    )  # fmt: skip
    cpu = time.process_time() - cpu
    return {
        "seconds": seconds,
        "cpu_seconds": cpu,
        "gap": found.mip_gap,
        "value": None if found.fun is None else -found.fun,
    }


def ours(problem: Problem) -> dict:
    cpu = time.process_time()
    seconds, found = timed(lambda: allocated(problem))
    cpu = time.process_time() - cpu
    return {"seconds": seconds, "cpu_seconds": cpu, "gap": found.gap, "value": found.value}


def said(row: dict | None) -> str:
    if row is None:
        return f"{'–':>24}"
    gap = "no portfolio" if row["gap"] is None else f"{100 * row['gap']:.4f} %"
    return f"{row['cpu_seconds']:9.2f} s {gap:>13}"


def sizes(asked: argparse.Namespace) -> list[dict]:
    rows = []
    for n in (100, 1_000, 10_000, 100_000, *([1_000_000] if asked.million else [])):
        problem = call(n)
        row = {"files": n, "ours": ours(problem), "highs": None, "scipy": None}
        row["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if asked.peers and n <= asked.most:
            row["highs"], row["scipy"] = direct(problem, asked.limit), general(problem, asked.limit)
        print(
            f"{n:9,} {said(row['ours'])} {said(row['highs'])} {said(row['scipy'])} {row['peak_mb']:8.0f} MB",
            flush=True,
        )
        rows.append(row)
    return rows


def moves() -> dict[str, float]:
    """What-if at 10,000 files, a frontier of 50 points at 1,000, and 4,000 draws of 1,000 files."""
    large, small = call(10_000), call(1_000)
    desk = WhatIf(large)
    first = spent(lambda: WhatIf(large))
    amounts = {large.limits[0].name: 1.1 * large.limits[0].amount}
    steps = [spent(lambda b=b: desk.at(budget=b * large.budget, amounts=amounts)) for b in (0.9, 1.05, 1.2)]
    frontier = spent(lambda: WhatIf(small).frontier(points=50))
    rng = np.random.default_rng(0)
    draws = small.value[:, None] * np.exp(rng.normal(0, 0.12, (1_000, 4_000)))
    chances = spent(lambda: funding_chances(small, draws))
    plain = replace(small, levels=(Level(1.0, 1.0),))
    one_level = spent(lambda: funding_chances(plain, draws))
    return {
        "what-if, 10,000 files, opening": first,
        "what-if, 10,000 files, slowest of three moves": max(steps),
        "frontier, 50 points, 1,000 files": frontier,
        "4,000 draws of 1,000 files, three levels": chances,
        "4,000 draws of 1,000 files, one level": one_level,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", action="store_true", help="also run the general solvers")
    parser.add_argument("--most", type=int, default=10_000, help="largest call given to them")
    parser.add_argument("--limit", type=float, default=60, help="seconds given to each")
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--only", choices=("sizes", "moves"), help="one half")
    asked = parser.parse_args()
    ours(call(300))
    told = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    told["machine"] = f"{platform.machine()}, Python {platform.python_version()}"
    if asked.only != "sizes":
        told["moves"] = moves()
        for name, seconds in told["moves"].items():
            print(f"{name:48} {seconds:8.3f} s", flush=True)
    if asked.only != "moves":
        told["sizes"] = sizes(asked)
    RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
