"""Sensitivity of a discontinuity: what passes, what does not, what cannot be told."""

import numpy as np
import pandas as pd
import pytest

from miqyas.checks.threshold_sensitivity import threshold_sensitivity
from miqyas.errors import MissingColumn
from miqyas.estimators.rdd import rdd
from miqyas.estimators.threshold_sample import TreatedSide

COLUMNS = {"outcome": "y", "running": "x", "cutoff": 0.0}


def drawn(seed=1, n=800, jump=2.0):
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, n)
    noise = rng.normal(size=n)
    return pd.DataFrame(
        {"x": x, "y": jump * (x >= 0) + np.sin(2 * x) + 0.5 * noise, "age": x + rng.normal(size=n)}
    )


def test_an_honest_jump_passes_with_a_row_for_each_thing_asked():
    found = threshold_sensitivity(drawn(), baseline=["age"], **COLUMNS)
    kinds = [row["kind"] for row in found.table.records()]
    assert [kinds.count(kind) for kind in ("bandwidth", "donut", "placebo", "baseline")] == [6, 3, 6, 1]
    assert found.passed
    assert found.facts["lowest"] <= rdd(drawn(), **COLUMNS).estimate.value <= found.facts["highest"]
    assert found.table.records()[2]["value"] == rdd(drawn(), **COLUMNS).estimate.value


def test_units_heaped_at_the_threshold_are_found_by_the_donut():
    table = drawn(jump=0.0)
    table.loc[(table["x"] >= 0) & (table["x"] < 0.05), "y"] += 5
    found = threshold_sensitivity(table, donuts=[0.05], multiples=[1.0], placebos=[], **COLUMNS)
    assert not found.passed
    assert found.facts["n_outside"] == 1
    assert "sortent de l'intervalle" in found.text["fr"]


def test_a_false_threshold_and_a_baseline_that_jump_are_told():
    table = drawn()
    place = float(table["x"][table["x"] >= 0].median())
    table["y"] += 4.0 * (table["x"] >= place)
    table["age"] += 5.0 * (table["x"] >= 0)
    found = threshold_sensitivity(table, placebos=[0.5], baseline=["age"], **COLUMNS)
    assert (found.facts["n_placebo_jumps"], found.facts["baseline_jumps"]) == (1, "age")
    assert not found.passed
    assert "faux seuils (1 sur 2)" in found.text["fr"]
    assert "عتبات وهمية" in found.text["ar"]
    assert "(age)" in found.text["en"]


def test_what_cannot_be_estimated_is_empty_with_its_reason():
    found = threshold_sensitivity(drawn(n=120), multiples=[0.02, 1.0], **COLUMNS)
    assert [row["value"] is None for row in found.table.records()][:2] == [True, False]
    assert len(found.table.notes) >= 1
    nothing = threshold_sensitivity(drawn().assign(flat=1.0), baseline=["flat"], **COLUMNS)
    assert nothing.passed is None
    assert "flat" in nothing.table.notes[0]
    assert "n'a pas pu" in nothing.text["fr"]


def test_the_sides_of_a_rule_that_treats_below_are_its_own():
    table = drawn()
    turned = threshold_sensitivity(table.assign(x=-table["x"]), treated=TreatedSide.BELOW, **COLUMNS)
    plain = threshold_sensitivity(table, **COLUMNS)
    assert turned.facts["lowest"] == pytest.approx(plain.facts["lowest"], rel=1e-9)
    assert turned.facts["n_placebo_jumps"] == plain.facts["n_placebo_jumps"]


def test_a_fuzzy_jump_is_looked_at_the_same_way():
    rng = np.random.default_rng(7)
    table = drawn()
    table["t"] = 1.0 * (rng.uniform(size=len(table)) < 0.2 + 0.6 * (table["x"] >= 0))
    found = threshold_sensitivity(table, treatment="t", **COLUMNS)
    expected = rdd(table, treatment="t", **COLUMNS).estimate.value
    assert found.table.records()[2]["value"] == pytest.approx(expected)
    assert found.facts["n_placebo"] == 6


def test_a_question_that_cannot_be_asked_is_refused():
    with pytest.raises(MissingColumn):
        threshold_sensitivity(drawn(), outcome="y", running="z", cutoff=0.0)
