"""The density test against published figures and independent software."""

import json
from pathlib import Path

import pytest
from tests.reference.oracles.rddensity_published import CASES, tables

from miqyas.checks.density import density
from miqyas.numerics.local_polynomial import Kernel

pytestmark = pytest.mark.reference
STORED = json.loads((Path(__file__).parent / "oracles" / "rddensity_published.json").read_text())["answers"]


@pytest.mark.parametrize("case", CASES)
def test_density_agrees_with_independent_software_at_its_bandwidths(shared_data, case):
    table, cutoff, _, kernel = CASES[case]
    expected = STORED[case]
    found = density(
        tables(shared_data / "econ")[table].to_frame("x"), running="x", cutoff=cutoff, kernel=Kernel(kernel),
        bandwidths=(expected["bandwidth_below"], expected["bandwidth_above"]),
    )  # fmt: skip
    figures = dict(found.facts)
    figures |= {f"std_error_{row['side']}": row["std_error"] for row in found.table.records()}
    for name, figure in expected.items():
        assert figures[name] == pytest.approx(figure, rel=1e-8), name


def test_senate_agrees_with_the_published_test(shared_data):
    """Cattaneo, Jansson and Ma (2018), Stata Journal 18(1): T = -0.8753, p = 0.3814 at 19.841 and 27.119."""
    senate = shared_data / "econ" / "rdrobust_us_senate.csv"
    found = density(senate, running="margin", cutoff=0.0, bandwidths=(19.841, 27.119)).facts
    assert (round(found["statistic"], 4), round(found["p_value"], 4)) == (-0.8753, 0.3814)
    ours = density(senate, running="margin", cutoff=0.0)
    assert ours.passed
    assert (ours.facts["bandwidth_below"], ours.facts["bandwidth_above"]) == pytest.approx(
        (22.3, 28.2), abs=0.1
    )
