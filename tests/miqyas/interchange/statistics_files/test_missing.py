"""Why cells are empty, in files of Stata and SPSS read again by readers that are not ours."""

import math

import duckdb
import pandas as pd
import pyreadstat
import pytest

from miqyas.interchange.statistics_files import Labelled, Variable, write_file
from miqyas.interchange.statistics_files.missing import LABELS, ORDER
from miqyas.types import LANGUAGES

VARIABLES = (
    Variable("nom", "text", "Nom"),
    Variable("age", "integer", "Âge"),
    Variable("eau", "text", "Eau", {"puits": "Un puits", "reseau": "Le réseau"}),
    Variable("usage/boire", "boolean", "Usages – boire"),
    Variable("note", "text", "Remarque"),
    Variable("_why_empty", "text", "Pourquoi des cases sont vides"),
)
LONG = "é" * 3000


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "t.parquet"
    duckdb.sql(
        f"""COPY (SELECT * FROM (VALUES
        ('Touda', 31::BIGINT, 'puits', true, '{LONG}', NULL),
        ('Idir', NULL, 'reseau', NULL, NULL, 'age=empty usage=not_asked note=empty'),
        ('Zineb', NULL, NULL, NULL, NULL, 'age=not_in_version eau=not_asked usage=empty note=empty'),
        ('Ali', NULL, NULL, false, 'x', 'age=unfit'),
        ('Hana', -998, NULL, NULL, 'x', NULL))
        t(nom, age, eau, "usage/boire", note, _why_empty)) TO '{path}'"""
    )
    return Labelled(path, "Foyers de Tamda", VARIABLES)


def test_stata_reads_the_reasons_as_labelled_missing_values(table, tmp_path):
    path = tmp_path / "t.dta"
    write_file(table, path, form="stata", language="fr")
    frame, meta = pyreadstat.read_dta(path, user_missing=True)
    assert frame["age"].tolist()[:4] == [31, "a", "c", "d"]
    assert frame["eau"].tolist()[2] == "b"
    assert frame["usage_boire"].tolist()[:4] == [1, "b", "a", 0]
    # Emptied afterwards, by a step of cleaning or of protection: missing, for no reason told.
    assert math.isnan(frame["eau"][3])
    assert meta.variable_value_labels["age"] == {
        "a": "Posée, sans réponse",
        "c": "Absente de cette version du questionnaire",
        "d": "Réponse qui n’est pas du type de la colonne",
    }
    assert meta.variable_value_labels["eau"] == {
        1: "Un puits",
        2: "Le réseau",
        "b": "Non posée à cette personne",
    }
    assert frame["note"][0] == LONG
    assert frame["why_empty"][1] == "age=empty usage=not_asked note=empty"
    again = pd.read_stata(path, convert_categoricals=False, convert_missing=True)
    assert [str(value) for value in again["age"]] == ["31.0", ".a", ".c", ".d", "-998.0"]
    assert pd.read_stata(path, convert_categoricals=False)["age"].isna().tolist() == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_spss_reads_the_reasons_as_labelled_user_missing_values(table, tmp_path):
    path = tmp_path / "t.sav"
    write_file(table, path, form="spss", language="ar")
    frame, meta = pyreadstat.read_sav(path, user_missing=True)
    # -998 is an answer here: the codes of this column stand elsewhere.
    assert frame["age"].tolist() == [31, -9996, -9998, -9999, -998]
    assert frame["eau"].tolist()[:3] == [1, 2, -997]
    assert meta.missing_ranges["age"] == [{"lo": -9999.0, "hi": -9996.0}]
    assert meta.missing_ranges["eau"] == [{"lo": -999.0, "hi": -996.0}]
    assert meta.variable_value_labels["eau"][-997] == LABELS["not_asked"]["ar"]
    assert set(meta.variable_value_labels["age"]) == {-9996, -9998, -9999}
    plain, _ = pyreadstat.read_sav(path)
    assert plain["age"].isna().tolist() == [False, True, True, True, False]
    assert plain["eau"].isna().tolist() == [False, False, True, True, True]
    assert meta.variable_measure["age"] != "nominal"


def test_without_the_column_of_reasons_nothing_is_marked(table, tmp_path):
    path = tmp_path / "t.dta"
    write_file(Labelled(table.path, table.title, VARIABLES[:-1]), path, form="stata", language="fr")
    frame, meta = pyreadstat.read_dta(path, user_missing=True)
    assert frame["age"].isna().tolist() == [False, True, True, True, False]
    assert "age" not in meta.variable_value_labels


def test_many_rows_and_types_keep_their_places(tmp_path):
    path, made = tmp_path / "t.parquet", tmp_path / "t.dta"
    duckdb.sql(
        f"""COPY (SELECT 'x' || i AS a, CASE WHEN i % 3 THEN i END AS b, DATE '2026-01-01' + i::INT AS c,
        CASE WHEN i % 2 THEN i / 2 END AS d,
        concat_ws(' ', CASE WHEN i % 3 = 0 THEN 'b=empty' END, CASE WHEN i % 2 = 0 THEN 'd=not_asked' END) AS _why_empty
        FROM range(5000) t(i)) TO '{path}'"""
    )
    names = (("a", "text"), ("b", "integer"), ("c", "date"), ("d", "number"), ("_why_empty", "text"))
    table = Labelled(path, "t", tuple(Variable(*each) for each in names))
    write_file(table, made, form="stata", language="en")
    frame, _ = pyreadstat.read_dta(made, user_missing=True)
    assert frame["b"].tolist() == [i if i % 3 else "a" for i in range(5000)]
    assert frame["d"].tolist() == [i / 2 if i % 2 else "b" for i in range(5000)]
    assert frame["a"].tolist() == [f"x{i}" for i in range(5000)]


def test_each_reason_speaks_three_languages():
    assert set(LABELS) == set(ORDER)
    assert all(set(words) == set(LANGUAGES) for words in LABELS.values())
