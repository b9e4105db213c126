"""Wild cluster bootstrap against refitting every draw on rows, wildboottest, its size, and its refusals."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.miqyas.clustered import unequal_villages
from tests.miqyas.trials import village_trial

from miqyas import errors
from miqyas.cli.main import main
from miqyas.data.relation import open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import draw_sample
from miqyas.estimators import regression
from miqyas.estimators.clusters import clustered_fit
from miqyas.estimators.itt import itt
from miqyas.estimators.wild_bootstrap import wild_bootstrap
from miqyas.numerics.inversion import Draws
from miqyas.numerics.moments import CellMoments
from miqyas.numerics.wild import BootstrapWeights, batches, wild_parts

ORACLE = json.loads((Path(__file__).parents[2] / "reference/oracles/wild_bootstrap.json").read_text())[
    "found"
]
CASES = {
    "bare": {},
    "weights": {"weights": "weight", "covariates": ("age",)},
    "strata across clusters": {"strata": "pair", "covariates": ("age",)},
    "strata cut clusters": {"strata": "half", "weights": "weight", "covariates": ("age",)},
    "strata in clusters": {"strata": "village", "treatment": "lot"},
}


@pytest.fixture
def trial():
    table = village_trial(5, n_villages=12, per_village=5, effect=1.0, pairs=True).drop(index=[1, 2, 40])
    rng = np.random.default_rng(2)
    return table.assign(half=rng.integers(0, 3, len(table)), lot=rng.integers(0, 2, len(table)))


def refit(y, x, groups, weights, effect):
    """Squared t of one draw, under an effect, with rows: restricted fit, new outcome, fit again, CR1 without factor."""
    rest = x[:, :-1]
    restricted = y - x[:, -1] * effect
    fitted = rest @ np.linalg.lstsq(rest, restricted, rcond=None)[0]
    drawn = fitted + (restricted - fitted) * weights[groups]
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ drawn
    scores = pd.DataFrame(x * (drawn - x @ beta)[:, None]).groupby(groups).sum().to_numpy()
    return beta[-1] ** 2 / (bread @ scores.T @ scores @ bread)[-1, -1]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_draw_is_the_regression_fitted_again(trial, case):
    options = {"treatment": "assigned", **CASES[case]}
    roles = Roles("income", cluster="village", **options)
    fit = clustered_fit(draw_sample(open_relation(trial), roles), response="income")
    parts = wild_parts(fit.cells, fit.bread, fit.combination, fit.kept)
    weights = np.random.default_rng(3).normal(size=(12, 5))
    found = Draws.of([parts.draw(weights)], observed_square=parts.observed_square, value=fit.value)
    strata = trial[options["strata"]] if "strata" in options else pd.Series(0, index=trial.index)
    root = np.sqrt(trial["weight"].to_numpy() if "weights" in options else np.ones(len(trial)))
    columns = [*options.get("covariates", ()), options["treatment"]]
    x = root[:, None] * np.column_stack(
        [pd.get_dummies(strata).to_numpy(float), trial[columns].to_numpy(float)]
    )
    for effect in (0.0, 2.5):
        expected = [
            refit(root * trial["income"].to_numpy(), x, trial["village"].to_numpy(), w, effect)
            for w in weights.T
        ]
        assert found.statistics(effect) == pytest.approx(np.array(expected), rel=1e-8)


@pytest.mark.parametrize("row", ORACLE, ids=lambda row: f"{row['clusters']} {row['weights_type']}")
def test_p_values_are_those_of_wildboottest(row):
    table = unequal_villages()
    table = table[table["village"] < row["clusters"]]
    found = wild_bootstrap(
        table, outcome="y", treatment="d", cluster="village", covariates=["age"] if "age" in row["formula"] else [],
        draws=row["reps"], bootstrap_weights=row["weights_type"], rng=np.random.default_rng(1),
    )  # fmt: skip
    assert found.value / found.std_error == pytest.approx(row["t"], rel=1e-9)
    if "all" in found.method:
        # The draws of all +1 and of all -1 are the sample itself; wildboottest counts them or not as rounding falls.
        n_draws = 2 ** row["clusters"]
        uncounted = round((found.p_value - row["p_value"]) * n_draws, 6)
        assert uncounted in {0.0, 1.0, 2.0}
    else:
        error = np.sqrt(2 * row["p_value"] * (1 - row["p_value"]) / row["reps"])
        assert abs(found.p_value - row["p_value"]) < 4 * error


def test_bounds_are_where_the_test_turns(trial):
    options = {"outcome": "income", "treatment": "assigned", "cluster": "village", "covariates": ["age"]}
    found = wild_bootstrap(trial, rng=np.random.default_rng(1), **options)
    assert found.method.endswith("all 4096 draws)")
    for bound, outward in ((found.low, -1), (found.high, 1)):
        inside, outside = (
            wild_bootstrap(
                trial.assign(income=trial["income"] - (bound + shift * outward * 1e-6) * trial["assigned"]),
                rng=np.random.default_rng(1), **options,
            ).p_value
            for shift in (-1, 1)
        )  # fmt: skip
        assert inside > 0.05 >= outside
    plain = itt(trial, **options)
    assert (found.value, found.std_error) == pytest.approx((plain.value, plain.std_error), rel=1e-12)
    assert found.df is None


def test_seed_decides_and_scale_does_not(trial):
    asked = {
        "outcome": "income",
        "treatment": "assigned",
        "cluster": "village",
        "bootstrap_weights": "webb",
        "draws": 999,
    }
    one, same, other = (wild_bootstrap(trial, rng=np.random.default_rng(s), **asked) for s in (4, 4, 5))
    assert one == same
    assert one.low != other.low
    scaled = trial.assign(income=1e5 * trial["income"] + 3e8)
    again = wild_bootstrap(scaled, rng=np.random.default_rng(4), **asked)
    assert again.p_value == one.p_value
    assert (again.low, again.high) == pytest.approx((1e5 * one.low, 1e5 * one.high), rel=1e-6)


def test_weights_have_mean_zero_and_variance_one():
    for weights in BootstrapWeights:
        drawn = next(iter(batches(50, 20_000, weights, np.random.default_rng(0))))
        assert drawn.mean() == pytest.approx(0, abs=0.005)
        assert (drawn**2).mean() == pytest.approx(1, abs=0.01)
    cut = np.hstack(list(batches(2**20, 9, BootstrapWeights.WEBB, np.random.default_rng(0))))
    assert cut.shape == (2**20, 9)


def test_size_with_eight_clusters():
    """Eight villages of unequal size, nothing happening: CR1 with t(7) rejects too often, the bootstrap does not."""
    rng, sizes = np.random.default_rng(6), np.array([4, 6, 8, 10, 12, 16, 24, 60])
    groups = np.repeat(np.arange(8), sizes)
    rejected, by_t = 0, 0
    for _ in range(600):
        d = rng.permutation(np.arange(8) % 2)[groups].astype(float)
        y = rng.normal(0, 1, 8)[groups] + rng.normal(0, 1, sizes.sum())
        z = np.column_stack([d - d.mean(), y - y.mean()])
        cells = CellMoments(
            products=np.stack([z[groups == g].T @ z[groups == g] for g in range(8)]), n=sizes, cluster=np.arange(8),
            stratum=np.zeros(8, dtype=int), weight=sizes.astype(float),
            sums=np.stack([z[groups == g].sum(axis=0) for g in range(8)]),
        )  # fmt: skip
        total = cells.products.sum(axis=0)
        value = total[0, 1] / total[0, 0]
        parts = wild_parts(cells, np.array([[1 / total[0, 0]]]), np.array([-value, 1.0]), np.array([0]))
        drawn = [parts.draw(batch) for batch in batches(8, 999, BootstrapWeights.RADEMACHER, rng)]
        found = Draws.of(drawn, observed_square=parts.observed_square, value=value)
        rejected += found.p_value() <= 0.05
        by_t += value**2 / (8 / 7 * parts.observed_square) > 2.3646**2
    assert 0.02 < rejected / 600 < 0.075
    assert by_t / 600 > 0.10


def ask(trial, **options):
    asked = {
        "outcome": "income",
        "treatment": "assigned",
        "cluster": "village",
        "rng": np.random.default_rng(1),
    }
    return wild_bootstrap(trial, **{**asked, **options})


def test_too_few_clusters_for_signs_are_refused_and_webb_is_named(trial):
    five = trial[trial["village"] < 5]
    with pytest.raises(errors.BootstrapTooCoarse) as caught:
        ask(five)
    assert caught.value.facts == {"n": 5, "column": "village", "smallest": "0.0625"}
    assert "Webb" in str(caught.value)
    assert 0 < ask(five, bootstrap_weights="webb", draws=999).p_value <= 1


@pytest.mark.parametrize(("kind", "options"), [
    (errors.TooFewDraws, {"draws": 20}),
    (errors.InvalidLevel, {"level": 95}),
    (errors.NotIdentified, {"covariates": ["copy"]}),
    (errors.NoResidualVariation, {"outcome": "told"}),
    (errors.ClusterIsUnit, {"cluster": "row"}),
    (errors.TooManyCoefficients, {"strata": "row"}),
])  # fmt: skip
def test_refusals(trial, kind, options):
    table = trial.assign(copy=3 * trial["assigned"], told=2.0 * trial["assigned"], row=range(len(trial)))
    if kind is errors.TooManyCoefficients:
        table["row"] //= 2
        table = table.iloc[:40].assign(assigned=np.arange(40) % 2)
        options = {"strata": "row", "covariates": [f"x{i}" for i in range(20)]}
        table = table.assign(**{f"x{i}": np.cos(np.arange(40) * (i + 1) ** 2) for i in range(20)})
    with pytest.raises(kind):
        ask(table, **options)


def test_too_many_clusters_are_refused(trial, monkeypatch):
    monkeypatch.setattr(regression, "LARGEST_STACK", 10)
    with pytest.raises(errors.TooManyClustersToAdjust):
        ask(trial)


def test_command_line(trial, tmp_path, capsys):
    path = str(tmp_path / "trial.csv")
    trial.to_csv(path, index=False)
    asked = [
        "estimate",
        "itt",
        path,
        "--outcome",
        "income",
        "--treatment",
        "assigned",
        "--inference",
        "wild-bootstrap",
    ]
    assert (
        main(
            [
                *asked,
                "--cluster",
                "village",
                "--bootstrap-weights",
                "webb",
                "--draws",
                "999",
                "--seed",
                "3",
                "--json",
            ]
        )
        == 0
    )
    row = json.loads(capsys.readouterr().out)
    expected = ask(path, bootstrap_weights="webb", draws=999, rng=np.random.default_rng(3))
    assert (row["p_value"], row["low"]) == (expected.p_value, expected.low)
    assert row["df"] == ""
    for wrong in ([], ["--cluster", "village,pair"], ["--cluster", "village", "--variance", "CR2"]):
        assert main([*asked, *wrong]) == 1
    assert main([*asked, "--cluster", "village", "--adjustment", "lin"]) == 1
    assert main(["--lang", "fr", *asked, "--cluster", "village"]) == 0
    assert "assigned" in capsys.readouterr().out
