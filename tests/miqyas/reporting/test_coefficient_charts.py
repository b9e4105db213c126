"""Charts of several effects: what is drawn is what was estimated, and the description says it."""

import pytest
from tests.miqyas.reporting.tables.test_tables import CARE, LOANS, STUDY

from miqyas.reporting.charts import coefficient_chart, event_chart
from miqyas.reporting.pictures import to_svg


def test_effects_stand_in_the_order_given_and_hollow_when_zero_is_inside():
    spec = coefficient_chart({"Loans": LOANS, "Care": CARE}, "en")
    rows = spec["data"]["values"]
    assert [(row["name"], row["value"], row["low"], row["high"]) for row in rows] == [
        ("Loans", 1121.78, 621.3, 1622.2),
        ("Care", -0.031, -0.07, 0.008),
    ]
    assert [row["fill"] == "transparent" for row in rows] == [False, True]
    assert "Loans: 1,122\u00a0MAD, 621 to 1,622\u00a0MAD." in spec["description"]
    with pytest.raises(ValueError, match="no estimate"):
        coefficient_chart({}, "en")


def test_reference_period_stands_at_zero_without_interval():
    rows = event_chart(STUDY, "en", outcome_label="Loans")["data"]["values"]
    assert [row["event"] for row in rows] == [-2.0, 0.0, 1.0, -1.0]
    assert (rows[-1]["value"], "low" in rows[-1]) == (0.0, False)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_both_charts_are_drawn_in_every_language(language):
    for spec in (
        coefficient_chart({"A": LOANS, "B": CARE}, language),
        event_chart(STUDY, language, outcome_label="قرض"),
    ):
        drawn = to_svg(spec, language=language)
        assert spec["description"].split()[0] in drawn
        assert "style=" not in drawn
