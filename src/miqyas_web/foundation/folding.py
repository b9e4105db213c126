"""Words as they are searched: without case, accents, Arabic marks or spelling habits."""

import re
import unicodedata

TATWEEL = "\u0640"
# One letter for the ways in which a word is written: أإآٱ → ا, ى → ي, ة → ه, carriers of the hamza.
SAME_LETTER = str.maketrans(
    {**dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ی": "ي", "ئ": "ي", "ة": "ه", "ؤ": "و", "ک": "ك"}
)
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def fold(text: str) -> str:
    """``text`` for comparison: fold both sides, then look one up in the other.

    >>> fold("Béni-Mellal") == fold("beni mellal")
    True
    >>> fold("أزيــلال") == fold("ازيلال")
    True
    """
    composed = (
        unicodedata.normalize("NFC", text).translate(SAME_LETTER).translate(DIGITS).replace(TATWEEL, "")
    )
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", composed) if not unicodedata.combining(letter)
    )
    return re.sub(r"[^\w]+", " ", bare.casefold()).strip()


def without_marks(text: str) -> str:
    """Arabic as it is stored: trimmed, without tatweel nor vowel marks; the letters stay as written."""
    kept = (
        letter
        for letter in text
        if letter != TATWEEL and not "\u064b" <= letter <= "\u0652" and letter != "\u0670"
    )
    return " ".join("".join(kept).split())
