"""Words as a reader compares them: without accents, vowel marks or case; and in which direction they run."""

import re
import unicodedata
from functools import lru_cache

from miqyas.types import Language

# NFKD does not take these apart.
_LETTERS = str.maketrans(
    {"ٱ": "ا", "ى": "ي", "ة": "ه", "œ": "oe", "æ": "ae", "’": "'", "ʼ": "'", "\u0640": ""}
)
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[%٪]")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
# Marks that would turn the text around them: embeddings, overrides, isolates.
_BIDI_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])

_FRENCH = (
    "le la les l d de des du un une et en est sont au aux pour par dans sur avec qui que plus leurs leur ses"
)
_ENGLISH = "the of and to in for on with by their more are is who that from at as an they its"


def plain(text: str) -> str:
    """Return the text as it is compared: lower case, no accent, no Arabic vowel mark, one alef, 0–9.

    Examples
    --------
    >>> plain("Élèves"), plain("أُسَـــر"), plain("٣٠ ٪"), plain("Cœur")
    ('eleves', 'اسر', '30 ٪', 'coeur')
    """
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = (letter for letter in letters if not unicodedata.combining(letter))
    digits = (str(unicodedata.digit(c)) if c.isdecimal() else c for c in kept)
    return "".join(digits).translate(_LETTERS)


def words(text: str) -> tuple[str, ...]:
    """Return the words, numbers and percent signs of a text, in the form of `plain`.

    Examples
    --------
    >>> words("L’accès à l’eau : 80 %")
    ('l', 'acces', 'a', 'l', 'eau', '80', '%')
    """
    return tuple(_WORD.findall(plain(text)))


def is_right_to_left(text: str) -> bool:
    """Say whether the first letter with a direction is of a right-to-left script.

    Examples
    --------
    >>> is_right_to_left("2030: أثر"), is_right_to_left("ONDH أثر")
    (True, False)
    """
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False


# The rules ask it of a whole theory, once for each element: one answer serves them all.
@lru_cache(maxsize=32)
def language_of(texts: tuple[str, ...]) -> Language:
    """Guess the language of texts: the script tells Arabic, small words tell French from English.

    With nothing to tell, French.

    Examples
    --------
    >>> language_of(("The girls stay in school",)), language_of(("Former des femmes",)), language_of(("أثر",))
    ('en', 'fr', 'ar')
    """
    joined = " ".join(texts)
    arabic = sum(unicodedata.bidirectional(letter) == "AL" for letter in joined)
    if arabic > sum(unicodedata.bidirectional(letter) == "L" for letter in joined):
        return "ar"
    found = words(joined)
    french, english = _FRENCH.split(), _ENGLISH.split()
    return "en" if sum(w in english for w in found) > sum(w in french for w in found) else "fr"


def isolated(text: str) -> str:
    """Return a text that cannot turn the sentence around it: its direction is its own, and ends with it.

    Examples
    --------
    >>> isolated("abc") == "\u2068abc\u2069"
    True
    >>> isolated("a\u202ebc") == isolated("abc")
    True
    """
    return f"{_FIRST_STRONG_ISOLATE}{without_controls(text)}{_POP_ISOLATE}"


def without_controls(text: str) -> str:
    """Return the text without invisible marks of direction, its spaces made single."""
    return " ".join(text.translate(_BIDI_CONTROLS).split())
