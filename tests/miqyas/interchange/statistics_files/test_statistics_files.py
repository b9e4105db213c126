"""Files of statistics packages, read again by readers that are not ours."""

import csv
import datetime as dt
import io
import re
import zipfile
from typing import get_args

import duckdb
import openpyxl
import pandas as pd
import pyreadstat
import pytest
from tests.miqyas.interchange.answers.visits import FRENCH, FULL, answer, form

from miqyas.errors import TooWideForExcel
from miqyas.interchange.answers import flatten
from miqyas.interchange.statistics_files import (
    Labelled,
    Variable,
    legal_names,
    of_answers,
    sheets,
    write_file,
)
from miqyas.interchange.statistics_files.losses import LossCode
from miqyas.reporting.statistics_losses import LOSSES, loss_sentence
from miqyas.types import LANGUAGES

LONG = "é" * 3000
VARIABLES = (
    Variable("âge", "integer", "Âge de la personne"),
    Variable("eau", "text", "Eau", {"puits": "Un puits", "reseau": "Le réseau"}),
    Variable("région", "text", "Région", {"1": "Tanger", "7": "Marrakech"}),
    Variable("langs/fra", "boolean", "Parle français"),
    Variable("price", "number", "Prix"),
    Variable("today", "date", "Jour"),
    Variable("start", "datetime", "Début"),
    Variable("remark", "text", "M" * 300),
    Variable("huge", "integer"),
    Variable("born", "date"),
    Variable("nothing", "text"),
    Variable("sat", "integer", "Satisfaction", {"1": "Oui", "2": "Non"}),
)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "t.parquet"
    duckdb.sql(
        f"""COPY (SELECT * FROM (VALUES
        (31::BIGINT, 'puits', '1', true, 2.5::DOUBLE, DATE '2026-02-17', TIMESTAMP '2026-02-17 19:45:07.5',
         '=1+1', 9007199254740993::BIGINT, DATE '1500-01-01', NULL::VARCHAR, 1::BIGINT),
        (NULL, 'oued', '7', NULL, NULL, NULL, NULL, '{LONG}', 5, NULL, NULL, 2),
        (4, NULL, NULL, false, -1, DATE '2026-02-18', TIMESTAMP '2026-02-18 00:00:00', NULL, NULL, NULL, NULL, NULL))
        t("âge", eau, "région", "langs/fra", price, today, "start", remark, huge, born, nothing, sat)) TO '{path}'"""
    )
    return Labelled(path, "Visites à Tamda", VARIABLES)


def losses(written):
    return sorted((loss.code, loss.variable) for loss in written.losses)


@pytest.mark.parametrize(
    ("names", "legal"),
    [
        (["age", "Age", "AGE"], ("age", "Age_2", "AGE_3")),
        (["a b", "a_b"], ("a_b_2", "a_b")),
        (["_key", "key"], ("key_2", "key")),
        (["الاسم", "ⴰⵣⵓⵍ", "!"], ("v1", "v2", "v3")),
        (["a" * 40, "a" * 41], ("a" * 32, "a" * 30 + "_2")),
        (["if", "str5", "BY"], ("if_", "str5_", "BY_")),
        (["cœur", "gps/latitude", "2e"], ("coeur", "gps_latitude", "v2e")),
    ],
)
def test_names_are_legal_short_and_distinct(names, legal):
    assert legal_names(names) == legal
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]{0,31}", name) for name in legal)


def check_values(frame, words):
    assert list(frame["age"])[::2] == [31, 4]
    assert pd.isna(frame["age"][1])
    assert (frame["eau"][0], frame["eau"][1]) == (1, 3)
    assert words["eau"] == {1: "Un puits", 2: "Le réseau", 3: "oued"}
    assert words["region"] == {1: "Tanger", 7: "Marrakech"}
    assert list(frame["region"])[:2] == [1, 7]
    assert words["langs_fra"] == {1: "Oui", 0: "Non"}
    assert (list(frame["langs_fra"])[::2], list(frame["price"])[::2]) == ([1, 0], [2.5, -1])
    assert frame["today"][0] == dt.date(2026, 2, 17)
    assert frame["start"][0] == dt.datetime(2026, 2, 17, 19, 45, 7, 500000)
    assert (frame["remark"][0], frame["remark"][1]) == ("=1+1", LONG)
    assert list(frame["huge"])[:2] == ["9007199254740993", "5"]
    assert frame["born"][0] == "1500-01-01"
    assert words["sat"] == {1: "Oui", 2: "Non"}


def test_stata_comes_back_as_it_was(table, tmp_path):
    written = write_file(table, tmp_path / "t.dta", form="stata", language="fr")
    frame, meta = pyreadstat.read_dta(tmp_path / "t.dta")
    check_values(frame, meta.variable_value_labels)
    assert meta.column_names_to_labels["age"] == "Âge de la personne"
    assert meta.column_names_to_labels["remark"] == "M" * 80
    assert meta.file_label == "Visites à Tamda"
    assert written.renamed == {"âge": "age", "région": "region", "langs/fra": "langs_fra"}
    assert losses(written) == [
        ("coded", "eau"),
        ("date_as_text", "born"),
        ("label_shortened", "remark"),
        ("number_as_text", "huge"),
    ]
    (codes,) = [loss.facts["codes"] for loss in written.losses if loss.code == "coded"]
    assert codes == "puits = 1, reseau = 2, oued = 3"


def test_spss_comes_back_as_it_was(table, tmp_path):
    written = write_file(table, tmp_path / "t.sav", form="spss", language="fr")
    frame, meta = pyreadstat.read_sav(tmp_path / "t.sav")
    check_values(frame, meta.variable_value_labels)
    assert meta.column_names_to_labels["remark"] == "M" * 256
    assert meta.original_variable_types["today"].startswith("DATE")
    assert losses(written)[0] == ("coded", "eau")


def test_spss_says_which_words_are_too_long_for_it(tmp_path):
    path = tmp_path / "t.parquet"
    duckdb.sql(f"COPY (SELECT 1 AS a, repeat('x', 40000) AS b) TO '{path}'")
    variables = (Variable("a", "integer", "A", {"1": "ن" * 100}), Variable("b", "text", "B"))
    written = write_file(Labelled(path, "T", variables), tmp_path / "t.sav", form="spss", language="ar")
    frame, meta = pyreadstat.read_sav(tmp_path / "t.sav")
    assert meta.variable_value_labels == {"a": {1: "ن" * 60}}
    assert len(frame["b"][0]) == 32_767
    assert losses(written) == [("text_cut", "b"), ("value_label_shortened", "a")]


def test_r_gets_values_and_a_script_that_sets_words(table, tmp_path):
    write_file(table, tmp_path / "t.zip", form="r", language="ar")
    with zipfile.ZipFile(tmp_path / "t.zip") as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("data.csv").decode())))
        script = archive.read("read.R").decode()
    assert [row["age"] for row in rows] == ["31", "", "4"]
    assert [row["eau"] for row in rows] == ["1", "3", ""]
    assert rows[0]["start"] == "2026-02-17T19:45:07.500000"
    assert rows[0]["price"] == "2.5"
    assert (
        'data[["eau"]] <- factor(data[["eau"]], levels = c(1, 2, 3), labels = c("Un puits", "Le réseau", "oued"))'
        in script
    )
    assert (
        'data[["langs_fra"]] <- factor(data[["langs_fra"]], levels = c(1, 0), labels = c("نعم", "لا"))'
        in script
    )
    assert 'data[["today"]] <- as.Date(substr(data[["today"]], 1, 10))' in script
    assert 'attr(data[["age"]], "label") <- "Âge de la personne"' in script
    assert '  "remark" = "character"' in script
    assert '  "eau" = "numeric"' in script


def test_r_tells_two_codes_of_one_word_apart(tmp_path):
    path = tmp_path / "t.parquet"
    duckdb.sql(f"COPY (SELECT 1 AS a) TO '{path}'")
    doubled = Labelled(path, "T", (Variable("a", "integer", 'say "a"\\b', {"1": "Autre", "2": "Autre"}),))
    write_file(doubled, tmp_path / "t.zip", form="r", language="fr")
    with zipfile.ZipFile(tmp_path / "t.zip") as archive:
        script = archive.read("read.R").decode()
    assert 'labels = c("Autre", "Autre (2)")' in script
    assert '<- "say \\"a\\"\\\\b"' in script


def test_excel_holds_values_words_and_codes_and_runs_nothing(table, tmp_path):
    written = write_file(table, tmp_path / "t.xlsx", form="excel", language="ar")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["البيانات", "المتغيرات", "الرموز"]
    data, variables, codes = book.worksheets
    assert data.sheet_view.rightToLeft
    head = [cell.value for cell in data[1]]
    assert head[:3] == ["âge", "eau", "région"]
    remark = data.cell(2, head.index("remark") + 1)
    assert (remark.value, remark.data_type) == ("=1+1", "s")
    assert data.cell(2, head.index("huge") + 1).value == "9007199254740993"
    assert data.cell(2, 1).value == 31
    assert [cell.value for cell in variables[2]] == ["âge", "Âge de la personne", "integer", "age"]
    assert [cell.value for cell in codes[2]] == ["eau", "puits", "Un puits"]
    assert losses(written) == [("date_as_text", "born"), ("number_as_text", "huge")]


def test_excel_refuses_more_rows_than_a_sheet_has(table, tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    with pytest.raises(TooWideForExcel, match="holds 2 rows"):
        write_file(table, tmp_path / "t.xlsx", form="excel", language="fr")


def test_csv_is_harmless_and_its_codebook_holds_the_words(table, tmp_path):
    written = write_file(table, tmp_path / "t.csv", form="csv", language="fr")
    rows = list(csv.reader(io.StringIO((tmp_path / "t.csv").read_text(encoding="utf-8-sig"))))
    assert rows[1][:4] == ["31", "puits", "1", "1"]
    assert rows[1][7] == "'=1+1"
    assert losses(written) == [("labels_apart", "")]
    write_file(table, tmp_path / "c.csv", form="codebook", language="fr")
    book = list(csv.reader(io.StringIO((tmp_path / "c.csv").read_text(encoding="utf-8-sig"))))
    assert book[0] == ["variable", "libellé", "type", "nom dans Stata, SPSS et R"]
    assert book[4] == ["langs/fra", "Parle français", "boolean", "langs_fra"]
    assert ["eau", "puits", "Un puits"] in book


def test_answers_go_to_stata_with_the_words_of_their_form(tmp_path):
    with flatten(form(), [("a", answer(FULL))]) as flat:
        labelled = of_answers(flat[""], tmp_path / "a.parquet", title="Visite", language=FRENCH)
    written = write_file(labelled, tmp_path / "a.dta", form="stata", language="fr")
    frame, meta = pyreadstat.read_dta(tmp_path / "a.dta")
    assert (frame["age"][0], frame["water"][0], frame["key"][0]) == (31, 1, "uuid:1")
    assert meta.variable_value_labels["water"] == {1: "Un puits", 2: "Le réseau"}
    assert meta.column_names_to_labels["langs_fra"] == "langs – Français"
    assert written.renamed["place/latitude"] == "place_latitude"


@pytest.mark.parametrize("code", get_args(LossCode))
def test_every_loss_speaks_each_language(code):
    facts = {"most": "80", "whole": "M", "codes": "a = 1"}
    assert {loss_sentence(code, "eau", facts, language) for language in LANGUAGES}.isdisjoint({""})
    assert set(LOSSES[code]) == set(LANGUAGES)
    assert set(LOSSES) == set(get_args(LossCode))
