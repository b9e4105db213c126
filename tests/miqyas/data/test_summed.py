"""A sample read once answers as one read three times, or leaves it to that."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from miqyas.data import summed
from miqyas.data.moments import cluster_moments, score_products, total_moments
from miqyas.data.relation import open_relation
from miqyas.data.roles import Roles
from miqyas.data.sample import draw_sample, draw_summed
from miqyas.errors import ConstantOutcome, EmptyStratum, InfiniteValues, InvalidWeights, TreatmentNotBinary


def trial(seed: int = 3, *, villages: int = 40, households: int = 9) -> pd.DataFrame:
    """Villages of ten regions, drawn as a whole; some values are missing, and the outcome is far from zero."""
    rng = np.random.default_rng(seed)
    village = np.repeat(np.arange(villages), households)
    n = village.size
    rows = pd.DataFrame({
        "village": [f"v{number}" for number in village],
        "region": village % 10,
        "d": ((village // 10) % 2),
        "x": rng.normal(1e6, 3.0, n),
        "z": rng.normal(-5.0, 0.1, n),
        "w": rng.uniform(0.5, 2.0, n),
    })  # fmt: skip
    rows["y"] = 250.0 + 0.3 * (rows["x"] - 1e6) + rows["d"] + rng.normal(0, 2, villages)[village]
    rows["y"] += rng.normal(0, 1, n)
    rows.loc[::17, "y"] = np.nan
    rows.loc[::23, "x"] = np.nan
    return rows


ROLES = {
    "alone": Roles("y", "d"),
    "strata": Roles("y", "d", "region"),
    "clusters": Roles("y", "d", None, "village"),
    "both": Roles("y", "d", "region", "village"),
    "covariates": Roles("y", "d", "region", "village", ("x", "z")),
    "covariates alone": Roles("y", "d", None, None, ("x", "z")),
    "weights": Roles("y", "d", "region", "village", ("x", "z"), "w"),
    "weights alone": Roles("y", "d", weights="w"),
    "nested": Roles("y", "d", "village", "region"),
}
COUNTED = (
    "n", "n_treated", "n_dropped", "n_grades", "n_clusters", "n_single_unit_clusters", "n_strata", "n_one_arm_strata",
    "strata_are_nested", "strata_are_small",
)  # fmt: skip


@pytest.mark.parametrize("name", [name for name in ROLES if name != "nested"])
def test_one_reading_answers_as_three(name):
    relation, roles = open_relation(trial()), ROLES[name]
    once, thrice = draw_summed(relation, roles), draw_sample(relation, roles)
    assert once.summed is not None
    assert [getattr(once, each) for each in COUNTED] == [getattr(thrice, each) for each in COUNTED]
    assert once.control_mean == pytest.approx(thrice.control_mean, rel=1e-13)
    np.testing.assert_allclose(once.centres, thrice.centres, rtol=1e-13)
    assert (once.spread >= np.diag(total_moments(thrice)) * (1 - 1e-12)).all()
    scale = np.sqrt(np.diag(total_moments(thrice)))
    np.testing.assert_allclose(
        total_moments(once) / np.outer(scale, scale),
        total_moments(thrice) / np.outer(scale, scale),
        atol=1e-13,
    )
    if roles.cluster:
        found, expected = (cluster_moments(sample).products for sample in (once, thrice))
        np.testing.assert_allclose(
            found / np.outer(scale, scale), expected / np.outer(scale, scale), atol=1e-13
        )


@pytest.mark.parametrize("name", ["alone", "strata"])
def test_scores_of_two_arms_follow_from_their_sums(name):
    relation, roles = open_relation(trial()), ROLES[name]
    combination, treatment = np.array([-0.7, 1.0]), np.array([0])
    found = draw_summed(relation, roles).summed.arm_scores(combination)
    expected = score_products(draw_sample(relation, roles), combination, treatment)
    assert found == pytest.approx(expected, rel=1e-12)


def test_arms_are_not_summed_apart_where_more_is_asked():
    relation = open_relation(trial())
    for name in ("clusters", "covariates alone", "weights alone"):
        assert draw_summed(relation, ROLES[name]).summed.arm_scores(np.array([-0.7, 1.0])) is None


def test_order_of_rows_and_a_million_more_change_nothing():
    rows = trial()
    first = draw_summed(open_relation(rows), ROLES["covariates"])
    moved = rows.sample(frac=1.0, random_state=5).assign(y=lambda each: each["y"] + 1e6)
    other = draw_summed(open_relation(moved), ROLES["covariates"])
    np.testing.assert_allclose(total_moments(first), total_moments(other), rtol=1e-9)
    assert other.control_mean - 1e6 == pytest.approx(first.control_mean, rel=1e-9)


def left_to_three_readings(rows: pd.DataFrame, roles: Roles) -> bool:
    return summed.read_once(open_relation(rows), roles) is None


def test_what_would_cost_digits_is_left_to_three_readings():
    rows = trial()
    far = rows.assign(y=rows["y"] + 1e4 * rows["region"])
    assert not left_to_three_readings(rows, ROLES["both"])
    assert left_to_three_readings(far, ROLES["both"])
    assert not left_to_three_readings(far, ROLES["clusters"])
    once, thrice = (
        draw_summed(open_relation(far), ROLES["both"]),
        draw_sample(open_relation(far), ROLES["both"]),
    )
    assert once.summed is None
    np.testing.assert_allclose(total_moments(once), total_moments(thrice), rtol=1e-14)
    # The treatment is a fact of the village: absorbed, it has no variance left.
    assert left_to_three_readings(rows, ROLES["nested"])
    assert left_to_three_readings(rows.assign(z=4.0), ROLES["covariates"])


def test_many_groups_are_left_to_three_readings(monkeypatch):
    monkeypatch.setattr(summed, "FEW_CELLS", 39)
    assert left_to_three_readings(trial(), ROLES["both"])
    monkeypatch.setattr(summed, "FEW_CELLS", 40)
    assert not left_to_three_readings(trial(), ROLES["both"])
    # The first rows let expect few, and the whole table holds more.
    monkeypatch.setattr(summed, "FIRST_ROWS", 9)
    monkeypatch.setattr(summed, "MOST_CELLS", 39)
    assert left_to_three_readings(trial(), ROLES["both"])


@pytest.mark.parametrize(
    ("change", "roles", "refusal"),
    [
        ({"y": 7.0}, ROLES["both"], ConstantOutcome),
        ({"x": [np.inf] + [1.0] * 359}, ROLES["covariates"], InfiniteValues),
        ({"d": [2] + [0, 1] * 179 + [1]}, ROLES["both"], TreatmentNotBinary),
        ({"w": [0.0] + [1.0] * 359}, ROLES["weights"], InvalidWeights),
        ({"w": [np.inf] + [1.0] * 359}, ROLES["weights"], InfiniteValues),
        ({"region": [None] + ["a", "b"] * 179 + ["b"]}, ROLES["both"], EmptyStratum),
    ],
)
def test_a_refusal_is_said_by_three_readings(change, roles, refusal):
    rows = trial().assign(**change)
    rows["y"] = rows["y"].fillna(1.0) if "y" not in change else rows["y"]
    rows["x"] = rows["x"].fillna(1e6)
    with pytest.raises(refusal):
        draw_summed(open_relation(rows), roles)


def test_a_sample_may_be_told_again_without_its_sums():
    sample = draw_summed(open_relation(trial()), ROLES["covariates"])
    np.testing.assert_allclose(
        total_moments(replace(sample, summed=None)), total_moments(sample), rtol=1e-9, atol=1e-9
    )
