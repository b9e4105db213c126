"""Chance that anyone can follow: each name draws a ticket, the SHA-256 of seed, purpose and name.

A ticket depends on nothing but these three texts: neither the order of the rows, nor the other rows, nor the
machine, nor the release of a random-number library. A stranger checks one with any tool that knows SHA-256.
"""

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np

from miqyas.types import FloatVector

_TWO_64 = 2.0**64


def tickets(names: Sequence[str], *, seed: int, purpose: str) -> FloatVector:
    """Draw one number in [0, 1) for each name, shape (n,): the first 64 bits of its ticket over 2 to the 64.

    Examples
    --------
    >>> tickets(["Imzouren", "Targuist"], seed=7, purpose="lots").round(4).tolist()
    [0.9268, 0.7731]
    >>> tickets(["Targuist"], seed=7, purpose="lots").round(4).tolist()
    [0.7731]
    """
    head = hashlib.sha256(f"{seed}|{purpose}|".encode())
    drawn = np.empty(len(names), dtype=np.uint64)
    for place, name in enumerate(names):
        ticket = head.copy()
        ticket.update(name.encode("utf-8"))
        drawn[place] = int.from_bytes(ticket.digest()[:8], "big")
    # Rounded down, so that the ticket of a name never reaches 1.
    shares: FloatVector = np.minimum(drawn.astype(np.float64) / _TWO_64, np.nextafter(1.0, 0.0))
    return shares


def stream(*, seed: int, purpose: str) -> Iterator[float]:
    """Draw numbers in [0, 1) one after the other, for choices that bear no name.

    Examples
    --------
    >>> from itertools import islice
    >>> [round(share, 4) for share in islice(stream(seed=7, purpose="rounding"), 2)]
    [0.9664, 0.0852]
    """
    turn = 0
    while True:
        yield float(tickets([str(turn)], seed=seed, purpose=purpose)[0])
        turn += 1
