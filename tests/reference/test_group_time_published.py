"""Group-time effects on the county data of Callaway and Sant'Anna (2021)."""

import json

import numpy as np
import pandas as pd
import pytest

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
