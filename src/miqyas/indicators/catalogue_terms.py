"""Words as the catalogue searches them: without marks, small words, articles and plurals."""

import re
import tomllib
import unicodedata
from importlib.resources import files

from miqyas.theory.words import plain

_TERM = re.compile(r"[^\W\d_]+|\d+(?:\.\w+)*")
_SMALL = (
    "le la les l d de des du un une et en est sont au aux pour par dans sur avec qui que quoi plus leurs leur"
    " ses son sa se ce ces cette ne pas ou a avant apres the of and to in for on with by their more are is who"
    " that from at as an they its or be have has which what how each every less them there this those into"
    " than then out before after chaque tout tous toute toutes moins bien mieux fait font faire chose quelque"
    " quelques avoir etre elle elles ils il على كل اقل اكثر بعد قبل عند في من علي الي عن مع او و ما هل التي"
    " الذي هذا هذه ذلك هو هي davantage dela tres aussi تم يتم كان قد لا غير لم كذلك ايضا عليها فيها لها لهم"
)
_SMALL_WORDS = frozenset(_SMALL.split())
# Written as one word in Arabic: "and", "by", "for", "like", then the article.
_ARABIC_BEGINNING = re.compile(r"^(?:وال|بال|فال|كال|ولل|لل|ال)(?=\w{3,})")
_ARABIC_ENDING = re.compile(r"(?<=\w{3})(?:ات|ون|ين|ه)$")
# "And", "by", "for", "then", "like" written on to a word without article: the word under them is found too.
_ARABIC_PARTICLES = "وبلفك"
# élève, élèves; inscrit, inscrite, inscrites; house, houses.
_LATIN_ENDING = re.compile(r"(?<=[a-z]{3})(?:e*s|x|e+)$")


def terms(text: str) -> tuple[str, ...]:
    """Return the terms of a text, each once, in order; small words are left out.

    Examples
    --------
    >>> terms("Les élèves inscrits à l’école"), terms("التلاميذ والمُدرّسات"), terms("SDG 4.1.2")
    (('elev', 'inscrit', 'ecol'), ('تلاميذ', 'مدرس'), ('sdg', '4.1.2'))
    """
    return tuple(spellings(text))


def spellings(text: str) -> dict[str, str]:
    """Return each term of a text with the word as it is written there.

    Examples
    --------
    >>> spellings("Les élèves à l’École")
    {'elev': 'élèves', 'ecol': 'École'}
    """
    written = [(plain(word), word) for word in _TERM.findall(_composed(text))]
    found: dict[str, str] = {}
    for word, as_written in written:
        if word not in _SMALL_WORDS:
            found.setdefault(stem(word), as_written)
    return found


def _composed(text: str) -> str:
    """Return the text with each letter and its marks as one letter, where Unicode has it; no Arabic vowel marks."""
    letters = unicodedata.normalize("NFC", text).replace("\u0640", "")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def stem(word: str) -> str:
    """Return a plain word without article or ending of gender and number: enough to compare, no more."""
    if word.isascii():
        return _LATIN_ENDING.sub("", word)
    return _ARABIC_ENDING.sub("", _ARABIC_BEGINNING.sub("", word))


def _groups(lines: list[str]) -> dict[str, frozenset[str]]:
    """Return, for each term, the groups of near words it belongs to."""
    found: dict[str, set[str]] = {}
    for number, line in enumerate(lines):
        for term in terms(line):
            found.setdefault(term, set()).add(f"≈{number}")
    return {term: frozenset(groups) for term, groups in found.items()}


_LISTS = tomllib.loads(files(__package__).joinpath("catalogue_words.toml").read_text(encoding="utf-8"))
_NEAR = _groups(_LISTS["near"])
_WHO = frozenset(terms(_LISTS["who"]))


def forms(term: str) -> tuple[str, ...]:
    """Return a term of a sheet and, where a particle may be written on to it, the term without.

    Examples
    --------
    >>> forms("بعقد"), forms("water")
    (('بعقد', 'عقد'), ('water',))
    """
    if term[0] in _ARABIC_PARTICLES and len(term) > 3:
        return term, stem(term[1:])
    return (term,)


def says_who(term: str) -> bool:
    """Say whether a term names people or places rather than what is measured in them.

    Examples
    --------
    >>> [says_who(term) for term in terms("Les ménages boivent")]
    [True, False]
    """
    return term in _WHO


def near(term: str) -> frozenset[str]:
    """Return the groups of near words a term belongs to: two terms of one group speak of one thing.

    Examples
    --------
    >>> near(*terms("décrochage")) == near(*terms("dropout")) == near(*terms("الهدر"))
    True
    """
    return _NEAR.get(term, frozenset())
