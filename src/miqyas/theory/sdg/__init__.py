"""The 17 Sustainable Development Goals and their 169 targets, by code, in French, Arabic and English.

Source: United Nations, resolution A/RES/71/313 of 6 July 2017 (https://unstats.un.org/sdgs/), as gathered by
open-sdg/sdg-translations 2.5.0-dev (MIT), commit 0cda5858; accents composed, tatweel taken out.
"""

import csv
from importlib.resources import files

from miqyas.types import LANGUAGES, Language


def _read() -> dict[str, dict[Language, str]]:
    text = files(__package__).joinpath("sdg.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: {language: row[language] for language in LANGUAGES} for row in rows}


# Codes are text: "1.10" is not "1.1", and "1.a" exists. In official order.
SDG_TITLES: dict[str, dict[Language, str]] = _read()


def goal_of(code: str) -> str:
    """Return the code of the goal under which a target or an official indicator stands.

    Examples
    --------
    >>> goal_of("4.1"), goal_of("17")
    ('4', '17')
    """
    return code.partition(".")[0]


def targets_of(goal: str) -> tuple[str, ...]:
    """Return the codes of the targets of a goal, in official order.

    Examples
    --------
    >>> targets_of("4")
    ('4.1', '4.2', '4.3', '4.4', '4.5', '4.6', '4.7', '4.a', '4.b', '4.c')
    """
    return tuple(code for code in SDG_TITLES if code.startswith(f"{goal}."))
