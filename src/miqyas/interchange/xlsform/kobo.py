"""A version of a questionnaire as KoboToolbox keeps it, turned into what phones run.

Its interface gives the content of a version as rows of XLSForm in JSON: texts in lists, one by language of
`translations`; names under `$autoname` where the author gave none; lists of choices apart from their type.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pyxform.xls2xform import convert

from miqyas.interchange.xlsform.kobo_groups import LIST_OF, expanded

# What stands beside rows for the editor of KoboToolbox alone.
EDITOR = "$"
# What says how KoboToolbox alone shows a question, and locks it.
OWN = "kobo--"
NAMES = {"survey": "$autoname", "choices": "$autovalue"}
MEDIA = frozenset({"image", "audio", "video", "big-image"})
KEPT_SETTINGS = frozenset({"default_language", "style", "allow_choice_duplicates", "instance_name"})


def xform_of_kobo(content: Mapping[str, Any], *, form_id: str) -> bytes | None:
    """Return the XForm of a version; None when its rows cannot be turned into a form.

    Matrices, rankings and scorings, which KoboToolbox alone knows, become the questions it asks of phones.

    Parameters
    ----------
    content : mapping
        `content` of a version in the interface of KoboToolbox.
    form_id : str
        What its answers call the form.

    Examples
    --------
    >>> rows = [{"type": "integer", "$autoname": "age", "label": ["Âge"]}]
    >>> xform = xform_of_kobo({"survey": rows, "translations": ["Français (fr)"]}, form_id="a1")
    >>> b'nodeset="/data/age" type="int"' in xform
    True
    """
    try:
        converted = convert(rows_of_kobo(content, form_id=form_id), warnings=[])
    except Exception:  # noqa: BLE001  # the converter breaks in many ways on rows it does not know
        return None
    xform: str = converted.xform
    return xform.encode()


def rows_of_kobo(content: Mapping[str, Any], *, form_id: str) -> dict[str, list[dict[str, str]]]:
    """Return the rows as an XLSForm holds them."""
    languages = content.get("translations") or [None]
    settings = content.get("settings") or {}
    settings = (settings[0] if settings else {}) if isinstance(settings, list) else settings
    choices = content.get("choices") or []
    rows = {"survey": expanded(content.get("survey") or [], choices), "choices": choices}
    sheets = {
        sheet: [dict(_row(row, languages, own_name)) for row in rows[sheet]]
        for sheet, own_name in NAMES.items()
    }
    kept = {name: str(value) for name, value in settings.items() if name in KEPT_SETTINGS and value}
    return {**sheets, "settings": [{"form_id": form_id, **kept}]}


def _row(row: Mapping[str, Any], languages: Sequence[str | None], own_name: str) -> Iterator[tuple[str, str]]:
    if not row.get("name") and row.get(own_name):
        yield "name", str(row[own_name])
    for column, value in row.items():
        if column.startswith((EDITOR, OWN)) or column == LIST_OF or value is None:
            continue
        if column == "type" and row.get(LIST_OF):
            yield column, f"{value} {row[LIST_OF]}"
        elif isinstance(value, list):
            heading = f"media::{column}" if column in MEDIA else column
            yield from _said(heading, value, languages)
        else:
            yield column, _plain(value)


def _said(column: str, texts: Sequence[Any], languages: Sequence[str | None]) -> Iterator[tuple[str, str]]:
    for language, text in zip(languages, texts, strict=False):
        if text is not None:
            yield (f"{column}::{language}" if language else column), _plain(text)


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
