"""What the columns that say whose row it is are, for whoever opens a file without knowing the platform."""

import re
from collections.abc import Mapping

from miqyas.types import Language

WORDS: Mapping[str, Mapping[Language, str]] = {
    "_key": {
        "fr": "Identifiant de la ligne",
        "ar": "معرّف السطر",
        "en": "Identifier of the row",
    },
    "_version": {
        "fr": "Version du questionnaire répondue",
        "ar": "نسخة الاستبيان التي أُجيب عنها",
        "en": "Version of the questionnaire answered",
    },
    "_received_at": {
        "fr": "Reçue le (temps universel)",
        "ar": "وقت الوصول (التوقيت العالمي)",
        "en": "Received at (universal time)",
    },
    "_source": {
        "fr": "D'où vient la réponse",
        "ar": "مصدر الإجابة",
        "en": "Where the answer comes from",
    },
    "_corrects": {
        "fr": "Identifiant de la réponse corrigée par celle-ci",
        "ar": "معرّف الإجابة التي تصححها هذه",
        "en": "Identifier of the answer this one corrects",
    },
    "_instance_name": {
        "fr": "Nom que la réponse se donne",
        "ar": "الاسم الذي تعطيه الإجابة لنفسها",
        "en": "Name the answer gives itself",
    },
    "_parent": {
        "fr": "Identifiant de la ligne au-dessus",
        "ar": "معرّف السطر الأعلى",
        "en": "Identifier of the row above",
    },
    "_position": {
        "fr": "Rang dans la répétition",
        "ar": "الرتبة في التكرار",
        "en": "Place in the repeat",
    },
    "_why_empty": {
        "fr": "Pourquoi des cases sont vides",
        "ar": "لماذا بعض الخانات فارغة",
        "en": "Why cells are empty",
    },
    "_answer": {
        "fr": "Identifiant de la réponse entière",
        "ar": "معرّف الإجابة كلها",
        "en": "Identifier of the whole answer",
    },
}
CODE = re.compile(r"\(([a-z]{2})\)\s*$")


def own_words(name: str, language: str) -> str:
    """The words of such a column in a language named as a form does, ``Français (fr)``; else in English."""
    words = WORDS.get(name, {})
    found = CODE.search(language)
    code = found[1] if found else language
    return next((text for known, text in words.items() if known == code), words.get("en", ""))
