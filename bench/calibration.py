"""Calibration of reviews at scale, beside a general solver of mixed models in the same run.

    .venv/bin/python bench/calibration.py [--no-peer]

1,000 files × 50 reviewers × 3 reviews with 4,000 joint draws, and 10,000 × 300. The peer is statsmodels' MixedLM on the
smaller call: the variances alone, without any rank. The floor is the sorting of the draws, which every rank needs.
"""

import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.miqyas.judgement.calls import COLUMNS, call  # noqa: E402 -- after the path above

from miqyas.judgement.calibration import calibrate  # noqa: E402 -- same reason


def timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def floor(n_files: int, draws: int) -> float:
    block = np.random.default_rng(0).normal(size=(n_files, draws))
    return timed(lambda: np.argsort(block, axis=0))


def peer(scores) -> float:
    import statsmodels.api as sm  # noqa: PLC0415  # only where the peer runs

    model = sm.MixedLM.from_formula(
        "score ~ 1", scores.assign(all=1), groups="all",
        vc_formula={"file": "0 + C(file)", "reviewer": "0 + C(reviewer)"}, re_formula="0",
    )  # fmt: skip
    return timed(lambda: model.fit(reml=True, method="lbfgs"))


def main() -> None:
    small = call(0, n_files=1000, n_reviewers=50).scores
    calibrate(small.head(300), **COLUMNS, draws=200, rng=np.random.default_rng(0))
    for name, scores, panel in (
        ("1,000 files, 50 reviewers", small, None),
        ("the same in ten panels", call(0, n_files=1000, n_reviewers=50, n_panels=10).scores, "panel"),
        ("10,000 files, 300 reviewers", call(0, n_files=10_000, n_reviewers=300).scores, None),
    ):
        rng = np.random.default_rng(0)
        ours = [
            timed(lambda s=scores, p=panel, r=rng: calibrate(s, **COLUMNS, panel=p, rng=r)) for _ in range(3)
        ]
        n = scores["file"].nunique()
        least = min(floor(n, 4000) for _ in range(3))
        print(
            f"{name:32} {sorted(ours)[1]:6.2f} s, {sorted(ours)[1] / least:4.1f} times the sorting of 4,000 draws"
        )
    if "--no-peer" not in sys.argv:
        print(f"{'statsmodels, variances alone':32} {peer(small):6.2f} s")


if __name__ == "__main__":
    main()
