"""`miqyas power DESIGN`: what is left out is found, in each language, with each refusal."""

import json

import pandas as pd
import pytest

from miqyas.cli.main import main
from miqyas.power.analytic import detectable_effect
from miqyas.power.trial import Trial


def asked(capsys, *words):
    assert main(["power", *words]) == 0
    return capsys.readouterr().out


def row(capsys, *words):
    return json.loads(asked(capsys, *words, "--json"))


def refused(capsys, *words):
    assert main(["power", *words]) == 1
    return capsys.readouterr().err


def test_size_of_a_trial(capsys):
    found = row(capsys, "itt", "--effect", "0.5")
    assert {name: found[name] for name in ("n", "n_per_arm", "clusters_per_arm", "effect", "solved", "sd", "level")} == {
        "n": 128, "n_per_arm": 64, "clusters_per_arm": None, "effect": 0.5, "solved": "size", "sd": 1.0, "level": 0.05,
    }  # fmt: skip
    assert found["power"] == pytest.approx(0.8015, abs=1e-4)
    assert found["assumed"] == ["sd", "attrition", "takeup"]


@pytest.mark.parametrize("design", ["difference-in-means", "difference_in_means", "itt", "iv"])
def test_same_trial_by_another_name(capsys, design):
    assert row(capsys, design, "--effect", "5", "--sd", "10")["n"] == 128


def test_size_in_clusters(capsys):
    found = row(
        capsys,
        "itt",
        "--effect",
        "0.3",
        "--icc",
        "0.05",
        "--cluster-size",
        "20",
        "--cv",
        "0.4",
        "--attrition",
        "0.1",
    )
    assert (found["clusters"], found["clusters_per_arm"]) == (42, 21)
    assert (found["n"], found["n_per_arm"]) == (840, 420)
    assert (found["icc"], found["cv"], found["attrition"]) == (0.05, 0.4, 0.1)


def test_unequal_arms_are_two_figures(capsys):
    found = row(capsys, "itt", "--effect", "0.5", "--treated-share", "0.25")
    assert found["n_per_arm"] == [found["n_treated"], found["n_control"]]
    assert found["n_control"] == pytest.approx(3 * found["n_treated"], abs=3)


def test_effect_and_power_and_units_in_each(capsys):
    clusters = ["--icc", "0.05"]
    found = row(capsys, "itt", "--clusters", "40", "--cluster-size", "20", *clusters)
    assert found["solved"] == "effect"
    assert found["effect"] == detectable_effect(Trial(cluster_size=20, icc=0.05), places=40).effect
    assert row(capsys, "itt", "--n", "800", "--cluster-size", "20", *clusters)["effect"] == found["effect"]
    assert row(capsys, "itt", "--effect", "0.3", "--clusters", "40", *clusters)["cluster_size"] == 17
    power = row(capsys, "itt", "--effect", "0.3", "--n", "800", "--clusters", "40", *clusters)
    assert (power["solved"], power["cluster_size"]) == ("power", 20)


def test_shares(capsys):
    """Fleiss, pooled under no effect: 356 in each arm from 30 % to 40 %, as `NormalIndPower` and textbooks without
    continuity correction."""
    found = row(capsys, "itt", "--share", "0.3", "--effect", "0.1")
    assert (found["n_per_arm"], found["share"], found["sd"]) == (356, 0.3, None)


@pytest.mark.parametrize(("words", "n"), [
    (["did"], 256), (["did", "--correlation", "0.5"], 128), (["ancova"], 128), (["ancova", "--correlation", "0.5"], 96),
    (["twfe"], 256), (["rdd"], 506), (["rdd", "--score", "normal"], 348), (["itt", "--takeup", "0.5"], 506),
    (["subgroups"], 506),
])  # fmt: skip
def test_each_design(capsys, words, n):
    found = row(capsys, *words, "--effect", "0.5")
    assert found["n"] == pytest.approx(n, abs=2)
    assert found["power"] >= 0.8


def test_stepped_roll_out_counts_clusters_by_start(capsys):
    found = row(capsys, "stepped-wedge", "--effect", "0.3", "--icc", "0.05", "--cluster-size", "10")
    assert (found["clusters"], found["clusters_per_arm"], found["n"], found["steps"]) == (24, 6, 1200, 4)
    followed = row(capsys, "twfe", "--steps", "4", "--n", "100", "--correlation", "0.5")
    assert (followed["n"], followed["n_per_arm"], followed["clusters"]) == (100, 25, None)


def test_series_counts_periods(capsys):
    found = row(capsys, "its", "--effect", "2", "--sd", "1")
    assert found["n_per_arm"] * 2 == found["n"]
    assert "before" in asked(capsys, "its", "--effect", "2", "--lang", "en")


def test_margins_and_several_outcomes(capsys):
    found = row(capsys, "itt", "--margin", "0.3", "--claim", "not-below")
    assert (found["effect"], found["margin"], found["n_per_arm"]) == (0.0, 0.3, 176)
    one, two = (
        row(capsys, "itt", "--effect", "0.3", *more)["n"]
        for more in ([], ["--outcomes", "3", "--success", "all"])
    )
    assert two > one
    assert (
        row(capsys, "itt", "--effect", "0.3", "--outcomes", "3", "--outcome-correlation", "0.5")["outcomes"]
        == 3
    )


def test_budget(capsys):
    money = ["--budget", "200000", "--cost-unit", "50", "--cost-cluster", "2000", "--cost-fixed", "10000"]
    found = row(capsys, "itt", "--icc", "0.05", *money)
    assert found["best_cluster_size"] == pytest.approx(27.57, abs=0.01)
    assert found["cost"] <= 200_000
    assert row(capsys, "itt", "--icc", "0.05", "--cluster-size", "10", *money)["effect"] > found["effect"]
    assert row(capsys, "itt", "--icc", "0.05", "--effect", "0.3", *money)["solved"] == "power"
    assert "budget" in refused(capsys, "itt", "--n", "100", *money, "--lang", "en")


def test_simulation_and_curves(capsys, tmp_path):
    trial = ["itt", "--effect", "0.6", "--clusters", "30", "--cluster-size", "20", "--icc", "0.05"]
    found = row(capsys, *trial, "--simulate", "20", "--seed", "3")
    assert found["monte_carlo_error"] is not None
    assert found["method"].endswith("20 draws of itt")
    assert (
        len(
            json.loads(asked(capsys, "itt", "--effects", "0.2,0.4", "--from", "20", "--to", "200"))["data"][
                "values"
            ]
        )
        == 50
    )
    spec = json.loads(asked(capsys, *trial[:3], "--curve", "effect"))
    assert [value["effect"] for value in spec["data"]["values"]] == sorted(
        (value["effect"] for value in spec["data"]["values"]), reverse=True
    )
    pd.DataFrame({"y": [1.0, 2, 5, 6], "g": list("aabb")}).to_csv(tmp_path / "before.csv", index=False)
    icc = json.loads(
        asked(capsys, "icc", str(tmp_path / "before.csv"), "--outcome", "y", "--group", "g", "--json")
    )
    assert icc["icc"] == pytest.approx(31 / 33)


@pytest.mark.parametrize(("language", "word"), [("fr", "il faut"), ("ar", "يلزم"), ("en", "it takes")])
def test_command_speaks(capsys, language, word):
    lang = ["--lang", language]
    assert word in asked(capsys, "itt", "--effect", "0.5", *lang)
    assert word in asked(
        capsys, "stepped-wedge", "--effect", "0.5", "--cluster-size", "5", "--icc", "0.1", *lang
    )
    assert word in asked(capsys, "twfe", "--steps", "3", "--effect", "0.5", *lang)
    assert word in asked(capsys, "its", "--effect", "2", "--takeup", "0.9", *lang)
    assert "icc" in refused(capsys, "itt", "--effect", "0.5", "--cluster-size", "20", *lang)
    size = {"fr": "taille de grappe", "ar": "حجم العنقود", "en": "cluster_size"}[language]
    assert size in refused(capsys, "itt", "--effect", "0.5", "--icc", "0.1", *lang)
    assert "itt" in refused(capsys, "matching", "--effect", "0.5", *lang)


def test_command_refuses(capsys):
    assert "share" in refused(capsys, "itt", "--effect", "0.1", "--sd", "2", "--share", "0.3")
    assert "NothingToSolve" not in refused(capsys, "itt", "--lang", "en")
    assert "--from" in refused(capsys, "itt", "--effect", "1", "--curve", "--from", "9", "--to", "4")
    assert "--effects" in refused(capsys, "itt", "--effects", "1,2,3,4", "--curve")
    with pytest.raises(SystemExit):
        main(["power", "itt", "--effect", "0.3", "--n", "12.5"])


@pytest.mark.parametrize(("language", "word"), [("fr", "supposé"), ("ar", "فافتُرض"), ("en", "assumed")])
def test_command_says_what_it_assumed(capsys, language, word):
    lang = ["--lang", language]
    assert word in asked(capsys, "did", "--effect", "0.5", *lang)
    told = [
        "did",
        "--effect",
        "0.5",
        "--sd",
        "1",
        "--correlation",
        "0.2",
        "--attrition",
        "0",
        "--takeup",
        "1",
    ]
    assert word not in asked(capsys, *told, *lang)
    line, robust = (
        asked(capsys, "rdd", "--effect", "0.5", *more, *lang) for more in ([], ["--interval", "robust"])
    )
    assert len(line.splitlines()) == len(robust.splitlines()) + 1
