"""`miqyas data`, as a person types it."""

import json

import duckdb
import pytest

from miqyas.cli.main import main

CONTENT = "Nom complet;Commune;Revenu\nIdir A.;01;1200,5\nTouda B.;02;NA\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "ménages.csv"
    path.write_text(CONTENT, encoding="utf-8")
    return str(path)


def test_inspect_tells_each_column_in_french(file, capsys):
    assert main(["data", "inspect", file, "--lang", "fr"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "ménages.csv (CSV) : 2 lignes, 3 colonnes, 60 octets"
    assert lines[2:] == [
        "! Les colonnes sont séparées par ;.",
        "",
        "Nom complet: texte",
        "    manquants 0, valeurs différentes 2",
        "    ! Peut identifier une personne (nom d'une personne) : à laisser hors de l'extrait (--drop).",
        "Commune: texte",
        "    manquants 0, valeurs différentes 2",
        "    par exemple : 01, 02",
        "    ! Codes qui commencent par 0, comme 01 : gardés en texte, pour que les zéros restent.",
        "Revenu: nombre",
        "    manquants 1, valeurs différentes 1",
        "    de 1\u202f200,50 à 1\u202f200,50, moyenne 1\u202f200,50",
        "    ! Les nombres à virgule décimale, comme 1200,5, ont été lus comme des nombres.",
    ]


@pytest.mark.parametrize(("language", "word"), [("ar", "عدد"), ("en", "number")])
def test_inspect_speaks_arabic_and_english(file, capsys, language, word):
    assert main(["data", "inspect", file, "--lang", language]) == 0
    told = capsys.readouterr().out
    assert f"Revenu: {word}" in told
    assert "Idir" not in told


def test_inspect_as_json_holds_every_fact_and_no_personal_cell(file, capsys):
    assert main(["data", "inspect", file, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["n_rows"], record["delimiter"], record["kind"]) == (2, ";", "text")
    name, _, income = record["columns"]
    assert (name["looks_personal"], name["examples"]) == ("name", [])
    assert (income["type"], income["mean"], income["missing_codes"]) == ("number", 1200.5, {"NA": 1})
    assert set(income["notes"][0]["text"]) == {"fr", "ar", "en"}


def test_freeze_leaves_out_what_is_dropped(file, tmp_path, capsys):
    store = tmp_path / "store"
    assert main(["data", "freeze", file, "--out", str(store), "--drop", "Nom complet", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["path"] == str(store / answer["sha256"][:2] / f"{answer['sha256']}.parquet")
    assert (answer["n_rows"], answer["n_columns"], answer["origin"]["file"]) == (2, 2, "ménages.csv")
    assert duckdb.connect().execute(f"FROM '{answer['path']}'").fetchall() == [("01", 1200.5), ("02", None)]
    assert main(["data", "freeze", file, "--out", str(store), "--drop", '"Nom complet"', "--lang", "fr"]) == 0
    size, sha256, path = capsys.readouterr().out.splitlines()
    assert size.startswith("Extrait figé : 2 lignes, 2 colonnes, ")
    assert (sha256, path) == (f"sha256 {answer['sha256']}", answer["path"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["inspect", "{folder}/absent.csv"], "Il n'y a pas de fichier à « absent.csv »."),
        (["freeze", "{file}", "--out", "{folder}", "--drop", "Nom"], "Il n'y a pas de colonne « Nom » dans"),
        (["freeze", "{file}", "--out", "{file}/store"], "Rien ne peut être écrit dans «"),
        (["inspect", "{file}", "--encoding", "klingon"], "« klingon » n'est pas le nom d'un encodage"),
    ],
)
def test_a_refusal_is_a_sentence_and_status_1(file, tmp_path, capsys, arguments, sentence):
    given = [argument.format(file=file, folder=tmp_path) for argument in arguments]
    assert main(["data", *given, "--lang", "fr"]) == 1
    answer = capsys.readouterr()
    assert answer.out == ""
    assert answer.err.startswith(sentence)
