"""Every combination of options against independent software: stored figures of pyfixest, to 1e-8."""

import json
from pathlib import Path

import pytest
from tests.miqyas.options import panel, unbalanced

import miqyas
from miqyas.data.relation import open_relation

ORACLE = json.loads((Path(__file__).parent / "oracles" / "options.json").read_text())["found"]


@pytest.fixture(scope="module")
def shapes():
    return {"whole": open_relation(panel()), "unbalanced": open_relation(unbalanced(panel()))}


def ours(option, relation):
    roles = {name: option[name] for name in ("covariates", "weights", "cluster")}
    if option["design"] == "twfe":
        return miqyas.twfe(relation, outcome="y", treatment="d", unit_id="unit", time="year", **roles)
    roles["strata"] = option["strata"]
    if option["design"] == "iv":
        return miqyas.iv(relation, outcome="y", treatment="got", instruments="z", **roles)
    return miqyas.itt(relation, outcome="y", treatment="d", **roles)


def name_of(option):
    parts = [option["design"], *option["covariates"], option["weights"], option["cluster"], option["strata"]]
    return "-".join([*(part for part in parts if part), option["shape"]])


@pytest.mark.parametrize("option", ORACLE, ids=name_of)
def test_option_agrees(option, shapes):
    found = ours(option, shapes[option["shape"]])
    assert (found.value, found.std_error) == pytest.approx((option["value"], option["std_error"]), rel=1e-8)
    assert found.n == option["n"]
    assert found.dropped_covariates == (("twice",) if "twice" in option["covariates"] else ())
