"""Rules on how titles are worded, in French, Arabic and English.

The language is that of the title's script, and between French and English that of the whole theory: "former"
is a verb in one and not in the other.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from miqyas.theory.graph import Node, Theory
from miqyas.theory.rules.lexicon import AND, CHANGING, DOING, NOT_DOING, TOTAL, VAGUE
from miqyas.theory.rules.rule import Concern, Texts
from miqyas.theory.rules.structure import about_node
from miqyas.theory.words import is_right_to_left, language_of, plain, words
from miqyas.types import Language

MOST_WORDS = 20
MOST_LETTERS = 140
FEWEST_WORDS = 2
_LONGEST_PHRASE = 4
_PERCENT = re.compile(
    r"\d+(?:[.,]\d+)?\s*(?:%|٪|pour cent|pourcent|percent|per cent|بالميه|بالمايه|في الميه|في المايه)"
)
_LEADING_NUMBER = re.compile(r"(?!(?:19|20)\d\d\b)\d[\d .,]*\d(?=\s)")
_AMOUNT = re.compile(
    r"\b(?:de|by|بنسبه|ب)\s?\d+(?:[.,]\d+)?\s*(?:dh|dhs|mad|dirhams?|points?|درهم|نقطه|نقط)\b"
)


def title_language(theory: Theory, node: Node) -> Language:
    """Return the language by which a title is read."""
    if is_right_to_left(node.title):
        return "ar"
    latin = tuple(
        text for each in theory.nodes for text in (each.title, each.description) if not is_right_to_left(text)
    )
    return "en" if language_of(latin) == "en" else "fr"


def _stated_as_activity(theory: Theory) -> Iterator[Concern]:
    for node, language in _results(theory):
        doing = doing_at_head(node.title, language)
        if doing:
            yield about_node(node, word=doing)


def doing_at_head(title: str, language: Language) -> str | None:
    """Return the words at the head of a title that say what is done, if any.

    Examples
    --------
    >>> doing_at_head("Former les femmes", "fr"), doing_at_head("تَنظيم دورات", "ar")
    ('former', 'تنظيم')
    >>> doing_at_head("Former pupils find work", "en") is None
    True
    """
    found = _without_number(words(title))
    heads = [found[:n] for n in range(_LONGEST_PHRASE, 0, -1)]
    if any(head in NOT_DOING[language] for head in heads):
        return None
    return next((" ".join(head) for head in heads if head in DOING[language]), None)


def _target_in_title(theory: Theory) -> Iterator[Concern]:
    for node, _ in _results(theory):
        target = target_in(node.title)
        if target:
            yield about_node(node, word=target)


def target_in(title: str) -> str | None:
    """Return the figure of a title that is a target: a percentage, an amount, or a count at its head.

    Ages, years and names that hold a figure are left alone.

    Examples
    --------
    >>> target_in("80 % des élèves réussissent"), target_in("200 femmes vendent leur huile")
    ('80 %', '200')
    >>> target_in("Les filles de 12 à 15 ans restent au collège") is None
    True
    """
    text = plain(title).strip()
    for pattern in (_PERCENT, _AMOUNT):
        found = pattern.search(text)
        if found:
            return found.group().strip()
    found = _LEADING_NUMBER.match(text)
    return found.group().strip() if found else None


def _two_results(theory: Theory) -> Iterator[Concern]:
    for node, language in _results(theory):
        joined = joining_word(node.title, language)
        if joined:
            yield about_node(node, word=joined)


def joining_word(title: str, language: Language) -> str | None:
    """Return the word that joins two changes, if there is a word of change on both sides of it.

    Examples
    --------
    >>> joining_word("Les femmes gagnent plus et décident des dépenses", "fr")
    'et'
    >>> joining_word("Les revenus et l’épargne augmentent", "fr") is None
    True
    >>> joining_word("يرتفع الدخل وتنخفض الديون", "ar")
    'وتنخفض'
    """
    found = words(title)
    changing = CHANGING[language]
    for i in range(1, len(found)):
        if not any(word in changing for word in found[:i]):
            continue
        if language == "ar" and found[i].startswith("و") and found[i][1:] in changing:
            return found[i]
        for n in (3, 2, 1):
            if found[i : i + n] in AND[language] and any(word in changing for word in found[i + n :]):
                return " ".join(found[i : i + n])
    return None


def _overclaim(theory: Theory) -> Iterator[Concern]:
    for node, language in _results(theory):
        promised = total_promise(node.title, language) if node.effect == "intended" else None
        if promised:
            yield about_node(node, word=promised)


def total_promise(title: str, language: Language) -> str | None:
    """Return the words of a title that promise everything, if any.

    Examples
    --------
    >>> total_promise("La pauvreté est éradiquée", "fr"), total_promise("القضاء على الأمية", "ar")
    ('eradiquee', 'القضاء علي')
    >>> total_promise("Poverty falls in the valley", "en") is None
    True
    """
    found = words(title)
    for i in range(len(found)):
        for n in range(_LONGEST_PHRASE, 0, -1):
            if found[i : i + n] in TOTAL[language]:
                return " ".join(found[i : i + n])
    return None


def _same_title(theory: Theory) -> Iterator[Concern]:
    """Nodes whose title another has too, to the letter; an empty title is told by another rule."""
    counted = Counter(words(node.title) for node in theory.nodes)
    for node in theory.nodes:
        said = words(node.title)
        if said and counted[said] > 1:
            yield about_node(node)


def _vague_title(theory: Theory) -> Iterator[Concern]:
    for node in theory.nodes:
        language = title_language(theory, node)
        found = words(node.title)
        if len(found) < FEWEST_WORDS or found in VAGUE[language]:
            yield about_node(node)


def _long_title(theory: Theory) -> Iterator[Concern]:
    for node in theory.nodes:
        count = len(words(node.title))
        if count > MOST_WORDS or len(node.title) > MOST_LETTERS:
            yield about_node(node, word=_counted(count))


def _counted(count: int) -> Texts:
    return {"fr": f"{count} mots", "ar": f"عدد الكلمات: {count}", "en": f"{count} words"}


def _results(theory: Theory) -> Iterator[tuple[Node, Language]]:
    for node in theory.at("outcome", "impact"):
        yield node, title_language(theory, node)


def _without_number(found: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out a numbering such as "1." or "2)"."""
    return found[1:] if found and found[0].isdigit() and len(found[0]) < 3 else found


WORDING: dict[str, Callable[[Theory], Iterable[Concern]]] = {
    "stated_as_activity": _stated_as_activity,
    "overclaim": _overclaim,
    "same_title": _same_title,
    "target_in_title": _target_in_title,
    "two_results": _two_results,
    "vague_title": _vague_title,
    "long_title": _long_title,
}
