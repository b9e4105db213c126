"""The catalogue of indicators as pages read it: sheets in the person's language, facets, suggestions, first values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from miqyas.errors import SheetNotFound, UnknownFacet
from miqyas.indicators.catalogue import IndicatorSheet, own_catalogue
from miqyas.indicators.catalogue_names import FACETS, NAMES, value_name
from miqyas.indicators.catalogue_search import search
from miqyas.indicators.catalogue_suggestion import suggest
from miqyas.reporting.refusals import refusal_sentence
from miqyas.types import LANGUAGES, Language
from miqyas_web.foundation.errors import Unfit
from miqyas_web.indicators.enums import Dimension
from miqyas_web.indicators.science.figures import language
from miqyas_web.initiatives.goals import GOALS

TEXTS = (
    "name", "definition", "numerator", "denominator", "unit", "formula", "source", "limits", "ethics", "question",
)  # fmt: skip
# Ages most surveys tell apart; the person corrects them in the form.
AGE_BANDS = "0, 15, 25, 65"
# Targets are many: they are offered once a goal narrows them.
FACETS_SHOWN = (
    "theme", "level", "sdg_goal", "sdg_target", "kind", "collector", "frequency", "direction", "disaggregation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """A sheet of the catalogue in one language, its codes named. ``written_in`` is the language of its texts."""

    key: str
    written_in: str
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
    theme: str = ""
    levels: tuple[str, ...] = ()
    kind: str = ""
    direction: str = ""
    aggregation: str = ""
    frequency: str = ""
    collector: str = ""
    disaggregation: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    # The organisation whose own sheet it is; empty for Miqyas's set.
    owner: str = ""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, with how many sheets it would leave."""

    value: str
    name: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """What a search may be narrowed by."""

    key: str
    name: str
    values: tuple[FacetValue, ...]

    @property
    def is_used(self) -> bool:
        return any(value.is_chosen for value in self.values)


@dataclass(frozen=True, slots=True)
class Found:
    """The keys found, best first, and what would narrow them further."""

    keys: tuple[str, ...]
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A sheet that may measure a node, and why."""

    sheet: ShownSheet
    reasons: tuple[str, ...]


class UnfitFilter(Unfit):
    """The address asks for a filter that does not exist."""


def found(words: str, chosen: Mapping[str, Collection[str]]) -> Found:
    """Search Miqyas's set; ``UnfitFilter`` for a filter that does not exist."""
    try:
        answer = search(own_catalogue(), words, language=language(), chosen=chosen)
    except UnknownFacet as error:
        raise UnfitFilter(refusal_sentence(error, language())) from error
    facets = (_facet(key, answer.facets[key], chosen.get(key, ())) for key in FACETS_SHOWN)
    has_goal = bool(chosen.get("sdg_goal") or chosen.get("sdg_target"))
    return Found(
        tuple(hit.sheet.key for hit in answer.hits),
        tuple(facet for facet in facets if facet.values and (has_goal or facet.key != "sdg_target")),
    )


def _facet(key: str, counts: Mapping[str, int], chosen: Collection[str]) -> Facet:
    # A chosen value stays in sight even when nothing is left under it: it must be possible to give it up.
    values = [*counts, *(value for value in chosen if value not in counts)]
    return Facet(
        key,
        FACETS[key][language()],
        tuple(
            FacetValue(value, facet_value_name(key, value), counts.get(value, 0), value in chosen)
            for value in values
        ),
    )


def facet_value_name(facet: str, value: str) -> str:
    """Name a value of a facet in the language of the page; a goal by its number and its name."""
    if facet == "sdg_goal":
        return goal_name(value)
    return value_name(facet, value, language())


def goal_name(code: str) -> str:
    """Name a goal by its number and its name."""
    return f"{code}. {GOALS[int(code)].name}"


def sheet_in(key: str, code: Language | None = None) -> ShownSheet | None:
    """A sheet of Miqyas's set in a language; None when there is none under this key."""
    try:
        return shown(own_catalogue().sheet(key), code or language())
    except SheetNotFound:
        return None


def other_languages(key: str) -> list[ShownSheet]:
    """The same sheet in the languages that are not the page's."""
    return [sheet for code in LANGUAGES if code != language() and (sheet := sheet_in(key, code))]


def n_sheets() -> int:
    """How many sheets Miqyas's set holds."""
    return len(own_catalogue().sheets)


def suggestions(title: str, level: str, sdg: Collection[str]) -> list[Suggested]:
    """Sheets that may measure a node of a theory, best first, each with its reasons."""
    return [
        Suggested(shown(suggestion.sheet, language()), suggestion.reasons)
        for suggestion in suggest(own_catalogue(), title, level, sdg, language())
    ]


def shown(sheet: IndicatorSheet, code: Language) -> ShownSheet:
    """A sheet in a language, its codes named in the same language."""
    text = sheet.text(code)
    return ShownSheet(
        key=sheet.key,
        written_in=code,
        **{name: getattr(text, name) for name in TEXTS},
        theme=NAMES["theme"][sheet.theme][code],
        levels=tuple(NAMES["level"][level][code] for level in sheet.levels),
        kind=NAMES["kind"][sheet.kind][code],
        direction=NAMES["direction"][sheet.direction.value][code],
        aggregation=NAMES["aggregation"][sheet.aggregation.value][code],
        frequency=NAMES["frequency"][sheet.frequency][code],
        collector=NAMES["collector"][sheet.collector][code],
        disaggregation=tuple(NAMES["disaggregation"][each][code] for each in sheet.disaggregation),
        goals=tuple(f"{goal}. {GOALS[int(goal)].names[code]}" for goal in sheet.sdg_goals),
        codes=sheet.sdg_indicators or sheet.sdg_targets,
        sources=sheet.sources,
    )


def initial_from_sheet(key: str) -> dict[str, Any]:
    """What a sheet of Miqyas's set says of an indicator, by field of its form; empty for an unknown key."""
    try:
        sheet = own_catalogue().sheet(key)
    except SheetNotFound:
        return {}
    text = sheet.text(language())
    kept = [each for each in sheet.disaggregation if each != Dimension.OWN]
    return {
        **{name: getattr(text, name) for name in TEXTS},
        "direction": sheet.direction.value,
        "aggregation": sheet.aggregation.value,
        "frequency": _capital(NAMES["frequency"][sheet.frequency][language()]),
        "collector": sheet.collector,
        "disaggregation": kept,
        "age_bands": AGE_BANDS if Dimension.AGE in kept else "",
        "catalogue_key": sheet.key,
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
