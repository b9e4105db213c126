"""Names that every statistics package takes: 32 letters, digits or underscores of ASCII, a letter first."""

import re
import unicodedata
from collections.abc import Sequence

LONGEST = 32
ILLEGAL = re.compile(r"[^A-Za-z0-9_]+")
# Of Stata ([U] 11.3 Naming conventions) and of SPSS (Variable names), lower case: SPSS knows no other.
RESERVED = frozenset(
    (  # noqa: SIM905 - sixty words, one above the other, are not easier to read
        "all and by byte double eq float ge gt if in int le long lt ne not or pi strl to using with "
        # Of Mata, Stata's own language: what writes .dta files renames what is called so.
        "aggregate array boolean break case catch class colvector complex const continue default "
        "delegate delete do else eltypedef end enum explicit export external for friend function global "
        "goto inline local null pragma protected quad rowvector short typedef typename virtual "
    ).split()
)
STRING_TYPE = re.compile(r"str[0-9]+")
# What the letter is without its mark, where Unicode does not take it apart.
LETTERS = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ß": "ss", "ł": "l"})


def legal_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return a name for each name, none alike even where case says nothing, in the same order.

    A legal name stays as it is, unless one before it differs by case alone.

    Examples
    --------
    >>> legal_names(["âge", "langs/fra", "_key", "السن", "1er", "if", "Age"])
    ('age_2', 'langs_fra', 'key', 'v4', 'v1er', 'if_', 'Age')
    """
    wanted = [_legal(name, position) for position, name in enumerate(names, start=1)]
    kept = {name.lower() for name, legal in zip(names, wanted, strict=True) if name == legal}
    taken: set[str] = set()
    found = []
    for name, legal in zip(names, wanted, strict=True):
        others = taken if name == legal else taken | kept
        unique = _unique(legal, others)
        taken.add(unique.lower())
        found.append(unique)
    return tuple(found)


def _legal(name: str, position: int) -> str:
    plain = unicodedata.normalize("NFKD", name.translate(LETTERS))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    legal = ILLEGAL.sub("_", plain).strip("_") if ILLEGAL.search(plain) else plain.lstrip("_")
    if not legal:
        return f"v{position}"
    if not legal[0].isalpha():
        legal = f"v{legal}"
    if legal.lower() in RESERVED or STRING_TYPE.fullmatch(legal.lower()):
        legal = f"{legal}_"
    return legal[:LONGEST]


def _unique(name: str, taken: set[str]) -> str:
    candidate, number = name, 1
    while candidate.lower() in taken:
        number += 1
        end = f"_{number}"
        candidate = f"{name[: LONGEST - len(end)]}{end}"
    return candidate
