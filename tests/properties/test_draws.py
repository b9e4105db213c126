"""What holds of every draw of lots, whatever the frame: order plays no part, strata keep their shares."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from miqyas.design.assignment import assign
from miqyas.design.frame import read_frame
from miqyas.design.procedure import Procedure
from miqyas.numerics.controlled_rounding import controlled_rounding

SHARES = st.lists(st.integers(1, 5), min_size=2, max_size=4)
SIZES = st.lists(st.integers(1, 9), min_size=1, max_size=6)


def frame_of(sizes):
    strata = np.repeat(np.arange(len(sizes)), sizes)
    return pd.DataFrame({"unit": [f"u{place}" for place in range(len(strata))], "stratum": strata})


@settings(max_examples=40, deadline=None)
@given(
    sizes=SIZES.filter(lambda sizes: sum(sizes) >= 4),
    shares=SHARES,
    seed=st.integers(0, 2**40),
    order=st.randoms(),
)
def test_strata_keep_their_shares_and_the_order_of_rows_plays_no_part(sizes, shares, seed, order):
    table = frame_of(sizes)
    procedure = Procedure(
        id="unit",
        strata=("stratum",),
        arms=tuple((f"arm{place}", share) for place, share in enumerate(shares)),
    )
    drawn = assign(read_frame(table, id="unit"), procedure, seed=seed)
    mixed = table.iloc[order.sample(range(len(table)), len(table))]
    again = assign(read_frame(mixed, id="unit"), procedure, seed=seed)
    assert drawn.arms == again.arms
    whole = sum(shares)
    for stratum, size in enumerate(np.bincount(drawn.units.stratum)):
        here = np.bincount(drawn.arm[drawn.units.stratum == stratum], minlength=len(shares))
        assert (np.abs(here - size * np.array(shares) / whole) < 1).all()
    in_all = np.bincount(drawn.arm, minlength=len(shares))
    assert (np.abs(in_all - sum(sizes) * np.array(shares) / whole) < 1).all()


@settings(max_examples=60, deadline=None)
@given(sizes=SIZES, shares=SHARES, seed=st.integers(0, 1000))
def test_rounding_keeps_rows_and_rounds_cells_and_columns(sizes, shares, seed):
    rng = np.random.default_rng(seed)
    quotas, whole = np.outer(sizes, shares), sum(shares)
    found = controlled_rounding(quotas, whole, iter(rng.random, None))
    assert found.sum(axis=1).tolist() == sizes
    assert (np.abs(found - quotas / whole) < 1).all()
    assert (np.abs(found.sum(axis=0) - quotas.sum(axis=0) / whole) < 1).all()
