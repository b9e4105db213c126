"""Event studies on the county data of Callaway and Sant'Anna (2021), against independent software."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.conftest import ROOT

from miqyas.estimators.imputation import imputation
from miqyas.estimators.interaction_weighted import interaction_weighted

pytestmark = pytest.mark.reference
ORACLE = json.loads((ROOT / "tests/reference/oracles/staggered.json").read_text())
ROLES = {"outcome": "lemp", "unit_id": "countyreal", "time": "year", "cohort": "first.treat"}


@pytest.fixture(scope="module")
def counties(shared_data):
    return pd.read_csv(shared_data / "econ" / "callaway_santanna_mpdta.csv")


@pytest.mark.parametrize("software", ["pyfixest", "diff-diff"])
def test_interaction_weighted_effects_and_errors(counties, software):
    found = interaction_weighted(counties, **ROLES, comparison="never_treated", rng=np.random.default_rng(1))
    expected = ORACLE["interaction_weighted"]["counties"][software]
    assert list(found.events) == [row["event"] for row in expected]
    assert [effect.value for effect in found.effects] == pytest.approx(
        [row["value"] for row in expected], abs=1e-10
    )
    assert np.sqrt(np.diag(found.covariance)) == pytest.approx([r["std_error"] for r in expected], rel=1e-9)


def test_imputation_effects_and_errors(counties):
    found = imputation(counties, **ROLES, leads=2, rng=np.random.default_rng(1))
    oracle = ORACLE["imputation"]["counties"]
    expected = [*oracle["leads"], *oracle["diff-diff"]["effects"]]
    assert list(found.events) == [row["event"] for row in expected]
    for effect, other in zip(found.effects, expected, strict=True):
        assert effect.value == pytest.approx(other["value"], abs=1e-8)
        assert effect.std_error == pytest.approx(other["std_error"], rel=1e-9)
    assert found.overall.value == pytest.approx(oracle["diff-diff"]["overall"]["value"], abs=1e-8)
    assert found.overall.std_error == pytest.approx(oracle["diff-diff"]["overall"]["std_error"], rel=1e-9)
