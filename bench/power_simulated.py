"""Power by formula against power by simulation with the real estimator, over several designs.

PYTHONPATH=src python bench/power_simulated.py [DRAWS]
"""

import sys

import numpy as np

from miqyas.power.analytic import power_of
from miqyas.power.simulated import simulated_power
from miqyas.power.trial import PanelEstimator, Trial

DESIGNS = {
    "units, R2, attrition": (Trial(std_dev=2.0, attrition=0.2, r2=0.4), 1.0, 110),
    "40 clusters of 10, icc 0.1, R2 between": (Trial(cluster_size=10, icc=0.1, r2_clusters=0.5), 0.45, 40),
    "10 clusters of 20, icc 0.1": (Trial(cluster_size=20, icc=0.1), 0.8, 10),
    "ancova, 1 before, 2 after": (
        Trial(n_before=1, n_after=2, autocorrelation=0.5, panel=PanelEstimator.ANCOVA), 0.5, 80,
    ),
    "differences": (Trial(n_before=1, autocorrelation=0.7, panel=PanelEstimator.DIFFERENCES), 0.5, 80),
    "share, 50 clusters of 12": (Trial(control_share=0.3, cluster_size=12, icc=0.05), 0.17, 50),
    "unequal sizes, cv 0.5": (Trial(cluster_size=8, icc=0.1, size_cv=0.5, share_treated=0.4), 0.5, 50),
}  # fmt: skip


def main() -> None:
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    for name, (trial, effect, places) in DESIGNS.items():
        planned = power_of(trial, effect=effect, places=places)
        found = simulated_power(
            trial, effect=effect, places=places, rng=np.random.default_rng(1), n_draws=draws
        )
        error = found.monte_carlo_error or 0.0
        print(
            f"{name:<42} formula {planned.power:.3f}  simulated {found.power:.3f} ({error:.3f})", flush=True
        )


if __name__ == "__main__":
    main()
