"""Charts of a threshold: what they hold, and that they draw in each language."""

import numpy as np
import pandas as pd
import pytest

from miqyas.checks.density import density
from miqyas.checks.density_picture import density_picture
from miqyas.checks.threshold_sensitivity import threshold_sensitivity
from miqyas.estimators.rdd import rdd
from miqyas.estimators.threshold_picture import Spacing, threshold_picture
from miqyas.estimators.threshold_sample import TreatedSide
from miqyas.reporting.charts import density_chart, discontinuity_chart, sensitivity_chart
from miqyas.reporting.charts.threshold_words import THRESHOLD
from miqyas.reporting.pictures import to_png, to_svg
from miqyas.types import LANGUAGES

ROLES = {"outcome": "y", "running": "x"}


@pytest.fixture(scope="module")
def table():
    rng = np.random.default_rng(5)
    x = rng.uniform(3, 5, 700)
    return pd.DataFrame(
        {"x": x, "y": 100 + 20.0 * (x >= 4) + 5 * x + rng.normal(size=700), "g": np.floor(9 * x)}
    )


@pytest.fixture(scope="module")
def found(table):
    return rdd(table, cutoff=4.0, **ROLES)


@pytest.fixture(scope="module")
def charts(table, found):
    picture = threshold_picture(table, found, **ROLES)
    crowded = density(table, running="x", cutoff=4.0)
    bars = density_picture(table, crowded, running="x", cutoff=4.0)
    again = threshold_sensitivity(table, cutoff=4.0, multiples=[0.02, 0.5, 1.0, 2.0], **ROLES)
    return {
        language: {
            "picture": discontinuity_chart(
                picture, language, outcome_label="<Revenu>", running_label="Score", cutoff=4.0, unit="MAD"
            ),
            "density": density_chart(bars, language, running_label="Score", cutoff=4.0),
            "sensitivity": sensitivity_chart(again, language, unit="MAD"),
        }
        for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["picture", "density", "sensitivity"])
def test_every_chart_draws_and_a_strict_page_takes_it(charts, kind, language):
    spec = charts[language][kind]
    svg = to_svg(spec, language=language)
    assert "style=" not in svg
    assert "<Revenu>" not in svg
    assert to_png(spec, language=language, scale=1).startswith(b"\x89PNG\r\n")
    assert spec["title"]["anchor"] == ("end" if language == "ar" else "start")


def test_lines_stand_one_jump_apart_at_the_threshold(table, found):
    rows = threshold_picture(table, found, **ROLES).records()
    ends = {row["side"]: row["value"] for row in rows if row["kind"] == "fit" and row["x"] == 4.0}
    assert ends["treated"] - ends["other"] == pytest.approx(found.estimate.value)
    assert all(row["low"] < row["value"] < row["high"] for row in rows if row["kind"] == "fit")
    reach = {row["side"]: abs(row["x"] - 4) for row in rows if row["kind"] == "fit"}
    assert reach["treated"] == pytest.approx(found.bandwidth)


def test_bins_hold_every_unit_within_two_bandwidths_once(table, found):
    near = ((table["x"] - 4).abs() <= 2 * found.bandwidth).sum()
    for spacing in Spacing:
        rows = threshold_picture(table, found, spacing=spacing, n_bins=7, **ROLES).records()
        bins = [row for row in rows if row["kind"] == "bin"]
        assert len(bins) == 14
        assert sum(row["n"] for row in bins) == near
        assert all((row["x"] >= 4) == (row["side"] == "treated") for row in bins)
    sizes = [row["n"] for row in bins]
    assert max(sizes) - min(sizes) <= 10  # quantile-spaced: alike on each side


def test_a_rule_that_treats_below_is_drawn_where_it_stands(table, found):
    turned = table.assign(x=8 - table["x"])
    below = rdd(turned, cutoff=4.0, treated=TreatedSide.BELOW, **ROLES)
    rows = threshold_picture(turned, below, treated=TreatedSide.BELOW, **ROLES).records()
    assert all(row["x"] <= 4 for row in rows if row["side"] == "treated")
    plain = threshold_picture(table, found, **ROLES).records()
    assert [row["value"] for row in rows] == pytest.approx([row["value"] for row in plain])


def test_clusters_widen_the_band(table):
    rng = np.random.default_rng(1)
    shared = table.assign(y=table["y"] + 9 * rng.normal(size=100)[table["g"].astype(int)])
    found = rdd(shared, cutoff=4.0, cluster="g", bandwidth=0.8, **ROLES)

    def width(**options):
        (first, *_) = (
            row
            for row in threshold_picture(shared, found, **ROLES, **options).records()
            if row["kind"] == "fit"
        )
        return first["high"] - first["low"]

    assert width(cluster="g") > width()


def test_density_at_the_threshold_is_that_of_the_test(table):
    found = density(table, running="x", cutoff=4.0)
    rows = density_picture(table, found, running="x", cutoff=4.0).records()
    ends = {row["side"]: row["value"] for row in rows if row["kind"] == "line" and row["x"] == 4.0}
    assert ends["above"] == pytest.approx(found.facts["density_above"])
    assert ends["below"] == pytest.approx(found.facts["density_below"])
    bars = [row for row in rows if row["kind"] == "bar" and row["side"] == "above"]
    inside = sum(row["value"] * (row["x_end"] - row["x"]) for row in bars)
    assert inside == pytest.approx(found.facts["n_above"] / len(table))


def test_a_bandwidth_that_left_too_few_is_not_drawn(charts):
    points = charts["en"]["sensitivity"]["layer"][1]["data"]["values"]
    assert len(points) == 3
    assert [point["fill"] for point in points].count("#1f4e79") == 1


def test_descriptions_say_the_figures(charts, found):
    assert "At the threshold 4:" in charts["en"]["picture"]["description"]
    assert "MAD on the treated side" in charts["en"]["picture"]["description"]
    assert "dirham" in charts["fr"]["picture"]["description"]
    assert charts["fr"]["sensitivity"]["description"].count("Fenêtre") == 3


def test_words_are_complete():
    assert len({frozenset(words) for words in THRESHOLD.values()}) == 1
