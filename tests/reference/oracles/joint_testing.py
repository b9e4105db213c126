"""pyfixest: Romano-Wolf and Westfall-Young p-values of four outcomes, wild cluster bootstrap, on an invented trial.

/path/to/oracles/bin/python tests/reference/oracles/joint_testing.py
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import pyfixest as pf

sys.path.insert(0, str(Path(__file__).parents[3]))
from tests.miqyas.clustered import four_outcomes

DRAWS = 9999


def main() -> None:
    data = four_outcomes()
    fits = [pf.feols(f"{y} ~ d + age", data, vcov={"CRV1": "village"}) for y in ("y1", "y2", "y3", "y4")]
    answer = {"pyfixest": version("pyfixest"), "draws": DRAWS}
    for name, adjust in (("romano_wolf", pf.rwolf), ("westfall_young", pf.wyoung)):
        table = adjust(fits, "d", reps=DRAWS, seed=11)
        answer[name] = [float(p) for p in table.iloc[-1]]
        answer["p_value"] = [float(p) for p in table.loc["Pr(>|t|)"]]
    Path(__file__).with_suffix(".json").write_text(json.dumps(answer, indent=1) + "\n")


if __name__ == "__main__":
    main()
