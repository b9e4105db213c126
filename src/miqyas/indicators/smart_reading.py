"""How the SMART check reads a name: which words state an aim, a measure, a delivery, in three languages."""

import re
import tomllib
from importlib.resources import files

from miqyas.indicators.catalogue_terms import stem
from miqyas.theory.words import words

_WORDS: dict[str, frozenset[str]] = {
    kind: frozenset(stem(word) for word in words(said))
    for kind, said in tomllib.loads(
        files(__package__).joinpath("smart_words.toml").read_text(encoding="utf-8")
    ).items()
}
# "80 % of girls…" is a target; so is "20% more…".
_FIGURE_FIRST = re.compile(r"^\s*\d+(?:[.,]\d+)?\s*[%٪]")


def stems(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared, repeated ones too."""
    return tuple(stem(word) for word in words(text))


def states_aim(name: str) -> bool:
    """Say whether a name begins as an aim or an action.

    Examples
    --------
    >>> states_aim("Augmenter le revenu"), states_aim("80% of girls finish school"), states_aim("نسبة التلاميذ")
    (True, True, False)
    """
    first = stems(name)[:1]
    return bool(_FIGURE_FIRST.search(name)) or any(word in _WORDS["aims"] for word in first)


def joins_two_measures(name: str) -> bool:
    """Say whether a name joins two words of measure by "and" or "or".

    Examples
    --------
    >>> joins_two_measures("Nombre et qualité des emplois"), joins_two_measures("Part des filles et des garçons")
    (True, False)
    """
    said = stems(name)
    measures = _WORDS["shares"] | _WORDS["numbers"] | _WORDS["other_measures"]
    places = [i for i, word in enumerate(said) if word in measures or _after_and(word) in measures]
    if len(places) < 2:
        return False
    between = said[places[0] + 1 : places[1] + 1]
    return any(word in _WORDS["ands"] or _after_and(word) in measures for word in between)


def holds(text: str, kind: str) -> bool:
    """Say whether a text holds a word of a kind: vague, persons, delivered, shares, numbers.

    Examples
    --------
    >>> holds("Femmes autonomes", "vague"), holds("ورشات", "delivered"), holds("dirhams", "persons")
    (True, True, False)
    """
    return any(word in _WORDS[kind] for word in stems(text))


def begins_with(text: str, kind: str) -> bool:
    """Say whether the first word of a text is of a kind."""
    return any(word in _WORDS[kind] for word in stems(text)[:1])


def _after_and(word: str) -> str:
    """Return an Arabic word without the "and" written on to it."""
    return stem(word.removeprefix("و")) if word.startswith("و") else ""
