"""Consent comes first: unless the questionnaire asks it in its own way, a question is put before all others."""

from collections.abc import Mapping
from typing import Any

from miqyas_web.surveys.rules.definition import (
    BEGINNINGS,
    ENDINGS,
    Definition,
    Row,
    column_of,
    kind_of,
    languages_of,
    rows_of,
)
from miqyas_web.surveys.rules.languages import code_of
from miqyas_web.surveys.rules.structure import Item, names_in, questions_of

NAME, LIST, YES, NO = "consent", "miqyas_consent", "yes", "no"
# Names by which workbooks of others ask for it.
OWN_NAMES = frozenset(
    {
        "consent",
        "consentement",
        "consent_given",
        "informed_consent",
        "accord",
        "agreement",
        "moafaqa",
        "موافقة",
        "الموافقة",
    }
)
ASKED_BY = frozenset({"select_one", "acknowledge", "trigger", "select_multiple"})
# Filled by the phone, before anything is asked.
OF_THE_DEVICE = frozenset(
    {"start", "end", "today", "deviceid", "phonenumber", "username", "email", "audit", "start-geopoint", "simserial"}
)  # fmt: skip
# Nobody reads them: they carry no condition of ours, so that what they compute stands even after a refusal.
SILENT = frozenset({"calculate", "hidden", "background-audio", "xml-external", "csv-external"})
WORDS = {
    "fr": ("Oui, j’accepte", "Non"),
    "ar": ("نعم، أوافق", "لا"),
    "en": ("Yes, I agree", "No"),
    "zgh": ("ⵢⴰⵀ", "ⵓⵀⵓ"),
}


def own_consent(definition: Mapping[str, Any]) -> Item | None:
    """The question by which the questionnaire itself asks for consent, if any."""
    return next(
        (
            item
            for item in questions_of(definition)
            if item.kind in ASKED_BY and item.name.casefold() in OWN_NAMES and not item.repeat
        ),
        None,
    )


def lacking_consent(definition: Mapping[str, Any], consent: Mapping[str, str]) -> list[str]:
    """Languages of the questionnaire in which nobody is told anything before they agree."""
    return [language for language in languages_of(definition) if not consent.get(code_of(language))]


def with_consent(definition: Definition, consent: Mapping[str, str]) -> Definition:
    """The questionnaire with the question of consent first, and all others asked only of those who agree."""
    if own_consent(definition) is not None or not any(consent.values()):
        return definition
    languages = languages_of(definition)
    rows = rows_of(definition, "survey")
    name = NAME if NAME not in names_in(definition) else f"miqyas_{NAME}"
    first = _place_in(rows)
    question: Row = {"type": f"select_one {LIST}", "name": name, "required": "yes"}
    for language in languages:
        question[column_of("label", language)] = consent.get(code_of(language)) or next(
            text for text in consent.values() if text
        )
    after = _conditioned(rows[first:], f"${{{name}}} = '{YES}'")
    return {
        **definition,
        "survey": [*rows[:first], question, *after],
        "choices": [*rows_of(definition, "choices"), *_choices(languages)],
    }


def row_written(row: int, definition: Definition, consent: Mapping[str, str]) -> int | None:
    """The row a person wrote, for a row of the sheet an engine was given; None for the question put by us."""
    if own_consent(definition) is not None or not any(consent.values()):
        return row
    # Sheets count from 1, after their headings.
    ours = _place_in(rows_of(definition, "survey")) + 2
    return None if row == ours else row - (row > ours)


def _place_in(rows: list[Row]) -> int:
    return next((at for at, row in enumerate(rows) if kind_of(row) not in OF_THE_DEVICE), len(rows))


def _choices(languages: list[str]) -> list[Row]:
    rows: list[Row] = []
    for place, code in enumerate((YES, NO)):
        row: Row = {"list_name": LIST, "name": code}
        for language in languages:
            row[column_of("label", language)] = WORDS.get(code_of(language), WORDS["fr"])[place]
        rows.append(row)
    return rows


def _conditioned(rows: list[Row], condition: str) -> list[Row]:
    """Rows of the first floor under a condition; what stands in a group follows its group."""
    depth, found = 0, []
    for row in rows:
        kind = kind_of(row)
        if kind in ENDINGS:
            depth -= 1
        elif depth == 0 and kind and kind not in SILENT | OF_THE_DEVICE:
            own = str(row.get("relevant") or "").strip()
            row = {**row, "relevant": f"{condition} and ({own})" if own else condition}  # noqa: PLW2901 -- the row as sent
        if kind in BEGINNINGS:
            depth += 1
        found.append(row)
    return found
