"""Published rankings: ERforResearch's expected ranks and groups, and the consistency of NeurIPS 2014."""

import json

import numpy as np
import pandas as pd
import pytest

from miqyas.errors import DesignDisconnected
from miqyas.judgement.calibration import Priors, calibrate

pytestmark = pytest.mark.reference

# The priors of the package's default model: the vignette's own, read in its source.
PRIORS = Priors(leniency_sd=0.5, largest_sd=2.0, residual_parts=2, is_mean_known=True)
COLUMNS = {"file": "proposal", "reviewer": "assessor", "score": "num_grade"}


@pytest.fixture(scope="module")
def folder(shared_data):
    return shared_data / "funding"


@pytest.fixture(scope="module")
def votes(folder):
    return pd.read_csv(folder / "erforresearch" / "mock_data_three_panels.csv")


def test_expected_ranks_and_groups_are_the_published_ones(folder, votes):
    published = json.loads((folder / "erforresearch" / "published_results.json").read_text())
    panel = votes[votes["panel"] == "p1"]
    rng = np.random.default_rng(6)
    found = calibrate(panel, **COLUMNS, top=5, draws=20_000, priors=PRIORS, rng=rng)
    ranks = {one.id: one.expected_rank for one in found.files}
    assert ranks == pytest.approx(published["expected_rank_panel1"], abs=0.1)
    by_number = sorted(found.files, key=lambda one: int(one.id[1:]))
    assert [one.sucra for one in by_number] == pytest.approx(published["sucra_panel1"], abs=0.01)
    groups = {"accept": "accepted", "draw": "random_selection", "reject": "rejected"}
    for ours, theirs in groups.items():
        assert {one.id for one in found.files if one.group == ours} == set(
            published["lottery_5_fundable"][theirs]
        )


def test_three_panels_that_share_nobody_are_refused(votes):
    with pytest.raises(DesignDisconnected, match="form 3 groups"):
        calibrate(votes, **COLUMNS, rng=np.random.default_rng(0))


def test_two_committees_agree_as_at_neurips(folder):
    """Plain means of three reviews, by the published variances: about 61 % of what one accepts, the other does too."""
    v = json.loads((folder / "neurips2014" / "published_parameters.json").read_text())
    rng = np.random.default_rng(0)
    agreed = []
    for _ in range(40):
        quality = rng.normal(0, v["alpha_f"] ** 0.5, 1000)
        accepted = []
        for _committee in range(2):
            leniency = rng.normal(0, v["alpha_b"] ** 0.5, 400)
            readers = rng.integers(0, 400, (1000, 3))
            scores = quality[:, None] + leniency[readers] + rng.normal(0, v["sigma2"] ** 0.5, (1000, 3))
            accepted.append(set(np.argsort(-scores.mean(axis=1))[:235]))
        agreed.append(len(accepted[0] & accepted[1]) / 235)
    assert np.mean(agreed) == pytest.approx(0.61, abs=0.015)
