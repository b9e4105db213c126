import json

import pytest

from miqyas.cli.main import main
from miqyas.errors import SheetNotFound
from miqyas.indicators.catalogue import own_catalogue
from miqyas.indicators.catalogue_search import search
from miqyas.indicators.foreign import read_foreign
from miqyas.reporting.indicator_sheet import foreign_text, sheet_text

FETCH = "time-to-fetch-water"


def call(capsys, *arguments):
    status = main(["indicators", *map(str, arguments)])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


@pytest.mark.parametrize(
    ("language", "words", "name"),
    [
        ("fr", ("temps", "chercher", "eau"), "Temps passé à chercher l’eau par ménage"),
        ("ar", ("وقت", "جلب", "الماء"), "الوقت الذي تقضيه الأسرة في جلب الماء"),
        ("en", ("time", "fetching", "water"), "Time a household spends fetching water"),
    ],
)
def test_search_prints_names_in_the_language_and_the_key_to_show(capsys, language, words, name):
    status, out, _ = call(capsys, "search", *words, "--lang", language)
    lines = out.splitlines()
    assert status == 0
    assert lines[1] == name
    assert lines[2].split()[0] == FETCH


def test_search_narrows_by_theme_level_and_code(capsys):
    status, out, _ = call(capsys, "search", "--theme", "water", "--level", "impact", "--sdg", "6.1", "--json")
    found = json.loads(out)
    chosen = {"theme": ["water"], "level": ["impact"], "sdg_target": ["6.1"]}
    expected = search(own_catalogue(), chosen=chosen)
    assert (status, found["count"]) == (0, len(expected.hits))
    assert [sheet["key"] for sheet in found["sheets"]] == [hit.sheet.key for hit in expected.hits]
    assert found["facets"]["level"]["impact"] == len(expected.hits)
    assert sorted(found["sheets"][0]["name"]) == ["ar", "en", "fr"]


def test_search_without_answer_says_so_and_exits_one(capsys):
    assert call(capsys, "search", "zzz", "--lang", "en")[:2] == (
        1,
        "No sheet answers. Try a shorter word, or another theme.\n",
    )
    assert call(capsys, "search", "--at-most", "1", "--lang", "fr")[1].count("\n") == 3


def test_mistyped_word_is_read_as_the_nearest_and_told(capsys):
    out = call(capsys, "search", "abandn", "--lang", "fr")[1].splitlines()
    assert out[0] == "« abandn » n’est dans aucune fiche ; lu comme « abandon »."
    assert json.loads(call(capsys, "search", "abandn", "--json")[1])["read_as"] == {"abandn": "abandon"}


def test_wrong_code_is_refused_with_a_sentence(capsys):
    status, out, err = call(capsys, "search", "--sdg", "99", "--lang", "fr")
    assert (status, out) == (1, "")
    assert "« sdg_goal » = « 99 »" in err


def test_code_of_an_official_indicator_finds_its_sheet(capsys):
    found = json.loads(call(capsys, "search", "--sdg", "8.6.1", "--json")[1])
    assert [sheet["key"] for sheet in found["sheets"]] == ["youth-not-in-employment-education-training"]


def test_unknown_target_is_answered_with_those_of_its_goal(capsys):
    _, _, err = call(capsys, "search", "--sdg", "6.99", "--lang", "en")
    assert err.strip().endswith("Expected: 6.1, 6.2, 6.3, 6.4, 6.5, 6.6, 6.a, 6.b.")


def test_folder_of_sheets_is_checked(capsys, tmp_path):
    assert call(capsys, "check", "--lang", "en") == (0, "Faults: 0.\n", "")
    (tmp_path / "water").mkdir()
    (tmp_path / "water" / "mine.toml").write_text('key = "mine"\n', encoding="utf-8")
    status, out, _ = call(capsys, "check", tmp_path, "--lang", "fr")
    assert (status, out) == (
        1,
        "Fautes : 1.\n  · Il manque le champ « theme » à la fiche « water/mine.toml ». Écrivez-le.\n",
    )
    assert json.loads(call(capsys, "check", tmp_path, "--json")[1]) == [
        {"file": "water/mine.toml", "field": "theme", "fault": "SheetFieldMissing"}
    ]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_show_prints_the_whole_sheet(capsys, language):
    status, out, _ = call(capsys, "show", FETCH, "--lang", language)
    text = own_catalogue().sheet(FETCH).text(language)
    assert status == 0
    for said in (text.name, text.definition, text.formula, text.limits, text.ethics, text.question):
        assert said in out
    assert "Happiness on Tap" in out


def test_show_leaves_out_what_is_empty():
    sheet = own_catalogue().sheet("pupils-receiving-tutoring")
    said = sheet_text(sheet, "en")
    assert "Denominator" not in said
    assert "References" not in said


def test_show_as_json_holds_three_languages(capsys):
    found = json.loads(call(capsys, "show", FETCH, "--json")[1])
    assert (found["key"], found["aggregation"], sorted(found["texts"])) == (
        FETCH,
        "weighted_mean",
        ["ar", "en", "fr"],
    )


def test_unknown_key_names_the_nearest(capsys):
    status, _, err = call(capsys, "show", "fetch-water", "--lang", "en")
    assert status == 1
    assert FETCH in err
    with pytest.raises(SheetNotFound):
        own_catalogue().sheet("fetch-water")


def test_suggestion_is_printed_with_its_reasons(capsys):
    status, out, _ = call(capsys, "suggest", "Les filles restent au collège", "--sdg", "4.1", "--lang", "fr")
    assert status == 0
    assert "Il sert la même cible des ODD : 4.1." in out
    found = json.loads(call(capsys, "suggest", "La nappe se recharge", "--json")[1])
    assert found[0]["key"] == "groundwater-depth-change"
    assert call(capsys, "suggest", "xyzzy", "--lang", "fr")[0] == 1


def test_list_is_read_and_its_faults_told(capsys, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("ID,Title of it,Note\nPI0001,Trees,a\nPI0002,,b\n", encoding="utf-8")
    status, out, err = call(capsys, "read", path, "--column", "name=Title of it", "--lang", "en")
    assert (status, err) == (1, "")
    assert "name ← Title of it" in out
    assert "Rows without fault: 1." in out
    assert "  · Row 3: the column “Title of it” is empty." in out
    assert "belong to the GIIN" in out
    found = json.loads(call(capsys, "read", path, "--column", "name=Title of it", "--json")[1])
    assert [each["identifier"] for each in found["indicators"]] == ["PI0001"]
    assert sorted(found["faults"][0]["fault"]) == ["ar", "en", "fr"]


def test_sound_list_exits_zero_and_names_what_is_left_out(capsys, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Nom,Couleur\nArbres,vert\n", encoding="utf-8")
    status, out, _ = call(capsys, "read", path, "--lang", "fr")
    assert status == 0
    assert "Colonnes laissées de côté : Couleur." in out
    assert foreign_text(read_foreign(path), "ar").splitlines()[1] == "أعمدة متروكة: Couleur."


def test_correction_without_equals_is_misuse(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["indicators", "read", "x.csv", "--column", "name"])
    assert stopped.value.code == 2
    assert "FIELD=HEADING" in capsys.readouterr().err
