"""Recipients of published grants: how their names are compared, and how far a confirmation goes."""

import hashlib
import json
import re

from miqyas_web.foundation.folding import fold

LONGEST = 300
# An identifier of an organisation names its register first ("GB-CHC-1089464"); "1" or "N/A" names nobody.
IDENTIFIER = re.compile(r"^[A-Za-z0-9]+-.*\d")


def folded(name: str) -> str:
    """A name as it is compared: same letters, whatever case, accents and punctuation. Nothing looser."""
    return fold(name)[:LONGEST]


def is_identifier(ref: str) -> bool:
    return bool(IDENTIFIER.match(ref))


def recipient_key(*, name: str, ref: str, funder: str) -> str:
    """What a confirmation holds for: the name with its identifier; without one, the name in files of one funder.

    >>> one = recipient_key(name="Amal", ref="", funder="Fonds A")
    >>> one == recipient_key(name="AMAL", ref="N/A", funder="fonds a")
    True
    >>> one == recipient_key(name="Amal", ref="", funder="Fonds B")
    False
    """
    known = [folded(name), ref] if is_identifier(ref) else [folded(name), "", folded(funder)]
    return hashlib.sha256(json.dumps(known, ensure_ascii=False).encode()).hexdigest()
