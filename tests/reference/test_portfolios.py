"""Portfolios beside CP-SAT and CBC: 40 invented calls of 40 to 80 files under every kind of rule (oracles/portfolios.py)."""

import json
from pathlib import Path

import pytest
from tests.miqyas.allocation.drawn import SEEDS, drawn_call
from tests.miqyas.allocation.files import COLUMNS
from tests.miqyas.allocation.test_rules import obeys

from miqyas.allocation.portfolio import allocate
from miqyas.errors import NoFeasiblePortfolio

STORED = json.loads((Path(__file__).parent / "oracles" / "portfolios.json").read_text())["found"]


def test_every_call_was_answered_and_some_cannot_be():
    assert [one["seed"] for one in STORED] == list(SEEDS)
    assert sum(one["hundredths"] is None for one in STORED) == 5


@pytest.mark.parametrize("stored", STORED, ids=lambda one: str(one["seed"]))
def test_the_best_list_is_worth_what_other_solvers_found(stored):
    table, asked = drawn_call(stored["seed"])
    assert len(table) == stored["n"]
    if stored["hundredths"] is None:
        with pytest.raises(NoFeasiblePortfolio):
            allocate(table, **COLUMNS, **asked)
        return
    found = allocate(table, **COLUMNS, **asked)
    assert 100 * found.value == pytest.approx(stored["hundredths"], abs=1e-6)
    assert obeys(table, table["id"].map(found.levels).fillna(0.0).to_numpy(), asked)
    assert found.bound == pytest.approx(found.value, rel=1e-6)
