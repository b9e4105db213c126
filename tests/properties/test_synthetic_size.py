"""How often synthetic comparisons reject the true effect, or hold it. Fixed seeds."""

import numpy as np
import pytest

from miqyas.data.followed import Followed
from miqyas.estimators.sdid_blocks import Variance, cohorts_of, overall, spread
from miqyas.numerics.conformal import conformal_p
from miqyas.numerics.synthetic_control import Panel, fit_mix, rmspe
from miqyas.numerics.synthetic_did import Weighting

N_TRIALS = 600  # one standard error of a share near 0.1 is then 0.012
EFFECT = 2.0


def trial(seed, *, persistence):
    """One treated unit that is a mix of five donors, 19 periods before and one after."""
    rng = np.random.default_rng(seed)
    donors = 10 + np.cumsum(rng.normal(0, 1, (5, 20)), axis=1)
    noise = np.zeros(20)
    for t, shock in enumerate(rng.normal(0, 1, 20)):
        noise[t] = persistence * noise[t - 1] + shock
    treated = rng.dirichlet(np.ones(5)) @ donors + noise
    treated[-1] += EFFECT
    return treated[np.newaxis], donors


@pytest.mark.parametrize(("persistence", "most"), [(0.0, 0.13), (0.4, 0.14)])
def test_true_effect_is_rejected_no_more_often_than_told(persistence, most):
    p = [conformal_p(*trial(seed, persistence=persistence), 1, EFFECT) for seed in range(N_TRIALS)]
    assert 0.07 <= np.mean(np.array(p) <= 0.1) <= most


def test_wrong_effect_is_rejected_more_often():
    p = [conformal_p(*trial(seed, persistence=0.0), 1, EFFECT + 4.0) for seed in range(200)]
    assert np.mean(np.array(p) <= 0.1) > 0.8


def panel_without_effect(seed, *, n_units=19, n_before=16, n_after=3):
    """Units that share two factors; any of them could be the treated one."""
    rng = np.random.default_rng(1000 + seed)
    factors = np.cumsum(rng.normal(0, 1, (2, n_before + n_after)), axis=1)
    return rng.uniform(0, 1, (n_units, 2)) @ factors + rng.normal(0, 0.5, (n_units, n_before + n_after))


def test_rank_among_placebos_is_as_rare_as_it_says():
    """Treated and donors alike: a p-value of 2/19 or less comes up about as often."""
    n_trials, rare = 120, 0
    for seed in range(n_trials):
        outcomes = panel_without_effect(seed)
        arithmetic = Panel(outcomes, 16, np.empty((19, 0)))
        everyone = np.arange(19)
        gaps = [fit_mix(arithmetic, 0, everyone[1:]).gaps]
        gaps += [
            fit_mix(arithmetic, u, everyone[(everyone != u) & (everyone > 0)]).gaps for u in range(1, 19)
        ]
        ratios = np.array([rmspe(one[16:]) / rmspe(one[:16]) for one in gaps])
        rare += np.mean(ratios >= ratios[0]) <= 2 / 19
    # One standard error of a share near 0.105 is 0.028.
    assert 0.04 <= rare / n_trials <= 0.19


def test_synthetic_did_intervals_hold_the_truth():
    n_trials, held = 60, 0
    for seed in range(n_trials):
        outcomes = panel_without_effect(seed)
        starts = np.where(np.arange(19) == 0, 16, 19)
        names = tuple(f"u{unit}" for unit in range(19))
        panel = Followed(names, np.arange(19.0), outcomes, starts, 0)
        cohorts = cohorts_of(panel)
        found = spread(
            panel, cohorts, Weighting.SYNTHETIC_DID, Variance.PLACEBO, draws=1, rng=np.random.default_rng(0)
        )
        value = overall(outcomes, cohorts, Weighting.SYNTHETIC_DID)
        held += abs(value) <= 1.96 * found.std_error
    # One standard error of a share near 0.95 is 0.028; with 18 placebos a little is lost.
    assert 0.86 <= held / n_trials <= 1.0
