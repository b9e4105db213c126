"""From the rows a person wrote to those a form engine is given."""

from collections.abc import Mapping
from typing import Any

from miqyas_web.surveys.rules.consent import with_consent
from miqyas_web.surveys.rules.definition import Definition, languages_of, rows_of, settings_of

# Above these, checking takes more than a second: it is done apart, by a job.
AT_ONCE_QUESTIONS = 1_000
AT_ONCE_CHOICES = 2_000


def compiled(
    definition: Definition, *, form_id: str, title: str, version: str, consent: Mapping[str, str]
) -> Definition:
    """The rows as an engine reads them: consent first, and the names by which phones know the form and its version."""
    whole = with_consent(definition, consent)
    settings: dict[str, Any] = {
        **settings_of(definition),
        "form_title": title,
        "form_id": form_id,
        "version": version,
    }
    languages = languages_of(definition)
    if languages[0] and not settings.get("default_language"):
        settings["default_language"] = languages[0]
    return {
        **{sheet: rows for sheet, rows in whole.items() if sheet not in {"languages", "settings"}},
        "settings": [settings],
    }


def is_heavy(definition: Mapping[str, Any]) -> bool:
    """Whether checking the questionnaire takes longer than a page may."""
    return (
        len(rows_of(definition, "survey")) > AT_ONCE_QUESTIONS
        or len(rows_of(definition, "choices")) > AT_ONCE_CHOICES
    )
