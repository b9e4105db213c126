"""How often intervals of 95 % hold the truth, on every design of the declared set; writes `docs/coverage.md`.

    .venv/bin/python bench/coverage.py [DRAWS]

A thousand draws by default: a share of 95 % is then known to about 0.7 point. It is no timed test; it takes a while.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.coverage.designs import covered, scenarios  # noqa: E402 -- after the path above

PAGE = ROOT / "docs" / "coverage.md"
LOW, HIGH = 0.93, 0.97
HEAD = """# How often intervals hold the truth

Written by `bench/coverage.py` from {draws:,} invented data sets for each row (seeds 0 to {last:,});
`tests/coverage` declares them and runs a few of each. An interval of 95 % should cover about 95 times in a hundred;
between 93 and 97 we call it right. With this many draws, chance alone moves a share of 95 % by {error:.1f} points (one
standard error).

Rows that are too short are kept on purpose: CR1 with twelve unequal villages is why few clusters are warned of, and why CR2
and CR3 are offered beside it; HC1 with sixty persons is why HC2 and HC3 are.

| estimator | invented world | covers | |
|---|---|---|---|
"""


def count(place: int, draws: int) -> int:
    """Count the intervals of one scenario that hold the truth, in a process of its own."""
    return covered(scenarios()[place], range(draws))


def verdict(share: float, draws: int) -> str:
    """Say what a share means; out of 93 to 97 % by less than twice its standard error, it may be chance."""
    if LOW <= share <= HIGH:
        return "right"
    chance = 2 * (share * (1 - share) / draws) ** 0.5
    said = "too short" if share < LOW else "too long"
    return f"{said}, or chance" if LOW - chance <= share <= HIGH + chance else said


def main() -> None:
    """Count, print and write."""
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    declared = scenarios()
    rows = []
    with ProcessPoolExecutor(2) as pool:
        counts = [pool.submit(count, place, draws) for place in range(len(declared))]
        for scenario, counted in zip(declared, counts, strict=True):
            share = counted.result() / draws
            rows.append(
                f"| {scenario.name} | {scenario.world} | {100 * share:.1f} % | {verdict(share, draws)} |"
            )
            print(rows[-1], flush=True)
    error = 100 * (0.95 * 0.05 / draws) ** 0.5
    PAGE.write_text(
        HEAD.format(draws=draws, last=draws - 1, error=error) + "\n".join(rows) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
