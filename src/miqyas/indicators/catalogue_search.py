"""Sheets found by words in three languages, ranked, and narrowed by facets with counts."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from math import log

from miqyas.errors import UnknownFacet
from miqyas.indicators.catalogue import Catalogue
from miqyas.indicators.catalogue_names import FACETS, NAMES
from miqyas.indicators.catalogue_sheet import IndicatorSheet
from miqyas.indicators.catalogue_terms import forms, near, spellings, terms
from miqyas.indicators.sdg import GOALS, TARGETS, goal_of, target_of
from miqyas.types import LANGUAGES, Language

# A word in the name says more than a word in the limits.
_WEIGHTS: Mapping[str, float] = {
    "name": 8,
    "definition": 3,
    "numerator": 1.5,
    "denominator": 1.5,
    "question": 1,
    "source": 0.5,
}
_KEY_WEIGHT, _THEME_WEIGHT = 6.0, 2.0
# The beginning of a word counts less than the word, a near word less still; a word of the reader's language more.
_BEGINNING, NEAR, _OTHER_LANGUAGE = 0.6, 0.4, 0.5
_SHORTEST_BEGINNING = 3
_SHOWN = 17
# A word of four letters or more may be mistyped: "abandn" is read as "abandon", and the reader is told.
_SHORTEST_SLIP, _LIKE = 4, 0.8


@dataclass(frozen=True, slots=True)
class Hit:
    """A sheet found, and how well it answers (comparable within one search only)."""

    sheet: IndicatorSheet
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives.

    Attributes
    ----------
    hits : tuple of Hit
        Best first; in the catalogue's order when no word was given.
    facets : mapping of facet to mapping of value to int
        How many sheets each value would leave, the other facets being kept: a value with none is not shown.
    read_as : mapping of str to str
        Words no sheet holds, each with the nearest word read in its place: to be told to the reader.
    """

    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]
    read_as: Mapping[str, str]


def search(
    catalogue: Catalogue,
    words: str = "",
    *,
    language: Language = "fr",
    chosen: Mapping[str, Collection[str]] | None = None,
) -> Found:
    """Find the sheets that hold every word and one of the chosen values of each facet.

    Parameters
    ----------
    catalogue : Catalogue
        Where to search; all three languages are searched.
    words : str
        In any of the three languages, with or without accents and vowel marks; beginnings of words count.
    language : {"fr", "ar", "en"}
        Of the reader: its texts weigh more.
    chosen : mapping of facet to values, optional
        ``{"theme": ["water"], "level": ["outcome", "impact"]}``: between facets "and", within one "or".

    Returns
    -------
    Found
        Hits and facets with counts.

    Raises
    ------
    UnknownFacet
        A facet or a value that does not exist.
    """
    wanted = {facet: frozenset(values) for facet, values in (chosen or {}).items() if values}
    _check_chosen(wanted)
    read_as = _read_as(catalogue, spellings(words), language)
    wanted_terms = terms(" ".join(read_as.get(word, word) for word in spellings(words).values()))
    scores = _scores(catalogue, wanted_terms, language) if words.strip() else None
    matching = [sheet for sheet in catalogue.sheets if scores is None or sheet.key in scores]
    hits = [Hit(sheet, (scores or {}).get(sheet.key, 0.0)) for sheet in matching if _is_in(sheet, wanted)]
    hits.sort(key=lambda hit: -hit.score)
    return Found(tuple(hits), {facet: _counts(matching, wanted, facet) for facet in FACETS}, read_as)


def facet_values(sheet: IndicatorSheet, facet: str) -> tuple[str, ...]:
    """Return the values a sheet has for a facet.

    Examples
    --------
    >>> from miqyas.indicators.catalogue import own_catalogue
    >>> facet_values(own_catalogue().sheets[0], "theme")
    ('cooperatives',)
    """
    match facet:
        case "sdg_goal":
            return sheet.sdg_goals
        case "sdg_target":
            return sheet.sdg_targets
        case "level":
            return sheet.levels
        case "disaggregation":
            return sheet.disaggregation
        case "direction":
            return (sheet.direction.value,)
        case _:
            return (str(getattr(sheet, facet)),)


def _check_chosen(chosen: Mapping[str, Collection[str]]) -> None:
    codes = {"sdg_goal": GOALS, "sdg_target": TARGETS}
    for facet, values in chosen.items():
        if facet not in FACETS:
            raise UnknownFacet(facet=facet, value=", ".join(sorted(values)), expected=", ".join(FACETS))
        known = codes.get(facet) or tuple(NAMES[facet])
        for value in values:
            if value not in known:
                # 169 targets would drown the sentence: those of the goal named, where there is one.
                near_codes = [code for code in known if goal_of(code) == goal_of(value)]
                raise UnknownFacet(facet=facet, value=value, expected=", ".join(near_codes or known[:_SHOWN]))


def _is_in(sheet: IndicatorSheet, chosen: Mapping[str, Collection[str]]) -> bool:
    return all(set(facet_values(sheet, facet)) & set(values) for facet, values in chosen.items())


def _counts(
    sheets: list[IndicatorSheet], chosen: Mapping[str, Collection[str]], facet: str
) -> dict[str, int]:
    others = {other: values for other, values in chosen.items() if other != facet}
    found: Counter[str] = Counter()
    for sheet in sheets:
        if _is_in(sheet, others):
            found.update(facet_values(sheet, facet))
    order = {"sdg_goal": GOALS, "sdg_target": TARGETS}.get(facet) or tuple(NAMES[facet])
    return {value: found[value] for value in order if found[value]}


Index = dict[str, dict[str, float]]  # term -> key of the sheet -> weight


@lru_cache(maxsize=16)
def index_of(catalogue: Catalogue, language: Language) -> Index:
    """Return the weight of each term in each sheet, for a reader of this language."""
    index: Index = {}
    for sheet in catalogue.sheets:
        for term, weight in _weights(sheet, language).items():
            index.setdefault(term, {})[sheet.key] = weight
    return index


def rarity(catalogue: Catalogue, holders: int) -> float:
    """Return how much a term tells: much when few sheets hold it (inverse document frequency)."""
    return log(1 + len(catalogue.sheets) / max(holders, 1))


def _weights(sheet: IndicatorSheet, language: Language) -> dict[str, float]:
    weights: dict[str, float] = {}

    def add(text: str, weight: float) -> None:
        # A word repeated in one text says no more than once.
        for term in {form for said in terms(text) for form in forms(said)}:
            weights[term] = weights.get(term, 0.0) + weight

    add(sheet.key.replace("-", " "), _KEY_WEIGHT)
    for each in LANGUAGES:
        factor = 1.0 if each == language else _OTHER_LANGUAGE
        add(NAMES["theme"][sheet.theme][each], _THEME_WEIGHT * factor)
        for field, weight in _WEIGHTS.items():
            add(getattr(sheet.text(each), field), weight * factor)
    for code in (*sheet.sdg_goals, *sheet.sdg_targets, *sheet.sdg_indicators):
        add(code, _KEY_WEIGHT)
    for term, weight in list(weights.items()):
        for group in near(term):
            weights[group] = max(weights.get(group, 0.0), weight)
    return weights


def _read_as(catalogue: Catalogue, written: Mapping[str, str], language: Language) -> dict[str, str]:
    """Return, for each word that no sheet holds, the nearest word of the sheets: a slip of the keyboard."""
    index, found = index_of(catalogue, language), {}
    for term, word in written.items():
        if len(term) >= _SHORTEST_SLIP and not _holders(index, term):
            nearest = get_close_matches(term, _spelled(catalogue), n=1, cutoff=_LIKE)
            if nearest:
                found[word] = _spelled(catalogue)[nearest[0]]
    return found


@lru_cache(maxsize=4)
def _spelled(catalogue: Catalogue) -> dict[str, str]:
    """Return every term of the sheets' names and definitions with a word it stands for."""
    found: dict[str, str] = {}
    for sheet in catalogue.sheets:
        for language in LANGUAGES:
            text = sheet.text(language)
            for term, word in spellings(f"{text.name} {text.definition}").items():
                found.setdefault(term, word.lower())
    return found


def _scores(catalogue: Catalogue, wanted: tuple[str, ...], language: Language) -> dict[str, float]:
    """Return the score of each sheet that holds every term."""
    found: dict[str, float] | None = None
    for term in wanted:
        holders = _holders(index_of(catalogue, language), term)
        told = rarity(catalogue, len(holders))
        scores = {key: weight * told for key, weight in holders.items()}
        if found is not None:
            scores = {key: found[key] + score for key, score in scores.items() if key in found}
        found = scores
    return {
        key: score * (1 + _share_named(catalogue.by_key[key].text(language).name, wanted))
        for key, score in (found or {}).items()
    }


@lru_cache(maxsize=2048)
def _terms_of(name: str) -> frozenset[str]:
    return frozenset(terms(name))


def _share_named(name: str, wanted: tuple[str, ...]) -> float:
    """Return how nearly the name is what is looked for: 1 when it holds these terms and no other."""
    named = _terms_of(name)
    return 2 * len(named & set(wanted)) / (len(named) + len(wanted))


def _holders(index: Index, term: str) -> dict[str, float]:
    """Return the sheets that hold a term, a word that begins with it or a near word, each at its best."""
    holders = dict(index.get(term, {}))
    begins = len(term) >= _SHORTEST_BEGINNING
    others = [(other, _BEGINNING) for other in index if begins and other != term and other.startswith(term)]
    others += [(group, NEAR) for group in near(term)]
    for other, factor in others:
        for key, weight in index.get(other, {}).items():
            holders[key] = max(holders.get(key, 0.0), weight * factor)
    return holders


def is_measured_by(code: str, sheet: IndicatorSheet) -> str:
    """Return how near a sheet stands to an SDG code: "indicator", "target", "goal" or ""."""
    if code in sheet.sdg_indicators:
        return "indicator"
    if target_of(code) and target_of(code) in sheet.sdg_targets:
        return "target"
    return "goal" if goal_of(code) in sheet.sdg_goals else ""
