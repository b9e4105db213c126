"""Units taken some at a time: the same figures as at once."""

import numpy as np
import pytest
from tests.miqyas.panels import commune_panel, holed_panel

from miqyas import errors
from miqyas.checks.negative_weights import negative_weights
from miqyas.data import unit_parts
from miqyas.data.relation import open_relation
from miqyas.estimators.event_study import event_study
from miqyas.estimators.group_time import group_time
from miqyas.estimators.twfe import twfe

TWFE = {"outcome": "y", "treatment": "d", "unit_id": "household", "time": "year"}
STAGGERED = {"outcome": "y", "unit_id": "household", "time": "year", "cohort": "cohort"}


@pytest.fixture
def panel():
    return holed_panel(4)


def named(table):
    """Give units names that no order of numbers parts."""
    return table.assign(household="h" + table["household"].astype(str))


def in_parts(monkeypatch, question, table, **options):
    """Answer at once, then in parts; an infinite budget leaves one part."""
    whole = question(table, **options)
    with monkeypatch.context() as patched:
        patched.setattr(unit_parts, "AT_ONCE", 4_000)
        assert len(unit_parts.unit_parts(open_relation(table), options["unit_id"], n_numbers=4)) > 2
        return whole, question(table, **options)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"cluster": "commune"},
        {"cluster": "commune", "weights": "weight", "covariates": ["income", "size"]},
    ],
    ids=["bare", "commune", "all"],
)
@pytest.mark.parametrize("change", [lambda p: p, named], ids=["numbers", "names"])
def test_two_way_fixed_effects(monkeypatch, panel, options, change):
    whole, parted = in_parts(monkeypatch, twfe, change(panel), **TWFE, **options)
    assert (parted.value, parted.std_error, parted.control_mean) == pytest.approx(
        (whole.value, whole.std_error, whole.control_mean), rel=1e-11
    )
    assert (parted.n, parted.n_clusters, parted.dropped_covariates, parted.notes) == (
        whole.n, whole.n_clusters, whole.dropped_covariates, whole.notes
    )  # fmt: skip


def test_two_way_fixed_effects_with_weights_that_move(monkeypatch, panel):
    panel["weight"] = np.random.default_rng(1).uniform(0.5, 2, len(panel))
    whole, parted = in_parts(monkeypatch, twfe, panel, **TWFE, weights="weight", cluster="commune")
    assert (parted.value, parted.std_error) == pytest.approx((whole.value, whole.std_error), rel=1e-11)


def test_weights_of_the_effects(monkeypatch, panel):
    whole, parted = in_parts(monkeypatch, negative_weights, panel, **TWFE)
    assert parted.facts == pytest.approx(whole.facts, rel=1e-10)
    assert [row["time"] for row in parted.table.records()] == [row["time"] for row in whole.table.records()]


@pytest.mark.parametrize("cluster", [None, "commune"])
def test_event_study(monkeypatch, panel, cluster):
    def ask(table, **options):
        return event_study(table, rng=np.random.default_rng(1), **options)

    whole, parted = in_parts(monkeypatch, ask, panel, **STAGGERED, cluster=cluster)
    assert parted.covariance == pytest.approx(whole.covariance, rel=1e-9)
    assert [e.value for e in parted.effects] == pytest.approx([e.value for e in whole.effects], rel=1e-10)


@pytest.mark.parametrize("cluster", [None, "commune"])
@pytest.mark.parametrize("change", [lambda p: p, named], ids=["numbers", "names"])
def test_group_time_effects(monkeypatch, cluster, change):
    def ask(table, **options):
        return group_time(
            table, rng=np.random.default_rng(1), comparison="not_yet_treated", base="varying", **options
        )

    whole, parted = in_parts(monkeypatch, ask, change(commune_panel(6)[3:]), **STAGGERED, cluster=cluster)
    figures = [
        [x for e in found.effects for x in (e.value, e.std_error, e.band_low)] for found in (whole, parted)
    ]
    assert figures[1] == pytest.approx(figures[0], rel=1e-11)
    assert (parted.n_units, parted.n_dropped, parted.notes) == (whole.n_units, whole.n_dropped, whole.notes)


def test_what_is_refused_is_found_in_its_part(monkeypatch, panel):
    monkeypatch.setattr(unit_parts, "AT_ONCE", 4_000)
    moved = panel.assign(commune=panel["commune"] + (panel.index == 5))
    with pytest.raises(errors.UnitInSeveralClusters) as caught:
        twfe(moved, **TWFE, cluster="commune")
    assert caught.value.facts["n"] == 1
    late = panel.assign(cohort=panel["cohort"].where(panel["household"] != 3, 2004.5))
    with pytest.raises(errors.CohortBetweenPeriods) as odd:
        event_study(late, **STAGGERED, rng=np.random.default_rng(1))
    assert odd.value.facts["found"] == "2004.5"
