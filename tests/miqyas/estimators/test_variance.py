"""Every kind of variance against the formula on rows, independent software, and its refusals."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from tests.miqyas.clustered import unequal_villages
from tests.miqyas.trials import village_trial

from miqyas import errors
from miqyas.cli.main import main
from miqyas.estimators import regression
from miqyas.estimators.did import did
from miqyas.estimators.itt import itt
from miqyas.estimators.variance import ClusterRobust, HeteroskedasticRobust
from miqyas.numerics.moments import CellMoments
from miqyas.reporting.notes import estimate_notes

ORACLE = json.loads((Path(__file__).parents[2] / "reference/oracles/cluster_variance.json").read_text())[
    "found"
]
CASES = {
    "bare": {},
    "weights": {"weights": "weight", "covariates": ["age"]},
    "strata across clusters": {"strata": "pair", "covariates": ["age"]},
    "strata cut clusters": {"strata": "half", "weights": "weight", "covariates": ["age"]},
    "strata in clusters": {"strata": "village", "treatment": "lot"},
}


@pytest.fixture
def trial():
    table = village_trial(5, n_villages=14, per_village=5, effect=1.0, pairs=True).drop(
        index=[1, 2, 3, 40, 41]
    )
    rng = np.random.default_rng(2)
    return table.assign(half=rng.integers(0, 3, len(table)), lot=rng.integers(0, 2, len(table)))


@pytest.fixture(params=CASES.values(), ids=CASES)
def options(request):
    return {"outcome": "income", "treatment": "assigned", **request.param}


def dense(trial, options):
    """Outcome and whole design on rows, each times the root of its weight; treatment last."""
    strata = trial[options["strata"]] if "strata" in options else pd.Series(0, index=trial.index)
    columns = [*options.get("covariates", []), options["treatment"]]
    root = np.sqrt(trial[options["weights"]].to_numpy() if "weights" in options else np.ones(len(trial)))
    x = np.column_stack([pd.get_dummies(strata).to_numpy(float), trial[columns].to_numpy(float)])
    return root * trial[options["outcome"]].to_numpy(), root[:, None] * x


def by_formula(y, x, groups, exponent):
    """Variance and degrees of freedom of the last coefficient, with matrices the size of the rows."""
    bread = np.linalg.inv(x.T @ x)
    hat = x @ bread @ x.T
    residual, left = y - hat @ y, np.eye(len(y)) - hat
    scores, columns = [], []
    for group in np.unique(groups):
        rows = groups == group
        values, vectors = np.linalg.eigh(left[np.ix_(rows, rows)])
        kept = values > 1e-9
        power = (vectors[:, kept] * values[kept] ** exponent) @ vectors[:, kept].T
        scores.append(x[rows].T @ power @ residual[rows])
        columns.append(left[:, rows] @ power @ x[rows] @ bread[:, -1])
    scores, gamma = np.array(scores), np.array(columns) @ np.array(columns).T
    variance = bread @ scores.T @ scores @ bread
    return variance[-1, -1], np.trace(gamma) ** 2 / (gamma**2).sum()


def test_cr2_and_its_degrees_of_freedom_are_those_of_the_formula(trial, options):
    variance, df = by_formula(*dense(trial, options), trial["village"].to_numpy(), -0.5)
    found = itt(trial, cluster="village", variance="CR2", **options)
    assert found.std_error == pytest.approx(np.sqrt(variance), rel=1e-9)
    assert found.df == pytest.approx(df, rel=1e-8)
    assert (found.method.split(", ")[-1], [n.name for n in found.notes if "clusters" in n.name]) == (
        "CR2 by cluster", [],
    )  # fmt: skip


def test_hc2_and_its_degrees_of_freedom_are_those_of_the_formula(trial, options):
    variance, df = by_formula(*dense(trial, options), np.arange(len(trial)), -0.5)
    found = itt(trial, variance="HC2", **options)
    assert found.std_error == pytest.approx(np.sqrt(variance), rel=1e-9)
    assert found.df == pytest.approx(df, rel=1e-8)


def test_cr3_is_the_fit_without_each_cluster(trial, options):
    y, x = dense(trial, options)
    groups = trial["village"].to_numpy()
    whole = np.linalg.lstsq(x, y, rcond=None)[0][-1]
    gaps = [
        np.linalg.lstsq(x[groups != g], y[groups != g], rcond=None)[0][-1] - whole for g in np.unique(groups)
    ]
    found = itt(trial, variance=ClusterRobust(by="village", kind="CR3"), **options)
    assert found.std_error == pytest.approx(np.sqrt(13 / 14 * np.square(gaps).sum()), rel=1e-9)
    assert found.df == 13


@pytest.mark.parametrize("kind", ["HC1", "HC2", "HC3"])
def test_unit_variances_are_those_of_statsmodels(trial, options, kind):
    y, x = dense(trial, options)
    expected = sm.OLS(y, x).fit(cov_type=kind).bse[-1]
    found = itt(trial, variance=HeteroskedasticRobust(kind=kind), **options)
    assert found.std_error == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("row", ORACLE, ids=lambda row: " ".join(map(str, list(row.values())[:4])))
def test_clusters_one_and_two_ways_and_jackknife_are_those_of_pyfixest(row):
    formula = row["formula"].split("~")[1].replace("|", "+").replace(" ", "").split("+")
    found = itt(
        unequal_villages(), outcome="y", treatment="d", covariates=["age"] if "age" in formula else [],
        strata="region" if "region" in formula else None, weights=row["weights"],
        variance=ClusterRobust(by=tuple(row["cluster"].split("+")), kind=row["kind"].replace("CRV", "CR")),
    )  # fmt: skip
    assert found.value == pytest.approx(row["value"], rel=1e-9)
    factor = np.sqrt(29 / 30) if row["kind"] == "CRV3" else 1  # see the oracle
    assert found.std_error == pytest.approx(factor * row["std_error"], rel=1e-9)
    if "+" in row["cluster"]:
        assert (found.n_clusters, found.df, found.method.split(", ")[-1]) == (7, 6, "CR1 by two-way cluster")


def test_two_ways_are_the_same_in_either_order_and_count_what_is_left_out():
    table = unequal_villages().astype({"village": "float"})
    table.loc[[3, 4], "village"] = np.nan
    table.loc[[4, 5], "month"] = pd.NA
    one, other = (
        itt(table, outcome="y", treatment="d", cluster=names)
        for names in (("village", "month"), ("month", "village"))
    )
    assert one.std_error == pytest.approx(other.std_error, rel=1e-12)
    assert (one.n_dropped, other.n_dropped) == (3, 3)


def test_two_way_variance_below_zero_is_replaced_and_told():
    """Treatment and outcome that alternate: villages and months cancel out, their meetings do not."""
    rng = np.random.default_rng(3)
    grid = pd.DataFrame([(i, j) for i in range(6) for j in range(6)] * 2, columns=["village", "month"])
    grid["d"] = (grid["village"] + grid["month"]) % 2
    noise = rng.normal(size=(6, 6))
    noise += -noise.mean(axis=0) - noise.mean(axis=1)[:, None] + noise.mean()
    grid["y"] = (2 * grid["d"] - 1) * noise[grid["village"], grid["month"]] + 0.01 * rng.normal(size=72)
    ways = [itt(grid, outcome="y", treatment="d", cluster=name) for name in ("village", "month")]
    found = itt(grid, outcome="y", treatment="d", cluster=("village", "month"))
    assert [str(note) for note in found.notes] == ["few_clusters=6", "variance_repaired=1"]
    assert found.std_error**2 == pytest.approx(sum(way.std_error**2 for way in ways), rel=1e-9)
    assert "was not taken away" in estimate_notes(found, "en")[-1]


def test_few_and_unequal_clusters_are_told(trial):
    few = itt(trial, outcome="income", treatment="assigned", cluster="village")
    assert [str(note) for note in few.notes] == ["few_clusters=14"]
    many = village_trial(3, n_villages=60, per_village=4)
    assert itt(many, outcome="income", treatment="assigned", cluster="village").notes == ()
    giant = pd.concat([many, *[many[many["village"] == 7]] * 60])
    told = itt(giant, outcome="income", treatment="assigned", cluster="village").notes
    assert [note.name for note in told] == ["unequal_clusters"]
    assert told[0].count < 40


@pytest.mark.parametrize(("kind", "options"), [
    (errors.UnknownVariance, {"variance": "HC9"}),
    (errors.VarianceContradicted, {"variance": "CR2"}),
    (errors.VarianceContradicted, {"variance": "HC2", "cluster": "village"}),
    (errors.VarianceContradicted, {"variance": ClusterRobust(by="pair"), "cluster": "village"}),
    (errors.VarianceContradicted, {"cluster": ("village", "pair", "half")}),
    (errors.TwoWayOnlyPlain, {"variance": "CR2", "cluster": ("village", "pair")}),
    (errors.MissingColumn, {"cluster": ("village", "pear")}),
])  # fmt: skip
def test_contradictions_are_refused(trial, kind, options):
    with pytest.raises(kind):
        itt(trial, outcome="income", treatment="assigned", **options)


def test_unknown_kinds_are_refused_when_declared():
    for declare in (
        lambda: ClusterRobust(by="village", kind="HC1"),
        lambda: HeteroskedasticRobust(kind="CR1"),
    ):
        with pytest.raises(errors.UnknownVariance):
            declare()


def test_jackknife_that_does_not_exist_is_refused(trial):
    alone = trial.assign(lot=np.where(trial["village"] == 3, trial["lot"], 0) | (trial["village"] == 5))
    alone["only"] = (alone["village"] == 5).astype(int)
    with pytest.raises(errors.ClusterDecides) as caught:
        itt(alone, outcome="income", treatment="lot", covariates=["only"], cluster="village", variance="CR3")
    assert caught.value.facts["n"] == 1


def test_too_many_clusters_for_an_adjustment_are_refused(trial, monkeypatch):
    monkeypatch.setattr(regression, "LARGEST_STACK", 10)
    with pytest.raises(errors.TooManyClustersToAdjust):
        itt(trial, outcome="income", treatment="assigned", cluster="village", variance="CR2")


def test_cells_of_strata_in_one_cluster_are_left_out():
    eye = np.ones((2, 1, 1))
    cells = CellMoments(
        products=eye, n=np.array([2, 2]), cluster=np.array([0, 0, 1]), stratum=np.array([0, 1, 1]),
        weight=np.array([1.0, 1.0, 1.0]), sums=np.array([[0.0], [1.0], [-1.0]]),
    )  # fmt: skip
    kept = cells.without_whole_strata()
    assert (kept.cluster.tolist(), kept.stratum.tolist(), kept.slot.tolist(), kept.n_strata) == (
        [0, 1],
        [0, 0],
        [0, 0],
        1,
    )


def test_difference_in_differences_takes_the_same_variances():
    rng = np.random.default_rng(4)
    seen = pd.DataFrame({"unit": np.arange(240) // 2, "year": np.arange(240) % 2})
    seen["village"], seen["treated"] = seen["unit"] // 10, (seen["unit"] // 10) % 2
    seen["y"] = (
        seen["year"] * seen["treated"]
        + rng.normal(0, 1, 12)[seen["village"]] * seen["year"]
        + rng.normal(0, 1, 240)
    )
    seen["team"] = seen["unit"] % 5
    options = {"outcome": "y", "treatment": "treated", "time": "year"}
    change = seen.pivot_table(index="unit", columns="year", values="y")
    wide = pd.DataFrame({"change": change[1] - change[0], "treated": seen.groupby("unit")["treated"].first()})
    wide["village"] = np.arange(120) // 10
    for kind in ("CR2", "CR3"):
        found = did(seen, unit_id="unit", cluster="village", variance=kind, **options)
        changes = itt(wide, outcome="change", treatment="treated", cluster="village", variance=kind)
        assert (found.value, found.std_error, found.df) == pytest.approx(
            (changes.value, changes.std_error, changes.df)
        )
    with_cells = did(seen, variance="HC2", **options)
    assert with_cells.method == "difference-in-differences, HC2"
    two = did(seen, cluster=("village", "team"), **options)
    assert (two.n_clusters, two.df) == (5, 4)


def test_command_line_takes_kind_and_two_clusters(tmp_path, capsys):
    path = str(tmp_path / "trial.csv")
    unequal_villages().to_csv(path, index=False)
    asked = ["estimate", "itt", path, "--outcome", "y", "--treatment", "d", "--json"]
    assert main([*asked, "--cluster", "village", "--variance", "cr2"]) == 0
    expected = itt(path, outcome="y", treatment="d", cluster="village", variance="CR2")
    assert json.loads(capsys.readouterr().out)["df"] == pytest.approx(expected.df)
    assert main([*asked, "--cluster", "village,month"]) == 0
    assert json.loads(capsys.readouterr().out)["n_clusters"] == 7
    assert main([*asked, "--variance", "CR2"]) == 1
    assert "CR2" in capsys.readouterr().err
