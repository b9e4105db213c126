"""Words near those XLSForm reads: translations people write, and slips of the pen."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from tomllib import loads

NONE = "–"
NOT_A_NAME = re.compile(r"[^A-Za-z0-9_.\-]+")
CLOSE = 0.8
MANY = 2_000


@cache
def translated() -> Mapping[str, Mapping[str, str]]:
    """Return the words of other languages by subject: sheets, headings, types, languages."""
    text = (files("miqyas.interchange.xlsform") / "words" / "vocabulary.toml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, str]] = loads(text)
    return found


def nearest(word: str, known: Collection[str], *, cutoff: float = 0.6) -> str:
    """Return up to three known words like this one, for a sentence; a dash when there is none."""
    if len(known) > MANY:  # too slow to compare with thousands
        known = [name for name in known if name[:1].lower() == word[:1].lower()][:MANY]
    found = get_close_matches(word[:60], list(known), n=3, cutoff=cutoff)
    return ", ".join(found) or NONE


def closest(word: str, known: Collection[str]) -> str:
    """Return the known word this one was meant to be; empty when none is so close."""
    return next(iter(get_close_matches(word[:60], list(known), n=1, cutoff=CLOSE)), "")


def plain_name(name: str, *, instead: str = "question") -> str:
    """Return a name any phone and any statistics package reads.

    Examples
    --------
    >>> plain_name("Âge du chef"), plain_name("2e enfant"), plain_name("السن")
    ('Age_du_chef', '_2e_enfant', 'question')
    """
    letters = unicodedata.normalize("NFKD", name)
    ascii_only = "".join(letter for letter in letters if not unicodedata.combining(letter))
    plain = NOT_A_NAME.sub("_", ascii_only).strip("_.-")
    if not plain:
        return instead
    return plain if plain[0].isalpha() else f"_{plain}"
