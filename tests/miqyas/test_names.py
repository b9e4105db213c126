"""The library by its first name: everything is reachable, nothing is loaded before it is asked for."""

import subprocess
import sys

import pytest

import miqyas
from miqyas.checks.balance import balance
from miqyas.data.relation import open_relation
from miqyas.estimators.itt import itt

HEAVY = (
    "scipy.stats",
    "scipy.optimize",
    "pandas",
    "pyarrow",
    "polars",
    "pyspark",
    "sqlglot",
    "statsmodels",
    "django",
)


def test_estimators_and_checks_are_reached_by_name():
    assert (miqyas.itt, miqyas.balance, miqyas.open_relation) == (itt, balance, open_relation)
    assert {"itt", "iv", "twfe", "balance", "open_relation", "__version__"} <= set(dir(miqyas))
    for absent in ("nothing_of_the_kind", "_private", "regression"):
        with pytest.raises(AttributeError):
            getattr(miqyas, absent)


@pytest.mark.parametrize(
    "asked", ["miqyas", "miqyas.estimators.itt", "miqyas.estimators.twfe", "miqyas.checks.balance"]
)
def test_nothing_heavy_is_loaded(asked):
    code = f"import {asked}, sys; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
