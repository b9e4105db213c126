"""diff-diff on the event study of Benzarti and Carloni (2019): power of the joint test, sensitivity to violations."""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from diff_diff import PreTrendsPower, honest_did

HERE = Path(__file__)
DATA = json.loads((HERE.parents[1] / "benzarti_carloni.json").read_text())
values, variance = np.array(DATA["values"]), np.array(DATA["variance"])
FIRST, AVERAGE = np.array([1.0, 0, 0, 0]), np.full(4, 0.25)


def wald_slope(power):
    asked = PreTrendsPower(power=power, pretest_form="wald")
    return float(asked._compute_mdv_wald(np.array([4.0, 3, 2, 1]), variance[:4, :4]))


def smoothness(target, m):
    low, high = honest_did._compute_optimal_flci(values[:4], values[4:], variance, target, 4, 4, m)
    return {"m": m, "low": float(low), "high": float(high)}


def relative(target, m):
    low, high = honest_did._solve_rm_bounds_union(values[:4], values[4:], target, 4, m)
    return {"m": m, "low": float(low), "high": float(high)}


def smooth_set(target, m):
    matrix, bound = honest_did._construct_constraints_sd(4, 4, m)
    low, high = honest_did._solve_bounds_lp(values[:4], values[4:], target, matrix, bound, 4)
    return {"m": m, "low": float(low), "high": float(high)}


answers = {
    "software": {"diff-diff": version("diff-diff")},
    "wald_slope": {str(power): wald_slope(power) for power in (0.5, 0.8)},
    "smoothness": {
        name: [smoothness(target, m) for m in (0.0, 0.01, 0.02, 0.03, 0.1)]
        for name, target in (("first", FIRST), ("average", AVERAGE))
    },
    "smoothness_set": {
        name: [smooth_set(target, m) for m in (0.2, 0.3)]
        for name, target in (("first", FIRST), ("average", AVERAGE))
    },
    "relative_set": {
        name: [relative(target, m) for m in (0.0, 0.5, 1.0, 2.0)]
        for name, target in (("first", FIRST), ("average", AVERAGE))
    },
}
HERE.with_suffix(".json").write_text(json.dumps(answers, indent=1) + "\n")
