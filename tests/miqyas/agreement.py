"""The same questions for every engine, and tables with what tables hold: gaps, blanks, yes and no, Arabic names."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from tests.miqyas.instrumented import encouragement
from tests.miqyas.panels import staggered_panel, two_period_panel
from tests.miqyas.trials import village_trial

from miqyas.checks.attrition import attrition
from miqyas.checks.balance import balance
from miqyas.data.pulled import pull
from miqyas.data.relation import open_relation
from miqyas.estimators.did import did
from miqyas.estimators.difference_in_means import difference_in_means
from miqyas.estimators.group_time import group_time
from miqyas.estimators.itt import itt
from miqyas.estimators.iv import iv
from miqyas.estimators.rdd import rdd
from miqyas.estimators.twfe import twfe

CLOSE = 1e-9  # relative: what the issue asks of every engine


def trial() -> pd.DataFrame:
    """A trial in pairs of villages, with a yes-or-no arm, an outcome with gaps and names in Arabic and in French."""
    frame = village_trial(11, n_villages=24, per_village=8, effect=1.0, pairs=True)
    frame.loc[frame.index[::17], "income"] = np.nan
    frame["assigned"] = frame["assigned"] == 1
    frame["القرية"] = "دوار " + frame["village"].astype(str)
    frame.loc[frame.index[5], "القرية"] = " \u00a0"
    frame["l'âge %{d}"] = frame["age"].round()
    frame["small"] = frame["age"].round().astype("int32") % 7
    return frame


def unbalanced() -> pd.DataFrame:
    """A staggered panel in which some communes miss some years."""
    frame = staggered_panel(5, n_units=36)
    frame["district"] = frame["commune"] % 12
    gone = (frame["commune"] % 5 == 0) & ((frame["commune"] + frame["year"]) % 3 == 0)
    return frame[~gone].reset_index(drop=True)


TABLES: dict[str, Callable[[], pd.DataFrame]] = {
    "trial": trial,
    "pairs": lambda: encouragement(3, n_villages=20, per_village=8),
    "before_after": lambda: two_period_panel(7, n_villages=12, effect=1.0),
    "staggered": lambda: staggered_panel(5, n_units=36),
    "unbalanced": unbalanced,
}

ASSIGNED = {"outcome": "income", "treatment": "assigned"}
PANEL = {"outcome": "y", "treatment": "d", "unit_id": "commune", "time": "year"}
COHORTS = {"outcome": "y", "unit_id": "commune", "time": "year", "cohort": "cohort", "base": "varying"}

CASES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "itt": ("trial", lambda table: itt(table, **ASSIGNED)),
    "itt, everything": (
        "trial",
        lambda table: itt(
            table, **ASSIGNED, strata="pair", cluster="القرية", covariates=["l'âge %{d}", "small"], weights="weight"
        ),
    ),
    "itt, clusters": ("trial", lambda table: itt(table, **ASSIGNED, cluster="village")),
    "iv": (
        "pairs",
        lambda table: iv(
            table, outcome="income", treatment="attended", instruments=["invited", "distance"], covariates=["age"],
            strata="region", cluster="village",
        ),
    ),
    "difference in means": ("trial", lambda table: difference_in_means(table, **ASSIGNED, cluster="village")),
    "difference in means, strata": ("trial", lambda table: difference_in_means(table, **ASSIGNED, strata="pair")),
    "did": (
        "before_after",
        lambda table: did(
            table, outcome="income", treatment="treated", time="year", unit_id="household", cluster="village"
        ),
    ),
    "did, repeated sections": (
        "before_after",
        lambda table: did(table, outcome="income", treatment="treated", time="year", covariates=["age"]),
    ),
    "twfe": ("staggered", lambda table: twfe(table, **PANEL, covariates=["x"], weights="weight")),
    "twfe, unbalanced": ("unbalanced", lambda table: twfe(table, **PANEL, cluster="province")),
    "group-time": (
        "staggered",
        lambda table: group_time(table, **COHORTS, comparison="never_treated", rng=np.random.default_rng(1)),
    ),
    "group-time, clusters": (
        "unbalanced",
        lambda table: group_time(
            table, **COHORTS, comparison="not_yet_treated", cluster="district", rng=np.random.default_rng(1)
        ),
    ),
    "balance": (
        "trial",
        lambda table: balance(
            table, treatment="assigned", covariates=["age", "small"], strata="pair", cluster="village"
        ),
    ),
    "attrition": ("trial", lambda table: attrition(table, **ASSIGNED, strata="pair", cluster="village")),
    "rdd": ("pairs", lambda table: rdd(table, outcome="income", running="distance", cutoff=5.0, bandwidth=3.0)),
    "pull": ("trial", lambda table: pull(table, numbers=["income", "age"], groups=["القرية", "assigned"])),
}  # fmt: skip


@cache
def expected(case: str) -> Any:
    """What the engine of the house answers, from a pandas frame."""
    table, question = CASES[case]
    return question(open_relation(TABLES[table]()))


def figures(answer: Any) -> dict[str, Any]:
    """Every figure and word of an answer, flat."""
    if hasattr(answer, "numbers"):
        groups = {f"labels of {name}": labels for name, labels in answer.labels.items()}
        counts = {"n": answer.n, "n_dropped": answer.n_dropped}
        return {
            **answer.numbers,
            **{f"groups of {k}": v for k, v in answer.groups.items()},
            **groups,
            **counts,
        }
    if hasattr(answer, "facts"):
        rows = answer.table.records() if answer.table is not None else []
        return {**answer.facts, **{f"{name} {i}": v for i, row in enumerate(rows) for name, v in row.items()}}
    tidy = answer.tidy()
    rows = tidy if isinstance(tidy, list) else [tidy]
    return {f"{name} {i}": v for i, row in enumerate(rows) for name, v in row.items()}


def assert_same(found: Any, expected: Any) -> None:
    """Two answers agree: words and counts exactly, figures to `CLOSE`."""
    ours, theirs = figures(found), figures(expected)
    assert list(ours) == list(theirs)
    for name, value in theirs.items():
        if isinstance(value, float | np.ndarray):
            np.testing.assert_allclose(ours[name], value, rtol=CLOSE, atol=1e-13, err_msg=name)
        else:
            assert ours[name] == value, name


def largest_difference(found: Any, expected: Any) -> float:
    """The largest relative difference between the figures of two answers."""
    gaps = [0.0]
    for name, value in figures(expected).items():
        if isinstance(value, float | np.ndarray):
            theirs, ours = (
                np.atleast_1d(value).astype(float),
                np.atleast_1d(figures(found)[name]).astype(float),
            )
            gaps.append(float(np.max(np.abs(ours - theirs) / np.maximum(np.abs(theirs), 1e-4))))
    return max(gaps)
