"""Matching against every pair looked at in turn, the published variances written out, and every refusal."""

import json
import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from tests.miqyas.observed import choosers, selected

from miqyas import errors
from miqyas.checks.covariate_balance import balance_after_matching
from miqyas.cli.main import main
from miqyas.estimators import matching as module
from miqyas.estimators.matching import Distance, Link, Matching, matching
from miqyas.numerics.neighbours import paired
from miqyas.numerics.weighting import Estimand

NAMES = ["age", "land", "literate"]
ASKED = {"outcome": "y", "treatment": "d", "covariates": NAMES}
CASES = {
    "one": Matching(bias_correction=False),
    "three": Matching(neighbours=3, bias_correction=False),
    "corrected": Matching(neighbours=2),
    "caliper": Matching(caliper=0.3),
    "exact": Matching(exact=("literate",), neighbours=2),
    "score": Matching(distance=Distance.SCORE),
    "score, exact, caliper": Matching(distance=Distance.SCORE, exact=("region",), caliper=0.05),
}


@pytest.fixture
def people():
    """Covariates rounded, so that many units are alike."""
    table = choosers(1, n=300)
    return table.assign(age=table["age"].round(-1), land=table["land"].round(1), region=np.arange(300) % 3)


def places_of(people, by):
    z = people[NAMES].to_numpy()
    if by.distance is Distance.SCORE:
        x = sm.add_constant((z - z.mean(axis=0)) / z.std(axis=0))
        fit = sm.Logit(people["d"], x).fit(disp=0, tol=1e-13)
        return np.asarray(fit.predict())[:, None], x
    root = np.linalg.cholesky(np.linalg.inv(np.cov(z.T, bias=True)))
    return z @ root, None


def every_pair(people, by, estimand):
    """The estimator as the papers write it, one unit at a time."""
    y, d = people["y"].to_numpy(), people["d"].to_numpy()
    places, z = places_of(people, by)
    far = ((places[:, None, :] - places[None]) ** 2).sum(axis=2) ** 0.5
    group = (
        people[list(by.exact)].astype(str).agg("-".join, axis=1).to_numpy() if by.exact else np.zeros(len(y))
    )
    apart = group[:, None] != group[None]
    x = people[NAMES].to_numpy()
    wanted = np.flatnonzero(d == 1) if estimand is Estimand.ATT else np.arange(len(y))
    matches = {}
    for i in wanted:
        others = np.flatnonzero((d != d[i]) & ~apart[i])
        if not len(others):
            continue
        cut = np.sort(far[i, others])[min(by.neighbours, len(others)) - 1]
        near = [j for j in others if far[i, j] <= cut + 1e-9 and far[i, j] <= by.caliper]
        if near:
            matches[i] = near
    k, k2 = np.zeros(len(y)), np.zeros(len(y))
    for near in matches.values():
        k[near] += 1 / len(near)
        k2[near] += 1 / len(near) ** 2
    fitted = np.zeros((2, len(y)))
    if by.bias_correction and by.distance is Distance.MAHALANOBIS:
        for arm in (0, 1):
            rows = (d == arm) & (k > 0)
            if rows.any():
                fit = sm.WLS(y[rows], sm.add_constant(x[rows]), weights=k[rows]).fit()
                fitted[arm] = fit.predict(sm.add_constant(x))
    effect = {
        i: (2 * d[i] - 1) * (y[i] - np.mean([y[j] + fitted[1 - d[i], i] - fitted[1 - d[i], j] for j in near]))
        for i, near in matches.items()
    }
    value, n = np.mean(list(effect.values())), len(effect)
    spread = np.zeros(len(y))
    for i in range(len(y)):
        own = np.flatnonzero((d == d[i]) & (np.arange(len(y)) != i))
        distance = far[i, own] + 1e6 * apart[i, own]
        near = own[distance <= np.sort(distance)[1] + 1e-9]
        spread[i] = len(near) / (len(near) + 1) * (y[i] - y[near].mean()) ** 2
    in_sum = np.isin(np.arange(len(y)), list(effect))
    used = (in_sum + k) ** 2 - in_sum - k2
    variance = (sum((e - value) ** 2 for e in effect.values()) + used @ spread) / n**2
    return value, variance, z, k, n


@pytest.mark.parametrize("by", CASES.values(), ids=CASES)
@pytest.mark.parametrize("estimand", [Estimand.ATT, Estimand.ATE])
def test_effect_and_error_are_those_of_every_pair(people, by, estimand):
    value, variance, _, k, n = every_pair(people, by, estimand)
    found = matching(people, **ASKED, estimand=estimand, by=by)
    assert found.value == pytest.approx(value, rel=1e-8)
    if by.distance is Distance.MAHALANOBIS:
        assert found.std_error == pytest.approx(np.sqrt(variance), rel=1e-8)
    else:  # less what knowing the score would have cost (Abadie and Imbens 2016)
        assert 0.8 < found.std_error / np.sqrt(variance) < 1.1
    assert f"units_as_matches={(k > 0).sum()}" in map(str, found.notes)
    wanted = 300 if estimand is Estimand.ATE else people["d"].sum()
    assert [note.count for note in found.notes if note.name == "unmatched"] == [wanted - n] * int(n < wanted)


@pytest.mark.parametrize("link", [Link.LOGIT, Link.PROBIT])
@pytest.mark.parametrize("estimand", [Estimand.ATT, Estimand.ATE])
def test_error_with_an_estimated_score_is_that_seen_over_samples(estimand, link):
    """The truth: effect 2, outcome steep in the covariates that make the score."""
    values, said = [], []
    by = Matching(distance=Distance.SCORE, link=link)
    for seed in range(200):
        rng = np.random.default_rng(seed)
        x = rng.normal(0, 1, (400, 2))
        d = (rng.random(400) < 1 / (1 + np.exp(-(x[:, 0] + x[:, 1]) / 2))).astype(float)
        y = 3 * x[:, 0] - 3 * x[:, 1] + 2 * d + rng.normal(0, 1, 400)
        rows = replace(selected(choosers(0, n=400)), y=y, d=d, x=x)
        ground = module._ground(rows, np.zeros(400, dtype=np.int64), by)
        found = module._impute(rows, ground, by, estimand)
        result, std_error = module._measure(rows, ground, found, estimand)
        values.append(result.value)
        said.append(std_error)
    # One standard error of a standard deviation over 200 samples is 5 %.
    assert np.mean(said) == pytest.approx(np.std(values), rel=0.15)


@pytest.mark.parametrize("dimension", [1, 2])
def test_pairs_without_replacement_are_greedy(dimension):
    rng = np.random.default_rng(dimension)
    targets, donors = rng.normal(size=(40, dimension)), rng.normal(size=(60, dimension))
    order = rng.permutation(40)
    found = paired(targets, donors, order=order, n_neighbours=1, caliper=1.0)
    free, expected = set(range(60)), {}
    for i in order:
        far = {j: float(((targets[i] - donors[j]) ** 2).sum() ** 0.5) for j in free}
        best = min(far, key=far.get)
        if far[best] <= 1.0:
            expected[i] = best
            free.remove(best)
    assert dict(zip(found.row, found.point, strict=True)) == expected


def test_without_replacement_is_the_mean_of_pairs(people):
    more = people.assign(d=people["d"] * (np.arange(300) % 2))
    found = matching(more, **ASKED, by=Matching(distance=Distance.SCORE, replacement=False))
    assert f"units_as_matches={more['d'].sum()}" in map(str, found.notes)
    assert found.n == 2 * more["d"].sum()


@pytest.mark.parametrize("by", [Matching(), Matching(distance=Distance.SCORE, replacement=False)])
def test_order_of_rows_and_units_of_covariates_do_not_matter(people, by):
    few = people.assign(d=people["d"] * (np.arange(300) % 2))
    once = matching(few, **ASKED, by=by)
    again = matching(few.sample(frac=1, random_state=3).assign(land=few["land"] * 1000), **ASKED, by=by)
    assert (again.value, again.std_error) == pytest.approx((once.value, once.std_error), rel=1e-9)


def test_exact_columns_may_be_words_and_missing_ones_are_counted(people):
    words = people.assign(region=people["region"].map({0: "north", 1: "south", 2: None}))
    found = matching(words, **ASKED, by=Matching(exact=("region",)))
    assert found.n_dropped == 100


def test_covariates_that_do_not_vary_are_named_and_leave_the_plain_difference(people):
    flat = people.assign(age=1.0, land=2.0, literate=0.0)
    found = matching(flat, **ASKED)
    arms = people.groupby("d")["y"].mean()
    assert found.value == pytest.approx(arms[1] - arms[0], rel=1e-10)
    assert found.dropped_covariates == tuple(NAMES)


def test_large_case_takes_seconds():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(60_000, 3))
    d = np.arange(60_000) % 2
    table = pd.DataFrame(x, columns=["a", "b", "c"]).assign(
        t=d, y=x.sum(axis=1) + d + rng.normal(size=60_000)
    )
    start = time.perf_counter()
    found = matching(table, outcome="y", treatment="t", covariates=["a", "b", "c"])
    assert time.perf_counter() - start < 20  # 1 s on a quiet machine
    assert found.value == pytest.approx(1.0, abs=0.04)


def test_balance_before_and_after(people):
    found = balance_after_matching(people, **ASKED, by=Matching(distance=Distance.SCORE, neighbours=3))
    assert found.facts["largest_after"] < found.facts["largest_before"] / 2
    exact = balance_after_matching(people, **ASKED, by=Matching(exact=("literate",)))
    assert exact.table.records()[2]["after"] == pytest.approx(0.0, abs=1e-12)


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        matching(table, **{**ASKED, **options})
    assert type(caught.value) is kind
    return caught.value.facts


def test_refusals(people):
    assert refusal(errors.ClusterNotSupported, people, cluster="village") == {"column": "village"}
    refusal(errors.InvalidNeighbours, people, by=Matching(neighbours=0))
    refusal(errors.InvalidCaliper, people, by=Matching(caliper=0.0))
    refusal(errors.OverlapNotOffered, people, estimand=Estimand.OVERLAP)
    refusal(errors.OverlapNotOffered, people, estimand=Estimand.ATE, by=Matching(replacement=False))
    facts = refusal(errors.TooFewToMatch, people, by=Matching(neighbours=299))
    assert (facts["arm"], facts["needed"]) == (0, 299)
    refusal(errors.TooFewToMatch, people, by=Matching(neighbours=2, replacement=False))
    apart = people.assign(told=people["d"])
    refusal(errors.NobodyMatched, apart, by=Matching(exact=("told",)))
    refusal(errors.ColumnUsedTwice, people, by=Matching(exact=("d",)))
    refusal(errors.NoCovariates, people, covariates=[])
    refusal(errors.MissingColumn, people, by=Matching(exact=("where",)))
    refusal(errors.InvalidLevel, people, level=3)


def test_command_line_prints_balance(people, tmp_path, capsys):
    path = str(tmp_path / "people.csv")
    people.to_csv(path, index=False)
    asked = [
        "estimate",
        "matching",
        path,
        "--outcome",
        "y",
        "--treatment",
        "d",
        "--covariates",
        ",".join(NAMES),
    ]
    assert main([*asked, "--distance", "score", "--caliper", "0.1", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    expected = matching(path, **ASKED, by=Matching(distance=Distance.SCORE, caliper=0.1))
    assert row["value"] == pytest.approx(expected.value, rel=1e-12)
    assert "covariate_balance.largest_after" in row
    assert main([*asked, "--cluster", "village", "--lang", "fr"]) == 1
