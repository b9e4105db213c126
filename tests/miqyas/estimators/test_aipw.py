"""Doubly robust effects against statsmodels, against DoubleML's stored figures, and every refusal."""

import json
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.treatment.treatment_effects import TreatmentEffect
from tests.miqyas.observed import choosers, selected

from miqyas import errors
from miqyas.cli.main import main
from miqyas.estimators import aipw as module
from miqyas.estimators.aipw import aipw
from miqyas.numerics.distributions import t_quantile
from miqyas.numerics.influence_variance import influence_error
from miqyas.numerics.learners import LeastSquaresLearner, LogitLearner
from miqyas.numerics.weighting import Estimand

NAMES = ["age", "land", "literate"]
ASKED = {"outcome": "y", "treatment": "d", "covariates": NAMES}
ORACLE = Path(__file__).parents[2] / "reference" / "oracles" / "doubly_robust.json"


@pytest.fixture
def people():
    return choosers(1)


def chance(seed=0):
    return np.random.default_rng(seed)


def test_without_folds_it_is_that_of_statsmodels(people):
    x = sm.add_constant(people[NAMES])
    logit = sm.Logit(people["d"], x).fit(disp=0, tol=1e-12)
    oracle = TreatmentEffect(sm.OLS(people["y"], x), people["d"], results_select=logit).aipw()
    found = aipw(people, **ASKED, folds=1, rng=chance())
    assert found.value == pytest.approx(np.ravel(oracle.effect)[0], rel=1e-6)
    # It stacks the equations of both models; their influence vanishes where both hold.
    assert found.std_error == pytest.approx(oracle.results_gmm.bse[0], rel=0.03)


@pytest.mark.parametrize("estimand", [Estimand.ATE, Estimand.ATT])
@pytest.mark.parametrize("cluster", [None, "village"])
def test_on_the_same_folds_it_is_that_of_doubleml(people, estimand, cluster, monkeypatch):
    oracle = json.loads(ORACLE.read_text())
    fold = np.array(oracle["fold"])
    order = np.argsort(people["y"].to_numpy())  # rows are told apart by their outcome
    given = dict(zip(people["y"].to_numpy()[order].round(9), fold[order], strict=True))
    held = {}

    def same_folds(d, groups, *, folds, rng):
        return held["fold"]

    real = module.draw_selection

    def remember(relation, roles):
        selection = real(relation, roles)
        held["fold"] = np.array([given[value] for value in selection.y.round(9)])
        return selection

    monkeypatch.setattr(module, "draw_folds", same_folds)
    monkeypatch.setattr(module, "draw_selection", remember)
    found = aipw(people, **ASKED, folds=5, rng=chance(), estimand=estimand, cluster=cluster)
    expected = oracle["effects"][estimand.value]
    assert found.value == pytest.approx(expected["value"], rel=1e-6)
    if cluster is None:
        assert found.std_error == pytest.approx(expected["std_error"] * np.sqrt(600 / 599), rel=1e-6)


def cut(people, estimand, seed):
    learners = (LeastSquaresLearner(), LogitLearner())
    found, _ = module._one_cut(people, learners, folds=5, trim=0.0, estimand=estimand, rng=chance(seed))
    return found


def test_one_model_wrong_is_no_matter():
    """The outcome is bent, and treatment's model holds: the mean of 200 samples is within its own error."""
    gaps = []
    for seed in range(200):
        people = choosers(seed, n=500)
        bent = people.assign(y=people["y"] + (people["land"] > 0.5) * 2)
        gaps.append(cut(selected(bent), Estimand.ATE, seed).value - 2.4)
    assert abs(np.mean(gaps)) < 3 * np.std(gaps) / np.sqrt(200)


def test_interval_covers_as_often_as_it_says():
    """400 samples of 300, 60 villages: one standard error of the share is 0.011."""
    held = 0
    for seed in range(400):
        people = selected(choosers(seed, n=300))
        found = cut(people, Estimand.ATE, seed)
        held += abs(found.value - 2.4) <= t_quantile(0.975, 59) * influence_error(
            people.groups, found.influence
        )
    assert 0.92 <= held / 400 <= 0.98


def test_same_seed_same_figure_and_median_over_cuts(people):
    once, again = (aipw(people, **ASKED, rng=chance(7), repeats=5) for _ in range(2))
    assert once == again
    rng = chance(7)
    values = [aipw(people, **ASKED, rng=rng).value for _ in range(5)]
    assert once.value == pytest.approx(np.median(values), rel=1e-12)
    assert once.method == "doubly robust, cross-fitted in 5 folds, median of 5 cuts"


def test_collinear_covariate_is_named_and_changes_nothing(people):
    more = people.assign(months=people["age"] * 12)
    found = aipw(more, **{**ASKED, "covariates": [*NAMES, "months"]}, folds=1, rng=chance())
    assert found.dropped_covariates == ("months",)
    assert found.value == pytest.approx(aipw(people, **ASKED, folds=1, rng=chance()).value, rel=1e-9)


class MeanLearner:
    def fit(self, x, y, weights):
        mean = weights @ y / weights.sum()
        return lambda other: np.full(len(other), mean)


def test_another_learner_may_be_brought(people):
    found = aipw(
        people, **ASKED, rng=chance(), folds=1, outcome_learner=MeanLearner(), score_learner=MeanLearner()
    )
    arms = people.groupby("d")["y"].mean()
    assert found.value == pytest.approx(arms[1] - arms[0], rel=1e-12)


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        aipw(table, **{**ASKED, "rng": chance(), **options})
    assert type(caught.value) is kind
    return caught.value.facts


def test_refusals(people):
    refusal(errors.InvalidFolds, people, folds=0)
    refusal(errors.InvalidFolds, people, repeats=0)
    refusal(errors.OverlapNotOffered, people, estimand=Estimand.OVERLAP)
    refusal(errors.InvalidTrim, people, trim=0.7)
    refusal(errors.NobodyLeft, people, trim=0.4999)
    refusal(errors.NoCovariates, people, covariates=[])
    refusal(errors.TreatmentSeparated, people.assign(told=people["d"]), covariates=["told"])
    few = people.groupby("d").head(2)
    assert refusal(errors.TooFewInFolds, few, folds=2)["found"] == 1
    refusal(errors.InvalidLevel, people, level=1)


def test_command_line_takes_a_seed(people, tmp_path, capsys):
    path = str(tmp_path / "people.csv")
    people.to_csv(path, index=False)
    asked = ["estimate", "aipw", path, "--outcome", "y", "--treatment", "d", "--covariates", ",".join(NAMES)]
    assert main([*asked, "--seed", "3", "--cluster", "village", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    expected = aipw(path, **ASKED, cluster="village", rng=chance(3))
    assert row["std_error"] == pytest.approx(expected.std_error, rel=1e-12)
    assert "overlap.share_outside" in row
