"""A sample is read in one way or another, and is the same sample."""

import numpy as np
import pytest
from tests.miqyas.trials import village_trial

import miqyas.data.profile
from miqyas.data.relation import open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import draw_sample
from miqyas.errors import InvalidSample

OPTIONS = {
    "clusters": {"cluster": "village"},
    "strata": {"strata": "pair"},
    "both, weighted": {"strata": "pair", "cluster": "village", "weights": "weight", "covariates": ("age",)},
    "one column": {"strata": "pair", "cluster": "pair"},
}


@pytest.fixture
def trial():
    frame = village_trial(4, pairs=True)
    frame.loc[frame.index[::13], "income"] = np.nan
    frame.loc[frame["village"] == 7, "pair"] = 77
    return frame


def drawn(frame, monkeypatch, *, few, **options):
    monkeypatch.setattr(miqyas.data.profile, "FEW_CELLS", few)
    return draw_sample(open_relation(frame), Roles("income", "assigned", **options))


@pytest.mark.parametrize("case", OPTIONS)
def test_one_reading_says_what_two_say(case, trial, monkeypatch):
    one, two = (drawn(trial, monkeypatch, few=few, **OPTIONS[case]) for few in (20_000, 0))
    for name in one.__dataclass_fields__:
        if name in {"relation", "roles"}:
            continue
        ours, theirs = getattr(one, name), getattr(two, name)
        if isinstance(ours, float | np.ndarray):
            np.testing.assert_allclose(ours, theirs, rtol=1e-13, err_msg=name)
        else:
            assert ours == theirs, name
    assert one.n_one_arm_strata == (2 if "strata" in OPTIONS[case] else 0)


ODD = {
    "arms of 0, 1 and 2": lambda frame: frame.assign(assigned=frame["assigned"] + (frame.index == 3)),
    "half assigned": lambda frame: frame.assign(assigned=frame["assigned"] * 0.5),
    "nobody assigned": lambda frame: frame.assign(assigned=0),
    "infinite income": lambda frame: frame.assign(income=frame["income"].where(frame.index != 3, np.inf)),
    "no income": lambda frame: frame.assign(income=np.nan),
    "negative weight": lambda frame: frame.assign(weight=frame["weight"] - 1),
    "no pair": lambda frame: frame.assign(pair=frame["pair"].where(frame.index > 3)),
    "one household a village": lambda frame: frame.assign(village=frame.index),
    "one village treated": lambda frame: frame.assign(assigned=(frame["village"] == 3).astype(int)),
}


@pytest.mark.parametrize("case", ODD)
def test_one_reading_refuses_what_two_refuse(case, trial, monkeypatch):
    said = []
    for few in (20_000, 0):
        with pytest.raises(InvalidSample) as caught:
            drawn(ODD[case](trial), monkeypatch, few=few, **OPTIONS["both, weighted"])
        said.append((type(caught.value), caught.value.facts))
    assert said[0] == said[1]
