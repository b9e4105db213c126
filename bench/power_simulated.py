"""Power by formula against power by simulation with the design's own estimator.

PYTHONPATH=src python bench/power_simulated.py [DRAWS]
"""

import sys

import numpy as np

from miqyas.power.analytic import power_of
from miqyas.power.declared import Figures, declare
from miqyas.power.simulated_designs import simulated_design
from miqyas.power.threshold import Reading, Score

DESIGNS = (
    ("units, R2, attrition", "itt", Figures(std_dev=2.0, attrition=0.2, r2=0.4), 1.0, 110),
    ("three in five take part", "itt", Figures(takeup=0.6), 0.8, 140),
    ("three in five take part, instrument", "iv", Figures(takeup=0.6), 0.8, 140),
    ("40 clusters of 10, R2 between", "itt", Figures(cluster_size=10, icc=0.1, r2_clusters=0.5), 0.45, 40),
    ("10 clusters of 20", "itt", Figures(cluster_size=20, icc=0.1), 0.8, 10),
    ("unequal sizes, cv 0.5", "itt", Figures(cluster_size=8, icc=0.1, size_cv=0.5, share_treated=0.4), 0.5, 50),
    ("a share of 0.3", "itt", Figures(control_share=0.3), 0.15, 320),
    ("a share, 50 clusters of 12", "itt", Figures(control_share=0.3, cluster_size=12, icc=0.05), 0.17, 50),
    ("1 round before, 2 after", "ancova", Figures(n_after=2, autocorrelation=0.5), 0.5, 80),
    ("40 clusters seen before", "ancova",
     Figures(cluster_size=10, icc=0.1, autocorrelation=0.5, cluster_autocorrelation=0.8), 0.3, 40),
    ("two rounds of the same units", "did", Figures(autocorrelation=0.7), 0.5, 80),
    ("40 clusters, others at each round", "did", Figures(cluster_size=10, icc=0.1, cluster_autocorrelation=0.8), 0.4, 40),
    ("stepped, 24 clusters, within", "twfe", Figures(steps=4, cluster_size=10, icc=0.05), 0.3, 24),
    ("stepped, 60 units followed", "twfe", Figures(steps=3, autocorrelation=0.5), 0.5, 60),
    ("uniform score, a line", "rdd", Figures(), 0.5, 500),
    ("normal score, a line", "rdd", Figures(score=Score.NORMAL), 0.5, 350),
    ("uniform score, robust interval", "rdd", Figures(reading=Reading.ROBUST), 0.5, 1200),
    ("50 periods", "its", Figures(autocorrelation=0.2), 2.8, 50),
    ("two halves", "subgroups", Figures(), 0.6, 350),
)  # fmt: skip


def main() -> None:
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    for name, design, figures, effect, places in DESIGNS:
        planned = power_of(declare(design, figures), effect=effect, places=places)
        found = simulated_design(
            design, figures, effect=effect, places=places, rng=np.random.default_rng(1), n_draws=draws
        )
        error = found.monte_carlo_error or 0.0
        print(
            f"{design:<10} {name:<36} formula {planned.power:.3f}  simulated {found.power:.3f} ({error:.3f})",
            flush=True,
        )


if __name__ == "__main__":
    main()
