"""What a browser asks otherwise than a phone is told before publication, and stops nothing."""

import pytest

from miqyas.interchange.xlsform import check_form


def report(**row):
    rows = [
        {"type": "text", "name": "first", "label": "Un"},
        {"name": "a", "label": "Deux", "type": "text"} | row,
    ]
    return check_form({"survey": rows, "choices": [{"list_name": "l", "name": "1", "label": "Un"}]})


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"type": "barcode"}, "browser_barcode"),
    ],
)
def test_it_is_told_with_its_row_as_a_warning(row, code):
    found = report(**row)
    assert [
        (each.code, each.row, each.severity) for each in found.findings if each.code.startswith("browser")
    ] == [(code, 3, "warning")]
    assert found.errors == ()
    assert found.xform


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"type": "image", "appearance": "draw"},
        {"type": "image", "appearance": "annotate"},
        {"type": "select_one l", "appearance": "image-map"},
        {"default": "${last-saved#first}"},
        {"appearance": "multiline"},
    ],
)
def test_what_a_browser_does_alike_is_not_told(row):
    assert [each.code for each in report(**row).findings if each.code.startswith("browser")] == []
