"""Which sheets may measure a node of a theory of change, each with its reasons."""

from collections.abc import Collection
from dataclasses import dataclass

from miqyas.indicators.catalogue import Catalogue
from miqyas.indicators.catalogue_search import index_of, is_measured_by, rarity
from miqyas.indicators.catalogue_sheet import IndicatorSheet
from miqyas.indicators.catalogue_terms import spellings
from miqyas.types import Language

# What each nearness to an SDG code is worth, against words shared (some 2 to 20 each).
_SDG_WORTH = {"indicator": 30.0, "target": 20.0, "goal": 8.0, "": 0.0}
_LEVEL_WORTH = 5.0
# Under this a common word or two are shared by chance.
_LEAST = 12.0
_SHARED_AT_MOST = 4
# An activity has no sheet: what it produces is measured.
_LEVEL_MEASURED = {"activity": "output"}

_REASONS: dict[str, dict[Language, str]] = {
    "words": {"fr": "Mots communs : {}.", "ar": "كلمات مشتركة: {}.", "en": "Words in common: {}."},
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
    for sheet in catalogue.sheets:
        shared = shared_by.get(sheet.key, {})
        score, reasons = _judged(sheet, shared, sdg, language)
        if score < _LEAST:
            continue
        fits = _LEVEL_MEASURED.get(level, level) in sheet.levels
        reasons.append(_REASONS["level" if fits else "other_level"][language])
        found.append(Suggestion(sheet, score + _LEVEL_WORTH * fits, tuple(reasons)))
    found.sort(key=lambda suggestion: -suggestion.score)
    return tuple(found[:at_most])


def _judged(
    sheet: IndicatorSheet, shared: dict[str, float], sdg: Collection[str], language: Language
) -> tuple[float, list[str]]:
    score, reasons = sum(shared.values()), []
    if shared:
        best = sorted(shared, key=lambda word: -shared[word])[:_SHARED_AT_MOST]
        comma = "، " if language == "ar" else ", "
        reasons.append(_REASONS["words"][language].format(comma.join(best)))
    nearness, code = max(
        ((is_measured_by(code, sheet), code) for code in sdg),
        key=lambda pair: _SDG_WORTH[pair[0]],
        default=("", ""),
    )
    if nearness:
        reasons.append(_REASONS[nearness][language].format(code))
    return score + _SDG_WORTH[nearness], reasons


def _shared(catalogue: Catalogue, wanted: dict[str, str], language: Language) -> dict[str, dict[str, float]]:
    """Return, by sheet, the words it shares with the title, as written there, and what each tells."""
    index = index_of(catalogue, language)
    found: dict[str, dict[str, float]] = {}
    for term, word in wanted.items():
        holders = index.get(term, {})
        for key, weight in holders.items():
            found.setdefault(key, {})[word] = weight * rarity(catalogue, len(holders))
    return found
