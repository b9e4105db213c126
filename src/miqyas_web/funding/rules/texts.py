"""Texts held by language code. A language is data: none is named here."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import get_language


def said(texts: Mapping[str, Any] | None) -> str:
    """The text in the language of the page; else in the first language that has it."""
    if not texts:
        return ""
    here = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return str(texts.get(here) or next((text for text in texts.values() if text), ""))


def languages_lacking(texts: Mapping[str, Any] | None) -> list[str]:
    """Names of the offered languages in which nothing is written."""
    return [str(name) for code, name in settings.LANGUAGES if not str((texts or {}).get(code, "")).strip()]
