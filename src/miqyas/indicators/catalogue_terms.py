"""Words as the catalogue searches them: without marks, small words, articles and plurals."""

import re
import unicodedata

from miqyas.theory.words import plain

_TERM = re.compile(r"[^\W\d_]+|\d+(?:\.\w+)*")
_SMALL = (
    "le la les l d de des du un une et en est sont au aux pour par dans sur avec qui que quoi plus leurs leur ses"
    " son sa se ce ces cette ne pas ou a the of and to in for on with by their more are is who that from at as an"
    " they its or be have has which what how في من علي الي عن مع او و ما هل التي الذي هذا هذه ذلك كل هو هي"
)
_SMALL_WORDS = frozenset(_SMALL.split())
# Written as one word in Arabic: "and", "by", "for", "like", then the article.
_ARABIC_BEGINNING = re.compile(r"^(?:وال|بال|فال|كال|ولل|لل|ال)(?=\w{3,})")
_ARABIC_ENDING = re.compile(r"(?<=\w{3})(?:ات|ون|ين|ه)$")
_LATIN_PLURAL = re.compile(r"(?<=[a-z]{3})(?:s|x)$")


def terms(text: str) -> tuple[str, ...]:
    """Return the terms of a text, each once, in order; small words only when there is nothing else.

    Examples
    --------
    >>> terms("Les élèves inscrits à l’école"), terms("التلاميذ والمُدرّسات"), terms("SDG 4.1.2")
    (('eleve', 'inscrit', 'ecole'), ('تلاميذ', 'مدرس'), ('sdg', '4.1.2'))
    """
    return tuple(spellings(text))


def spellings(text: str) -> dict[str, str]:
    """Return each term of a text with the word as it is written there.

    Examples
    --------
    >>> spellings("Les élèves à l’École")
    {'eleve': 'élèves', 'ecole': 'École'}
    """
    written = [(plain(word), word) for word in _TERM.findall(_composed(text))]
    kept = [(word, as_written) for word, as_written in written if word not in _SMALL_WORDS] or written
    found: dict[str, str] = {}
    for word, as_written in kept:
        found.setdefault(_stem(word), as_written)
    return found


def _composed(text: str) -> str:
    """Return the text with each letter and its marks as one letter, where Unicode has it; no Arabic vowel marks."""
    letters = unicodedata.normalize("NFC", text).replace("\u0640", "")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _stem(word: str) -> str:
    if word.isascii():
        return _LATIN_PLURAL.sub("", word)
    return _ARABIC_ENDING.sub("", _ARABIC_BEGINNING.sub("", word))
