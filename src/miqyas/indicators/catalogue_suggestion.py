"""Which sheets may measure a node of a theory of change, each with its reasons."""

from collections.abc import Collection
from dataclasses import dataclass

from miqyas.indicators.catalogue import Catalogue
from miqyas.indicators.catalogue_search import NEAR, index_of, is_measured_by, rarity
from miqyas.indicators.catalogue_sheet import IndicatorSheet
from miqyas.indicators.catalogue_terms import near, says_who, spellings
from miqyas.types import Language

# What each nearness to an SDG code is worth, against words shared (some 1 to 15 each).
_SDG_WORTH = {"indicator": 14.0, "target": 9.0, "goal": 3.0, "": 0.0}
# Two words say more than one said strongly: what a word tells is bent down.
_BENT = 0.7
# A sheet of another level is further away; so is one that shares a small part of what the title says.
_OTHER_LEVEL, _LEAST_COVERED = 0.7, 0.4
# Under this a common word or two are shared by chance; far under the best, a sheet only lengthens the list.
_LEAST, _LEAST_OF_BEST = 5.0, 0.35
_SHARED_AT_MOST = 4
# "Women", "households" say in whom, not what: many sheets share them.
_WHO = 0.4
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
        if all(each.says_who for each in shared) and not _nearness(sheet, sdg)[0]:
            continue
        score, reasons = _judged(sheet, shared, sdg, language, n_told=n_told)
        fits = _LEVEL_MEASURED.get(level, level) in sheet.levels
        reasons.append(_REASONS["level" if fits else "other_level"][language])
        found.append(Suggestion(sheet, score * (1 if fits else _OTHER_LEVEL), tuple(reasons)))
    found.sort(key=lambda suggestion: -suggestion.score)
    least = max(_LEAST, _LEAST_OF_BEST * found[0].score) if found else 0
    return tuple(each for each in found[:at_most] if each.score >= least)


@dataclass(frozen=True, slots=True)
class _Shared:
    """A word of the title that a sheet holds, or holds a near word of, and what it tells."""

    word: str
    told: float
    is_near: bool
    says_who: bool


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
    nearness, code = _nearness(sheet, sdg)
    if nearness:
        reasons.append(_REASONS[nearness][language].format(code))
    covered = _LEAST_COVERED + (1 - _LEAST_COVERED) * len(shared) / max(n_told, 1)
    return sum(each.told for each in shared) * covered + _SDG_WORTH[nearness], reasons


def _nearness(sheet: IndicatorSheet, sdg: Collection[str]) -> tuple[str, str]:
    """Return how near the sheet stands to the nearest of the codes, and that code; empty texts for none."""
    near_codes = ((is_measured_by(code, sheet), code) for code in sdg)
    return max(near_codes, key=lambda pair: _SDG_WORTH[pair[0]], default=("", ""))


def _shared(catalogue: Catalogue, wanted: dict[str, str], language: Language) -> dict[str, list[_Shared]]:
    """Return, by sheet, what it shares with the words of a title."""
    index = index_of(catalogue, language)
    found: dict[str, list[_Shared]] = {}
    for term, word in wanted.items():
        exact, who = index.get(term, {}), says_who(term)
        told = _near_holders(catalogue, term, language)
        for key, weight in exact.items():
            told[key] = max(told.get(key, 0.0), weight * rarity(catalogue, len(exact)))
        for key, worth in told.items():
            each = _Shared(word, worth**_BENT * (_WHO if who else 1), is_near=key not in exact, says_who=who)
            found.setdefault(key, []).append(each)
    return found


def _near_holders(catalogue: Catalogue, term: str, language: Language) -> dict[str, float]:
    best: dict[str, float] = {}
    for group in near(term):
        holders = index_of(catalogue, language).get(group, {})
        for key, weight in holders.items():
            best[key] = max(best.get(key, 0.0), weight * rarity(catalogue, len(holders)) * NEAR)
    return best
