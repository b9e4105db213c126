"""Columns that seem to tell who a person is: a suspicion with its reason, for a human to confirm.

Law 09-08 protects what identifies a person directly or indirectly. The header is read in French, Arabic and
English; the cells are compared with the shapes of Moroccan phone numbers, national cards (CIN), emails and
points.
"""

import re
import unicodedata

from miqyas.data.intake.personal_words import NOT_OF_A_PERSON, WORDS
from miqyas.types import Language

REASONS: dict[str, dict[Language, str]] = {
    "name": {"fr": "nom d'une personne", "ar": "اسم شخص", "en": "a person's name"},
    "phone": {"fr": "numéro de téléphone", "ar": "رقم هاتف", "en": "phone number"},
    "email": {"fr": "adresse électronique", "ar": "بريد إلكتروني", "en": "email address"},
    "national_id": {"fr": "numéro d'identité", "ar": "رقم هوية", "en": "identity number"},
    "bank": {"fr": "compte bancaire", "ar": "حساب بنكي", "en": "bank account"},
    "gps": {"fr": "position géographique", "ar": "موقع جغرافي", "en": "geographic position"},
    "address": {"fr": "adresse postale", "ar": "عنوان", "en": "postal address"},
    "birth_date": {"fr": "date de naissance", "ar": "تاريخ الميلاد", "en": "date of birth"},
    "image": {
        "fr": "image, voix ou signature",
        "ar": "صورة أو صوت أو توقيع",
        "en": "picture, voice or signature",
    },
    "device": {"fr": "identifiant d'appareil", "ar": "معرّف جهاز", "en": "device identifier"},
}

# Patterns of whole cells (RE2) and the share of cells that must fit before a column is suspected.
CONTENTS = (
    ("email", r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}", 0.1),
    ("phone", r"(?:\+212|00212|0)[ .-]?[5-8](?:[ .-]?[0-9]){8}", 0.5),
    ("gps", r"-?[0-9]{1,2}\.[0-9]{3,}[ ,;]+-?[0-9]{1,3}\.[0-9]{3,}(?: .*)?", 0.5),
    ("bank", r"(?:MA[0-9]{2} ?)?(?:[0-9] ?){24}", 0.5),
    ("national_id", r"[A-Za-z]{1,2}[0-9]{5,7}", 0.8),
)
# A phone typed as a number loses its first zero: 612345678, or 212612345678.
PHONE_RANGES = ((500_000_000, 899_999_999), (212_500_000_000, 212_899_999_999))

_TATWEEL_AND_VOWELS = re.compile("[\u0640\u064b-\u0652]")
_ALIKE = str.maketrans("أإآىة", "ااايه")


def suspected_by_header(*headers: str) -> str | None:
    """Return the reason key the words of a name or a label suggest, or None.

    >>> [suspected_by_header(name) for name in ("Nom et prénom", "رقم الهاتف", "nom_commune", "GPS_lat")]
    ['name', 'phone', None, 'gps']
    """
    for header in headers:
        words = f" {' '.join(_words(header))} "
        for reason, phrases in WORDS.items():
            if any(f" {phrase} " in words for phrase in phrases):
                elsewhere = NOT_OF_A_PERSON.get(reason, frozenset())
                if not any(f" {word} " in words for word in elsewhere):
                    return reason
    return None


def _words(header: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    plain = unicodedata.normalize("NFKD", spaced.casefold())
    bare = "".join(sign for sign in plain if unicodedata.category(sign) != "Mn")
    bare = _TATWEEL_AND_VOWELS.sub("", unicodedata.normalize("NFC", bare)).translate(_ALIKE)
    return re.findall(r"[^\W_]+", bare)
