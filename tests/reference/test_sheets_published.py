"""The figures of the examples in the sheets of `content/`: computed again, and found in every language."""

import re

import numpy as np
import pandas as pd
import pytest
from tests.conftest import ROOT

from miqyas.checks.covariate_balance import balance_after_weighting
from miqyas.data.aggregation.disclosure import DisclosureRule
from miqyas.data.relation import open_relation
from miqyas.design.aggregation import aggregate
from miqyas.design.plan import Plan
from miqyas.estimators.aggregated_itt import aggregated_itt
from miqyas.estimators.before_after import before_after
from miqyas.estimators.did import did
from miqyas.estimators.group_time import group_time
from miqyas.estimators.ipw import Balancing, ipw, score_balance
from miqyas.estimators.itt import itt
from miqyas.estimators.iv import iv
from miqyas.estimators.matching import Distance, Matching, matching
from miqyas.estimators.naive_comparison import naive_comparison
from miqyas.estimators.rdd import rdd
from miqyas.estimators.synthetic_control import synthetic_control
from miqyas.estimators.synthetic_did import synthetic_did
from miqyas.estimators.threshold_sample import TreatedSide
from miqyas.estimators.twfe import twfe
from miqyas.numerics.synthetic_did import Weighting
from miqyas.numerics.weighting import Estimand

pytestmark = pytest.mark.reference
LANGUAGES = ("fr", "ar", "en")
HOUSEHOLD = [
    "age_hh", "age_sp", "educ_hh", "educ_sp", "female_hh", "indigenous", "hhsize", "dirtfloor", "bathroom", "land",
    "hospital_distance",
]  # fmt: skip
SPENDING, VILLAGE = "health_expenditures", "locality_identifier"


def figures_of(slug, language):
    """The numbers of a sheet as a program writes them: point for decimals, no space or comma in thousands."""
    words = (ROOT / "content" / slug / f"{language}.md").read_text(encoding="utf-8")
    if language == "en":
        words = re.sub(r"(?<=\d),(?=\d{3}\b)", "", words)
    else:
        words = re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}\b)", "", words).replace(",", ".")
    return set(re.findall(r"\d+(?:\.\d+)?", words))


def check_all_found(slug, figures):
    missing = {
        language: absent for language in LANGUAGES if (absent := set(figures) - figures_of(slug, language))
    }
    assert missing == {}


def two(*values):
    return [f"{abs(value):.2f}" for value in values]


@pytest.fixture(scope="module")
def insurance(shared_data):
    return pd.read_csv(shared_data / "econ" / "hisp_impact_evaluation_in_practice.csv")


@pytest.fixture(scope="module")
def villages(insurance):
    return insurance[insurance["treatment_locality"] == 1]


def test_difference_in_differences(villages):
    found = did(villages, outcome=SPENDING, treatment="enrolled", time="round", cluster=VILLAGE)
    means = villages.groupby(["enrolled", "round"])[SPENDING].mean()
    changes = means.xs(1, level="round") - means.xs(0, level="round")
    check_all_found(
        "difference-in-differences",
        [*two(found.value, found.low, found.high, *means, *changes), f"{found.n_clusters}"],
    )


def test_instrumental_variables(insurance):
    rows = insurance[insurance["round"] == 1]
    found = iv(
        rows, outcome=SPENDING, treatment="enrolled_rp", instruments="promotion_locality", cluster=VILLAGE
    )
    arms = rows.groupby("promotion_locality")
    spent, share = arms[SPENDING].mean(), 100 * arms["enrolled_rp"].mean()
    check_all_found(
        "instrumental-variables",
        [
            *two(found.value, found.low, found.high, *spent, spent[1] - spent[0]),
            *(f"{each:.1f}" for each in (*share, share[1] - share[0])),
            *(f"{each}" for each in (found.n, found.n_clusters, arms[VILLAGE].nunique()[1])),
        ],
    )


def drawn(insurance):
    """The trial among eligible households: what the other methods look for."""
    rows = insurance[(insurance["round"] == 1) & (insurance["eligible"] == 1)]
    return itt(rows, outcome=SPENDING, treatment="treatment_locality", cluster=VILLAGE)


def as_found(villages):
    rows = villages[villages["round"] == 1]
    return naive_comparison(rows, outcome=SPENDING, treatment="enrolled", cluster=VILLAGE)


def test_before_and_after(insurance, villages):
    enrolled = villages[villages["enrolled"] == 1]
    found = before_after(enrolled, outcome=SPENDING, time="round", cluster=VILLAGE)
    compared, trial = as_found(villages), drawn(insurance)
    check_all_found("before-and-after", two(found.value, found.low, found.high, trial.value, compared.value))
    assert not any(each.low < trial.value < each.high for each in (found, compared))


def test_matching_and_weighting(insurance, villages):
    rows = villages[villages["round"] == 1]
    asked = {"outcome": SPENDING, "treatment": "enrolled", "covariates": HOUSEHOLD, "cluster": VILLAGE}
    score = ipw(rows, **asked, estimand=Estimand.ATT)
    means = ipw(rows, **asked, estimand=Estimand.ATT, balancing=Balancing.ENTROPY)
    balance = balance_after_weighting(rows, **asked, new_weights=score_balance(Estimand.ATT)).facts
    before = villages[villages["round"] == 0].set_index("household_identifier")[HOUSEHOLD]
    paired = matching(
        before.join(rows.set_index("household_identifier")[[SPENDING, "enrolled"]], how="inner"),
        outcome=SPENDING, treatment="enrolled", covariates=HOUSEHOLD, by=Matching(distance=Distance.SCORE),
    )  # fmt: skip
    check_all_found(
        "matching-and-weighting",
        [
            *two(*(bound for each in (score, means) for bound in (each.value, each.low, each.high))),
            *two(as_found(villages).value, paired.value, drawn(insurance).value, balance["largest_after"]),
            *(f"{each}" for each in (score.n, balance["n_different"])),
        ],
    )


def one(*values):
    return [f"{abs(value):.1f}" for value in values]


def test_synthetic_control(shared_data):
    states = pd.read_csv(shared_data / "econ" / "california_prop99.csv")
    asked = {"outcome": "PacksPerCapita", "treatment": "treated", "unit_id": "State", "time": "Year"}
    found = synthetic_control(states, **asked, rng=np.random.default_rng(0))
    others = [
        synthetic_did(states, **asked, weighting=weighting, rng=np.random.default_rng(0)).estimate
        for weighting in (Weighting.DID, Weighting.SYNTHETIC_DID)
    ]
    heaviest = sorted((donor.share for donor in found.donors), reverse=True)[:3]
    effect, n_donors = found.estimate, found.estimate.n - 1
    assert all(each.low < 0 < each.high for each in (effect, *others))
    check_all_found(
        "synthetic-control",
        [
            *one(
                effect.value,
                effect.low,
                effect.high,
                *(each.value for each in others),
                *(100 * share for share in heaviest),
            ),
            f"{effect.p_value:.3f}",
            f"{n_donors}",
            f"{round(effect.p_value * (n_donors + 1)) - 1}",
        ],
    )


def test_staggered_roll_out(shared_data):
    counties = pd.read_csv(shared_data / "econ" / "callaway_santanna_mpdta.csv")
    asked = {"outcome": "lemp", "unit_id": "countyreal", "time": "year"}
    found = group_time(
        counties, **asked, cohort="first.treat", comparison="never_treated", base="universal",
        rng=np.random.default_rng(1),
    )  # fmt: skip
    after = [effect.value for effect in found.of("dynamic") if effect.event is not None and effect.event >= 0]
    mean = found.overall("dynamic")
    on = (counties["first.treat"] > 0) & (counties["year"] >= counties["first.treat"])
    single = twfe(counties.assign(on=on.astype(int)), **asked, treatment="on").value
    sizes = counties.groupby("first.treat")["countyreal"].nunique()
    check_all_found(
        "staggered-roll-out",
        [
            *(f"{abs(value):.3f}" for value in (*after, mean.value, mean.low, mean.high, single)),
            *(f"{size}" for size in (*sizes, sizes.sum())),
        ],
    )
    assert len(after) == 4


def test_evaluate_without_sharing(shared_data):
    trial = pd.read_csv(shared_data / "econ" / "crepon2015_morocco_microcredit_full.csv")
    plan = Plan(
        question="Does microcredit raise borrowing?", design="cluster_randomised", outcome="Y_borrowing",
        treatment="D", strata="pair", cluster="village", covariates=(),
    )  # fmt: skip
    holders = {f"Holder {place}": open_relation(trial[trial["pair"] % 3 == place]) for place in range(3)}
    for rule in (DisclosureRule(smallest=1, smallest_apart=1, values_per_sum=0), DisclosureRule()):
        found = aggregated_itt(
            [aggregate(rows, plan, holder=holder, rule=rule) for holder, rows in holders.items()]
        )
        figures = (found.value, found.low, found.high, found.n, found.n_clusters)
        check_all_found("evaluate-without-sharing", [f"{figure:.0f}" for figure in figures])
    borrowers = (
        trial.assign(some=trial["Y_borrowing"] > 0).groupby("village").agg({"some": "sum", "D": "first"})
    )
    withheld = borrowers[borrowers["some"].between(1, DisclosureRule().smallest_apart - 1)]
    assert len(withheld) == borrowers.shape[0] - found.n_clusters
    check_all_found("evaluate-without-sharing", [f"{len(withheld)}", f"{(withheld['D'] == 0).sum()}"])


def test_regression_discontinuity(villages):
    rows = villages[villages["round"] == 1]
    found = rdd(
        rows, outcome=SPENDING, running="poverty_index", cutoff=58.0, treated=TreatedSide.BELOW
    ).estimate
    check_all_found(
        "regression-discontinuity",
        [*one(found.value, found.low, found.high, found.control_mean), f"{len(rows)}"],
    )
