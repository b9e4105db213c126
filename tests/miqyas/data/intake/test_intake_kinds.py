"""One table, four kinds of file, one profile and one frozen object."""

import csv
import zipfile
from datetime import date, datetime

import duckdb
import openpyxl
import pandas as pd
import pytest

from miqyas.data.intake import freeze, read_table
from miqyas.errors import CorruptFile


@pytest.fixture
def in_four_kinds(moroccan_trial, tmp_path):
    paths = {"text": moroccan_trial}
    frame = pd.read_csv(moroccan_trial)
    paths["Stata"] = tmp_path / "trial.dta"
    frame.to_stata(paths["Stata"], write_index=False, version=118)
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet("Ménages")
    sheet.append(list(frame.columns))
    for row in frame.itertuples(index=False):
        sheet.append(list(row))
    paths["Excel"] = tmp_path / "trial.xlsx"
    made.save(paths["Excel"])
    paths["Parquet"] = tmp_path / "trial.parquet"
    duckdb.connect().execute(f"COPY (FROM '{moroccan_trial}') TO '{paths['Parquet']}' (FORMAT parquet)")
    return paths


def test_the_moroccan_trial_is_one_object_whatever_it_travelled_in(in_four_kinds, tmp_path):
    profiles, hashes = {}, {}
    for kind, path in in_four_kinds.items():
        with read_table(path) as table:
            assert table.kind == kind
            profiles[kind] = table.columns
            hashes[kind] = freeze(table, tmp_path / "store").sha256
    assert len(set(hashes.values())) == 1
    assert profiles["Excel"] == profiles["Stata"] == profiles["Parquet"] == profiles["text"]


def test_the_profile_of_the_moroccan_trial_agrees_with_its_own_cells(moroccan_trial):
    with moroccan_trial.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with read_table(moroccan_trial) as table:
        assert (table.n_rows, len(table.columns)) == (5513, 25)
        for column in table.columns:
            values = [float(row[column.name]) for row in rows]
            assert column.type == ("integer" if all(value.is_integer() for value in values) else "number")
            assert (column.minimum, column.maximum) == (min(values), max(values))
            assert column.mean == pytest.approx(sum(values) / len(values), rel=1e-12)
            assert column.n_distinct == len(set(values))
            assert (column.n_missing, column.looks_personal) == (0, None)


def test_stata_keeps_labels_and_counts_each_missing_code(tmp_path):
    path = tmp_path / "menages.dta"
    pd.DataFrame(
        {
            "sexe": [1, 2, 2, 1],
            "revenu": [1500.5, None, 900.0, 20.0],
            "nom_village": ["Aït Baha", "", "تارودانت", "Ouled"],
            "visite": pd.to_datetime(["2009-05-01", None, "2009-05-03", "2009-05-04"]),
            "mois": pd.to_datetime(["2009-05-01", "2009-06-01", "2009-07-01", "2009-08-01"]),
        }
    ).to_stata(
        path,
        write_index=False,
        version=118,
        convert_dates={"visite": "td", "mois": "tm"},
        variable_labels={"revenu": "Revenu du ménage (DH)", "nom_village": "اسم القرية"},
        value_labels={"sexe": {1: "Femme", 2: "Homme"}},
    )
    with read_table(path) as table:
        sex, income, village, visit, month = table.columns
        assert table.preview() == [
            [1, 1500.5, "Aït Baha", "2009-05-01", "2009-05-01"],
            [2, None, None, None, "2009-06-01"],
            [2, 900.0, "تارودانت", "2009-05-03", "2009-07-01"],
            [1, 20.0, "Ouled", "2009-05-04", "2009-08-01"],
        ]
    assert (sex.type, sex.value_labels) == ("integer", {"1": "Femme", "2": "Homme"})
    assert (income.label, income.missing_codes) == ("Revenu du ménage (DH)", {".": 1})
    assert (village.label, village.missing_codes, village.looks_personal) == ("اسم القرية", {"": 1}, None)
    assert (visit.type, visit.minimum, visit.n_missing) == ("date", "2009-05-01", 1)
    assert month.type == "date"


def test_stata_texts_of_digits_stay_texts(tmp_path):
    path = tmp_path / "codes.dta"
    pd.DataFrame({"code": ["12", "34"]}).to_stata(path, write_index=False)
    with read_table(path) as table:
        assert (table.columns[0].type, table.preview()) == ("text", [["12"], ["34"]])


def test_excel_cells_become_values(workbook):
    path = workbook(
        Enquête=[
            ["code", "montant", "actif", "date", "vu", "note", 2024],
            ["01", 1200, True, date(2024, 5, 1), datetime(2024, 5, 1, 9, 30), "bien", 1],
            ["02", 1200.5, False, date(2024, 5, 2), datetime(2024, 5, 2, 0, 0), None, 2],
            [None, None, None, None, None, None, None],
            ["10", None, None, None, None, "#N/A", 3],
        ]
    )
    with read_table(path) as table:
        assert [column.name for column in table.columns][-1] == "2024"
        assert [column.type for column in table.columns] == [
            "text", "number", "boolean", "date", "datetime", "text", "integer",
        ]  # fmt: skip
        assert table.preview() == [
            ["01", 1200.0, True, "2024-05-01", "2024-05-01 09:30:00", "bien", 1],
            ["02", 1200.5, False, "2024-05-02", "2024-05-02 00:00:00", None, 2],
            ["10", None, None, None, None, None, 3],
        ]
        assert [(note.key, dict(note.facts)) for note in table.notes] == [("blank_lines", {"count": 1})]
        assert table.sheet == "Enquête"


def test_the_first_visible_sheet_is_read_and_told(workbook):
    def hide(made):
        made["Cachée"].sheet_state = "hidden"

    path = workbook(Cachée=[["x"], [0]], Ménages=[["a"], [1]], Codes=[["b"], [2]], change=hide)
    with read_table(path) as table:
        assert (table.sheet, table.names) == ("Ménages", ("a",))
        assert table.notes[0].text["fr"] == (
            "Le classeur a plusieurs feuilles ; « Ménages » a été lue, pas celles-ci : Cachée, Codes."
        )
    with read_table(path, sheet="Codes") as table:
        assert (table.sheet, table.names, table.notes) == ("Codes", ("b",), ())


def test_a_workbook_with_a_wrong_dimension_is_read_whole(workbook, repacked):
    path = workbook(S=[["a", "b"], [1, 2], [3, 4]])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    path = repacked(path, {"xl/worksheets/sheet1.xml": sheet.replace(b'ref="A1:B3"', b'ref="A1:A1"')})
    with read_table(path) as table:
        assert table.preview() == [[1, 2], [3, 4]]


def test_macros_are_neither_run_nor_a_reason_to_refuse(workbook, repacked):
    path = repacked(workbook(S=[["a"], [1]]), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"}, name="m.xlsm")
    with read_table(path) as table:
        assert [note.key for note in table.notes] == ["macros_ignored"]


def test_merged_data_is_told(workbook):
    def merge(made):
        made["S"].merge_cells("A2:A3")

    with read_table(workbook(S=[["a", "b"], [1, 2], [None, 3]], change=merge)) as table:
        assert [(note.key, note.facts["cells"]) for note in table.notes] == [("merged_cells", "A2:A3")]
        assert table.preview() == [[1, 2], [None, 3]]


def test_parquet_types_are_kept(tmp_path):
    path = tmp_path / "types.parquet"
    duckdb.connect().execute(
        "COPY (SELECT 1::UTINYINT AS petit, 2.50::DECIMAL(9, 2) AS prix, 'NaN'::FLOAT AS f, 3.0::DOUBLE AS entier, "
        "'01' AS code, '' AS vide, DATE '2024-02-29' AS jour, TIMESTAMPTZ '2024-05-01 10:00:00+01' AS heure, "
        f"true AS vrai, uuid() AS u) TO '{path}' (FORMAT parquet)"
    )
    with read_table(path) as table:
        assert [column.type for column in table.columns] == [
            "integer", "number", "number", "integer", "text", "text", "date", "datetime", "boolean", "text",
        ]  # fmt: skip
        assert table.preview()[0][:9] == [
            1, 2.5, None, 3, "01", None, "2024-02-29", "2024-05-01 09:00:00", True,
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "notes"),
    [("a.csv", "text", []), ("a.txt", "text", []), ("a", "text", []), ("a.xlsx", "text", ["kind_mismatch"])],
)
def test_the_content_says_what_a_file_is(written, name, kind, notes):
    with read_table(written("a,b\n1,2\n", name)) as table:
        assert (table.kind, [note.key for note in table.notes]) == (kind, notes)


def test_the_owner_s_name_is_used_and_not_the_upload_s(written):
    path = written("a,b\n1,2\n", "upload_8f3a")
    with read_table(path, name="ménages.xlsx") as table:
        assert table.file == "ménages.xlsx"
        assert table.notes[0].text["fr"] == (
            "Le nom finit par .xlsx mais le contenu est CSV : il a été lu comme CSV."
        )


def test_an_archive_whose_packing_is_damaged_is_refused(tmp_path):
    path = tmp_path / "table.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with zipfile.ZipFile(path) as archive:
        (part,) = archive.infolist()
    content = bytearray(path.read_bytes())
    start = part.header_offset + 30 + len(part.filename)
    content[start : start + part.compress_size] = b"\xff" * part.compress_size
    path.write_bytes(content)
    with pytest.raises(CorruptFile), read_table(path):
        pass
