"""Workbooks that are refused, each with the sheet and the cell."""

import io
import zipfile
from datetime import timedelta

import openpyxl
import pytest

from miqyas.data.intake import Limits, read_table
from miqyas.errors import (
    CellTooLong,
    CorruptFile,
    DangerousXml,
    DuplicatedHeader,
    EmptyHeader,
    ErrorCell,
    ExternalLinks,
    FormulaCell,
    LockedWorkbook,
    MergedHeader,
    NoRows,
    NoSheets,
    SheetAbsent,
    TooManyColumns,
    TooManyRows,
    TooSlow,
    ZipBomb,
)

BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10)).replace("&lol0;", "&lol;")
    + "]><worksheet><sheetData><row><c><v>&lol9;</v></c></row></sheetData></worksheet>"
)


def refused(refusal, path, **options):
    with pytest.raises(refusal) as caught:
        read_table(path, **options)
    return caught.value.facts


def test_a_formula_is_refused_with_its_place_and_text(workbook):
    path = workbook(Budget=[["a", "total"], [1, 2], [3, "=SUM(A2:A3)"]])
    assert refused(FormulaCell, path) == {"sheet": "Budget", "cell": "B3", "formula": "=SUM(A2:A3)"}


def test_a_formula_in_a_name_is_refused(workbook):
    assert refused(FormulaCell, workbook(S=[["a", '="b"'], [1, 2]]))["cell"] == "B1"


def test_an_array_formula_is_refused(workbook):
    def calculate(made):
        made["S"]["B2"] = openpyxl.worksheet.formula.ArrayFormula("B2:B3", "=A2:A3*2")

    facts = refused(FormulaCell, workbook(S=[["a", "b"], [1, 0], [2, 0]], change=calculate))
    assert (facts["cell"], facts["formula"]) == ("B2", "=A2:A3*2")


def test_a_text_that_starts_with_equals_is_no_formula(workbook):
    def quote(made):
        made["S"]["A2"].data_type = "s"

    with read_table(workbook(S=[["a"], ["=1+1"]], change=quote)) as table:
        assert table.preview() == [["=1+1"]]


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!", "#VALUE!", "#NAME?"])
def test_a_spreadsheet_error_is_refused(workbook, error):
    path = workbook(S=[["a", "b"], [1, 2], [3, error]])
    assert refused(ErrorCell, path) == {"sheet": "S", "cell": "B3", "found": error}


def test_merged_names_are_refused(workbook):
    def merge(made):
        made["S"].merge_cells("A1:B1")

    path = workbook(S=[["Ménage", None, "âge"], ["nom", "code", 3]], change=merge)
    assert refused(MergedHeader, path) == {"sheet": "S", "cells": "A1:B1"}


@pytest.mark.parametrize(
    ("heading", "row", "position"),
    [(["a", None, "b"], [1, 2, 3], 2), (["a", " ", "b"], [1, 2, 3], 2), (["a"], [1, None, 3], 3)],
)
def test_a_column_without_a_name_is_refused(workbook, heading, row, position):
    assert refused(EmptyHeader, workbook(S=[heading, row])) == {"position": position}


def test_empty_columns_on_the_right_are_nothing(workbook):
    with read_table(workbook(S=[["a", "b", None, None], [1, 2, None, ""]])) as table:
        assert (table.names, table.preview()) == (("a", "b"), [[1, 2]])


def test_names_that_stand_twice_are_refused(workbook):
    facts = refused(DuplicatedHeader, workbook(S=[["a", "b", "A"], [1, 2, 3]]))
    assert facts == {"name": "a", "found": 2, "positions": "1, 3"}


@pytest.mark.parametrize("rows", [[], [["a", "b"]], [[None, None]]])
def test_a_sheet_without_data_is_refused(workbook, rows):
    assert refused(NoRows, workbook(S=rows)) == {"file": "classeur.xlsx"}


def test_a_sheet_that_is_not_there_is_refused(workbook):
    path = workbook(A=[["x"], [1]], B=[["x"], [1]])
    assert refused(SheetAbsent, path, sheet="C") == {"sheet": "C", "file": "classeur.xlsx", "sheets": "A, B"}


def test_a_workbook_of_charts_only_is_refused(workbook):
    def draw(made):
        made.create_chartsheet("Graphique").add_chart(openpyxl.chart.BarChart())
        made["S"].sheet_state = "hidden"
        made.active = made["Graphique"]

    assert refused(NoSheets, workbook(S=[["a"], [1]], change=draw)) == {"file": "classeur.xlsx"}


def test_links_to_another_workbook_are_refused(workbook, repacked):
    path = repacked(
        workbook(S=[["a"], [1]]),
        {
            "xl/externalLinks/externalLink1.xml": "<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": '<Relationships><Relationship Id="rId1" '
            'Target="file:///C:/Budget%202023.xlsx" TargetMode="External"/></Relationships>',
        },
    )
    assert refused(ExternalLinks, path) == {
        "file": "repacked.xlsx",
        "target": "file:///C:/Budget%202023.xlsx",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "part",
    ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"],
)
def test_definitions_in_any_part_are_refused_unexpanded(workbook, repacked, part, encoding):
    bomb = BILLION_LAUGHS.replace('"1.0"?', f'"1.0" encoding="{encoding}"?').encode(encoding)
    path = repacked(workbook(S=[["a"], [1]]), {part: bomb})
    assert refused(DangerousXml, path) == {"file": "repacked.xlsx", "part": part}


def test_a_bomb_is_refused_from_its_directory(workbook, repacked):
    path = repacked(workbook(S=[["a"], [1]]), {"xl/media/image1.png": b"\0" * 30_000_000})
    facts = refused(ZipBomb, path, limits=Limits(workbook_bytes=29_000_000))
    assert facts["found"] > 30_000_000
    assert (facts["compressed"], facts["maximum"]) == (path.stat().st_size, 29_000_000)


def test_a_part_that_swells_out_of_proportion_is_refused(workbook, repacked):
    path = repacked(workbook(S=[["a"], [1]]), {"xl/media/image1.png": b"\0" * 30_000_000})
    assert refused(ZipBomb, path)["maximum"] == 200 * path.stat().st_size


def test_a_directory_that_lies_about_a_weight_gains_nothing(workbook, repacked):
    path = repacked(
        workbook(S=[["a"], [1]]), {"xl/sharedStrings.xml": b"<sst>" + b" " * 30_000_000 + b"</sst>"}
    )
    content = path.read_bytes()
    size = (30_000_011).to_bytes(4, "little")
    assert content.count(size) == 2
    path.write_bytes(content.replace(size, (100).to_bytes(4, "little")))
    assert refused(CorruptFile, path)["kind"] == "Excel (.xlsx)"


def test_archives_inside_are_weighed_and_never_opened(workbook, repacked):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"\0" * 50_000_000)
    path = repacked(workbook(S=[["a"], [1]]), {"xl/embeddings/oleObject1.zip": inner.getvalue()})
    with read_table(path) as table:
        assert table.preview() == [[1]]


def test_parts_that_overlap_are_refused(workbook):
    path = workbook(S=[["a"], [1]])
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    start = content.rindex(b"PK\x01\x02", 0, content.rindex(part.filename.encode()))
    heavy = content[: start + 20] + (10**7).to_bytes(4, "little") + content[start + 24 :]
    path.write_bytes(heavy)
    assert refused(ZipBomb, path)["compressed"] == path.stat().st_size


def test_an_encrypted_part_is_refused(workbook):
    path = workbook(S=[["a"], [1]])
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(content)
    assert refused(LockedWorkbook, path) == {"file": "classeur.xlsx"}


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_workbook_cut_short_is_refused(workbook, written, share):
    whole = workbook(S=[["a", "b"], *[[n, f"texte {n}"] for n in range(500)]]).read_bytes()
    assert refused(CorruptFile, written(whole[: int(len(whole) * share)], "cut.xlsx"))["file"] == "cut.xlsx"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_a_workbook_with_a_broken_part_is_refused(workbook, repacked, part):
    path = repacked(workbook(S=[["a"], [1]]), {part: b"<worksheet><sheetData><row></worksheet>"})
    assert refused(CorruptFile, path) == {"file": "repacked.xlsx", "kind": "Excel (.xlsx)"}


def sheet_xml(rows):
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1"><c r="A1" t="str"><v>a</v></c></row>{rows}</sheetData></worksheet>'
    )


def test_a_row_announced_far_away_meets_the_limits(workbook, repacked):
    far = sheet_xml('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>')
    path = repacked(workbook(S=[["a"], [1]]), {"xl/worksheets/sheet1.xml": far})
    assert refused(TooManyRows, path, limits=Limits(rows=10_000)) == {
        "file": "repacked.xlsx",
        "maximum": 10_000,
    }
    facts = refused(TooSlow, path, limits=Limits(workbook_seconds=0.05))
    assert (facts["file"], facts["maximum"]) == ("repacked.xlsx", 0.05)
    assert facts["row"] >= 1000


def test_limits_hold_for_a_sheet(workbook):
    path = workbook(S=[["a", "b", "c"], *[[1, 2, 3]] * 11])
    assert refused(TooManyColumns, path, limits=Limits(columns=2))["found"] == 3
    assert refused(TooManyRows, path, limits=Limits(rows=10))["maximum"] == 10
    long = workbook(S=[["a", "b"], [1, 2], [3, "x" * 101]])
    facts = refused(CellTooLong, long, limits=Limits(cell_characters=100))
    assert facts == {"line": 3, "column": 2, "found": 101, "maximum": 100}


def test_hours_and_large_numbers_keep_what_they_say(workbook):
    path = workbook(S=[["durée", "grand"], [timedelta(hours=30), 1.5e300], [timedelta(minutes=5), 2**60]])
    with read_table(path) as table:
        assert table.preview() == [["1 day, 6:00:00", 1.5e300], ["0:05:00", float(2**60)]]
