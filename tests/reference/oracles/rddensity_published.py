"""What rddensity (GPL-3, asked as a black box) answers on published and made running variables.

python tests/reference/oracles/rddensity_published.py      writes rddensity_published.json
"""

import json
import os
from pathlib import Path

import numpy as np
import pandas as pd

SHARED = Path(os.environ.get("MIQYAS_SHARED", Path(__file__).parents[4] / "shared"))
# name: (table, threshold, bandwidths below and above, kernel); None for its own bandwidths.
CASES = {
    "senate": ("senate", 0.0, None, "triangular"),
    "senate_uniform": ("senate", 0.0, (15.0, 25.0), "uniform"),
    "hisp_many_ties": ("hisp", 58.0, (8.0, 9.0), "triangular"),
    "made": ("made", 0.0, (0.5, 0.7), "triangular"),
    "made_epanechnikov": ("made", 0.2, (0.6, 0.6), "epanechnikov"),
}


def tables(econ: Path) -> dict[str, pd.Series]:
    """The running variables."""
    hisp = pd.read_csv(econ / "hisp_impact_evaluation_in_practice.csv")
    return {
        "senate": pd.read_csv(econ / "rdrobust_us_senate.csv")["margin"],
        "hisp": hisp.loc[hisp["round"] == 1, "poverty_index"],
        "made": pd.Series(np.random.default_rng(1).normal(0.3, 1, 800)),
    }


def main() -> None:
    """Ask rddensity each case and write its answers."""
    import contextlib
    import io
    import warnings
    from importlib.metadata import version

    from rddensity import rddensity

    warnings.simplefilter("ignore")
    known, answers = tables(SHARED / "data" / "econ"), {}
    for name, (table, cutoff, widths, kernel) in CASES.items():
        with contextlib.redirect_stdout(io.StringIO()):
            found = rddensity(known[table].dropna().to_numpy(), c=cutoff, h=list(widths or []), kernel=kernel)
        answers[name] = {
            "density_below": found.hat["left"], "density_above": found.hat["right"],
            "std_error_below": found.sd_jk["left"], "std_error_above": found.sd_jk["right"],
            "statistic": found.test["t_jk"], "p_value": found.test["p_jk"],
            "bandwidth_below": found.h["left"], "bandwidth_above": found.h["right"],
        }  # fmt: skip
    stored = {"rddensity": version("rddensity"), "answers": answers}
    Path(__file__).with_suffix(".json").write_text(json.dumps(stored, indent=1) + "\n")


if __name__ == "__main__":
    main()
