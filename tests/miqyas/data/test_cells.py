"""A panel put together by cluster and period: the same figures as from its rows, and only where that is so."""

import numpy as np
import pandas as pd
import pytest
from tests.miqyas.panels import commune_panel

from miqyas import errors
from miqyas.checks.negative_weights import negative_weights
from miqyas.data import cells, unit_parts
from miqyas.data.cells import CellRoles, collapse
from miqyas.data.relation import open_relation
from miqyas.estimators import two_way
from miqyas.estimators.twfe import twfe

ROLES = {"outcome": "y", "treatment": "d", "unit_id": "household", "time": "year", "cluster": "commune"}
WHOLE = {
    "bare": {},
    "weights": {"weights": "weight"},
    "covariates": {"covariates": ["size", "rain"], "weights": "weight"},
}


@pytest.fixture
def panel():
    return commune_panel(4)


def cells_of(table, *, covariates=(), weights=None):
    return collapse(
        open_relation(table), CellRoles("y", "household", "year", "commune", "d", ("d",), covariates, weights)
    )


def both(monkeypatch, question, table, **options):
    """Answer from the cells, then from the rows."""
    fast = question(table, **{**ROLES, **options})
    with monkeypatch.context() as patched:
        patched.setattr(two_way, "collapse", lambda relation, roles: None)
        return fast, question(table, **{**ROLES, **options})


def changed(table, place, **values):
    table = table.copy()
    for name, value in values.items():
        table[name] = table[name].astype("float64") if isinstance(value, float) else table[name]
        table.loc[place, name] = value
    return table


@pytest.mark.parametrize("options", WHOLE.values(), ids=WHOLE)
@pytest.mark.parametrize("case", ["balanced", "communes come and go", "whole household missing"])
def test_cells_say_what_rows_say(monkeypatch, panel, options, case):
    if case == "communes come and go":
        gone = (panel["commune"] % 5 == 0) & (panel["year"] == 2001) | (panel["commune"] == 7) & (
            panel["year"] > 2004
        )
        panel = panel[~gone]
    if case == "whole household missing":
        panel = changed(panel, panel["household"] == 10, y=np.nan)
    assert cells_of(
        panel, **{name: tuple(value) if isinstance(value, list) else value for name, value in options.items()}
    )
    fast, slow = both(monkeypatch, twfe, panel, **options)
    assert fast.tidy().keys() == slow.tidy().keys()
    for name, figure in slow.tidy().items():
        assert fast.tidy()[name] == (pytest.approx(figure, rel=1e-9) if isinstance(figure, float) else figure)
    assert fast.dropped_covariates == (("size",) if "covariates" in options else ())


@pytest.mark.parametrize("options", WHOLE.values(), ids=WHOLE)
def test_weights_of_the_effects_are_the_same(monkeypatch, panel, options):
    fast, slow = both(monkeypatch, negative_weights, panel[panel["cohort"] > 0], **options)
    assert fast.facts == pytest.approx(slow.facts, rel=1e-8)
    ours, theirs = ([list(row.values()) for row in check.table.records()] for check in (fast, slow))
    assert [row[0] for row in ours] == [row[0] for row in theirs]
    assert [row[1:] for row in ours] == pytest.approx(np.array([row[1:] for row in theirs]), rel=1e-8)
    assert fast.facts["n_negative"] > 0


def test_labels_may_be_text_and_dates(monkeypatch, panel):
    named = panel.assign(
        commune="l'" + panel["commune"].astype(str),
        household="h " + panel["household"].astype(str),
        year=pd.to_datetime(panel["year"].astype(str) + "-07-01"),
    )
    late = named[(named["commune"] != "l'3") | (named["year"].dt.year > 2002)]
    for table in (named, late):
        assert cells_of(table) is not None
        fast, slow = both(monkeypatch, twfe, table)
        assert (fast.value, fast.std_error) == pytest.approx((slow.value, slow.std_error), rel=1e-10)


BROKEN = {
    "a household leaves": lambda p: p[1:],
    "a value is missing": lambda p: changed(p, 5, y=np.nan),
    "treatment differs inside": lambda p: changed(p, p["household"] == 3, d=1),
    "a household moves": lambda p: changed(p, 2, commune=9),
    "two households exchange communes": lambda p: p.assign(commune=swapped(p)),
    "a row stands twice": lambda p: pd.concat([p, p[:1]]),
    "a household stands twice in every year": lambda p: pd.concat([p, p[p["household"] == 3]]),
    "one number for households of two communes": lambda p: p.assign(
        household=p.groupby(["commune", "year"]).cumcount()
    ),
    "an infinite outcome": lambda p: changed(p, 2, y=np.inf),
    "no name": lambda p: changed(p, 2, household=np.nan),
}


def swapped(panel):
    """Exchange a household of one commune with one of another in one year: counts stay."""
    first = panel.index[panel["commune"] == 0][0]
    second = panel.index[panel["commune"] == 1][0]
    commune = panel["commune"].copy()
    commune.loc[first], commune.loc[second] = 1, 0
    return commune


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_what_cells_would_hide_goes_to_the_rows(panel, broken):
    assert cells_of(panel) is not None
    assert cells_of(broken(panel)) is None


def test_weights_and_covariates_that_cells_would_hide(panel):
    moving = panel["weight"].where(panel.index != 4, 1.25)
    assert cells_of(panel.assign(weight=moving), weights="weight") is None
    assert cells_of(changed(panel, panel["household"] == 3, weight=-1.0), weights="weight") is None
    assert cells_of(panel, covariates=("size",)).of_units == ("size",)
    assert cells_of(panel, covariates=("income",)) is None
    assert cells_of(changed(panel, 3, rain=np.inf), covariates=("rain",)) is None


def test_refusals_are_those_of_the_rows(panel):
    for kind, table in (
        (errors.DuplicatedUnitTime, BROKEN["a household stands twice in every year"](panel)),
        (errors.UnitInSeveralClusters, BROKEN["a household moves"](panel)),
        (errors.InfiniteValues, BROKEN["an infinite outcome"](panel)),
        (errors.EmptyStratum, BROKEN["no name"](panel)),
        (errors.NotIdentified, panel.assign(d=(panel["year"] > 2003).astype(int))),
        (errors.TooFewClusters, panel.assign(d=panel["d"] * (panel["commune"] == 1))),
        (errors.ConstantOutcome, panel.assign(y=3.0)),
        (errors.NoResidualVariation, panel.assign(y=panel["d"] + panel["household"] - panel["year"] / 3.0)),
        (errors.OnePeriod, panel[panel["year"] == 2006]),
        (errors.TreatmentNotBinary, panel.assign(d=2 * panel["d"])),
    ):
        with pytest.raises(kind) as caught:
            twfe(table, **ROLES)
        assert type(caught.value) is kind


def test_units_are_counted_in_parts(monkeypatch, panel):
    whole = cells_of(panel)
    monkeypatch.setattr(unit_parts, "AT_ONCE", 10 * unit_parts.BYTES)
    for table in (panel, panel.assign(household="h" + panel["household"].astype(str))):
        n_units = table["household"].nunique()
        parts = unit_parts.parts_of(open_relation(table), "household", n_units)
        assert len(parts) == -(-n_units // 10) > 5
        assert sum(
            open_relation(table).ask(f"SELECT count(*) AS n FROM source_rows WHERE {part}")["n"][0]
            for part in parts
        ) == len(table)
        assert cells_of(table).outcome == pytest.approx(whole.outcome, rel=1e-14)
        twice = pd.concat([table, table[table["commune"] == 5]])
        assert cells_of(twice) is None


def test_clusters_as_many_as_rows_are_left_to_the_engine(monkeypatch, panel):
    monkeypatch.setattr(cells, "FEW", 3)
    assert cells_of(panel) is not None
    monkeypatch.setattr(cells, "MOST_CELLS", 200)
    assert cells_of(panel) is None
