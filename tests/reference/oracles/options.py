"""pyfixest: itt, iv and two-way fixed effects over a matrix of options, on an invented panel.

/path/to/oracles/bin/python tests/reference/oracles/options.py
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import pyfixest as pf

sys.path.insert(0, str(Path(__file__).parents[3]))
from tests.miqyas.options import asked, panel, unbalanced  # the tests stand beside, not installed

TOLERANCE = 1e-12  # of demeaning


def answer(option: dict, data) -> dict:
    covariates = " + ".join(option["covariates"]) or "1"
    if option["design"] == "twfe":
        formula, name = f"y ~ d + {covariates} | unit + year", "d"
    elif option["design"] == "iv":
        formula, name = f"y ~ {covariates} | {option['strata'] or ''} | got ~ z", "got"
        formula = formula.replace("|  |", "|")
    else:
        formula, name = f"y ~ d + {covariates}" + (f" | {option['strata']}" if option["strata"] else ""), "d"
    cluster = option["cluster"] or ("unit" if option["design"] == "twfe" else None)
    fit = pf.feols(
        formula, data, vcov={"CRV1": cluster} if cluster else "hetero", weights=option["weights"],
        ssc=pf.ssc(k_adj=True, k_fixef="nonnested", G_adj=True), fixef_tol=TOLERANCE,
    )  # fmt: skip
    return {"value": float(fit.coef()[name]), "std_error": float(fit.se()[name]), "n": int(fit._N)}


def main() -> None:
    shapes = {"whole": panel(), "unbalanced": unbalanced(panel())}
    found = [{**option, **answer(option, shapes[option["shape"]])} for option in asked()]
    answers = {"pyfixest": version("pyfixest"), "found": found}
    Path(__file__).with_suffix(".json").write_text(json.dumps(answers, indent=1) + "\n")


if __name__ == "__main__":
    main()
