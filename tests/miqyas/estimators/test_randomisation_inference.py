"""Randomisation inference against enumeration by hand, Fisher's exact test, real trials, and its refusals."""

import json
from itertools import combinations, product

import causaldata
import numpy as np
import pandas as pd
import pytest
from scipy.stats import fisher_exact
from tests.miqyas.trials import village_trial

from miqyas import errors
from miqyas.cli.main import main
from miqyas.estimators.assignment import (
    Clustered,
    Complete,
    Pairs,
    Permitted,
    Stratified,
    StratifiedClustered,
)
from miqyas.estimators.itt import itt
from miqyas.estimators.randomisation_inference import randomisation_inference

ASKED = {"outcome": "income", "treatment": "assigned"}


def ask(table, **options):
    asked = {**ASKED, "rng": np.random.default_rng(1), **options}
    return randomisation_inference(table, **asked)


@pytest.fixture
def trial():
    return village_trial(5, n_villages=10, per_village=4, effect=1.0, pairs=True).drop(index=[1, 2])


def regression(y, d, held, groups, weights):
    """Coefficient and t (variance over groups, no factor) of d, on rows."""
    root = np.sqrt(weights)
    x, y = root[:, None] * np.column_stack([held, d]), root * y
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ y
    scores = pd.DataFrame(x * (y - x @ beta)[:, None]).groupby(groups).sum().to_numpy()
    return beta[-1], beta[-1] / np.sqrt((bread @ scores.T @ scores @ bread)[-1, -1])


MECHANISMS = {
    "clusters": (Clustered(by="village"), {}),
    "clusters, covariate, weights": (Clustered(by="village"), {"covariates": ["age"], "weights": "weight"}),
    "clusters in strata": (StratifiedClustered(by="village", strata="pair"), {"covariates": ["age"]}),
    "pairs of clusters": (Pairs(by="pair", cluster="village"), {"weights": "weight"}),
}


@pytest.mark.parametrize("name", MECHANISMS)
@pytest.mark.parametrize("statistic", ["t", "coefficient"])
@pytest.mark.parametrize("effect", [0.0, 1.7])
def test_p_value_is_that_of_all_assignments_on_rows(trial, name, statistic, effect):
    mechanism, options = MECHANISMS[name]
    moved = trial.assign(income=trial["income"] - effect * trial["assigned"])
    villages = trial["village"].to_numpy()
    observed = trial.groupby("village")["assigned"].first().to_numpy()
    strata = trial["pair"] if mechanism.strata else pd.Series(0, index=trial.index)
    held = np.column_stack([pd.get_dummies(strata).to_numpy(float), trial[options.get("covariates", [])]])
    weights = trial["weight"].to_numpy() if "weights" in options else np.ones(len(trial))
    if mechanism.strata:
        every = [[b for a in firsts for b in (a, 1 - a)] for firsts in product([0, 1], repeat=5)]
    else:
        every = [[int(v in chosen) for v in range(10)] for chosen in combinations(range(10), 5)]
    place = 1 if statistic == "t" else 0
    y = moved["income"].to_numpy()
    at = abs(regression(y, observed[villages], held, villages, weights)[place])
    far = [
        abs(regression(y, np.array(d)[villages], held, villages, weights)[place]) >= at * (1 - 1e-9)
        for d in every
    ]
    found = ask(moved, assignment=mechanism, statistic=statistic, **options)
    assert found.p_value == pytest.approx(np.mean(far), abs=1e-12)
    assert f"all {len(every)} assignments" in found.method


def test_interval_holds_the_effects_not_rejected(trial):
    options = {"assignment": Clustered(by="village"), "covariates": ["age"]}
    found = ask(trial, **options)
    for bound, outward in ((found.low, -1), (found.high, 1)):
        inside, outside = (
            ask(
                trial.assign(income=trial["income"] - (bound + s * outward * 1e-6) * trial["assigned"]),
                **options,
            ).p_value
            for s in (-1, 1)
        )
        assert inside > 0.05 >= outside
    plain = itt(trial, cluster="village", covariates=["age"], **ASKED)
    assert (found.value, found.std_error) == pytest.approx((plain.value, plain.std_error), rel=1e-10)


def test_two_by_two_is_fisher_s_exact_test():
    table = pd.DataFrame({"income": [1] * 5 + [0] + [1] + [0] * 5, "assigned": [1] * 6 + [0] * 6})
    expected = fisher_exact([[5, 1], [1, 5]]).pvalue
    found = ask(table, assignment=Complete(), statistic="coefficient")
    assert "all 924 assignments" in found.method
    assert found.p_value == pytest.approx(expected, rel=1e-9)
    drawn = ask(table, assignment=Complete(), statistic="coefficient", draws=900)
    assert drawn.p_value == pytest.approx(expected, abs=4 * np.sqrt(expected / 900))


def test_tea_is_eight_cups():
    """Fisher (1935): four cups of eight, all told right: one chance in seventy, two counting all told wrong."""
    cups = pd.DataFrame({"income": [1, 1, 1, 1, 0, 0, 0, 0], "assigned": [1, 1, 1, 1, 0, 0, 0, 0]})
    cups["income"] = [1, 1, 1, 1, 0, 0, 0, 0.01]  # a wholly explained outcome has no standard error
    assert ask(cups, assignment=Complete(treated=4), statistic="coefficient").p_value == pytest.approx(2 / 70)


def test_units_in_strata_keep_the_number_treated(trial):
    rng = np.random.default_rng(3)
    table = trial.assign(region=np.arange(len(trial)) % 3, lot=rng.permutation(np.arange(len(trial)) % 2))
    found = ask(table, treatment="lot", assignment=Stratified(by="region"), draws=999)
    assert "stratified, t, 999 assignments drawn" in found.method
    assert found.p_value >= 1 / 1000
    again = ask(
        table.sample(frac=1, random_state=2), treatment="lot", assignment=Stratified(by="region"), draws=999
    )
    # The engine may add in another order; the draws are the same.
    for one, other in zip(found.tidy().values(), again.tidy().values(), strict=True):
        assert other == (pytest.approx(one, rel=1e-9) if isinstance(one, float) else one)


def test_permitted_assignments_are_the_only_ones(trial):
    observed = trial.groupby("village")["assigned"].first()
    rng = np.random.default_rng(2)
    table = pd.DataFrame({f"a{i}": rng.permutation(observed.to_numpy()) for i in range(60)})
    table["a7"] = observed.to_numpy()
    table["village"] = observed.index
    found = ask(trial, assignment=Permitted(table.sample(frac=1, random_state=1), by="village"))
    assert "permitted, t, all 60 assignments" in found.method
    assert round(found.p_value * 60, 9).is_integer()
    with pytest.raises(errors.AssignmentNotPermitted):
        ask(trial, assignment=Permitted(table.assign(a7=table["a0"]), by="village"))
    with pytest.raises(errors.UnitsNotAssigned) as caught:
        ask(trial, assignment=Permitted(table[table["village"] != 4], by="village"))
    assert caught.value.facts["examples"] == "4"
    with pytest.raises(errors.TreatmentNotBinary):
        ask(trial, assignment=Permitted(table.assign(a3=2), by="village"))
    with pytest.raises(errors.NotNumeric):
        ask(trial, assignment=Permitted(table.assign(a3="x"), by="village"))


def crossing(trial):
    return trial.assign(assigned=np.arange(len(trial)) % 2)


@pytest.mark.parametrize(("kind", "change", "options"), [
    (errors.ClusterCrossesArms, crossing, {"assignment": Clustered(by="village")}),
    (errors.AssignmentContradicted, None, {"assignment": Clustered(by="village", treated=4)}),
    (errors.AssignmentContradicted, None, {"assignment": Complete(treated=4)}),
    (errors.ClusterInSeveralStrata, lambda t: t.assign(pair=np.arange(len(t)) % 2),
     {"assignment": StratifiedClustered(by="village", strata="pair")}),
    (errors.NotPairs, lambda t: t[t["village"] != 3], {"assignment": Pairs(by="pair", cluster="village")}),
    (errors.NotPairs, None, {"assignment": Pairs(by="pair")}),
    (errors.TooFewAssignments, lambda t: t[t["village"] < 4], {"assignment": Clustered(by="village")}),
    (errors.TooFewDraws, None, {"assignment": Complete(), "draws": 10}),
    (errors.InvalidLevel, None, {"assignment": Complete(), "level": 2}),
])  # fmt: skip
def test_refusals(trial, kind, change, options):
    with pytest.raises(kind):
        ask(change(trial) if change else trial, **options)


@pytest.mark.reference
def test_moroccan_microcredit_by_pairs(shared_data):
    """Pairs of villages drawn again: borrowing stands, profit does not, as with pairs as clusters."""
    path = str(shared_data / "econ" / "crepon2015_morocco_microcredit_full.csv")
    mechanism = Pairs(by="pair", cluster="village")
    results = {}
    for outcome in ("Y_borrowing", "Y_profit"):
        results[outcome] = ask(path, outcome=outcome, treatment="D", assignment=mechanism, draws=1999)
        by_pair = itt(path, outcome=outcome, treatment="D", strata="pair", cluster="pair")
        assert results[outcome].value == pytest.approx(by_pair.value, rel=1e-9)
        assert results[outcome].p_value == pytest.approx(by_pair.p_value, abs=0.03)
        width, theirs = results[outcome].high - results[outcome].low, by_pair.high - by_pair.low
        assert width == pytest.approx(theirs, rel=0.1)
    assert results["Y_borrowing"].p_value < 0.01 < results["Y_profit"].p_value


@pytest.mark.reference
def test_hiv_incentive_stands_out_of_every_draw():
    trial = causaldata.thornton_hiv.load_pandas().data
    found = ask(trial, outcome="got", treatment="any", assignment=Complete(), draws=499)
    assert found.p_value == 1 / 500
    plain = itt(trial, outcome="got", treatment="any")
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high), abs=0.006)


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
        "randomisation",
    ]
    assert main([*asked, "--cluster", "village", "--strata", "pair", "--level", "0.9", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert "clustered in strata, t, all 32 assignments" in row["method"]
    observed = trial.groupby("village")["assigned"].first().reset_index()
    observed.assign(**{f"a{i}": np.roll(observed["assigned"], i) for i in range(40)}).to_csv(
        tmp_path / "a.csv", index=False
    )
    assert main([*asked, "--cluster", "village", "--permitted", str(tmp_path / "a.csv"), "--json"]) == 0
    assert "all 41 assignments" in json.loads(capsys.readouterr().out)["method"]
    assert main([*asked, "--statistic", "coefficient", "--draws", "999", "--seed", "2"]) == 0
    assert main([*asked, "--variance", "HC2"]) == 1
    assert main([*asked, "--permitted", str(tmp_path / "a.csv")]) == 1
