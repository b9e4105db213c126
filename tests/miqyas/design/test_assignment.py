"""Lots: what each way of drawing promises, its refusals, and inference that draws again by the same rule."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2

from miqyas import errors
from miqyas.design.assignment import assign, distance_of, redraws
from miqyas.design.frame import read_frame
from miqyas.design.lots import read_for, record_of, verify_lots, write_permitted
from miqyas.design.procedure import Procedure, arms_of
from miqyas.design.record import Record
from miqyas.estimators.assignment import Permitted
from miqyas.estimators.randomisation_inference import randomisation_inference
from miqyas.numerics.pairing import nearest_pairs, whitened


def villages(n=60, seed=3):
    rng = np.random.default_rng(seed)
    return pd.DataFrame({
        "village": [f"v{place:03d}" for place in range(n)],
        "region": [f"{place % 5:02d}" for place in range(n)],
        "age": rng.normal(40, 9, n),
        "income": rng.normal(1000, 200, n),
    })  # fmt: skip


def draw(table, *, seed=1, **options):
    procedure = Procedure(**{"id": "village", **options})
    return assign(read_for(table, procedure), procedure, seed=seed)


def draws(table, *, seeds, **options):
    procedure = Procedure(**{"id": "village", **options})
    frame = read_for(table, procedure)
    return [assign(frame, procedure, seed=seed) for seed in range(seeds)]


def test_complete_draw_holds_the_sizes():
    assert draw(villages(), arms=arms_of("cash=2,training=1,control=3")).counts == {
        "cash": 20, "training": 10, "control": 30}  # fmt: skip


def test_simple_draw_gives_each_unit_its_share_on_average():
    found = draws(villages(40), seeds=400, simple=True, arms=arms_of("a=1,b=3"))
    shares = [drawn.counts["a"] for drawn in found]
    assert np.mean(shares) == pytest.approx(10, abs=4 * np.sqrt(40 * 0.25 * 0.75 / 400))
    assert len(set(shares)) > 5


def test_each_unit_has_exactly_its_share_of_each_arm_even_where_shares_do_not_divide():
    table = villages(7).assign(region=["a", "a", "a", "b", "b", "b", "b"])
    found = draws(table, seeds=3000, strata=("region",), arms=arms_of("a=1,b=2"))
    arms = np.array([drawn.arm for drawn in found])
    margin = 4.5 * np.sqrt(1 / 3 * 2 / 3 / 3000)
    assert np.abs((arms == 0).mean(axis=0) - 1 / 3).max() < margin


def test_a_cluster_goes_to_one_arm_and_rows_need_no_name():
    table = pd.DataFrame({"school": list("aaabbbccdd"), "class": [1] * 10})
    drawn = draw(table, id=None, cluster="school")
    assert (drawn.units.names, drawn.units.n) == (("a", "b", "c", "d"), 4)
    assert drawn.counts == {"treated": 2, "control": 2}


def test_pairs_are_the_nearest_and_each_is_split():
    table = pd.DataFrame({"village": list("abcdef"), "age": [1.0, 50, 1.1, 90, 50.2, 90.4]})
    drawn = draw(table, pairs=("age",))
    assert drawn.units.block.tolist() == [0, 1, 0, 2, 1, 2]
    for pair in range(3):
        assert sorted(drawn.arm[drawn.units.block == pair]) == [0, 1]


def test_exchanges_undo_a_greedy_pairing_that_costs_more():
    # Greedy takes the middle two first (distance 1) and leaves the outer two (distance 5): 6 against 4.
    points = np.array([[0.0], [2.0], [3.0], [5.0]])
    assert nearest_pairs(points).tolist() == [0, 0, 1, 1]


def test_pairs_of_many_covariates_are_nearer_than_chance():
    points = whitened(np.random.default_rng(2).normal(size=(80, 3)))
    label = nearest_pairs(points)
    assert np.bincount(label).tolist() == [2] * 40
    paired = np.mean([np.linalg.norm(np.subtract(*points[label == pair])) for pair in range(40)])
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)[np.triu_indices(80, 1)].mean()
    assert paired < apart / 2


def test_one_unit_left_over_by_pairs_is_drawn_alone():
    drawn = draw(villages(7), pairs=("age", "income"))
    assert sorted(np.bincount(drawn.units.block).tolist()) == [1, 2, 2, 2]
    assert sorted(drawn.counts.values()) == [3, 4]


def test_distance_is_that_of_morgan_and_rubin_for_two_arms():
    table = villages(30)
    drawn = draw(table, rerandomise=("age", "income"), accept=1.0)
    values, treated = table[["age", "income"]].to_numpy(), drawn.arm == 0
    apart = values[treated].mean(axis=0) - values[~treated].mean(axis=0)
    mahalanobis = 30 * 0.25 * apart @ np.linalg.inv(np.cov(values, rowvar=False)) @ apart
    assert drawn.distance == pytest.approx(mahalanobis, rel=1e-12)


def test_share_of_draws_kept_is_the_one_accepted_as_units_grow_many():
    units = draw(villages(200), rerandomise=("age", "income"), accept=1.0).units
    procedure = Procedure(id="village")
    arms = redraws(units, procedure, draws=4000, rng=np.random.default_rng(1))
    distances = np.array([distance_of(units.balanced, arms[:, place], 2) for place in range(4000)])
    assert (distances <= chi2.ppf(0.1, 2)).mean() == pytest.approx(0.1, abs=0.02)


def test_a_draw_kept_is_under_the_threshold_and_says_how_many_were_made():
    drawn = draw(villages(), rerandomise=("age", "income"), accept=0.02)
    assert drawn.distance <= drawn.threshold == pytest.approx(chi2.ppf(0.02, 2))
    several = draws(villages(), seeds=5, rerandomise=("age", "income"), accept=0.02)
    assert max(again.attempts for again in several) > 9
    assert [row.column for row in drawn.balance] == ["age", "income"]
    assert max(row.difference for row in drawn.balance) < 0.1


def test_waves_are_equal_and_named_by_their_turn():
    assert draw(villages(), waves=4, strata=("region",)).counts == {"1": 15, "2": 15, "3": 15, "4": 15}


def test_inference_draws_again_under_the_same_criterion(tmp_path):
    table = villages(24)
    procedure = Procedure(id="village", rerandomise=("age", "income"), accept=0.05)
    drawn = assign(read_for(table, procedure), procedure, seed=4)
    write_permitted(tmp_path / "permitted.csv", drawn, draws=200, rng=np.random.default_rng(1))
    permitted = pd.read_csv(tmp_path / "permitted.csv")
    values = table.sort_values("village")[["age", "income"]].to_numpy()
    white = whitened(values)
    for name in permitted.columns[1:]:
        assert distance_of(white, 1 - permitted[name].to_numpy(), 2) <= drawn.threshold
    assert permitted["draw_0"].tolist() == [int(arm == "treated") for arm in drawn.arms]
    data = table.assign(y=table["income"] * 0.01, d=[int(arm == "treated") for arm in drawn.arms])
    data = pd.concat([data, data.assign(y=data["y"] + data["age"] * 0.1)])
    found = randomisation_inference(
        data, outcome="y", treatment="d", rng=np.random.default_rng(1),
        assignment=Permitted(str(tmp_path / "permitted.csv"), by="village"),
    )  # fmt: skip
    assert "permitted" in found.method
    assert 1 / 200 <= found.p_value <= 1


def test_a_record_is_verified_and_tells_what_was_changed():
    table = villages(20)
    procedure = Procedure(id="village", strata=("region",))
    frame = read_for(table, procedure)
    record = record_of(assign(frame, procedure, seed=9), frame)
    kept, seal = Record.from_dict(record.to_dict())
    assert verify_lots(kept, seal, table.sample(frac=1, random_state=2)).same
    moved = verify_lots(kept, seal, table.assign(region=table["region"].replace("00", "01")))
    assert (moved.seal, moved.frame, moved.result) == (True, False, False)
    forged, _ = Record.from_dict({**record.to_dict(), "seed": 10})
    told = verify_lots(forged, seal, table)
    assert (told.seal, told.frame, told.result) == (False, True, False)
    # A column that the draw does not depend on may change.
    assert verify_lots(kept, seal, table.assign(age=1.0)).same


def test_numbers_read_as_whole_or_with_a_point_are_the_same_name():
    table = pd.DataFrame({"village": [3, 1, 2], "x": [1.0, 2, 3]})
    assert read_frame(table, id="village") == read_frame(table.astype({"village": float}), id="village")


@pytest.mark.parametrize(
    ("table", "options", "refusal"),
    [
        (villages(3).iloc[:0], {}, errors.EmptyFrame),
        (villages(4).assign(village="a"), {}, errors.UnitTwice),
        (villages(4).assign(village=["a", "b", None, "c"]), {}, errors.CellMissing),
        (pd.DataFrame({"x": [1, 1, 2]}), {"id": None}, errors.RowsAlike),
        (villages(4), {"id": "vilage"}, errors.MissingColumn),
        (villages(4), {"strata": ("country",)}, errors.MissingColumn),
        (villages(1), {}, errors.MoreArmsThanUnits),
        (villages(9), {"cluster": "region", "strata": ("village",)}, errors.ClusterInTwoStrata),
        (villages(9), {"pairs": ("region",)}, errors.NotNumeric),
        (villages(9).assign(age=3.0), {"pairs": ("age",)}, errors.NothingToBalance),
        (villages(9).assign(age=[1.0, None] + [2.0] * 7), {"rerandomise": ("age",)}, errors.CellMissing),
    ],
)
def test_a_frame_that_cannot_be_drawn_from_is_refused(table, options, refusal):
    with pytest.raises(refusal):
        draw(table, **options)


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        ({"arms": (("a", 1),)}, errors.ArmsUnreadable),
        ({"arms": (("a", 1), ("a", 1))}, errors.ArmsUnreadable),
        ({"pairs": ("age",), "arms": arms_of("a=2,b=1")}, errors.PairsNeedTwoEqualArms),
        ({"pairs": ("age",), "waves": 3}, errors.OptionsExclude),
        ({"simple": True, "strata": ("region",)}, errors.OptionsExclude),
        ({"waves": 1}, errors.OptionOutOfRange),
        ({"accept": 0.1}, errors.OptionOutOfRange),
        ({"rerandomise": ("age",), "accept": 0.0}, errors.OptionOutOfRange),
        ({"rerandomise": ("age",), "max_distance": -1.0}, errors.OptionOutOfRange),
    ],
)
def test_a_way_of_drawing_that_contradicts_itself_is_refused(options, refusal):
    with pytest.raises(refusal):
        Procedure(**options)


@pytest.mark.parametrize("text", ["", "a", "a=1,a=2", "a=0,b=1", "a=-1,b=2", "a=x,b=1", "=1,b=1", "a=1,,b=1"])
def test_arms_that_cannot_be_read_are_refused(text):
    with pytest.raises(errors.ArmsUnreadable):
        arms_of(text)


def test_a_criterion_that_no_draw_meets_is_refused(monkeypatch):
    monkeypatch.setattr("miqyas.design.assignment.MOST_ATTEMPTS", 20)
    with pytest.raises(errors.CriterionNotMet):
        draw(villages(), rerandomise=("age", "income"), max_distance=1e-9)


@pytest.mark.parametrize("document", [None, {}, {"schema": "miqyas.draw/1"}, {"schema": "miqyas.plan/1"}])
def test_a_file_that_is_no_record_is_refused(document):
    with pytest.raises(errors.RecordUnreadable):
        Record.from_dict(document)
