"""pyfixest: jackknife (CRV3) and two-way clusters, with and without strata and weights, on an invented trial.

The jackknife is asked without factor: pyfixest would multiply its squares by G/(G-1), not by (G-1)/G.

    /path/to/oracles/bin/python tests/reference/oracles/cluster_variance.py
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import pyfixest as pf

sys.path.insert(0, str(Path(__file__).parents[3]))
from tests.miqyas.clustered import unequal_villages  # the tests stand beside, not installed


def main() -> None:
    data, found = unequal_villages(), []
    for formula, weights in [("y ~ d", None), ("y ~ d + age", "weight"), ("y ~ d + age | region", None)]:
        for kind in ("CRV1", "CRV3"):
            for cluster in ("village", "month+village"):
                if kind == "CRV3" and "+" in cluster:
                    continue
                ssc = pf.ssc(k_adj=kind == "CRV1", k_fixef="full", G_adj=kind == "CRV1", G_df="min")
                fit = pf.feols(formula, data, vcov={kind: cluster}, weights=weights, ssc=ssc)
                found.append(
                    {
                        "formula": formula, "weights": weights, "kind": kind, "cluster": cluster,
                        "value": float(fit.coef()["d"]), "std_error": float(fit.se()["d"]),
                    }
                )  # fmt: skip
    answer = {"pyfixest": version("pyfixest"), "found": found}
    Path(__file__).with_suffix(".json").write_text(json.dumps(answer, indent=1) + "\n")


if __name__ == "__main__":
    main()
