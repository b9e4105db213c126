"""A slider moved: the first answer beside the exact one, on calls in dirhams as the platform writes them.

    PYTHONPATH=src .venv/bin/python bench/allocation_try.py

Twelve regional floors, two caps by theme, one file an applicant, a budget of 22 % of what is asked; each size three times,
at 90, 100 and 110 % of the budget. Seconds of the processor. The ratio says how many times sooner the first answer comes;
the gap told and the gap there was stand beside it.
"""

import statistics
import time
from dataclasses import replace

import numpy as np

from miqyas.allocation.portfolio import allocated, nearly_allocated
from miqyas.allocation.problem import WHOLE, Level, Limit, Problem

LEVELS = (Level(0.6, 0.72), Level(0.8, 0.88), Level(1.0, 1.0))
MOVES = (0.9, 1.0, 1.1)


def call(n: int, levels: tuple[Level, ...], seed: int) -> Problem:
    """Invent a call: score × amount, amounts in thousands of dirhams."""
    rng = np.random.default_rng(seed)
    cost = np.round(rng.lognormal(np.log(180_000), 0.5, n) / 1000) * 1000
    value = np.round(np.round(rng.normal(60, 12, n).clip(5, 98), 4) * cost / 1000, 4)
    region, theme = rng.integers(0, 12, n), rng.integers(0, 5, n)
    budget = round(0.22 * cost.sum(), -3)
    shares = rng.dirichlet(np.full(12, 4.0))
    floors = [min(0.4 * budget * shares[r], 0.6 * cost[region == r].sum()) for r in range(12)]
    limits = [Limit("region", f"{r:02}", round(float(floors[r]), 2), True) for r in range(12)]
    limits += [Limit("theme", str(t), round(0.18 * float(budget), 2), False) for t in range(2)]
    members = [region == r for r in range(12)] + [theme == t for t in range(2)]
    _, group = np.unique(rng.integers(0, int(0.9 * n), n), return_inverse=True)
    none = np.zeros(n, dtype=bool)
    return Problem(
        tuple(f"f{i:04}" for i in range(n)), cost, value, float(budget), tuple(limits), tuple(members), group, none,
        none.copy(), levels,
    )  # fmt: skip


def spent(work):
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def main() -> None:
    print(
        f"{'files':>6} {'levels':>6} {'first, s':>9} {'exact, s':>9} {'ratio':>6} {'told, %':>8} {'true, %':>8}"
    )
    for n, levels in ((100, WHOLE), (100, LEVELS), (300, WHOLE), (300, LEVELS)):
        rows = []
        for seed in (1, 2, 3):
            problem = call(n, levels, seed)
            for move in MOVES:
                moved = replace(problem, budget=move * problem.budget)
                first_s, first = spent(lambda moved=moved: nearly_allocated(moved))
                exact_s, exact = spent(lambda moved=moved: allocated(moved))
                true = (exact.value - first.value) / exact.value
                rows.append((first_s, exact_s, 100 * first.gap, 100 * true))
        first_s, exact_s, told, true = (statistics.mean(column) for column in zip(*rows, strict=True))
        ratio = exact_s / first_s
        print(
            f"{n:6} {len(levels):6} {first_s:9.3f} {exact_s:9.3f} {ratio:6.1f} {told:8.3f} {true:8.3f}",
            flush=True,
        )
        slowest = max(row[0] for row in rows), max(row[1] for row in rows)
        print(f"{'slowest':>13} {slowest[0]:9.3f} {slowest[1]:9.3f}", flush=True)


if __name__ == "__main__":
    main()
