"""The rows of a questionnaire as an XLSForm holds them: ``{"survey": [...], "choices": [...], "settings": [...]}``.

One that is built here also says its languages under ``languages``; of one that was brought they are read in its columns.
Functions give new definitions: what they are given stays as it is.
"""

from collections.abc import Iterable, Mapping
from typing import Any

Row = dict[str, Any]
Definition = dict[str, Any]

# Columns that hold words people read, and so may have one column by language.
TRANSLATED = ("label", "hint", "constraint_message", "required_message", "guidance_hint")


def empty_definition(*, form_id: str, title: str, languages: list[str]) -> Definition:
    """A questionnaire without any question."""
    settings: Row = {"form_title": title, "form_id": form_id}
    if languages:
        settings["default_language"] = languages[0]
    return {"survey": [], "choices": [], "settings": [settings], "languages": list(languages)}


def rows_of(definition: Mapping[str, Any], sheet: str) -> list[Row]:
    """The rows of a sheet; none when the questionnaire lacks it."""
    return list(definition.get(sheet) or [])


def settings_of(definition: Mapping[str, Any]) -> Row:
    """The only row of the settings."""
    rows = rows_of(definition, "settings")
    return dict(rows[0]) if rows else {}


def with_settings(definition: Definition, **said: str) -> Definition:
    """The questionnaire with other settings; an empty one is taken away."""
    settings = {**settings_of(definition), **said}
    return {**definition, "settings": [{key: value for key, value in settings.items() if value != ""}]}


def languages_of(definition: Mapping[str, Any]) -> list[str]:
    """Languages as the columns name them, the default first; ``""`` is that of columns without a language."""
    found: dict[str, None] = dict.fromkeys(definition.get("languages") or [])
    for row in (*rows_of(definition, "survey"), *rows_of(definition, "choices")):
        found.update(dict.fromkeys(_languages_in(row)))
    default = str(settings_of(definition).get("default_language") or "")
    ordered = sorted(found, key=lambda language: language != default) if default in found else list(found)
    return ordered or [""]


def _languages_in(columns: Iterable[str]) -> Iterable[str]:
    for column in columns:
        name, _sign, language = str(column).partition("::")
        if name.strip() in TRANSLATED:
            yield language.strip()


def column_of(name: str, language: str) -> str:
    """The column of a text in a language."""
    return f"{name}::{language}" if language else name


def text_of(row: Mapping[str, Any], name: str, language: str) -> str:
    """A text of a row in a language; empty when it lacks."""
    return str(row.get(column_of(name, language)) or "")


def texts_of(row: Mapping[str, Any], name: str, languages: Iterable[str]) -> dict[str, str]:
    """A text of a row by language, those that are written."""
    return {language: text for language in languages if (text := text_of(row, name, language))}


def kind_of(row: Mapping[str, Any]) -> str:
    """The first word of the type: ``select_one``, ``begin_group``, ``integer``; spellings made one."""
    words = str(row.get("type") or "").split()
    if not words:
        return ""
    first = words[0].lower()
    if first in {"begin", "end"} and len(words) > 1:
        return f"{first}_{words[1].lower()}"
    return SPELLINGS.get(first, first)


SPELLINGS = {
    "select1": "select_one", "select": "select_multiple", "int": "integer", "string": "text", "picture": "image",
    "photo": "image", "location": "geopoint", "gps": "geopoint",
}  # fmt: skip


def list_of(row: Mapping[str, Any]) -> str:
    """The list of choices, or the file, that a question reads; empty when it has none."""
    words = str(row.get("type") or "").split()
    return words[1] if len(words) > 1 and kind_of(row) in WITH_CHOICES | FROM_FILE else ""


WITH_CHOICES = frozenset({"select_one", "select_multiple", "rank"})
FROM_FILE = frozenset({"select_one_from_file", "select_multiple_from_file"})
BEGINNINGS = {"begin_group": "end_group", "begin_repeat": "end_repeat"}
ENDINGS = {end: begin for begin, end in BEGINNINGS.items()}
