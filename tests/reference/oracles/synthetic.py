"""California tobacco by pysyncon (synthetic control) and diff-diff (synthetic difference-in-differences)."""

import json
import os
import warnings
from importlib.metadata import version
from pathlib import Path

import diff_diff
import numpy as np
import pandas as pd
import pysyncon

warnings.filterwarnings("ignore")
SHARED = Path(os.environ["MIQYAS_SHARED"]) / "data" / "econ"
LAGS = (1975, 1980, 1988)


def prepared(rows: pd.DataFrame, special: list) -> pysyncon.Dataprep:
    return pysyncon.Dataprep(
        foo=rows,
        predictors=[],
        predictors_op="mean",
        time_predictors_prior=range(1970, 1989),
        special_predictors=special,
        dependent="PacksPerCapita",
        unit_variable="State",
        time_variable="Year",
        treatment_identifier="California",
        controls_identifier=[state for state in rows["State"].unique() if state != "California"],
        time_optimize_ssr=range(1970, 1989),
    )


def nested(rows: pd.DataFrame, special: list) -> dict:
    prep = prepared(rows, special)
    fit = pysyncon.Synth()
    fit.fit(dataprep=prep, optim_method="Nelder-Mead", optim_initial="equal")
    att = fit.att(time_period=range(1989, 2001))
    return {
        "att": float(att["att"]),
        "mspe": float(fit.mspe()),
        "weights": {name: float(weight) for name, weight in fit.weights(round=9).items() if weight > 1e-6},
    }


def given_v(rows: pd.DataFrame, v: np.ndarray) -> dict:
    """Its inner problem, to the end: its own call stops at a tolerance of 1e-6 on the loss."""
    wide = rows.pivot_table(index="State", columns="Year", values="PacksPerCapita")
    donors = wide.drop("California")
    scaled = wide[list(range(1970, 1989))] / wide[list(range(1970, 1989))].std()
    x0, x1 = scaled.drop("California").to_numpy().T, scaled.loc["California"].to_numpy()
    options = {"ftol": 1e-16, "maxiter": 10_000}
    weights, _ = pysyncon.Synth.w_optimize(V_mat=np.diag(v), X0=x0, X1=x1, qp_options=options)
    gaps = wide.loc["California"].to_numpy() - weights @ donors.to_numpy()
    return {
        "att": float(gaps[19:].mean()),
        "weights": {
            state: float(weight) for state, weight in zip(donors.index, weights, strict=True) if weight > 1e-6
        },
    }


def main() -> None:
    rows = pd.read_csv(SHARED / "california_prop99.csv")
    lags = [("PacksPerCapita", [year], "mean") for year in LAGS]
    answers = {
        "pysyncon": version("pysyncon"),
        "diff_diff": version("diff-diff"),
        "every_year_given_v": given_v(rows, np.arange(1, 20) / 190),
        "lags_nested": nested(rows, lags),
    }
    found = diff_diff.SyntheticDiD(variance_method="placebo", n_bootstrap=200, seed=1).fit(
        rows.assign(ever=(rows["State"] == "California").astype(int)),
        outcome="PacksPerCapita", treatment="ever", unit="State", time="Year",
        post_periods=list(range(1989, 2001)),
    )  # fmt: skip
    answers["sdid"] = {
        "att": float(found.att),
        "std_error": float(found.se),
        "draws": 200,
        "seed": 1,
        "unit_weights": {k: float(v) for k, v in found.unit_weights.items() if v > 1e-6},
        "time_weights": {str(k): float(v) for k, v in found.time_weights.items() if v > 1e-6},
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(answers, indent=1) + "\n")


if __name__ == "__main__":
    main()
