"""Rows brought into Python: complete, in one order, refused where they cannot be numbers."""

import numpy as np
import pandas as pd
import pytest

from miqyas.data.pulled import pull
from miqyas.data.relation import open_relation
from miqyas.errors import EmptySample, InfiniteValues, MissingColumn, NotNumeric

TABLE = pd.DataFrame(
    {
        "y": [4.0, np.nan, 2.0, 9.0, 1.0],
        "unit": [10, 10, 2, 10, 2],
        "region": ["Fès", "Fès", "Agadir", None, "Agadir"],
        "name": ["a", "b", "c", "d", "e"],
    }
)


def test_rows_stand_by_group_and_keep_their_values_together():
    found = pull(open_relation(TABLE), numbers=["y", "unit"], groups=["region"])
    assert found.numbers["y"].tolist() == [1.0, 2.0, 4.0]
    assert found.numbers["unit"].tolist() == [2.0, 2.0, 10.0]
    assert found.groups["region"].tolist() == [0, 0, 1]
    assert found.labels["region"] == ("Agadir", "Fès")
    assert (found.n, found.n_dropped) == (3, 2)


def test_order_of_the_table_does_not_matter_and_numbers_sort_as_numbers():
    one = pull(open_relation(TABLE), numbers=["y"], groups=["unit"])
    other = pull(open_relation(TABLE.iloc[::-1]), numbers=["y"], groups=["unit"])
    assert one.numbers["y"].tolist() == other.numbers["y"].tolist() == [1.0, 2.0, 4.0, 9.0]
    assert one.labels["unit"] == ("2", "10")


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({}, MissingColumn),
        ({"z": ["few", "many", "few", "few", "few"]}, NotNumeric),
        ({"z": [1.0, np.inf, 2.0, 3.0, 4.0]}, InfiniteValues),
        ({"z": [np.nan] * 5}, EmptySample),
        ({"z": [None] * 5}, EmptySample),
    ],
)
def test_what_cannot_be_pulled_is_refused(change, refusal):
    with pytest.raises(refusal):
        pull(open_relation(TABLE.assign(**change)), numbers=["z"])
