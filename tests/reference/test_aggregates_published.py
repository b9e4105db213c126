"""The Moroccan microcredit trial, held by three holders who share sums only."""

import pandas as pd
import pytest

from miqyas.data.aggregation.disclosure import DisclosureRule
from miqyas.data.relation import open_relation
from miqyas.design.aggregation import aggregate
from miqyas.design.plan import Plan
from miqyas.estimators.aggregated_itt import aggregated_itt

pytestmark = pytest.mark.reference


def test_three_holders_find_the_published_effect_on_borrowing(shared_data):
    trial = pd.read_csv(shared_data / "econ" / "crepon2015_morocco_microcredit_full.csv")
    baseline = [c for c in trial.columns if c.endswith(("_bl", "_d"))] + [
        "ccm_resp_activ",
        "other_resp_activ",
    ]
    plan = Plan(
        question="Does microcredit raise borrowing?",
        design="cluster_randomised",
        outcome="Y_borrowing",
        treatment="D",
        strata="pair",
        cluster="village",
        covariates=tuple(baseline),
    )
    everything = DisclosureRule(smallest=1, smallest_apart=1, values_per_sum=0)
    sums = [
        aggregate(
            open_relation(trial[trial["pair"] % 3 == place]), plan, holder=f"Holder {place}", rule=everything
        )
        for place in range(3)
    ]
    found = aggregated_itt(sums)
    # The figures of `itt` and of pyfixest on the pooled file (test_itt_published).
    assert (found.value, found.std_error) == pytest.approx((1121.7813528, 253.4280799), abs=1e-6)
    assert (found.n, found.n_clusters) == (5513, 162)
