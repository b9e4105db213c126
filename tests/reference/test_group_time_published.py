"""Group-time effects on the county data of Callaway and Sant'Anna (2021)."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.conftest import ROOT

from miqyas.estimators.group_time import group_time

pytestmark = pytest.mark.reference


@pytest.fixture(scope="module")
def counties(shared_data):
    folder = shared_data / "econ"
    document = json.loads((folder / "callaway_santanna_mpdta.json").read_text())
    found = group_time(
        pd.read_csv(folder / "callaway_santanna_mpdta.csv"),
        outcome="lemp", unit_id="countyreal", time="year", cohort="first.treat",
        comparison="never_treated", base="varying", rng=np.random.default_rng(1),
    )  # fmt: skip
    named = {f"ATT({e.cohort:.0f}, {e.time:.0f})": e for e in found.of("group_time")}
    named |= {f"event {e.event:.0f}": e for e in found.of("dynamic")[:-1]}
    named["dynamic overall"] = found.overall("dynamic")
    return named, document


def test_every_effect_and_error_is_that_of_independent_software(counties):
    named, document = counties
    assert len(document["reproduced"]) == 16
    for row in document["reproduced"]:
        assert named[row["label"]].value == pytest.approx(row["est"], rel=1e-9), row["label"]
        assert named[row["label"]].std_error == pytest.approx(row["se"], rel=1e-9), row["label"]


def test_every_published_effect_to_the_printed_digit(counties):
    named, document = counties
    for row in document["published"]:
        effect = named[row["what"].replace(",", ", ")]
        # ATT(2006,2005) is -0.00275082: printed -0.0028, rounded here alike.
        assert round(effect.value, 4) == pytest.approx(row["value"], abs=1e-9), row["what"]
        # Printed errors come from a bootstrap; ours are analytic.
        assert effect.std_error == pytest.approx(row["se"], rel=0.13), row["what"]


ORACLE = json.loads((ROOT / "tests/reference/oracles/staggered.json").read_text())
# Effects with the covariate lpop in the documentation of Stata's csdid (Rios-Avila, Sant'Anna and Callaway),
# method dripw, by cohort then period.
CSDID = [
    -0.0145297, -0.0764219, -0.1404483, -0.1069039, -0.0004721, -0.0062025, 0.0009606, -0.0412939,
    0.0267278, -0.0045766, -0.0284475, -0.0287814,
]  # fmt: skip


def with_population(shared_data, **options):
    return group_time(
        pd.read_csv(shared_data / "econ" / "callaway_santanna_mpdta.csv"),
        outcome="lemp", unit_id="countyreal", time="year", cohort="first.treat", covariates=["lpop"],
        rng=np.random.default_rng(1), **options,
    )  # fmt: skip


@pytest.mark.parametrize(
    "row", ORACLE["covariate"], ids=lambda r: f"{r['method']} {r['comparison']} {r['base']}"
)
def test_effects_with_a_covariate_are_those_of_independent_software(shared_data, row):
    asked = {name: row[name] for name in ("method", "comparison", "base")}
    found = with_population(shared_data, **asked)
    # Its doubly robust estimator divides the weighted residuals of the comparison by the treated, not by the sum
    # of their weights as Callaway and Sant'Anna (2021), and Stata and R, do: equal in large samples only.
    tolerance = 2e-5 if row["method"] == "doubly_robust" else 1e-12
    theirs = {(effect["cohort"], effect["time"]): effect for effect in row["effects"]}
    assert len(found.of("group_time")) == 12
    for effect in found.of("group_time"):
        other = theirs[effect.cohort, effect.time]
        assert effect.value == pytest.approx(other["value"], abs=tolerance)
        assert effect.std_error == pytest.approx(other["std_error"], abs=tolerance)
    assert found.overall("simple").value == pytest.approx(row["simple"]["value"], abs=tolerance)
    assert found.overall("simple").std_error == pytest.approx(row["simple"]["std_error"], abs=tolerance)


def test_doubly_robust_effects_are_those_stata_prints(shared_data):
    found = with_population(shared_data, comparison="never_treated", base="varying")
    assert [round(effect.value, 7) for effect in found.of("group_time")] == CSDID
