"""Write docs/indicators/catalogue.md and docs/indicators/smart.md from the sheets and the rules.

Run with `python tools/catalogue_page.py`; a test refuses pages that the files no longer say.
"""

import dataclasses
from collections import Counter
from pathlib import Path

from miqyas.indicators.catalogue import IndicatorSheet, own_catalogue
from miqyas.indicators.catalogue_names import NAMES
from miqyas.indicators.catalogue_sheet import COHERENT, SheetText
from miqyas.indicators.smart import CRITERIA, WEAKNESSES

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "indicators"
PAGE, SMART_PAGE = FOLDER / "catalogue.md", FOLDER / "smart.md"

HEAD = """# The catalogue of indicators

The table below is written by `tools/catalogue_page.py` from `content/catalogue`; a test keeps it true.

Miqyas's own set: reference sheets written here, each in French, Arabic and English, free to use with the project's
licence. A sheet states name, definition, numerator, denominator, unit, formula, source of data, limits, ethics and
how to ask. An official indicator of the Sustainable Development Goals is named by its code; a sheet carries that
code only when it measures the official indicator. Sources are listed when its author was sure of them.

```
miqyas indicators search eau potable --lang fr
miqyas indicators search --theme education --sdg 4.1
miqyas indicators show time-to-fetch-water --lang ar
miqyas indicators suggest "Les filles restent au collège" --sdg 4.1 --lang fr
miqyas indicators read my-list.xlsx --column name="Metric Name"
miqyas indicators check my-sheets
```

In Python: `miqyas.indicators.catalogue.own_catalogue()`, `read_catalogue(folder)`, `catalogue_search.search`,
`catalogue_suggestion.suggest`, `foreign.read_foreign`.

## What is checked when a sheet is read

One refused sheet refuses the catalogue; `catalogue_faults(folder)` lists the first fault of each file.

- every field is there, none is unknown; the file is named after its key, its folder after its theme;
- each text is written in three languages, in the script of its language, with the digits 0 to 9; numerator,
  denominator and question may be empty, in all three languages or in none;
- SDG codes exist (`src/miqyas/indicators/sdg.toml`), and the goal of each target is named;
- a figure adds up in a way that gives a true total:

| kind | may add up as |
|---|---|
{coherent}

A ratio of sums states its numerator and its denominator.

## How to write one

One TOML file in `content/catalogue/<theme>/<key>.toml`; the simplest way is to copy a sheet that looks like it. Then
`miqyas indicators check`.

| field | what it holds |
|---|---|
{fields}
| `sdg_goals`, `sdg_targets` | codes as texts: `["6"]`, `["6.1"]` |
| `sdg_indicators` | optional: the official indicator the sheet measures, `["6.1.1"]` |
| `sources` | references and addresses one is sure of; may be empty |
| `[fr]` `[ar]` `[en]` | {texts} |

## How a search works

Words are compared without accents, vowel marks, tatweel, forms of alef, final ى or ة, articles and plurals; the
beginning of a word is enough. Every word must be held by the sheet, in any of the three languages. A word in the
name weighs more than one in the definition, a rare word more than a common one, the reader's language more than the
others; a near word (`src/miqyas/indicators/catalogue_words.toml`: décrochage, abandon, dropout, هدر…) counts
{near}. Counts beside a facet say how many sheets each value would leave, the other facets being kept.

A word that no sheet holds is read as the nearest one, and the reader is told.

A suggestion for a node of a theory adds what the words of its title tell (each to the power 0.7, so that two words say
more than one said strongly), times the share of them the sheet holds, and the nearness to its SDG codes (official
indicator 14, target 9, goal 3). Words that say who (women, households, pupils) count 0.4 and never suffice; a sheet of
another level counts 0.7. Under 5, or under 0.35 of the best, nothing is suggested. The reasons are given with each.

## A list of one's own

`read_foreign` reads CSV or Excel: an IRIS+ copy, a donor's list. Columns are guessed from their headings in three
languages, shown and correctable; identifiers, links and SDG codes are kept as they are (16.10 stays 16.10); the
faults of all rows are told at once. No word of IRIS+ stands in this project: its texts belong to the GIIN, which
has published no open licence for them.

## The sheets

{count} sheets: {themes}.
"""

SMART_HEAD = """# The SMART check

Written by `tools/catalogue_page.py` from `src/miqyas/indicators/smart.toml`; a test keeps it true.

`miqyas.indicators.smart.weaknesses(definition)` tells what keeps an indicator from being used with confidence,
under which letter, and what to do, in three languages. A field that was not asked for is not missed. Rules that
read wording use short lists of words (`smart_words.toml`): they miss some faults rather than blame a sound name.
All the sheets of our own catalogue pass them. A sound definition may still measure the wrong thing.

| letter | weakness | what to do | key |
|---|---|---|---|
"""


def page() -> str:
    """Return the page of the catalogue."""
    sheets = own_catalogue().sheets
    by_theme = Counter(sheet.theme for sheet in sheets)
    lists = {"levels": "level", "disaggregation": "disaggregation"}
    fields = (
        "theme",
        "levels",
        "kind",
        "direction",
        "aggregation",
        "disaggregation",
        "frequency",
        "collector",
    )
    head = HEAD.format(
        fields="\n".join(
            f"| `{field}` | {'some of' if field in lists else 'one of'} "
            f"{', '.join(f'`{value}`' for value in NAMES[lists.get(field, field)])} |"
            for field in fields
        ),
        texts=", ".join(f"`{field.name}`" for field in dataclasses.fields(SheetText)),
        coherent="\n".join(
            f"| {kind} | {', '.join(a.names['en'] for a in allowed)} |" for kind, allowed in COHERENT.items()
        ),
        near="0.4 of the word itself",
        count=len(sheets),
        themes=", ".join(f"{NAMES['theme'][theme]['en']} {by_theme[theme]}" for theme in by_theme),
    )
    return head + "".join(
        _theme(theme, [sheet for sheet in sheets if sheet.theme == theme]) for theme in by_theme
    )


def smart_page() -> str:
    """Return the page of the SMART check."""
    return SMART_HEAD + "".join(
        f"| {CRITERIA[each.criterion]['en']} | {each.text['en']} | {each.remedy['en']} | `{each.key}` |\n"
        for each in WEAKNESSES
    )


def _theme(theme: str, sheets: list[IndicatorSheet]) -> str:
    names = NAMES["theme"][theme]
    head = (
        f"\n### {names['en'].capitalize()} · {names['fr']} · {names['ar']}\n\n"
        "| key | English | Français | العربية | level | adds up as | SDG |\n|---|---|---|---|---|---|---|\n"
    )
    return head + "".join(_row(sheet) for sheet in sheets)


def _row(sheet: IndicatorSheet) -> str:
    codes = sheet.sdg_indicators or sheet.sdg_targets or sheet.sdg_goals
    return (
        f"| `{sheet.key}` | {sheet.text('en').name} | {sheet.text('fr').name} | {sheet.text('ar').name} "
        f"| {', '.join(sheet.levels)} | {sheet.aggregation.names['en']} | {', '.join(codes)} |\n"
    )


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    SMART_PAGE.write_text(smart_page(), encoding="utf-8")
    print(f"{PAGE}, {SMART_PAGE} written")
