"""What the sheets on health, environment and territory cover, and what they promise beyond the format."""

import re

import pytest

from miqyas.indicators.catalogue import own_catalogue
from miqyas.types import LANGUAGES

THEMES = {"health": 28, "environment": 20, "territory": 26}
SHEETS = [sheet for sheet in own_catalogue().sheets if sheet.theme in THEMES]


@pytest.mark.parametrize(("theme", "least"), THEMES.items())
def test_each_theme_goes_from_outputs_to_impact(theme, least):
    held = [sheet for sheet in SHEETS if sheet.theme == theme]
    assert len(held) >= least
    assert {level for sheet in held for level in sheet.levels} == {"output", "outcome", "impact"}


def test_an_official_indicator_is_named_by_its_code_in_each_language():
    named = [sheet for sheet in SHEETS if sheet.sdg_indicators]
    assert len(named) >= 18
    for sheet in named:
        for language in LANGUAGES:
            assert sheet.sdg_indicators[0] in sheet.text(language).definition, (sheet.key, language)


def test_a_share_is_told_above_and_below_the_line():
    shares = [sheet for sheet in SHEETS if sheet.kind == "share"]
    assert len(shares) > 50
    assert {
        sheet.key for sheet in shares if not sheet.text("fr").numerator or "%" not in sheet.text("fr").unit
    } == set()


def test_figures_agree_between_languages():
    """A threshold told in French is the same in Arabic and English."""
    figures = re.compile(r"\d+(?:[.,]\d+)*")
    apart = set()
    for sheet in SHEETS:
        for field in ("definition", "numerator", "denominator", "limits", "ethics"):
            told = {
                language: sorted(
                    figure.replace(",", "").replace(".", "")
                    for figure in figures.findall(
                        re.sub(r"(?<=\d) (?=\d{3})", "", getattr(sheet.text(language), field))
                    )
                )
                for language in LANGUAGES
            }
            if not told["fr"] == told["ar"] == told["en"]:
                apart.add((sheet.key, field, str(told)))
    assert apart == set()
