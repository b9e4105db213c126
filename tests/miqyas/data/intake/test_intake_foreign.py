"""Files that are no table, or that are damaged."""

import gzip
import io
import json
import zipfile

import duckdb
import pandas as pd
import pytest

from miqyas.data.intake import Limits, read_table
from miqyas.errors import (
    BinaryFile,
    CorruptFile,
    DuplicatedHeader,
    LockedWorkbook,
    NestedColumn,
    NoRows,
    NotATable,
    NumberTooLarge,
    OldWorkbook,
    TooManyColumns,
    TooManyRows,
)


def zipped(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def compound(*streams):
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names


def refused(refusal, path, **options):
    with pytest.raises(refusal) as caught:
        read_table(path, **options)
    return caught.value.facts


@pytest.fixture
def parquet(tmp_path):
    def write(query, name="t.parquet"):
        path = tmp_path / name
        duckdb.connect().execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
        return path

    return write


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"<!DOCTYPE html><html><body><table><tr><td>1", "HTML"),
        (b"\xef\xbb\xbf \n<html xmlns='x'>", "HTML"),
        (b"<!-- export -->\n<table><tr><td>a</td></tr></table>", "HTML"),
        (b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook/>", "XML"),
        (json.dumps({"a": [1, 2]}).encode(), "JSON"),
        (json.dumps([{"a": 1}, {"a": 2}], indent=1).encode(), "JSON"),
        (b"[1, 2, 3]", "JSON"),
        (b"MZ\x90\0\x03\0\0\0", "EXE"),
        (b"\x7fELF\x02\x01\x01", "ELF"),
        (gzip.compress(b"a,b\n1,2\n"), "GZIP"),
        (b"SQLite format 3\0", "SQLite"),
        (b"$FL2@(#) SPSS DATA FILE", "SPSS (.sav)"),
        (b"#!/bin/sh\nrm -rf /\n", "script (#!)"),
        (b"{\\rtf1\\ansi", "RTF"),
        (zipped(**{"a.csv": "a,b\n1,2\n"}), "ZIP"),
        (zipped(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "Word (.docx)"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument (.ods)"),
        (compound("WordDocument"), "Office 97-2003"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_is_named(written, content, found):
    assert refused(NotATable, written(content)) == {"file": "table.csv", "found": found}


def test_bytes_of_no_known_kind_are_refused(written):
    assert refused(BinaryFile, written(b"MIQ\x01\x00\x02\xff" * 30))["offset"] == 4


def test_a_column_may_be_called_as_a_signature(written):
    with read_table(written("MZ,BM\n1,2\n")) as table:
        assert table.names == ("MZ", "BM")
    with read_table(written('"[code]",b\n1,2\n')) as table:
        assert table.names == ("[code]", "b")


def test_a_workbook_of_before_2007_is_refused(written):
    assert refused(OldWorkbook, written(compound("Root Entry", "Workbook"), "a.xls")) == {"file": "a.xls"}


def test_a_locked_workbook_is_refused(written):
    path = written(compound("EncryptionInfo", "EncryptedPackage"), "a.xlsx")
    assert refused(LockedWorkbook, path) == {"file": "a.xlsx"}


@pytest.mark.parametrize("cut", [12, 60, 0.5, -1, -8])
def test_a_parquet_file_cut_short_is_refused(parquet, written, cut):
    whole = parquet("SELECT i, i * 1.5 AS x FROM range(1000) t(i)").read_bytes()
    end = int(len(whole) * cut) if isinstance(cut, float) else cut
    assert refused(CorruptFile, written(whole[:end], "a.parquet")) == {"file": "a.parquet", "kind": "Parquet"}


def test_a_parquet_file_with_damaged_pages_is_refused(parquet, written):
    whole = bytearray(parquet("SELECT hash(i)::VARCHAR AS x FROM range(5000) t(i)").read_bytes())
    whole[40:4000] = b"\xff" * 3960
    assert refused(CorruptFile, written(bytes(whole), "a.parquet"))["kind"] == "Parquet"


def test_a_parquet_footer_that_announces_too_much_is_refused_unread(written):
    assert refused(CorruptFile, written(b"PAR1" + b"\0" * 100 + b"\xff\xff\xff\x7fPAR1", "a.parquet"))


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("[1, 2]", "INTEGER[]"),
        ("{'a': 1}", "STRUCT(a INTEGER)"),
        ("'\\x00'::BLOB", "BLOB"),
        ("MAP {'a': 1}", "MAP"),
    ],
)
def test_a_nested_column_of_parquet_is_refused(parquet, value, found):
    facts = refused(NestedColumn, parquet(f"SELECT 1 AS id, {value} AS x"))
    assert facts["column"] == "x"
    assert facts["found"].replace('"', "").startswith(found)


def test_numbers_that_cannot_be_held_are_refused(parquet):
    facts = refused(NumberTooLarge, parquet("SELECT unnest([1.0, 'inf'::DOUBLE]) AS x"))
    assert facts == {"row": 2, "column": "x", "found": float("inf")}
    facts = refused(NumberTooLarge, parquet("SELECT unnest([1, 18446744073709551615])::UBIGINT AS x"))
    assert facts == {"row": 2, "column": "x", "found": "18446744073709551615"}


def test_limits_hold_for_parquet(parquet):
    path = parquet("SELECT i AS a, i AS b, i AS c FROM range(20) t(i)")
    assert refused(TooManyColumns, path, limits=Limits(columns=2))["found"] == 3
    assert refused(TooManyRows, path, limits=Limits(rows=19)) == {"file": "t.parquet", "maximum": 19}
    assert refused(NoRows, parquet("SELECT 1 AS a WHERE false")) == {"file": "t.parquet"}


@pytest.fixture
def stata(tmp_path):
    def write(version, name="t.dta"):
        path = tmp_path / name
        frame = pd.DataFrame({"x": range(50), "s": ["é" * 5] * 50})
        frame.to_stata(path, write_index=False, version=version)
        return path

    return write


@pytest.mark.parametrize("version", [114, 117, 118, 119])
def test_each_release_of_stata_is_read(stata, version):
    if version == 119:
        pytest.skip("pandas writes release 119 only past 32,767 variables")
    with read_table(stata(version)) as table:
        assert (table.kind, table.n_rows, table.preview(1)) == ("Stata", 50, [[0, "ééééé"]])


@pytest.mark.parametrize("version", [114, 118])
@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.8])
def test_a_stata_file_cut_short_is_refused(stata, written, version, share):
    whole = stata(version).read_bytes()
    path = written(whole[: int(len(whole) * share)], "cut.dta")
    assert refused(CorruptFile, path) == {"file": "cut.dta", "kind": "Stata (.dta)"}


def test_a_stata_file_with_a_damaged_head_is_refused(stata, written):
    whole = stata(118).read_bytes()
    path = written(whole[:60] + b"\xff" * 200 + whole[260:], "bad.dta")
    assert refused(CorruptFile, path)["kind"] == "Stata (.dta)"


def test_limits_hold_for_stata(stata):
    assert refused(TooManyColumns, stata(118), limits=Limits(columns=1))["found"] == 2
    assert refused(TooManyRows, stata(118), limits=Limits(rows=49))["maximum"] == 49


def test_two_stata_variables_that_differ_by_capitals_are_refused(tmp_path):
    path = tmp_path / "t.dta"
    pd.DataFrame({"age": [1], "Age": [2]}).to_stata(path, write_index=False)
    assert refused(DuplicatedHeader, path)["positions"] == "1, 2"
