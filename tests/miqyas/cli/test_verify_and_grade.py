"""`miqyas verify` and `miqyas grade`, as a person types them."""

import json
from dataclasses import replace

import duckdb
import pytest
from tests.miqyas.evidence.studies import SOUND_TRIAL

from miqyas.cli.main import main
from miqyas.data.intake import fingerprint
from miqyas.reporting.archive import write_archive
from miqyas.reporting.recompute import record_figure
from miqyas.reporting.record import Manifest


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    path = tmp_path_factory.mktemp("data") / "trial.parquet"
    duckdb.sql(f"COPY (SELECT i % 2 AS d, (i * 7) % 11 + 3.0 * (i % 2) AS y FROM range(60) t(i)) TO '{path}'")
    return path


@pytest.fixture(scope="module")
def manifest(dataset):
    sha = fingerprint(dataset)
    effect = record_figure(
        "effect", "itt", dataset=dataset, dataset_sha256=sha, parameters={"outcome": "y", "treatment": "d"}
    )
    return Manifest(
        report_id="r",
        title="Soutien scolaire",
        language="fr",
        published_at="2025-11-04",
        figures=(effect,),
        datasets_included=frozenset({sha}),
    )


@pytest.fixture
def report(tmp_path, manifest, dataset):
    return write_archive(tmp_path / "r.miqyas", manifest, {fingerprint(dataset): dataset})


@pytest.mark.parametrize(
    "said",
    [
        ("fr", "= effect: Identique", "Tous les chiffres recalculés sont identiques (1)."),
        ("ar", "= effect: مطابق", "كل الأرقام المعاد حسابها مطابقة (1)."),
        ("en", "= effect: Same", "Every figure computed again is the same (1)."),
    ],
)
def test_verify_says_same(report, manifest, capsys, said):
    language, figure, sentence = said
    assert main(["verify", str(report), "--lang", language, "--sha256", manifest.sha256().upper()]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Soutien scolaire"
    assert figure in lines
    assert lines[-1] == sentence


def test_verify_says_different_and_why(tmp_path, manifest, dataset, capsys):
    effect = manifest.figures[0]
    forged = replace(effect, row={**effect.row, "value": 9.0})
    path = write_archive(
        tmp_path / "forged.miqyas", replace(manifest, figures=(forged,)), {fingerprint(dataset): dataset}
    )
    assert main(["verify", str(path), "--lang", "en"]) == 1
    told = capsys.readouterr().out
    assert "≠ effect: Different" in told
    assert "the largest is “value”: 9.0 published" in told
    assert main(["verify", str(path), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["same"], answer["figures"][0]["state"]) == (False, "different")


def test_verify_finds_private_data_in_its_folder(tmp_path, manifest, dataset, capsys):
    path = write_archive(tmp_path / "p.miqyas", replace(manifest, datasets_included=frozenset()), {})
    assert main(["verify", str(path), "--lang", "fr"]) == 1
    assert "? effect: Non recalculé" in capsys.readouterr().out
    (tmp_path / f"{fingerprint(dataset)}.parquet").write_bytes(dataset.read_bytes())
    assert main(["verify", str(path), "--data", str(tmp_path)]) == 0


def test_verify_refuses_with_a_sentence(tmp_path, capsys):
    path = tmp_path / "x.miqyas"
    path.write_text("x")
    assert main(["verify", str(path), "--lang", "fr"]) == 1
    assert capsys.readouterr().err.startswith("Le fichier « x.miqyas » n'est pas une archive de rapport")


@pytest.fixture
def facts(tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(replace(SOUND_TRIAL, sealed_before_data=False).to_dict()))
    return path


def test_grade_prints_three_ladders_with_reasons(facts, capsys):
    assert main(["grade", str(facts), "--lang", "fr"]) == 0
    told = capsys.readouterr().out
    assert "Niveaux de Nesta: 5/5 · Reproduit ailleurs par d'autres" in told
    assert "Échelle du Maryland: 5/5 · Tirage au sort réussi" in told
    assert "GRADE: 3/4 · Modéré" in told
    assert "  − Réserve : le plan a été scellé après la collecte" in told


def test_grade_as_json_holds_levels_and_wording(facts, capsys):
    assert main(["grade", str(facts), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {name: level["level"] for name, level in answer["levels"].items()} == {
        "nesta": 5,
        "maryland": 5,
        "grade": 3,
    }
    assert answer["strength"] == "probably"


def test_grade_says_what_to_attach(tmp_path, capsys):
    path = tmp_path / "facts.json"
    path.write_text("{}")
    assert main(["grade", str(path), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert told.count("Not established") == 3
    assert "  > To attach: Draw the theory of change." in told


@pytest.mark.parametrize("content", ["[", "[1]", '{"n": -1}', '{"level": 5}', '{"low": NaN}'])
def test_grade_refuses_with_a_sentence(tmp_path, capsys, content):
    path = tmp_path / "facts.json"
    path.write_text(content)
    assert main(["grade", str(path), "--lang", "ar"]) == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err.strip() != "") == ("", True)


def test_grade_of_an_absent_file_is_refused(tmp_path, capsys):
    assert main(["grade", str(tmp_path / "none.json"), "--lang", "fr"]) == 1
    assert "none.json" in capsys.readouterr().err
