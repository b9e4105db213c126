"""Charts of overlap and of balance before and after: what they hold, and that they draw in each language."""

import pytest
from tests.miqyas.observed import choosers

from miqyas.checks.covariate_balance import balance_after_weighting
from miqyas.checks.overlap import overlap
from miqyas.estimators.ipw import score_balance
from miqyas.numerics.weighting import Estimand
from miqyas.reporting.charts import overlap_chart, weighting_chart
from miqyas.reporting.charts.selection import SELECTION
from miqyas.reporting.pictures import to_svg
from miqyas.types import LANGUAGES

ASKED = {"outcome": "y", "treatment": "d", "covariates": ["age", "land", "literate"]}


@pytest.fixture(scope="module")
def checks():
    people = choosers(1)
    alike = balance_after_weighting(people, **ASKED, new_weights=score_balance(Estimand.OVERLAP))
    return overlap(people, **ASKED), alike


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_draw_and_say_their_figures(checks, language):
    seen, alike = checks
    for spec in (overlap_chart(seen, language), weighting_chart(alike, language, labels={"age": "Âge <1>"})):
        svg = to_svg(spec, language=language)
        assert "style=" not in svg
        assert "Âge <1>" not in svg
    assert seen.text[language] == overlap_chart(seen, language)["description"]


def test_bars_of_each_arm_add_up_to_one_on_their_side(checks):
    rows = overlap_chart(checks[0], "en")["data"]["values"]
    for arm, side in (("Treated group", 1), ("Comparison group", -1)):
        assert sum(row["value"] for row in rows if row["arm"] == arm) == pytest.approx(side)


def test_points_are_the_differences_of_the_check(checks):
    rows = weighting_chart(checks[1], "en")["layer"][2]["data"]["values"]
    assert [row["when"] for row in rows] == ["before", "after"] * 3
    assert rows[0]["value"] == checks[1].table.records()[0]["before"]
    assert max(abs(row["value"]) for row in rows if row["when"] == "after") < 1e-8


def test_words_are_complete():
    assert {frozenset(words) for words in SELECTION.values()} == {frozenset(SELECTION["en"])}
