"""wildboottest (through pyfixest): p-values of the restricted wild cluster bootstrap on an invented trial.

/path/to/oracles/bin/python tests/reference/oracles/wild_bootstrap.py
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import pyfixest as pf

sys.path.insert(0, str(Path(__file__).parents[3]))
from tests.miqyas.clustered import unequal_villages

CASES = [
    {"clusters": 8, "formula": "y ~ d", "weights_type": "rademacher", "reps": 999},
    {"clusters": 9, "formula": "y ~ d + age", "weights_type": "rademacher", "reps": 999},
    {"clusters": 30, "formula": "y ~ d + age", "weights_type": "rademacher", "reps": 99999},
    {"clusters": 30, "formula": "y ~ d", "weights_type": "mammen", "reps": 99999},
    {"clusters": 8, "formula": "y ~ d", "weights_type": "webb", "reps": 99999},
    {"clusters": 8, "formula": "y ~ d", "weights_type": "norm", "reps": 99999},
]


def main() -> None:
    found = []
    for case in CASES:
        data = unequal_villages()
        data = data[data["village"] < case["clusters"]].reset_index(drop=True)
        fit = pf.feols(case["formula"], data)
        answer = fit.wildboottest(
            param="d", cluster="village", reps=case["reps"], weights_type=case["weights_type"], seed=7
        )
        found.append({**case, "t": float(answer["t value"]), "p_value": float(answer["Pr(>|t|)"])})
    versions = {name: version(name) for name in ("pyfixest", "wildboottest")}
    Path(__file__).with_suffix(".json").write_text(json.dumps({**versions, "found": found}, indent=1) + "\n")


if __name__ == "__main__":
    main()
