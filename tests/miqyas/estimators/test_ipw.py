"""Weighting against statsmodels, against stacked equations differentiated numerically, and every refusal."""

import json

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.optimize import approx_fprime
from statsmodels.treatment.treatment_effects import TreatmentEffect
from tests.miqyas.observed import choosers, selected

from miqyas import errors
from miqyas.checks.covariate_balance import balance_after_weighting
from miqyas.checks.overlap import overlap
from miqyas.cli.main import main
from miqyas.estimators.ipw import Balancing, ipw, score_balance, weigh
from miqyas.numerics.distributions import t_quantile
from miqyas.numerics.influence_variance import influence_error
from miqyas.numerics.weighting import Estimand
from miqyas.types import LANGUAGES

NAMES = ["age", "land", "literate"]
ASKED = {"outcome": "y", "treatment": "d", "covariates": NAMES}


@pytest.fixture
def people():
    return choosers(1)


def test_effect_and_error_are_those_of_statsmodels(people):
    x = sm.add_constant(people[NAMES])
    logit = sm.Logit(people["d"], x).fit(disp=0, tol=1e-12)
    oracle = TreatmentEffect(sm.OLS(people["y"], x), people["d"], results_select=logit).ipw()
    found = ipw(people, **ASKED)
    assert found.value == pytest.approx(np.ravel(oracle.effect)[0], rel=1e-6)  # its own minimiser stops there
    n = len(people)
    assert found.std_error == pytest.approx(oracle.results_gmm.bse[0] * np.sqrt(n / (n - 1)), rel=1e-4)
    assert (found.n, found.df, found.estimand) == (n, None, "ATE")


def by_stacking(table, equations, start, groups):
    """M-estimation with nothing derived by hand: equations (n, k) of the parameters, the effect last."""
    jacobian = approx_fprime(start, lambda theta: equations(theta).sum(axis=0), 1e-7)
    bread = np.linalg.inv(jacobian)
    sums = pd.DataFrame(equations(start)).groupby(np.asarray(groups)).sum().to_numpy()
    g = len(sums)
    return float(np.sqrt((bread @ sums.T @ sums @ bread.T)[-1, -1] * g / (g - 1)))


def score_equations(table, w, estimand, inside):
    z = table[NAMES].to_numpy()
    z = np.column_stack([np.ones(len(z)), (z - z.mean(axis=0)) / z.std(axis=0)])
    d, y = table["d"].to_numpy(float), table["y"].to_numpy()

    def equations(theta):
        beta, mean, effect = theta[:4], theta[4], theta[5]
        p = 1 / (1 + np.exp(-z @ beta))
        tilt = {"ATE": 1.0, "ATT": p, "ATO": p * (1 - p)}[estimand.value]
        one, none = w * inside * tilt * d / p, w * inside * tilt * (1 - d) / (1 - p)
        return np.column_stack([z * (w * (d - p))[:, None], none * (y - mean), one * (y - mean - effect)])

    fit = sm.GLM(d, z, family=sm.families.Binomial(), freq_weights=w).fit(tol=1e-14)
    p = fit.fittedvalues
    tilt = {"ATE": np.ones_like(p), "ATT": p, "ATO": p * (1 - p)}[estimand.value]
    one, none = w * inside * tilt * d / p, w * inside * tilt * (1 - d) / (1 - p)
    mean = none @ y / none.sum()
    return equations, np.array([*fit.params, mean, one @ y / one.sum() - mean])


@pytest.mark.parametrize("estimand", list(Estimand))
@pytest.mark.parametrize("trim", [0.0, 0.2])
@pytest.mark.parametrize("options", [{}, {"cluster": "village"}, {"cluster": "village", "weights": "weight"}])
def test_error_is_that_of_stacked_equations(people, estimand, trim, options):
    w = people["weight"].to_numpy() if "weights" in options else np.ones(len(people))
    groups = people["village"] if "cluster" in options else np.arange(len(people))
    fit = sm.GLM(people["d"], sm.add_constant(people[NAMES]), family=sm.families.Binomial(), freq_weights=w)
    p = fit.fit(tol=1e-14).fittedvalues.to_numpy()
    inside = (p <= 1 - trim) & ((p >= trim) | (estimand is Estimand.ATT))
    equations, theta = score_equations(people, w, estimand, inside)
    found = ipw(people, **ASKED, estimand=estimand, trim=trim, **options)
    assert found.value == pytest.approx(theta[-1], rel=1e-8)
    assert found.std_error == pytest.approx(by_stacking(people, equations, theta, groups), rel=1e-5)
    assert found.n == inside.sum()


@pytest.mark.parametrize("estimand", [Estimand.ATE, Estimand.ATT])
@pytest.mark.parametrize("options", [{}, {"cluster": "village", "weights": "weight"}])
def test_entropy_balance_is_exact_and_its_error_that_of_stacked_equations(people, estimand, options):
    w = people["weight"].to_numpy() if options else np.ones(len(people))
    groups = people["village"] if options else np.arange(len(people))
    found = ipw(people, **ASKED, estimand=estimand, balancing=Balancing.ENTROPY, **options)
    checked = balance_after_weighting(
        people, **ASKED, **options, new_weights=score_balance(estimand, balancing=Balancing.ENTROPY)
    )
    assert checked.facts["largest_after"] < 1e-8
    z = people[NAMES].to_numpy()
    z = (z - z.mean(axis=0)) / z.std(axis=0)
    d, y = people["d"].to_numpy(float), people["y"].to_numpy()
    target = w * (d if estimand is Estimand.ATT else 1.0)
    whole = estimand is Estimand.ATE

    def equations(theta):
        t, tilt_0, tilt_1, mean, effect = theta[:3], theta[3:6], theta[6:9], theta[9], theta[10]
        v0, v1 = (1 - d) * w * np.exp((z - t) @ tilt_0), d * w * np.exp(whole * (z - t) @ tilt_1)
        of_one = (z - t) * v1[:, None] if whole else np.ones((len(z), 3)) * tilt_1 / len(z)
        return np.column_stack([
            (z - t) * target[:, None], (z - t) * v0[:, None], of_one, v0 * (y - mean), v1 * (y - mean - effect)
        ])  # fmt: skip

    from scipy.optimize import root

    t = target @ z / target.sum()
    start = np.concatenate([t, np.zeros(6), [found.control_mean, found.value]])
    theta = root(lambda theta: equations(theta).sum(axis=0), start, method="lm", tol=1e-13).x
    assert found.value == pytest.approx(theta[-1], rel=1e-6)
    assert found.std_error == pytest.approx(by_stacking(people, equations, theta, groups), rel=1e-4)


def test_rows_reversed_and_units_of_covariates_do_not_matter(people):
    once = ipw(people, **ASKED, cluster="village")
    again = ipw(people[::-1].assign(age=people["age"] * 12 - 5), **ASKED, cluster="village")
    assert (again.value, again.std_error) == pytest.approx((once.value, once.std_error), rel=1e-9)


def test_collinear_covariate_is_named_and_changes_nothing(people):
    again = people.assign(months=people["age"] * 12)
    found = ipw(again, **{**ASKED, "covariates": [*NAMES, "months"]})
    assert found.dropped_covariates == ("months",)
    assert found.value == pytest.approx(ipw(people, **ASKED).value, rel=1e-9)


@pytest.mark.parametrize("balancing", list(Balancing))
def test_interval_covers_as_often_as_it_says(balancing):
    """400 samples of 300, 60 villages: one standard error of the share is 0.011. The average effect is 2.4."""
    held = 0
    for seed in range(400):
        people = selected(choosers(seed, n=300))
        found, *_ = weigh(people, estimand=Estimand.ATE, balancing=balancing, trim=0.0)
        margin = t_quantile(0.975, 59) * influence_error(people.groups, found.influence)
        held += abs(found.value - 2.4) <= margin
    assert 0.92 <= held / 400 <= 0.98


def test_checks_see_good_and_bad_overlap(people):
    good = overlap(people, **ASKED, trim=0.1)
    assert good.passed is True
    assert sum(row[2] + row[3] for row in good.table.rows) == 600
    bad = overlap(choosers(2, pull=6.0), **ASKED)
    assert bad.passed is False
    assert bad.facts["effective_control"] < bad.facts["n_control"] / 2
    for check in (good, bad):
        assert set(check.text) == set(LANGUAGES)


def test_balance_is_that_of_weighted_means(people):
    found = balance_after_weighting(people, **ASKED, new_weights=score_balance(Estimand.OVERLAP))
    assert found.facts["largest_after"] < 1e-8  # overlap weights of a logit balance means exactly
    assert found.facts["largest_before"] > 0.2
    row = found.table.records()[0]
    arms = people.groupby("d")["age"]
    scale = np.sqrt(arms.var(ddof=0).mean())
    assert row["before"] == pytest.approx((arms.mean()[1] - arms.mean()[0]) / scale, rel=1e-10)
    unweighted = balance_after_weighting(people, **ASKED, new_weights=lambda rows: np.ones(rows.n))
    assert unweighted.passed is False


def refusal(kind, table, **options):
    with pytest.raises(kind) as caught:
        ipw(table, **{**ASKED, **options})
    assert type(caught.value) is kind
    return caught.value.facts


def test_refusals(people):
    assert refusal(errors.NoCovariates, people, covariates=[]) == {"column": "d"}
    told = people.assign(told=people["d"] * 3.0)
    assert refusal(errors.TreatmentSeparated, told, covariates=["age", "told"]) == {
        "column": "d", "columns": "told",
    }  # fmt: skip
    assert (
        refusal(errors.NobodyLeft, people.assign(age=0.0, land=0.0, literate=0.0), trim=0.49)["needed"] == 2
    )
    refusal(errors.InvalidTrim, people, trim=0.5)
    refusal(errors.EntropyHasNoScore, people, balancing=Balancing.ENTROPY, trim=0.1)
    refusal(errors.EntropyHasNoScore, people, balancing=Balancing.ENTROPY, estimand=Estimand.OVERLAP)
    apart = people.assign(apart=people["d"] * 3.0 + people["age"] / 100)
    refusal(errors.NoBalancingWeights, apart, balancing=Balancing.ENTROPY, covariates=["apart"])
    refusal(errors.TreatmentNotBinary, people.assign(d=people["d"] * 2))
    refusal(errors.InvalidWeights, people.assign(weight=-1), weights="weight")
    refusal(errors.InvalidLevel, people, level=0)
    refusal(errors.InfiniteValues, people.assign(age=np.inf))
    refusal(errors.TooFewClusters, people.assign(village=people["d"]), cluster="village")


def test_command_line_gives_figure_and_checks(people, tmp_path, capsys):
    path = str(tmp_path / "people.csv")
    people.to_csv(path, index=False)
    asked = ["estimate", "ipw", path, "--outcome", "y", "--treatment", "d", "--covariates", ",".join(NAMES)]
    assert main([*asked, "--estimand", "ATT", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["value"] == pytest.approx(ipw(path, **ASKED, estimand=Estimand.ATT).value, rel=1e-12)
    assert {"overlap.heaviest", "covariate_balance.largest_after"} <= set(row)
    assert main([*asked, "--balancing", "entropy", "--lang", "ar"]) == 0
    assert "تتشابه المجموعتان" in capsys.readouterr().out
