"""A lottery anyone can redraw: the list is sealed before chance is known, and a hash does the drawing.

References
----------
Eastlake, D. (2004). Publicly Verifiable Nominations Committee Random Selection. RFC 3797; with SHA-256 for its MD5.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass

from miqyas.errors import LotteryListInvalid


@dataclass(frozen=True, slots=True)
class Lottery:
    """The outcome of a lottery and all that is needed to draw it again.

    Attributes
    ----------
    list_sha256 : str
        Of the sealed list: names in order, and places.
    source : str
        The public chance, as published, announced before it existed.
    seed : str
        SHA-256 of the list's hash and the source, hexadecimal.
    drawn, left : tuple of str
        Names drawn, first drawn first, and the others in the order they would have been.
    """

    list_sha256: str
    source: str
    seed: str
    drawn: tuple[str, ...]
    left: tuple[str, ...]


def list_hash(names: Sequence[str], places: int) -> str:
    """Return the SHA-256 of a list of names and the number of places, whatever order the names are given in.

    Raises
    ------
    LotteryListInvalid
        A name twice, no place, or as many places as names.
    """
    distinct = sorted(set(names))
    if len(distinct) != len(names) or not 0 < places < len(distinct):
        raise LotteryListInvalid(n=len(names), n_distinct=len(distinct), places=places)
    sealed = json.dumps({"names": distinct, "places": places}, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(sealed.encode()).hexdigest()


def draw_lots(names: Sequence[str], *, places: int, source: str) -> Lottery:
    """Draw ``places`` names by a public chance: the key of each is HMAC-SHA256(seed, name), lowest keys win.

    Examples
    --------
    >>> draw_lots(["a", "b", "c"], places=1, source="07 11 23 31 45").drawn
    ('c',)
    """
    sealed = list_hash(names, places)
    seed = _seed(sealed, source)
    order = sorted(names, key=lambda name: _key(seed, name))
    return Lottery(sealed, source, seed.hex(), tuple(order[:places]), tuple(order[places:]))


def lottery_values(names: Sequence[str], *, places: int, source: str) -> dict[str, float]:
    """Return a value for each name, the larger the luckier, for an allocation whose rules forbid some sets of names.

    A value is 1 less the first 48 bits of the name's key as a fraction, between 0 and 1: with no other rule than the number
    of places, the names worth most are those `draw_lots` draws. With a budget, floors or exclusions, give them as the values
    of files to `miqyas.allocation`: chance then decides within the rules, and anyone computes it again.

    Raises
    ------
    LotteryListInvalid
        As `draw_lots`.

    Examples
    --------
    >>> values = lottery_values(["a", "b", "c"], places=1, source="07 11 23 31 45")
    >>> max(values, key=values.get)
    'c'
    """
    seed = _seed(list_hash(names, places), source)
    return {name: 1 - int.from_bytes(_key(seed, name)[:6], "big") / 2**48 for name in names}


def _seed(sealed: str, source: str) -> bytes:
    return hashlib.sha256(f"{sealed}{source}".encode()).digest()


def _key(seed: bytes, name: str) -> bytes:
    return hmac.digest(seed, name.encode(), "sha256")
