"""Which sheets may measure a node of a theory of change, each with its reasons."""

from collections.abc import Collection
from dataclasses import dataclass

from miqyas.indicators.catalogue import Catalogue
from miqyas.indicators.catalogue_search import NEAR, index_of, is_measured_by, rarity
from miqyas.indicators.catalogue_sheet import IndicatorSheet
from miqyas.indicators.catalogue_terms import near, spellings
from miqyas.types import Language

# What each nearness to an SDG code is worth, against words shared (some 2 to 20 each).
_SDG_WORTH = {"indicator": 30.0, "target": 20.0, "goal": 8.0, "": 0.0}
# A sheet of another level is further away; so is one that shares a small part of what the title says.
_OTHER_LEVEL, _LEAST_COVERED = 0.7, 0.4
# Under this a common word or two are shared by chance.
_LEAST = 12.0
_SHARED_AT_MOST = 4
# An activity has no sheet: what it produces is measured.
_LEVEL_MEASURED = {"activity": "output"}

_REASONS: dict[str, dict[Language, str]] = {
    "words": {"fr": "Mots communs : {}.", "ar": "كلمات مشتركة: {}.", "en": "Words in common: {}."},
    "near": {"fr": "Mots proches : {}.", "ar": "كلمات قريبة: {}.", "en": "Near words: {}."},
    "indicator": {
        "fr": "C’est l’indicateur officiel {} des ODD.",
        "ar": "هو المؤشر الرسمي {} لأهداف التنمية المستدامة.",
        "en": "It is the official SDG indicator {}.",
    },
    "target": {
        "fr": "Il sert la même cible des ODD : {}.",
        "ar": "يخدم الغاية نفسها من أهداف التنمية المستدامة: {}.",
        "en": "It serves the same SDG target: {}.",
    },
    "goal": {
        "fr": "Il sert le même objectif de développement durable : {}.",
        "ar": "يخدم هدف التنمية المستدامة نفسه: {}.",
        "en": "It serves the same Sustainable Development Goal: {}.",
    },
    "level": {
        "fr": "Il mesure ce niveau de la théorie.",
        "ar": "يقيس هذا المستوى من النظرية.",
        "en": "It measures this level of the theory.",
    },
    "other_level": {
        "fr": "Attention : il mesure un autre niveau de la théorie.",
        "ar": "انتبهوا: يقيس مستوى آخر من النظرية.",
        "en": "Take care: it measures another level of the theory.",
    },
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sheet that may measure a node, and why; the score compares within one list only."""

    sheet: IndicatorSheet
    score: float
    reasons: tuple[str, ...]


def suggest(
    catalogue: Catalogue,
    title: str,
    level: str,
    sdg: Collection[str],
    language: Language,
    *,
    at_most: int = 6,
) -> tuple[Suggestion, ...]:
    """Suggest sheets that may measure a node of a theory.

    Parameters
    ----------
    catalogue : Catalogue
        Where to look.
    title : str
        Of the node, in any of the three languages; its description may follow.
    level : str
        activity, output, outcome or impact: what an activity produces is measured.
    sdg : collection of str
        Codes the node carries, such as "4" or "4.1".
    language : {"fr", "ar", "en"}
        In which the reasons are told.
    at_most : int
        How many to return.

    Returns
    -------
    tuple of Suggestion
        Best first; empty when nothing is near enough, rather than something at random.
    """
    found = []
    shared_by = _shared(catalogue, spellings(title), language)
    n_told = len({each.word for shared in shared_by.values() for each in shared})
    for sheet in catalogue.sheets:
        shared = shared_by.get(sheet.key, [])
        score, reasons = _judged(sheet, shared, sdg, language, n_told=n_told)
        fits = _LEVEL_MEASURED.get(level, level) in sheet.levels
        if score < _LEAST:
            continue
        reasons.append(_REASONS["level" if fits else "other_level"][language])
        found.append(Suggestion(sheet, score * (1 if fits else _OTHER_LEVEL), tuple(reasons)))
    found.sort(key=lambda suggestion: -suggestion.score)
    return tuple(found[:at_most])


@dataclass(frozen=True, slots=True)
class _Shared:
    """A word of the title that a sheet holds, or holds a near word of, and what it tells."""

    word: str
    told: float
    is_near: bool


def _judged(
    sheet: IndicatorSheet, shared: list[_Shared], sdg: Collection[str], language: Language, *, n_told: int
) -> tuple[float, list[str]]:
    reasons = []
    for reason, is_near in (("words", False), ("near", True)):
        best = sorted((each for each in shared if each.is_near is is_near), key=lambda each: -each.told)
        if best:
            comma = "، " if language == "ar" else ", "
            said = comma.join(each.word for each in best[:_SHARED_AT_MOST])
            reasons.append(_REASONS[reason][language].format(said))
    nearness, code = max(
        ((is_measured_by(code, sheet), code) for code in sdg),
        key=lambda pair: _SDG_WORTH[pair[0]],
        default=("", ""),
    )
    if nearness:
        reasons.append(_REASONS[nearness][language].format(code))
    covered = _LEAST_COVERED + (1 - _LEAST_COVERED) * len(shared) / max(n_told, 1)
    return sum(each.told for each in shared) * covered + _SDG_WORTH[nearness], reasons


def _shared(catalogue: Catalogue, wanted: dict[str, str], language: Language) -> dict[str, list[_Shared]]:
    """Return, by sheet, what it shares with the words of a title."""
    index = index_of(catalogue, language)
    found: dict[str, list[_Shared]] = {}
    for term, word in wanted.items():
        exact = index.get(term, {})
        for key, weight in exact.items():
            found.setdefault(key, []).append(
                _Shared(word, weight * rarity(catalogue, len(exact)), is_near=False)
            )
        for key, told in _near_holders(catalogue, term, language).items():
            if key not in exact:
                found.setdefault(key, []).append(_Shared(word, told, is_near=True))
    return found


def _near_holders(catalogue: Catalogue, term: str, language: Language) -> dict[str, float]:
    best: dict[str, float] = {}
    for group in near(term):
        holders = index_of(catalogue, language).get(group, {})
        for key, weight in holders.items():
            best[key] = max(best.get(key, 0.0), weight * rarity(catalogue, len(holders)) * NEAR)
    return best
