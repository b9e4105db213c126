"""Languages side by side: each named with its code, and no text forgotten in one of them."""

import re
from collections.abc import Iterator

from miqyas.interchange.xlsform.finding import Finding
from miqyas.interchange.xlsform.sheets import Heading, Sheet, Workbook
from miqyas.interchange.xlsform.vocabulary import NONE, translated

CODED = re.compile(r"^(?P<name>.*\S)\s*\((?P<code>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)$")
LONE_CODE = re.compile(r"^[a-z]{2,3}$")
DEFAULT = "fr"


def check_languages(workbook: Workbook) -> Iterator[Finding]:
    """Tell which languages have no name or no code, and which texts lack in one of them."""
    languages = _languages(workbook)
    for name in ("survey", "choices"):
        sheet = workbook[name]
        yield from _unnamed(sheet, languages, workbook.settings.get("default_language", ""))
        yield from _uncoded(sheet)
        yield from _missing_columns(sheet, languages)
        yield from _missing_cells(sheet)
    yield from _codes_shared(languages)
    yield from _default(workbook, languages)


def _languages(workbook: Workbook) -> tuple[str, ...]:
    """Return the named languages, in the order of the columns."""
    headings = [each for name in ("survey", "choices") for each in workbook[name].headings]
    texts = [each for each in headings if each.language and each.column in _translated(workbook)]
    return tuple(dict.fromkeys(each.language for each in texts))


def _translated(workbook: Workbook) -> set[str]:
    return {column for name in ("survey", "choices") for column in workbook[name].translations}


def _unnamed(sheet: Sheet, languages: tuple[str, ...], default: str) -> Iterator[Finding]:
    """A column without language beside languages makes a language of its own, unless a default is named."""
    if not languages or default:
        return
    for headings in sheet.translations.values():
        for heading in headings:
            if not heading.language and _has_text(sheet, heading):
                free = next((each for each in _usual() if each not in languages), languages[0])
                facts = {"heading": heading.text, "expected": f"{heading.text}::{free}"}
                yield Finding("language_unnamed", sheet.name, sheet.first_row - 1, heading.text, facts)


def _uncoded(sheet: Sheet) -> Iterator[Finding]:
    for headings in sheet.translations.values():
        for heading in headings:
            if heading.language and not CODED.match(heading.language):
                start = heading.text[: heading.text.rfind(heading.language)]
                facts = {"language": heading.language, "expected": f"{start}{coded(heading.language)}"}
                yield Finding("language_without_code", sheet.name, sheet.first_row - 1, heading.text, facts)


def coded(language: str) -> str:
    """Return a language with its code, as it should be written.

    Examples
    --------
    >>> coded("Arabe"), coded("fr"), coded("Hassaniya")
    ('العربية (ar)', 'Français (fr)', 'Hassaniya (…)')
    """
    word = language.strip().strip("()").lower()
    names = translated()["language_names"]
    code = word if LONE_CODE.match(word) else translated()["languages"].get(word, "")
    return f"{names.get(code, language.strip())} ({code or '…'})"


def _usual() -> Iterator[str]:
    names = translated()["language_names"]
    return (f"{names[code]} ({code})" for code in ("fr", "ar", "en"))


def _missing_columns(sheet: Sheet, languages: tuple[str, ...]) -> Iterator[Finding]:
    for column, headings in sheet.translations.items():
        here = {heading.language for heading in headings}
        for language in languages:
            if here - {""} and language not in here:
                facts = {"heading": f"{column}::{language}", "language": language}
                yield Finding("language_column_missing", sheet.name, sheet.first_row - 1, "", facts)


def _missing_cells(sheet: Sheet) -> Iterator[Finding]:
    for headings in sheet.translations.values():
        named = [heading for heading in headings if heading.language]
        if len(headings) < 2 or not named:
            continue
        for number, row in sheet.filled():
            empty = [heading for heading in named if not row.get(heading.text, "").strip()]
            if len(empty) == len(headings):
                continue
            for heading in empty:
                if any(row.get(other.text, "").strip() for other in headings):
                    facts = {"language": heading.language}
                    yield Finding("translation_missing", sheet.name, number, heading.text, facts)


def _codes_shared(languages: tuple[str, ...]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for language in languages:
        if found := CODED.match(language):
            first = seen.setdefault(found["code"].lower(), language)
            if first != language:
                facts = {"code": found["code"], "first": first, "language": language}
                yield Finding("language_code_twice", "survey", values=facts)


def _default(workbook: Workbook, languages: tuple[str, ...]) -> Iterator[Finding]:
    default = workbook.settings.get("default_language", "")
    if not default or default in languages or default == "default":
        return
    sheet = workbook["settings"]
    if any(not each.language for name in ("survey", "choices") for each in _texts(workbook[name])):
        if not CODED.match(default):
            facts = {"language": default, "expected": coded(default)}
            yield Finding(
                "language_without_code", sheet.name, sheet.first_row, sheet.heading("default_language"), facts
            )
        return
    facts = {"language": default, "known": ", ".join(languages) or NONE}
    yield Finding(
        "default_language_unknown", sheet.name, sheet.first_row, sheet.heading("default_language"), facts
    )


def _texts(sheet: Sheet) -> Iterator[Heading]:
    return (heading for headings in sheet.translations.values() for heading in headings)


def _has_text(sheet: Sheet, heading: Heading) -> bool:
    return any(row.get(heading.text, "").strip() for row in sheet.rows)
