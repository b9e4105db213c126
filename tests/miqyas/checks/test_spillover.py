"""Spill-over: exposures counted by hand, regressions by statsmodels, and every refusal."""

import json

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from miqyas import errors
from miqyas.checks.saturation import saturation
from miqyas.checks.spillover import Exposure, Surface, spillover
from miqyas.cli.main import main
from miqyas.types import LANGUAGES

ROLES = {"outcome": "y", "treatment": "d"}


def town(seed=1, n=300, reach=0.0):
    """Houses on a plane; the untreated gain ``reach`` from a share of treated neighbours within 0.15."""
    rng = np.random.default_rng(seed)
    x, y = rng.random((2, n))
    d = rng.integers(0, 2, n)
    gap = np.hypot(x[:, None] - x, y[:, None] - y)
    near = (gap <= 0.15) & ~np.eye(n, dtype=bool)
    n_near, n_treated = near.sum(axis=1), (near & (d == 1)).sum(axis=1)
    share = n_treated / np.maximum(n_near, 1)
    far = np.where(d[None, :] == 1, gap, np.inf)
    np.fill_diagonal(far, np.inf)
    return pd.DataFrame({
        "y": 1.5 * d + reach * share + 0.01 * n_near + rng.normal(0, 1, n), "d": d, "lon": x, "lat": y,
        "n_near": n_near, "share": share, "far": far.min(axis=1), "age": rng.normal(size=n),
        "block": (4 * x).astype(int),
    })  # fmt: skip


def by_statsmodels(rows, columns, **fit):
    return sm.OLS(rows["y"], sm.add_constant(rows[columns])).fit(
        **(fit or {"cov_type": "HC1", "use_t": True})
    )


def test_share_within_a_radius_is_that_counted_by_hand():
    table = town()
    found = spillover(table, coordinates=("lon", "lat"), radius=0.15, covariates=["age"], **ROLES).facts
    rows = table[(table["d"] == 0) & (table["n_near"] > 0)]
    expected = by_statsmodels(rows, ["share", "n_near", "age"])
    assert (found["value"], found["std_error"]) == pytest.approx(
        (expected.params.iloc[1], expected.bse.iloc[1]), rel=1e-9
    )
    assert found["p_value"] == pytest.approx(expected.pvalues.iloc[1], rel=1e-9)
    assert (found["n"], found["n_alone"]) == (len(rows), ((table["d"] == 0) & (table["n_near"] == 0)).sum())


def test_distance_to_the_nearest_treated_is_that_counted_by_hand():
    table = town(2)
    found = spillover(
        table, coordinates=("lon", "lat"), exposure=Exposure.DISTANCE, cluster="block", **ROLES
    ).facts
    rows = table[table["d"] == 0]
    expected = by_statsmodels(
        rows, ["far"], cov_type="cluster", cov_kwds={"groups": rows["block"]}, use_t=True
    )
    assert (found["value"], found["std_error"]) == pytest.approx(
        (expected.params.iloc[1], expected.bse.iloc[1]), rel=1e-9
    )


def test_kilometres_on_the_earth():
    """A degree of latitude is 111.2 km: the same neighbours as on a plane turned to scale at the equator."""
    table = town(3)
    small = table.assign(lon=table["lon"] / 10, lat=table["lat"] / 10)
    plane = spillover(table, coordinates=("lon", "lat"), radius=0.15, **ROLES).facts
    earth = spillover(
        small, coordinates=("lon", "lat"), radius=0.015 * 111.19508, surface=Surface.EARTH, **ROLES
    ).facts
    assert earth["mean_exposure"] == pytest.approx(plane["mean_exposure"], abs=2e-3)
    by_km = spillover(
        small, coordinates=("lon", "lat"), exposure=Exposure.DISTANCE, surface=Surface.EARTH, **ROLES
    ).facts
    assert by_km["mean_exposure"] == pytest.approx(
        table.loc[table["d"] == 0, "far"].mean() * 11.119508, rel=1e-3
    )


def test_group_share_leaves_out_the_unit_itself():
    table = town(4)
    groups = table.groupby("block")["d"]
    table["others"] = groups.transform("size") - 1
    table["near"] = (groups.transform("sum") - table["d"]) / table["others"]
    found = spillover(table, group="block", **ROLES).facts
    rows = table[table["d"] == 0]
    expected = by_statsmodels(
        rows, ["near", "others"], cov_type="cluster", cov_kwds={"groups": rows["block"]}, use_t=True
    )
    assert found["value"] == pytest.approx(expected.params.iloc[1], rel=1e-7)
    assert found["df"] == 3


def test_spill_over_is_found_where_it_is_and_its_absence_is_not_claimed():
    options = {"coordinates": ("lon", "lat"), "radius": 0.15, **ROLES}
    assert spillover(town(5, n=900, reach=4), **options).passed is False
    nothing = spillover(town(5, n=900), **options)
    assert nothing.passed is None
    assert set(nothing.text) == set(LANGUAGES)
    assert "which remain possible" in nothing.text["en"]


def two_stage(seed=1, shares=(0.0, 0.3, 0.8)):
    rng = np.random.default_rng(seed)
    village = np.repeat(np.arange(90), 10)
    drawn = np.array(shares)[village % len(shares)]
    d = (rng.random(900) < drawn).astype(int)
    y = 2 * d + 1.0 * drawn + rng.normal(0, 0.5, 90)[village] + rng.normal(0, 1, 900)
    return pd.DataFrame({"y": y, "d": d, "share": drawn, "village": village})


def test_saturation_effects_are_those_of_statsmodels():
    table = two_stage()
    found = saturation(table, share="share", group="village", **ROLES)
    kinds = pd.get_dummies(table["share"].astype(str) + "/" + table["d"].astype(str), dtype=float).drop(
        columns="0.0/0"
    )
    fit = sm.OLS(table["y"], sm.add_constant(kinds)).fit(
        cov_type="cluster", cov_kwds={"groups": table["village"]}, use_t=True
    )
    rows = {(row["saturation"], row["effect"]): row for row in found.table.records()}
    for name, kind in (("total", 1), ("indirect", 0)):
        row = rows[0.3, name]
        assert row["value"] == pytest.approx(fit.params[f"0.3/{kind}"], rel=1e-9)
        assert row["std_error"] == pytest.approx(fit.bse[f"0.3/{kind}"], rel=1e-9)
    contrast = (kinds.columns == "0.8/1").astype(float) - (kinds.columns == "0.8/0")
    test = fit.t_test(np.concatenate([[0], contrast]))
    assert rows[0.8, "direct"]["p_value"] == pytest.approx(float(test.pvalue), rel=1e-8)
    joint = fit.f_test(np.array([[0, *(kinds.columns == f"{s}/0")] for s in ("0.3", "0.8")], dtype=float))
    assert found.facts["p_value"] == pytest.approx(float(joint.pvalue), rel=1e-8)
    assert found.passed is False
    assert set(found.text) == set(LANGUAGES)


def test_everyone_treated_leaves_only_the_total():
    found = saturation(two_stage(2, shares=(0.0, 1.0)), share="share", group="village", **ROLES)
    assert [row["effect"] for row in found.table.records()] == ["total"]
    assert "p_value" not in found.facts
    assert "nobody untreated" in found.text["en"]


def refusal(kind, call, table, **options):
    with pytest.raises(kind) as caught:
        call(table, **{**ROLES, **options})
    assert type(caught.value) is kind
    return caught.value.facts


def test_each_refusal():
    table = town(6)
    refusal(errors.NeighbourhoodUnclear, spillover, table)
    refusal(errors.NeighbourhoodUnclear, spillover, table, group="block", radius=1)
    refusal(errors.NeighbourhoodUnclear, spillover, table, coordinates=("lon", "lat"))
    refusal(errors.NeighbourhoodUnclear, spillover, table, group="block", exposure=Exposure.DISTANCE)
    refusal(errors.FigureOutOfRange, spillover, table, coordinates=("lon", "lat"), radius=-1)
    refusal(errors.TooFewNeighboured, spillover, table, coordinates=("lon", "lat"), radius=1e-9)
    whole = table.assign(d=table["block"] % 2)
    refusal(errors.ExposureConstant, spillover, whole, group="block")
    refusal(errors.InvalidLevel, spillover, table, group="block", level=3)
    refusal(errors.TreatmentNotBinary, spillover, table, treatment="block", group="n_near")


def test_each_refusal_of_two_stages():
    table, roles = two_stage(3), {"share": "share", "group": "village"}
    refusal(errors.SaturationVaries, saturation, table.assign(share=table["d"] * 0.5), **roles)
    refusal(errors.NoPureControl, saturation, table[table["share"] > 0], **roles)
    refusal(errors.TreatedInPureControl, saturation, table.assign(d=1), **roles)
    single = table[(table["share"] != 0.8) | (table["village"] == 2)]
    assert refusal(errors.TooFewGroups, saturation, single, **roles)["share"] == "0.8"
    refusal(errors.InvalidLevel, saturation, table, level=0, **roles)
    refusal(errors.TreatmentNotBinary, saturation, table, treatment="share", share="d", group="village")


def test_commands_speak(tmp_path, capsys):
    town(7).to_csv(tmp_path / "town.csv", index=False)
    two_stage(4).to_csv(tmp_path / "two.csv", index=False)
    roles = ["--outcome", "y", "--treatment", "d"]
    asked = [
        "sensitivity",
        "spillover",
        str(tmp_path / "town.csv"),
        *roles,
        "--coordinates",
        "lon,lat",
        "--radius",
        "0.15",
    ]
    assert main([*asked, "--json"]) == 0
    expected = spillover(town(7), coordinates=("lon", "lat"), radius=0.15, **ROLES).facts["value"]
    assert json.loads(capsys.readouterr().out)["value"] == pytest.approx(expected, rel=1e-9)
    assert main([*asked, "--lang", "fr"]) == 0
    assert "voisin" in capsys.readouterr().out
    asked = [
        "sensitivity",
        "saturation",
        str(tmp_path / "two.csv"),
        *roles,
        "--share",
        "share",
        "--group",
        "village",
    ]
    assert main([*asked, "--lang", "ar"]) == 0
    assert "غير المعالَجين" in capsys.readouterr().out
    assert main(["sensitivity", "spillover", str(tmp_path / "town.csv"), *roles, "--coordinates", "lon"]) == 1
