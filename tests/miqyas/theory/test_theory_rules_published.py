import json
from pathlib import Path

import pytest

from miqyas.reporting.rules_page import rules_page
from miqyas.theory.exchange import read_theory
from miqyas.theory.quality import quality
from miqyas.theory.rules import RULES

ROOT = Path(__file__).parents[3]
SHEETS = ("theory-of-change", "assumptions", "indicators")
EXAMPLES = sorted((ROOT / "content/examples/theories").glob("*.json"))
LANGUAGES = ("fr", "ar", "en")


def test_published_page_is_up_to_date():
    page = (ROOT / "docs/theory/quality-rules.md").read_text(encoding="utf-8")
    assert page == rules_page(), "run tools/rules_page.py"


def test_points_add_up_to_a_hundred():
    assert sum(rule.points for rule in RULES) == 100


@pytest.mark.parametrize("sheet", sorted({*SHEETS, *(rule.sheet for rule in RULES)}))
@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_of_a_rule_exists_with_its_header(sheet, language):
    lines = (ROOT / "content" / sheet / f"{language}.md").read_text(encoding="utf-8").split("\n\n")
    assert lines[0].startswith("# ")
    assert "\n" not in lines[0]
    assert not lines[1].startswith("#")
    assert "\n" not in lines[1]
    assert sum(part.startswith("## ") for part in lines) >= 6


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_says_that_it_is_invented_and_reads_alike_in_every_language(path, language):
    about = json.loads(path.read_text(encoding="utf-8"))["about"]
    assert about["invented"] is True
    assert about["name"][language]
    assert about["note"][language]
    ours, french = (quality(read_theory(path, language=each)) for each in (language, "fr"))
    assert ours.score == french.score
    assert [f.rule for f in ours.findings] == [f.rule for f in french.findings]


def test_there_are_examples_to_learn_from():
    scores = {path.stem: quality(read_theory(path)).score for path in EXAMPLES}
    assert scores["argan-cooperative"] == 100
    assert scores["rural-school-dropout"] < 95


THEMES = ("cooperatives", "education", "employment", "environment", "health", "territory", "water")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_theme_has_a_complete_template(theme, language):
    path = ROOT / f"content/examples/theories/template-{theme}.json"
    about = json.loads(path.read_text(encoding="utf-8"))["about"]
    assert (about["invented"], about["theme"]) == (True, theme)
    theory = read_theory(path, language=language)
    assert quality(theory).score == 100
    assert {node.level for node in theory.nodes} == {"activity", "output", "outcome", "impact"}
    assert any(node.effect != "intended" for node in theory.nodes)
    assert len({node.term for node in theory.at("outcome")}) >= 2
    assert len(theory.stakeholders) >= 3
    assert len(theory.risks) >= 3
    assert all(node.sdg for node in theory.at("outcome", "impact") if node.effect == "intended")


def test_there_is_a_template_for_each_theme_and_no_other():
    found = sorted(
        path.stem.removeprefix("template-") for path in EXAMPLES if path.stem.startswith("template-")
    )
    assert tuple(found) == THEMES
