"""Rank intervals of 90 % hold the true rank as often as they say, in connected designs.

The larger run is `bench/coverage_ranks.py`; here the tolerance is what so few calls leave to chance: 88 to 92 %, and three
Monte-Carlo errors (about 0.004 each, seen over 40 calls).
"""

import numpy as np
import pytest
from tests.miqyas.judgement.calls import COLUMNS, call

from miqyas.judgement.calibration import calibrate

MONTE_CARLO = 3 * 0.004 * (40 / 14) ** 0.5


@pytest.mark.parametrize("options", [{}, {"n_panels": 4, "bridged": 0.3}], ids=["one pool", "four panels"])
def test_intervals_of_ranks_hold_the_true_rank_as_often_as_they_say(options):
    held = []
    for seed in range(14):
        made = call(seed, n_files=200, n_reviewers=20, **options)
        true = (-made.quality).argsort().argsort() + 1
        panel = {"panel": "panel"} if options else {}
        found = calibrate(made.scores, **COLUMNS, **panel, draws=800, rng=np.random.default_rng(seed))
        held.append(np.mean([one.low <= true[int(one.id[1:])] <= one.high for one in found.files]))
    assert 0.88 - MONTE_CARLO < np.mean(held) < 0.92 + MONTE_CARLO
