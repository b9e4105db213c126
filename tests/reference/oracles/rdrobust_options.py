"""What rdrobust (GPL-3, asked as a black box) answers for each option of a regression discontinuity.

    python tests/reference/oracles/rdrobust_options.py      writes rdrobust_options.json

`CASES` and `made` are read by the test too, which needs no rdrobust.
"""

import json
import os
from pathlib import Path

import numpy as np
import pandas as pd

SHARED = Path(os.environ.get("MIQYAS_SHARED", Path(__file__).parents[4] / "shared"))
Z = ["z1", "z2"]
# name: (table, options in our words). Clusters of "made" stand on one side of the threshold each.
CASES = {
    "senate": ("senate", {}),
    "senate_msetwo": ("senate", {"selector": "msetwo"}),
    "senate_cerrd": ("senate", {"selector": "cerrd"}),
    "senate_uniform": ("senate", {"kernel": "uniform"}),
    "senate_epanechnikov": ("senate", {"kernel": "epanechnikov"}),
    "senate_quadratic": ("senate", {"order": 2}),
    "senate_given": ("senate", {"bandwidth": 17.7544}),
    "senate_covariates": ("senate", {"covariates": ["class", "termshouse"]}),
    "senate_weights": ("senate", {"weights": "population"}),
    "made": ("made", {}),
    "made_msetwo_uniform": ("made", {"selector": "msetwo", "kernel": "uniform"}),
    "made_cubic": ("made", {"order": 3}),
    "made_cluster": ("made", {"cluster": "g"}),
    "made_cluster_covariates": ("made", {"cluster": "g", "covariates": Z}),
    "made_cluster_msetwo_weights": ("made", {"cluster": "g", "weights": "w", "selector": "msetwo"}),
    "made_fuzzy": ("made", {"treatment": "t"}),
    "made_fuzzy_covariates": ("made", {"treatment": "t", "covariates": Z}),
    "made_fuzzy_everything": (
        "made",
        {"treatment": "t", "covariates": Z, "cluster": "g", "weights": "w", "kernel": "epanechnikov",
         "order": 2, "bandwidth": 0.5, "bias_bandwidth": 0.7},
    ),
    "made_coarse": ("made", {"running": "coarse"}),
    "hisp_fuzzy": ("hisp", {"treatment": "enrolled_rp"}),
    "hisp_fuzzy_two": ("hisp", {"treatment": "enrolled_rp", "selector": "msetwo", "order": 2}),
}  # fmt: skip


def made() -> pd.DataFrame:
    """900 units; half again as many take the treatment above the threshold; clusters of like distance."""
    rng = np.random.default_rng(1)
    x = rng.uniform(-1, 1, 900)
    t = (rng.uniform(size=900) < 0.2 + 0.5 * (x >= 0)).astype(float)
    z = rng.normal(size=(900, 2)) + x[:, np.newaxis]
    noise = rng.normal(size=900) * 0.5 * (1 + abs(x))
    y = np.sin(3 * x) + x**2 + 2 * t + z @ [0.5, 0.2] + noise
    table = {"y": y, "x": x, "t": t, "z1": z[:, 0], "z2": z[:, 1], "g": np.floor(60 * x)}
    return pd.DataFrame({**table, "w": 1 + rng.uniform(size=900), "coarse": np.floor(40 * x)})


def tables(econ: Path) -> dict[str, tuple[pd.DataFrame, dict[str, object]]]:
    """Each table and its question; HISP treats those below 58."""
    hisp = pd.read_csv(econ / "hisp_impact_evaluation_in_practice.csv")
    return {
        "senate": (
            pd.read_csv(econ / "rdrobust_us_senate.csv"),
            {"outcome": "vote", "running": "margin", "cutoff": 0.0},
        ),
        "made": (made(), {"outcome": "y", "running": "x", "cutoff": 0.0}),
        "hisp": (
            hisp[hisp["round"] == 1],
            {
                "outcome": "health_expenditures",
                "running": "poverty_index",
                "cutoff": 58.0,
                "treated": "below",
            },
        ),
    }


def main() -> None:
    """Ask rdrobust each case and write its answers."""
    import contextlib
    import io
    import warnings
    from importlib.metadata import version

    from rdrobust import rdrobust

    warnings.simplefilter("ignore")
    known = tables(SHARED / "data" / "econ")
    answers = {}
    for name, (table, options) in CASES.items():
        frame, question = known[table]
        asked = {**question, **options}
        covariates = asked.get("covariates", [])
        columns = [
            asked[role] for role in ("outcome", "running", "treatment", "cluster", "weights") if role in asked
        ]
        rows = frame.dropna(subset=[*columns, *covariates])
        # Treated below the threshold: the running variable is turned over, so that its jump is ours.
        sign = -1 if asked.get("treated") == "below" else 1
        more = {
            "fuzzy": rows[asked["treatment"]].to_numpy() if "treatment" in asked else None,
            "sharpbw": "treatment" in asked,
            "covs": rows[covariates] if covariates else None,
            "cluster": rows[asked["cluster"]].to_numpy() if "cluster" in asked else None,
            "weights": rows[asked["weights"]].to_numpy() if "weights" in asked else None,
            "bwselect": asked.get("selector", "mserd"),
            "kernel": asked.get("kernel", "triangular"),
            "p": asked.get("order", 1),
            "h": asked.get("bandwidth"),
            "b": asked.get("bias_bandwidth"),
        }
        with contextlib.redirect_stdout(io.StringIO()):
            found = rdrobust(
                rows[asked["outcome"]].to_numpy(), sign * rows[asked["running"]].to_numpy(),
                c=sign * asked["cutoff"], **more,
            )  # fmt: skip
        coefficients, errors = found.coef.to_numpy().ravel(), found.se.to_numpy().ravel()
        answers[name] = {
            "value": coefficients[0], "bias_corrected": coefficients[1], "conventional_std_error": errors[0],
            "std_error": errors[2], "bandwidth": found.bws.to_numpy()[0, 1], "bandwidth_other": found.bws.to_numpy()[0, 0],
            "bias_bandwidth": found.bws.to_numpy()[1, 1], "bias_bandwidth_other": found.bws.to_numpy()[1, 0],
        }  # fmt: skip
        if "treatment" in asked:
            answers[name]["received_jump"] = found.tau_T.to_numpy().ravel()[0]
            answers[name]["received_std_error"] = found.se_T.to_numpy().ravel()[2]
    stored = {"rdrobust": version("rdrobust"), "answers": answers}
    Path(__file__).with_suffix(".json").write_text(json.dumps(stored, indent=1) + "\n")


if __name__ == "__main__":
    main()
