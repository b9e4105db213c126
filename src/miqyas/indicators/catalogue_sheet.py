"""One sheet of the catalogue: what it holds, and what is checked when it is read."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from miqyas.errors import (
    AggregationAgainstKind,
    SdgTargetOutsideGoals,
    SheetFieldInvalid,
    SheetFieldMissing,
    SheetFieldUnknown,
    SheetMisplaced,
    SheetTextForeign,
    SheetTextMissing,
    SheetUnreadable,
    UnknownSdgCode,
)
from miqyas.indicators.catalogue_names import NAMES
from miqyas.indicators.definition import Aggregation, Direction
from miqyas.indicators.sdg import GOALS, INDICATORS, TARGETS, goal_of
from miqyas.types import LANGUAGES, Language

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EASTERN_DIGIT = re.compile("[٠-٩۰-۹]")

# How each kind of figure may add up: what is not here would give a false total.
COHERENT: Mapping[str, tuple[Aggregation, ...]] = {
    "number": (
        Aggregation.SUM,
        Aggregation.DISTINCT_PERSONS,
        Aggregation.MAXIMUM,
        Aggregation.LAST_VALUE,
    ),
    "share": (Aggregation.RATIO_OF_SUMS,),
    "mean": (Aggregation.WEIGHTED_MEAN, Aggregation.MEAN, Aggregation.RATIO_OF_SUMS),
    "median": (Aggregation.MEDIAN,),
    "index": (Aggregation.WEIGHTED_MEAN, Aggregation.MEAN, Aggregation.MEDIAN, Aggregation.LAST_VALUE),
    "money": (
        Aggregation.SUM,
        Aggregation.WEIGHTED_MEAN,
        Aggregation.MEAN,
        Aggregation.MEDIAN,
        Aggregation.RATIO_OF_SUMS,
        Aggregation.LAST_VALUE,
        Aggregation.MAXIMUM,
    ),
    "duration": (
        Aggregation.SUM,
        Aggregation.WEIGHTED_MEAN,
        Aggregation.MEAN,
        Aggregation.MEDIAN,
        Aggregation.RATIO_OF_SUMS,
        Aggregation.LAST_VALUE,
        Aggregation.MAXIMUM,
    ),
}
# Texts a sheet may leave empty, in all three languages or in none.
OPTIONAL_TEXTS = ("numerator", "denominator", "question")


@dataclass(frozen=True, slots=True)
class SheetText:
    """A sheet in one language. Only numerator, denominator and question may be empty."""

    name: str
    definition: str
    numerator: str
    denominator: str
    unit: str
    formula: str
    source: str
    limits: str
    ethics: str
    question: str


@dataclass(frozen=True, slots=True)
class IndicatorSheet:
    """An indicator as anyone may use it: what it measures, how, and what it cannot say.

    Attributes
    ----------
    key, theme : str
        Name of its file, name of its folder.
    levels : tuple of str
        Levels of a theory it may measure: output, outcome, impact.
    kind : str
        number, share, mean, median, index, money or duration.
    direction, aggregation : Direction, Aggregation
        Which way it should go; how its values add up.
    sdg_goals, sdg_targets, sdg_indicators : tuple of str
        Codes of the United Nations; an indicator only when the sheet measures the official one.
    disaggregation : tuple of str
        sex, age, residence, disability, territory, own.
    frequency, collector : str
        How often; who collects.
    sources : tuple of str
        References and addresses.
    texts : mapping of language to SheetText
        French, Arabic, English.
    """

    key: str
    theme: str
    levels: tuple[str, ...]
    kind: str
    direction: Direction
    aggregation: Aggregation
    sdg_goals: tuple[str, ...]
    sdg_targets: tuple[str, ...]
    sdg_indicators: tuple[str, ...]
    disaggregation: tuple[str, ...]
    frequency: str
    collector: str
    sources: tuple[str, ...]
    texts: Mapping[Language, SheetText]

    def text(self, language: Language) -> SheetText:
        """Return the sheet in a language."""
        return self.texts[language]


_TEXT_FIELDS = tuple(field.name for field in fields(SheetText))
_ONE_OF = ("theme", "kind", "direction", "aggregation", "frequency", "collector")
_SOME_OF = ("levels", "disaggregation")
_LISTS = (*_SOME_OF, "sdg_goals", "sdg_targets", "sources")
_REQUIRED = ("key", *_ONE_OF, *_LISTS, *LANGUAGES)
_KNOWN = (*_REQUIRED, "sdg_indicators")
_FACET_OF = {"levels": "level"}


def read_sheet(path: Path) -> IndicatorSheet:
    """Read one file and check all it says.

    Raises
    ------
    InvalidCatalogue
        One subclass by reason; the sentence names file and field.
    """
    file = f"{path.parent.name}/{path.name}"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SheetUnreadable(file=file, reason=str(error)) from error
    _check_fields(data, file)
    if data["key"] != path.stem or data["theme"] != path.parent.name or not _KEY.fullmatch(data["key"]):
        raise SheetMisplaced(file=file, key=data["key"], theme=data["theme"])
    _check_codes(data, file)
    texts = {language: _text(data[language], language, file) for language in LANGUAGES}
    _check_same_texts(texts, file)
    plainly: dict[str, Any] = {
        name: data[name] for name in ("key", "theme", "kind", "frequency", "collector")
    }
    plainly |= {name: tuple(data.get(name, ())) for name in (*_LISTS, "sdg_indicators")}
    sheet = IndicatorSheet(
        **plainly,
        direction=Direction(data["direction"]),
        aggregation=Aggregation(data["aggregation"]),
        texts=texts,
    )
    _check_coherence(sheet, file)
    return sheet


def _check_fields(data: dict[str, Any], file: str) -> None:
    for name in data:
        if name not in _KNOWN:
            raise SheetFieldUnknown(file=file, field=name, expected=", ".join(_KNOWN))
    for name in _REQUIRED:
        if name not in data:
            raise SheetFieldMissing(file=file, field=name)
    for name in ("key", *_ONE_OF):
        known = NAMES.get(name)
        if not isinstance(data[name], str) or (known is not None and data[name] not in known):
            raise SheetFieldInvalid(file=file, field=name, found=repr(data[name]), expected=_among(known))
    for name in (*_LISTS, "sdg_indicators"):
        _check_list(data.get(name, []), name, file)


def _check_list(values: object, name: str, file: str) -> None:
    known = NAMES.get(_FACET_OF.get(name, name))
    if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
        raise SheetFieldInvalid(file=file, field=name, found=repr(values), expected='["…", "…"]')
    if len(set(values)) < len(values):
        raise SheetFieldInvalid(file=file, field=name, found=repr(values), expected="1 ×")
    if name in _SOME_OF and known is not None and not set(values) <= set(known):
        raise SheetFieldInvalid(file=file, field=name, found=repr(values), expected=_among(known))
    if name == "levels" and not values:
        raise SheetFieldInvalid(file=file, field=name, found="[]", expected=_among(known))


def _among(known: Mapping[str, object] | None) -> str:
    return ", ".join(known) if known is not None else "“…”"


def _check_codes(data: dict[str, Any], file: str) -> None:
    official = {"sdg_goals": GOALS, "sdg_targets": TARGETS, "sdg_indicators": INDICATORS}
    for name, codes in official.items():
        for code in data.get(name, []):
            if code not in codes:
                raise UnknownSdgCode(file=file, code=code)
            if goal_of(code) not in data["sdg_goals"]:
                raise SdgTargetOutsideGoals(file=file, code=code, goal=goal_of(code))


def _text(data: object, language: Language, file: str) -> SheetText:
    if not isinstance(data, dict):
        raise SheetFieldInvalid(file=file, field=language, found=repr(data), expected=f"[{language}]")
    for name in data:
        if name not in _TEXT_FIELDS:
            raise SheetFieldUnknown(file=file, field=f"{language}.{name}", expected=", ".join(_TEXT_FIELDS))
    for name in _TEXT_FIELDS:
        if name not in data:
            raise SheetFieldMissing(file=file, field=f"{language}.{name}")
        if not isinstance(data[name], str):
            raise SheetFieldInvalid(
                file=file, field=f"{language}.{name}", found=repr(data[name]), expected="“…”"
            )
        if not data[name].strip() and name not in OPTIONAL_TEXTS:
            raise SheetTextMissing(file=file, field=name, language=language)
        _check_script(data[name], f"{language}.{name}", language, file)
    return SheetText(**data)


def _check_script(text: str, field: str, language: Language, file: str) -> None:
    letters = [unicodedata.bidirectional(letter) == "AL" for letter in text if letter.isalpha()]
    # Arabic sentences name acronyms and addresses in Latin letters, so a part is enough; units may be one sign.
    is_arabic = bool(letters) and sum(letters) >= len(letters) / 4
    is_foreign = (not is_arabic if language == "ar" else any(letters)) and bool(letters)
    if is_foreign or _EASTERN_DIGIT.search(text):
        raise SheetTextForeign(file=file, field=field, language=language)


def _check_same_texts(texts: Mapping[Language, SheetText], file: str) -> None:
    for name in OPTIONAL_TEXTS:
        written = [language for language in LANGUAGES if getattr(texts[language], name).strip()]
        absent = [language for language in LANGUAGES if language not in written]
        if written and absent:
            raise SheetTextMissing(file=file, field=name, language=absent[0])


def _check_coherence(sheet: IndicatorSheet, file: str) -> None:
    if sheet.aggregation not in COHERENT[sheet.kind]:
        raise AggregationAgainstKind(
            file=file,
            kind=sheet.kind,
            aggregation=sheet.aggregation.value,
            expected=", ".join(aggregation.value for aggregation in COHERENT[sheet.kind]),
        )
    if sheet.aggregation is Aggregation.RATIO_OF_SUMS:
        for name in ("numerator", "denominator"):
            if not getattr(sheet.text("fr"), name).strip():
                raise SheetFieldMissing(file=file, field=f"fr.{name}")
