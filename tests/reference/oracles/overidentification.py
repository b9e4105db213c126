"""linearmodels: Hansen's J of two-step GMM and Sargan's statistic, on invented encouragement designs.

/path/to/oracles/bin/python tests/reference/oracles/overidentification.py
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from linearmodels.iv import IV2SLS, IVGMM

sys.path.insert(0, str(Path(__file__).parents[3]))
from tests.miqyas.clustered import encouraged_villages

CASES = [
    {"covariates": [], "cluster": False, "strata": False},
    {"covariates": ["age"], "cluster": True, "strata": False},
    {"covariates": ["age"], "cluster": True, "strata": True},
]


def main() -> None:
    data, found = encouraged_villages(), []
    for case in CASES:
        constants = (
            pd.get_dummies(data["region"], dtype=float)
            if case["strata"]
            else pd.DataFrame({"one": np.ones(len(data))})
        )
        exogenous = pd.concat([constants, data[case["covariates"]]], axis=1)
        exogenous.columns = exogenous.columns.astype(str)
        parts = (data["y"], exogenous, data[["taken"]], data[["z1", "z2", "z3"]])
        options = (
            {"weight_type": "clustered", "clusters": data[["village"]]}
            if case["cluster"]
            else {"weight_type": "robust"}
        )
        gmm = IVGMM(*parts, **options, center=False, debiased=False).fit(iter_limit=2)
        plain = IV2SLS(*parts).fit(cov_type="unadjusted")
        found.append(
            {
                **case, "hansen": float(gmm.j_stat.stat), "hansen_p_value": float(gmm.j_stat.pval),
                "effect": float(gmm.params["taken"]), "sargan": float(plain.sargan.stat),
            }
        )  # fmt: skip
    answer = {"linearmodels": version("linearmodels"), "found": found}
    Path(__file__).with_suffix(".json").write_text(json.dumps(answer, indent=1) + "\n")


if __name__ == "__main__":
    main()
