"""A decision file with what was weighed and drawn beside it comes out again, and says which part does not."""

import json

import numpy as np
import pandas as pd
import pytest
from tests.miqyas.allocation.files import files, rules

from miqyas.allocation.chances import group_of
from miqyas.allocation.decision import seal
from miqyas.allocation.portfolio import allocated
from miqyas.allocation.reading import read_problem
from miqyas.cli.main import main
from miqyas.data.relation import open_relation
from miqyas.errors import DecisionUnreadable
from miqyas.judgement.calibration import calibrate
from miqyas.reporting.decision_file import COMPARED_TO, lottery_part, replay_file, weighing_of, with_seals

N = 24


@pytest.fixture(scope="module")
def weighed():
    """Files, what reviewers scored, and the decision with both parts."""
    table = files(N, seed=4)
    budget, limits = rules(table, share=0.3)
    rng = np.random.default_rng(2)
    rows = [
        [
            table.loc[i, "id"],
            f"r{j}",
            "",
            float(np.round(60 + table.loc[i, "value"] / 10 + rng.normal(0, 8), 1)),
        ]
        for i in range(N)
        for j in rng.choice(6, 3, replace=False)
    ]
    asked = {"id_column": "id", "cost": "cost", "value": "value", "budget": budget, "limits": limits}
    problem, _ = read_problem(open_relation(table), **asked)
    decision = seal(problem, allocated(problem))
    inputs = {
        "reviews": {"rows": rows, "seed": 7, "draws": 300, "per_point": dict.fromkeys(table["id"], 0.5)},
        "curves": {"population": {"weights": {"0": 3.0, "1": 5.0, "2": 1.0, "9": 2.0}}},
        "places": dict(zip(table["id"], table["region"], strict=True)),
        "column": "region", "shares": [0.0, 0.2, 0.5], "tighter": 0.1,
    }  # fmt: skip
    said = []
    part = weighing_of(decision, inputs, told=said.append)
    assert said == sorted(said)
    assert said[-1] == 100
    drawn = lottery_part(["f000001", "f000004", "f000002"], places=1, source="07 11 23")
    return rows, decision, part, drawn


def through_a_file(data):
    return json.loads(json.dumps(data, ensure_ascii=False, indent=1))


def test_every_part_comes_out_again(weighed):
    _, decision, part, drawn = weighed
    found = replay_file(through_a_file(with_seals(decision, weighing=part, lottery=drawn)))
    assert found.is_same
    assert set(found.parts) == {
        "seal of decision", "seal of weighing", "seal of lottery", "weighed decision", "chances", "frontier", "rules",
        "tighter", "distances", "lottery",
    }  # fmt: skip
    assert replay_file(through_a_file(with_seals(decision))).parts == {"seal of decision": True}
    # Files written before there were parts.
    assert replay_file(decision).is_same


@pytest.mark.parametrize(("change", "wrong"), [
    (lambda data: data["weighing"]["chances"][0].update(probability=0.5), {"seal of weighing", "chances"}),
    (lambda data: data["weighing"]["frontier"]["population"][1].update(value=1.0), {"seal of weighing", "frontier"}),
    (lambda data: data["weighing"]["rules"][0].update(value_lost=1.0), {"seal of weighing", "rules"}),
    (lambda data: data["weighing"]["distances"][3].update(turns_at=1.0), {"seal of weighing", "distances"}),
    (lambda data: data["lottery"].update(drawn=["f000001"]), {"seal of lottery", "lottery"}),
    (lambda data: data["lottery"].update(source="08 11 23"), {"seal of lottery", "lottery"}),
    (lambda data: data["weighing"]["inputs"].update(decision_sha256="0"), {"seal of weighing", "weighed decision"}),
])  # fmt: skip
def test_what_was_changed_is_named(weighed, change, wrong):
    _, decision, part, drawn = weighed
    data = through_a_file(with_seals(decision, weighing=part, lottery=drawn))
    change(data)
    found = replay_file(data)
    assert not found.is_same
    assert {name for name, is_same in found.parts.items() if not is_same} == wrong


def nudged(data, by):
    """Every figure of a weighing as another machine might have rounded it; chances one draw of the scores aside."""
    if isinstance(data, dict):
        return {
            key: value + (1 if value < 0.5 else -1) / 300 if key == "probability" else nudged(value, by)
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [nudged(each, by) for each in data]
    return data * (1 + by) if isinstance(data, float) else data


PARTS = ("chances", "frontier", "rules", "tighter", "distances")


@pytest.mark.parametrize(("by", "is_same"), [(1e-15, True), (4e-12, True), (-4e-12, True), (1e-4, False)])
def test_figures_rounded_by_another_machine_are_the_same_to_the_digit_stated(weighed, by, is_same):
    _, decision, part, _ = weighed
    elsewhere = through_a_file({**part, **{name: nudged(through_a_file(part[name]), by) for name in PARTS}})
    for row in elsewhere["chances"]:
        row["group"] = group_of(row["probability"])
    assert any(
        a["probability"] != b["probability"]
        for a, b in zip(part["chances"], elsewhere["chances"], strict=True)
    )
    found = replay_file(with_seals(decision, weighing=elsewhere))
    assert {name: found.parts[name] for name in PARTS} == dict.fromkeys(PARTS, is_same) | {"chances": True}
    assert part["compared_to"] == COMPARED_TO


@pytest.mark.parametrize("change", [
    lambda rows: rows[0].update(probability=rows[0]["probability"] + (0.006 if rows[0]["probability"] < 0.5 else -0.006)),
    lambda rows: rows[0].update(group={"in": "out", "out": "in", "between": "in"}[rows[0]["group"]]),
    lambda rows: rows[0].update(id="f999999"),
    lambda rows: rows.pop(),
    lambda rows: rows[0].update(probability=float("nan")),
    lambda rows: rows[0].update(probability=None),
])  # fmt: skip
def test_a_chance_that_was_written_otherwise_is_seen(weighed, change):
    _, decision, part, _ = weighed
    elsewhere = through_a_file(part)
    change(elsewhere["chances"])
    assert not replay_file(with_seals(decision, weighing=elsewhere)).parts["chances"]


def test_chances_are_read_on_the_draws_of_the_ranking(weighed):
    """With one place for each file and the same seed, the share of draws among the best is that of the ranking."""
    rows, _, _, _ = weighed
    scores = pd.DataFrame(rows, columns=["file", "reviewer", "panel", "score"])
    ranked = calibrate(
        scores,
        file="file",
        reviewer="reviewer",
        score="score",
        top=5,
        draws=300,
        rng=np.random.default_rng(7),
    )
    names = sorted(scores["file"].unique())
    table = pd.DataFrame({"id": names, "cost": 1.0, "value": 1.0})
    problem, _ = read_problem(
        open_relation(table), id_column="id", cost="cost", value="value", budget=5.0, limits=[]
    )
    decision = seal(problem, allocated(problem))
    reviews = {"rows": rows, "seed": 7, "draws": 300, "per_point": dict.fromkeys(names, 1.0)}
    inputs = {
        "reviews": reviews,
        "curves": {},
        "places": {},
        "column": "region",
        "shares": [],
        "tighter": 0.1,
    }
    chances = {one["id"]: one["probability"] for one in weighing_of(decision, inputs)["chances"]}
    assert chances == pytest.approx({one.id: one.p_top for one in ranked.files})


def test_the_command_says_each_part(weighed, tmp_path, capsys):
    _, decision, part, drawn = weighed
    path = tmp_path / "decision.json"
    path.write_text(json.dumps(with_seals(decision, weighing=part, lottery=drawn)), encoding="utf-8")
    assert main(["replay", str(path), "--lang", "fr"]) == 0
    said = capsys.readouterr().out
    assert "Chances d’être financé : identique." in said
    assert "Tirage au sort : identique." in said
    data = json.loads(path.read_text())
    data["weighing"]["tighter"][0]["value_lost"] = 0.25
    path.write_text(json.dumps(data), encoding="utf-8")
    assert main(["replay", str(path), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["is_same"], told["parts"]["tighter"], told["parts"]["rules"]) == (False, False, True)
    del data["weighing"]["inputs"]["places"]
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(DecisionUnreadable):
        replay_file(data)
