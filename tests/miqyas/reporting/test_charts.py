"""Charts: what they hold, that they draw, that a strict page takes them."""

import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from tests.miqyas.evidence.studies import FALL, NOTHING, RISE

from miqyas.checks.attrition import attrition
from miqyas.checks.balance import balance
from miqyas.data.relation import open_relation
from miqyas.estimators.arm_means import arm_means
from miqyas.estimators.itt import itt
from miqyas.reporting.charts import attrition_chart, balance_chart, estimate_chart
from miqyas.reporting.charts.frame import ACTION, GREY, PAPER, drawable
from miqyas.reporting.charts.words import DESCRIPTIONS, WORDS
from miqyas.reporting.pictures import to_png, to_svg
from miqyas.types import LANGUAGES

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    """Forty units in ten villages, one outcome lost, one covariate far apart, one without variation."""
    lines = ["y,d,village,age,plot,same"]
    for i in range(40):
        treated = (i // 4) % 2
        outcome = "" if i == 7 else str(10 + 3 * treated + (i * 7) % 5)
        lines.append(f"{outcome},{treated},{i // 4},{20 + (i * 11) % 30},{2 * treated + (i % 3)},1")
    path = tmp_path_factory.mktemp("trial") / "trial.csv"
    path.write_text("\n".join(lines))
    return open_relation(path)


@pytest.fixture(scope="module")
def charts(trial):
    columns = {"treatment": "d", "cluster": "village"}
    estimate = itt(trial, outcome="y", unit="MAD", **columns)
    arms = arm_means(trial, outcome="y", **columns)
    checked = balance(trial, covariates=["age", "plot", "same"], **columns)
    lost = attrition(trial, outcome="y", **columns)
    whole = attrition(trial, outcome="age", **columns)

    def draw(language):
        return {
            "effect": estimate_chart(
                estimate, language, outcome_label="<Revenu> & co", unit="MAD", arms=arms
            ),
            "alone": estimate_chart(FALL, language, outcome_label="Revenu"),
            "balance": balance_chart(checked, language, labels={"age": "Âge"}),
            "nothing_compared": balance_chart(balance(trial, covariates=["same"], **columns), language),
            "attrition": attrition_chart(lost, language),
            "complete": attrition_chart(whole, language),
        }

    return {language: draw(language) for language in LANGUAGES}


KINDS = ("effect", "alone", "balance", "nothing_compared", "attrition", "complete")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_draws_and_a_strict_page_takes_it(charts, kind, language):
    spec = charts[language][kind]
    svg = to_svg(spec, language=language)
    assert "style=" not in svg
    root = ET.fromstring(svg)
    assert not [e for e in root.iter() if e.tag in {f"{SVG}style", f"{SVG}script", f"{SVG}foreignObject"}]
    assert not [name for e in root.iter() for name in e.attrib if name.startswith("on")]
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root[1].text == spec["description"]
    assert root[0].get("id") == root.get("aria-labelledby")
    assert "fill" in "".join(e.get("fill", "") and "fill" for e in root.iter())


@pytest.mark.parametrize("language", LANGUAGES)
def test_png_is_a_picture(charts, language):
    assert to_png(charts[language]["effect"], language=language).startswith(b"\x89PNG\r\n")


def test_drawn_colours_survive_without_style(charts):
    svg = to_svg(charts["fr"]["effect"], language="fr")
    assert f'fill="{PAPER}"' in svg
    assert f'stroke="{ACTION}"' in svg
    assert "Plex" in svg


def test_two_pictures_of_one_page_share_no_identifier(charts):
    pages = [to_svg(charts["en"][kind], language="en") for kind in ("effect", "balance")]
    ids = [set(re.findall(r'\bid="([^"]+)"', page)) for page in pages]
    assert all(ids)
    assert not ids[0] & ids[1]
    for page, own in zip(pages, ids, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", page)) <= own


def test_words_of_people_are_data(charts):
    svg = to_svg(charts["en"]["effect"], language="en")
    assert "&lt;Revenu&gt; &amp; co" in svg
    assert "<Revenu>" not in svg


def test_axis_figures_are_those_of_the_language(charts):
    assert "12,5" in to_svg(charts["fr"]["effect"], language="fr") or "11,5" in to_svg(
        charts["fr"]["effect"], language="fr"
    )


@pytest.mark.parametrize(
    ("language", "side", "anchor"), [("fr", "left", "start"), ("en", "left", "start"), ("ar", "right", "end")]
)
def test_arabic_reads_from_the_right(charts, language, side, anchor):
    for spec in charts[language].values():
        assert spec["title"]["anchor"] == anchor
        assert set(re.findall(r'"orient": "(left|right)"', json.dumps(spec))) == {side}
    assert ("\u2067" in charts[language]["effect"]["title"]["text"]) == (language == "ar")


def test_effect_that_is_not_established_is_hollow_and_grey():
    def mark(estimate):
        layers = estimate_chart(estimate, "en", outcome_label="Income")["vconcat"][-1]
        (row,) = layers["data"]["values"]
        return row["fill"], row["colour"]

    assert mark(RISE) == (ACTION, ACTION)
    assert mark(NOTHING) == (PAPER, GREY)
    assert mark(replace(RISE, low=0.0)) == (PAPER, GREY)


def test_description_says_the_figures():
    assert estimate_chart(RISE, "en", outcome_label="Borrowing", unit="MAD")["description"] == (
        "Effect on “Borrowing”. Effect: 1,122\u00a0MAD, 95% interval 617 to 1,626\u00a0MAD."
    )


def test_arms_are_told_with_their_number(charts):
    assert "(n = 19)" in charts["en"]["effect"]["description"]
    assert "(n = 20)" in charts["en"]["effect"]["description"]


def test_balance_names_what_could_not_be_compared(charts):
    assert "Not compared: same." in charts["en"]["balance"]["description"]
    assert "Âge" in charts["fr"]["balance"]["description"]
    rows = {row["name"]: row["size"] for row in charts["en"]["balance"]["layer"][-1]["data"]["values"]}
    assert rows["plot"] == "over 0.25"
    assert "same" not in rows


def test_attrition_says_shares_or_that_the_file_is_whole(charts):
    assert "5.0% (1 of 20)" in charts["en"]["attrition"]["description"]
    assert "No outcome is missing in this file." in charts["en"]["complete"]["description"]


def test_missing_figure_is_never_drawn():
    with pytest.raises(TypeError):
        drawable(None)


def test_words_are_complete():
    assert len({frozenset(words) for words in WORDS.values()}) == 1
    assert len({frozenset(words) for words in DESCRIPTIONS.values()}) == 1
    for key, french in DESCRIPTIONS["fr"].items():
        fields = set(re.findall(r"{(\w+)}", french))
        assert all(set(re.findall(r"{(\w+)}", DESCRIPTIONS[lang][key])) == fields for lang in LANGUAGES)
