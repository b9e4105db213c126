"""Maps drawn by the server, and charts of the science put into a page."""

import csv

import pytest

from miqyas_web.ui import charts, maps
from tests.conftest import ROOT

TERRITORIES = ROOT / "src" / "miqyas_web" / "territories" / "data"


@pytest.fixture
def built():
    try:
        return maps.outlines("regions")
    except maps.MapNotBuilt as reason:
        pytest.skip(str(reason))


def rows(level):
    with (TERRITORIES / f"{level}.csv").open(encoding="utf-8") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize(("level", "count"), [("regions", 12), ("provinces", 75)])
def test_every_territory_has_its_outline_and_its_names(built, level, count):
    areas = {area.code: area for area in maps.outlines(level).areas}
    known = rows(level)
    assert len(known) == count
    assert areas.keys() == known.keys()
    for code, area in areas.items():
        assert (area.name("fr"), area.name("ar")) == (known[code]["name_fr"], known[code]["name_ar"])
        assert area.path.count("l") >= 6, code


def test_map_marks_what_is_chosen_and_links_each_area(built):
    drawing = maps.region_map(
        highlight={"09"}, href=lambda code: f"/territories/{code}/", language="ar", title="خريطة"
    )
    assert drawing.count("land-chosen") == 1
    assert '<path class="land-area land-chosen" data-code="09"' in drawing
    assert '<a href="/territories/09/" aria-label="سوس-ماسة">' in drawing
    assert 'role="group" aria-label="خريطة"' in drawing


def test_north_is_up_and_west_is_at_the_start(built):
    def first(code):
        area = next(area for area in built.areas if area.code == code)
        x, y = area.path[1:].split("l")[0].split(" ")
        return int(x), int(y)

    tangier, oriental, dakhla = first("01"), first("02"), first("12")
    assert tangier[1] < dakhla[1]
    assert dakhla[0] < tangier[0] < oriental[0]


def test_code_without_outline_is_refused(built):
    with pytest.raises(KeyError, match="No outline for 99"):
        maps.region_map(highlight={"99"})


def test_chart_of_ours_loses_its_style_attributes_not_its_colours():
    drawing = charts.inline('<?xml version="1.0"?><svg><path style="fill: red; stroke:none" d="M0 0"/></svg>')
    assert drawing == '<svg><path fill="red" stroke="none" d="M0 0"/></svg>'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        '<g onload="1"/>',
        '<g fill="red" onload="1"/>',
        "<g onload='1'/>",
        "<style>a{}</style>",
        "<foreignObject/>",
        '<a href="javascript:1"/>',
        '<a xlink:href=" javascript:1"/>',
    ],
)
def test_chart_that_could_run_is_refused(inside):
    with pytest.raises(charts.NotOurDrawing):
        charts.inline(f"<svg>{inside}</svg>")


@pytest.mark.parametrize(
    "label", ["revenu on x = 3", "cours de javascript: niveau 1", 'dit "oui" onclick = non', "a onb=c"]
)
def test_what_people_wrote_on_a_chart_is_no_handler(label):
    drawing = f'<svg aria-label="{label.replace(chr(34), "&quot;")}"><text>{label}</text></svg>'
    assert label in charts.inline(drawing)


def test_table_joins_each_cell_to_its_heading():
    assert charts.table(head=["Group", "n"], rows=[["With", 412]])["rows"] == [
        [("Group", "With"), ("n", 412)]
    ]
    with pytest.raises(ValueError, match="zip"):
        charts.table(head=["Group", "n"], rows=[["With"]])
