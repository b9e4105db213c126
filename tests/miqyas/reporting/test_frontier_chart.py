"""The curve of value against equity: drawn in each language, figures in its description."""

import pytest

from miqyas.reporting.charts import frontier_chart
from miqyas.reporting.charts.frontier import value_kept
from miqyas.results.allocation import FrontierPoint

POINTS = (
    FrontierPoint(0.0, 0.0, 200.0, 10.0, ("a",)),
    FrontierPoint(0.5, 0.4, 150.0, 10.0, ("b",)),
    FrontierPoint(1.0, 0.9, None, None, ()),
)


def test_value_is_told_beside_that_without_floors():
    assert value_kept(POINTS) == [1.0, 0.75, None]
    assert value_kept(POINTS[2:]) == [None]


@pytest.mark.parametrize(("language", "figure", "none"), [
    ("fr", "75,0\u202f%", "aucune liste"), ("ar", "75,0", "لا لائحة ممكنة"), ("en", "75.0%", "no list"),
])  # fmt: skip
def test_a_line_ends_where_nothing_obeys_and_the_words_say_it(language, figure, none):
    spec = frontier_chart({"Population": POINTS, "x": POINTS[:1]}, language)
    assert [row["kept"] for row in spec["data"]["values"]] == [1.0, 0.75, 1.0]
    assert figure in spec["description"]
    assert none in spec["description"]
    assert len(spec["encoding"]["color"]["scale"]["domain"]) == 2
