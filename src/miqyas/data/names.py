"""Names of columns and files: written safely into SQL, and found again when misspelt."""

import math
from collections.abc import Iterable
from difflib import SequenceMatcher

SHOWN = 5  # names listed in a refusal: enough to find one's own, few enough to read


def quoted(name: str) -> str:
    """Write an identifier for SQL, whatever characters it holds.

    Examples
    --------
    >>> print(quoted('the "size"'))
    "the ""size\"""
    """
    return '"' + name.replace('"', '""') + '"'


def written(text: str) -> str:
    """Write a text for SQL, whatever characters it holds.

    Examples
    --------
    >>> print(written("l'eau"))
    'l''eau'
    """
    return "'" + text.replace("'", "''") + "'"


def literal(value: float) -> str:
    """Write a finite float for SQL so that the engine reads the same double, bit for bit.

    Examples
    --------
    >>> literal(0.1)
    '1.00000000000000006e-01'
    """
    if not math.isfinite(value):
        message = f"{value} has no literal in SQL"
        raise ValueError(message)
    return f"{value:.17e}"


def nearest_names(name: str, names: Iterable[str]) -> str:
    """List the names closest to a misspelt one, best first; all letters compare without case.

    Examples
    --------
    >>> nearest_names("Vilage", ["hh", "village", "pair"])
    'village, pair, hh'
    """
    wanted = name.casefold()
    ranked = sorted(names, key=lambda other: -SequenceMatcher(None, wanted, other.casefold()).ratio())
    return ", ".join(ranked[:SHOWN]) or "—"
