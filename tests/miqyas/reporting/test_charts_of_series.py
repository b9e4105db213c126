"""Charts over time: what they hold, that they draw, that a strict page takes them."""

from xml.etree import ElementTree as ET

import numpy as np
import pytest
from tests.miqyas.estimators.test_its import ROLES as ITS_ROLES
from tests.miqyas.estimators.test_its import START, months
from tests.miqyas.factors import regions

from miqyas.estimators.its import its
from miqyas.estimators.synthetic_control import synthetic_control
from miqyas.reporting.charts import gaps_chart, interrupted_chart, synthetic_chart
from miqyas.reporting.charts.frame import RIGHT_TO_LEFT
from miqyas.reporting.charts.series_words import SERIES
from miqyas.reporting.pictures import to_png, to_svg
from miqyas.types import LANGUAGES

LABELS = {"outcome_label": "<Ventes> & co", "treated_label": "Oriental"}


@pytest.fixture(scope="module")
def synthetic():
    return synthetic_control(
        regions(3, effect=2.0), outcome="sales", treatment="treated", unit_id="region", time="year",
        rng=np.random.default_rng(1),
    )  # fmt: skip


@pytest.fixture(scope="module")
def interrupted():
    return its(months(5), **ITS_ROLES, start=START)


@pytest.fixture(scope="module")
def charts(synthetic, interrupted):
    return {
        language: {
            "path": synthetic_chart(synthetic, language, **LABELS, unit="MAD"),
            "gaps": gaps_chart(synthetic, language, **LABELS, max_pre_fit=2.0),
            "its": interrupted_chart(interrupted, language, outcome_label="Visites", unit="person"),
        }
        for language in LANGUAGES
    }


def data_of(spec):
    return [row for layer in spec["layer"] for row in layer["data"]["values"]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["path", "gaps", "its"])
def test_every_chart_draws_and_a_strict_page_takes_it(charts, kind, language):
    spec = charts[language][kind]
    svg = to_svg(spec, language=language)
    assert "style=" not in svg
    root = ET.fromstring(svg)
    assert root[1].text == spec["description"]
    assert root.get("role") == "img"
    assert to_png(spec, language=language, scale=1.0).startswith(b"\x89PNG")


def test_path_holds_both_lines_and_the_start(charts, synthetic):
    rows = data_of(charts["en"]["path"])
    observed = [row["value"] for row in rows if row.get("series") == "Oriental"]
    mix = [row["value"] for row in rows if row.get("series") == SERIES["en"]["synthetic"]]
    assert observed == [point.observed for point in synthetic.path]
    assert mix == [point.synthetic for point in synthetic.path]
    assert [row["at"] for row in rows if "at" in row] == [2020.0]
    assert "2020" in charts["en"]["path"]["description"]


def test_gaps_leave_out_the_poorly_followed_and_say_how_many(charts, synthetic):
    limit = 2.0 * synthetic.pre_rmspe**2
    kept = [placebo.name for placebo in synthetic.placebos if placebo.pre_rmspe**2 <= limit]
    n_out = 12 - len(kept)
    assert n_out > 0
    rows = data_of(charts["fr"]["gaps"])
    assert {row["unit"] for row in rows if "unit" in row} == {*kept, "Oriental"}
    assert charts["fr"]["gaps"]["title"]["subtitle"].endswith(f"{n_out}.")
    own = [row["value"] for row in rows if row.get("unit") == "Oriental"]
    assert own == [point.gap for point in synthetic.path]


def test_interrupted_line_breaks_and_goes_on_without(charts, interrupted):
    rows = data_of(charts["en"]["its"])
    carried = [row for row in rows if row.get("series") == SERIES["en"]["counterfactual"]]
    assert [row["value"] for row in carried] == [point.counterfactual for point in interrupted.path[29:]]
    fitted = [row for row in rows if row.get("series") == SERIES["en"]["fitted"]]
    assert [row["piece"] for row in fitted] == ["before"] * 29 + ["after"] * 25


def test_arabic_reads_from_the_right(charts):
    spec = charts["ar"]["path"]
    axes = [
        layer["encoding"]["y"]["axis"]["orient"]
        for layer in spec["layer"]
        if "axis" in layer["encoding"].get("y", {})
    ]
    assert axes == ["right"]
    assert spec["title"]["anchor"] == "end"
    assert spec["title"]["text"].startswith(RIGHT_TO_LEFT)
    names = {row["series"] for row in data_of(spec) if "series" in row}
    assert all(name.startswith(RIGHT_TO_LEFT) for name in names)


def test_words_are_the_same_in_each_language():
    assert len({tuple(sorted(SERIES[language])) for language in LANGUAGES}) == 1
