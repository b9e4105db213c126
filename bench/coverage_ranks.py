"""How often 90 % rank intervals hold the true rank, over simulated calls.

    .venv/bin/python bench/coverage_ranks.py [CALLS] [DESIGN]

By default 200 calls of each design, or of those whose name holds DESIGN. The table stands in docs/judgement/calibration.md.
In a connected design the share should be between 88 and 92 %, in a small call between 90 and 95 %.
"""

import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.miqyas.judgement.calls import COLUMNS, call  # noqa: E402 -- after the path above

from miqyas.judgement.calibration import calibrate  # noqa: E402 -- same reason

USUAL = 200
DRAWS = 1000
DESIGNS = {
    "1,000 files, 50 reviewers, 3 reviews": {"n_files": 1000, "n_reviewers": 50},
    "the same, ten panels, 20 % bridged": {
        "n_files": 1000,
        "n_reviewers": 50,
        "n_panels": 10,
        "bridged": 0.2,
    },
    "200 files, 20 reviewers": {"n_files": 200, "n_reviewers": 20},
    "60 files, 10 reviewers": {"n_files": 60, "n_reviewers": 10},
}


def held(seed: int, options: dict) -> float:
    """Share of the files of one call whose interval holds the true rank."""
    made = call(seed, **options)
    true = (-made.quality).argsort().argsort() + 1
    panel = "panel" if options.get("n_panels", 1) > 1 else None
    found = calibrate(
        made.scores, **COLUMNS, panel=panel, draws=DRAWS, rng=np.random.default_rng(1000 + seed)
    )
    return float(np.mean([one.low <= true[int(one.id[1:])] <= one.high for one in found.files]))


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else USUAL
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    for name, options in DESIGNS.items():
        if wanted not in name:
            continue
        start = time.perf_counter()
        shares = [held(seed, options) for seed in range(n)]
        error = np.std(shares, ddof=1) / np.sqrt(n)
        print(
            f"{name:38} {np.mean(shares):.3f} (Monte-Carlo error {error:.3f}), {n} calls, "
            f"{time.perf_counter() - start:.0f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
