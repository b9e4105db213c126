"""What is found in a questionnaire: where, how grave, and what to do, in three languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Any, Literal, TypeAlias, cast

from miqyas.interchange.form import Form
from miqyas.types import LANGUAGES, Language

Severity: TypeAlias = Literal["error", "warning"]
Fact: TypeAlias = str | int

# A Latin name or a number must not reorder the Arabic sentence around it (Unicode bidirectional algorithm).
ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
SUBJECTS = ("file", "rows", "converter", "depth")
PLACES: dict[Language, tuple[str, str, str]] = {
    "fr": ("feuille « {} »", "ligne {}", "colonne « {} »"),
    "ar": ("الورقة «{}»", "السطر {}", "العمود «{}»"),
    "en": ("sheet “{}”", "row {}", "column “{}”"),
}
COMMAS: dict[Language, str] = {"fr": ", ", "ar": "، ", "en": ", "}
EXCERPT_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Words:
    """How grave a finding is, and what is said of it."""

    level: Severity
    said: Mapping[Language, tuple[str, str]]


@cache
def all_words() -> Mapping[str, Words]:
    """Return every sentence and remedy, by code."""
    found: dict[str, Words] = {}
    folder = files("miqyas.interchange.xlsform") / "words"
    for subject in SUBJECTS:
        for code, entry in loads((folder / f"{subject}.toml").read_text(encoding="utf-8")).items():
            said = {language: (entry[language][0], entry[language][1]) for language in LANGUAGES}
            found[code] = Words(cast("Severity", entry["level"]), said)
    return found


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend or to know.

    Attributes
    ----------
    code : str
        Its kind: a key of the files of ``words``.
    sheet : str
        Name of the sheet; empty when it is about the whole file.
    row : int or None
        Row of the sheet from 1, headings included; None when it is about no row.
    column : str
        Heading of the column; empty when it is about the whole row.
    values : Mapping
        The facts its sentence speaks of.
    """

    code: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    values: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Tell whether it forbids the use of the questionnaire."""
        return all_words()[self.code].level

    def sentence(self, language: Language) -> str:
        """Say what is wrong."""
        return self._said(language, 0)

    def remedy(self, language: Language) -> str:
        """Say what to do."""
        return self._said(language, 1)

    def place(self, language: Language) -> str:
        """Say where: sheet, row and column, as far as known."""
        sheet, row, column = PLACES[language]
        known = [(sheet, self.sheet), (row, self.row), (column, self.column)]
        return COMMAS[language].join(_filled(words, (fact,), language) for words, fact in known if fact)

    def to_data(self) -> dict[str, Any]:
        """Return it as plain data, its sentences in all languages."""
        return {
            "severity": self.severity,
            "code": self.code,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "values": dict(self.values),
            "sentence": {language: self.sentence(language) for language in LANGUAGES},
            "remedy": {language: self.remedy(language) for language in LANGUAGES},
        }

    def _said(self, language: Language, part: int) -> str:
        words = all_words()[self.code].said[language][part]
        facts = {name: _excerpt(str(fact)) for name, fact in self.values.items()}
        if language == "ar":
            facts = {name: f"{ISOLATE}{fact}{POP_ISOLATE}" for name, fact in facts.items()}
        return words.format(**facts)


@dataclass(frozen=True, slots=True)
class FormReport:
    """What a questionnaire holds, and all that was found in it.

    Attributes
    ----------
    findings : tuple of Finding
        Errors and warnings, in the order of the sheets and rows.
    form : Form or None
        The questionnaire; None while there are errors.
    xform : bytes or None
        What phones and browsers run; None while there are errors.
    definition : dict
        Its rows: ``{"survey": […], "choices": […], "settings": […]}``, and other sheets XLSForm knows when they
        hold something. An empty row stays, so that rows keep their number.
    rows : Mapping
        The row of each question, by name.
    """

    findings: tuple[Finding, ...]
    form: Form | None = None
    xform: bytes | None = None
    definition: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return what must be mended before use."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Return what is worth knowing."""
        return tuple(finding for finding in self.findings if finding.severity == "warning")


def _filled(words: str, facts: tuple[object, ...], language: Language) -> str:
    if language == "ar":
        facts = tuple(f"{ISOLATE}{fact}{POP_ISOLATE}" for fact in facts)
    return words.format(*facts)


def _excerpt(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= EXCERPT_CHARACTERS else shown[: EXCERPT_CHARACTERS - 1] + "…"
