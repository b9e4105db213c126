"""pyfixest: event studies by two-way fixed effects, and two-way fixed effects, on panels of households in communes."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pyfixest

HERE = Path(__file__)
sys.path.insert(0, str(HERE.parents[3]))
from tests.miqyas.panels import commune_panel, holed_panel  # noqa: E402  # the tests make the same panels

# Units lie in the clusters: their constants count for one in K, as in Miqyas.
SSC = pyfixest.ssc(k_adj=True, k_fixef="nonnested", G_adj=True, G_df="conventional")
PANELS = {"balanced": commune_panel(4), "holes": holed_panel(4)}
CASES = {
    "bare": {"cluster": "household"},
    "commune": {"cluster": "commune"},
    "weights": {"cluster": "commune", "weights": "weight"},
    "covariates": {"cluster": "commune", "covariates": ["rain", "income"]},
    "window": {"cluster": "commune", "leads": 2, "lags": 2, "weights": "weight", "covariates": ["rain"]},
}


def fitted(panel, formula, cluster, weights):
    return pyfixest.feols(
        formula,
        panel,
        vcov={"CRV1": cluster},
        weights=weights,
        ssc=SSC,
        fixef_tol=1e-13,
        fixef_maxiter=100_000,
    )


def event_study(panel, *, cluster, weights=None, covariates=(), leads=9, lags=9):
    event = (panel["year"] - panel["cohort"]).clip(-leads, lags).where(panel["cohort"] > 0, -1).astype(int)
    shown = sorted(set(event) - {-1})
    dummies = {f"e{'m' if e < 0 else 'p'}{abs(e)}": (event == e).astype(float) for e in shown}
    formula = f"y ~ {' + '.join([*dummies, *covariates])} | household + year"
    fit = fitted(panel.assign(**dummies), formula, cluster, weights)
    place = {name: i for i, name in enumerate(fit._coefnames)}
    chosen = [place[name] for name in dummies]
    return {
        "events": [int(e) for e in shown],
        "values": fit._beta_hat[chosen].tolist(),
        "variance": np.asarray(fit._vcov)[np.ix_(chosen, chosen)].tolist(),
        "n": int(fit._N),
    }


def twfe(panel, *, cluster, weights=None, covariates=()):
    fit = fitted(panel, f"y ~ {' + '.join(['d', *covariates])} | household + year", cluster, weights)
    return {"value": float(fit.coef()["d"]), "std_error": float(fit.se()["d"]), "n": int(fit._N)}


answers = {
    "software": {"pyfixest": version("pyfixest")},
    "event_study": {
        name: {case: event_study(panel, **options) for case, options in CASES.items()}
        for name, panel in PANELS.items()
    },
    "twfe": {
        name: {case: twfe(panel, **options) for case, options in CASES.items() if case != "window"}
        for name, panel in PANELS.items()
    },
}
HERE.with_suffix(".json").write_text(json.dumps(answers, indent=1) + "\n")
