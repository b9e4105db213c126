"""Variances of two-stage least squares: the jackknife on rows, clusters two ways, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from tests.miqyas.clustered import unequal_villages
from tests.miqyas.instrumented import encouragement

from miqyas import errors
from miqyas.estimators.itt import itt
from miqyas.estimators.iv import iv


def two_stage(y, d, held, z, w):
    """2SLS on rows, strata as dummies in ``held``."""
    root = np.sqrt(w)[:, None]
    x, zz = root * np.column_stack([held, d]), root * np.column_stack([held, z])
    fitted = zz @ np.linalg.lstsq(zz, x, rcond=None)[0]
    return np.linalg.lstsq(fitted, root[:, 0] * y, rcond=None)[0][-1]


@pytest.mark.parametrize("strata", [None, "region", "cell"])
def test_iv_jackknife_is_the_fit_without_each_cluster(strata):
    table = encouragement(4, n_villages=12).assign(cell=lambda t: t.index % 3)
    held = np.column_stack([pd.get_dummies(table[strata] if strata else table["village"] * 0), table["age"]])
    parts = [table["income"], table["attended"], held, table[["invited", "distance"]], table["weight"]]
    parts = [np.asarray(part, dtype=float) for part in parts]
    village = table["village"].to_numpy()
    whole = two_stage(*parts)
    gaps = np.array([two_stage(*(part[village != g] for part in parts)) - whole for g in range(12)])
    found = iv(
        table, outcome="income", treatment="attended", instruments=["invited", "distance"], strata=strata,
        covariates=["age"], weights="weight", cluster="village", variance="CR3",
    )  # fmt: skip
    assert found.value == pytest.approx(whole, rel=1e-9)
    assert found.std_error == pytest.approx(np.sqrt(11 / 12 * (gaps**2).sum()), rel=1e-8)
    assert (found.df, [note.name for note in found.notes]) == (
        11,
        ["small_strata"] if strata == "region" else [],
    )


def test_iv_two_ways_with_an_instrument_followed_is_the_intention_to_treat():
    table = unequal_villages().assign(taken=lambda t: t["d"])
    options = {"outcome": "y", "cluster": ("village", "month"), "covariates": ["age"]}
    followed = iv(table, treatment="taken", instruments="d", **options)
    assigned = itt(table, treatment="d", **options)
    assert (followed.std_error, followed.df, followed.n_clusters) == pytest.approx(
        (assigned.std_error, assigned.df, assigned.n_clusters), rel=1e-9
    )
    assert [str(note) for note in followed.notes] == ["few_clusters_iv=7"]


@pytest.mark.parametrize(("kind", "options"), [
    (errors.UndefinedForInstruments, {"variance": "CR2", "cluster": "village"}),
    (errors.UndefinedForInstruments, {"variance": "HC3"}),
    (errors.TwoWayOnlyPlain, {"variance": "CR3", "cluster": ("village", "region")}),
    (errors.ClusterDecides, {"variance": "CR3", "cluster": "village", "covariates": ["only"], "instruments": "seventh"}),
])  # fmt: skip
def test_iv_refuses_what_is_not_defined(kind, options):
    table = encouragement(4, n_villages=12).assign(only=lambda t: (t["village"] == 7) * t["age"])
    table["seventh"] = (table["village"] == 7) * table["distance"] + 0.0
    with pytest.raises(kind):
        iv(table, **{"outcome": "income", "treatment": "attended", "instruments": "invited", **options})
