"""Names a machine can read, made from what a person wrote."""

import re
import unicodedata
from datetime import datetime

# Enough for a person to know the question by; other tools cut longer ones.
MOST_CHARACTERS = 32
GOOD_NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")


def code_from(text: str, *, otherwise: str) -> str:
    """A name of letters, figures and underscores; ``otherwise`` when nothing in the text can be kept.

    >>> code_from("Combien de personnes vivent ici ?", otherwise="q")
    'combien_de_personnes_vivent_ici'
    >>> code_from("كم عدد الأشخاص؟", otherwise="q")
    'q'
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("œ", "oe").replace("æ", "ae")
    words = re.findall(r"[a-z0-9]+", "".join(sign for sign in plain if unicodedata.category(sign) != "Mn"))
    name = ""
    for word in words:
        longer = f"{name}_{word}" if name else word
        if len(longer) > MOST_CHARACTERS:
            break
        name = longer
    name = name or (words[0][:MOST_CHARACTERS] if words else "")
    if not name:
        return otherwise
    return name if name[0].isalpha() else f"{otherwise}_{name}"


def version_name(at: datetime, number: int) -> str:
    """The `version` attribute answers carry: the day it was begun, then its number.

    >>> version_name(datetime(2026, 11, 23), 3)
    '2026112303'
    """
    return f"{at:%Y%m%d}{number:02d}"
