"""What the test of equivalence or non-inferiority says."""

from collections.abc import Mapping

from miqyas.checks.phrases import decimal, p_value, percent
from miqyas.types import Language

Facts = Mapping[str, float | int | bool | str]


def equivalence_sentence(language: Language, facts: Facts, *, passed: bool | None) -> str:
    """Say what was to be shown, whether it is, and over which interval."""
    margin, low, high = (float(facts[name]) for name in ("margin", "low", "high"))
    digits = 0 if max(abs(margin), abs(low), abs(high)) >= 100 else 2
    shown = {
        "claim": CLAIMS[str(facts["claim"])][language].format(
            margin=decimal(margin, language, digits), minus=decimal(-margin, language, digits)
        ),
        "low": decimal(low, language, digits),
        "high": decimal(high, language, digits),
        "level": percent(1 - 2 * float(facts["significance"]), language),
        "p": p_value(float(facts["p_value"]), language),
    }
    return {True: SHOWN, False: CONTRADICTED, None: OPEN}[passed][language].format(**shown)


CLAIMS: dict[str, dict[Language, str]] = {
    "equivalence": {
        "fr": "l'effet reste entre {minus} et {margin}",
        "ar": "يبقى الأثر بين {minus} و{margin}",
        "en": "the effect stays between {minus} and {margin}",
    },
    "not-below": {
        "fr": "l'effet n'est pas inférieur à {minus}",
        "ar": "الأثر ليس أصغر من {minus}",
        "en": "the effect is not below {minus}",
    },
    "not-above": {
        "fr": "l'effet n'est pas supérieur à {margin}",
        "ar": "الأثر ليس أكبر من {margin}",
        "en": "the effect is not above {margin}",
    },
}
SHOWN: dict[Language, str] = {
    "fr": "C'est montré : {claim} ({p} ; intervalle à {level} : de {low} à {high}).",
    "ar": "ثبت ذلك: {claim} ({p}؛ المجال عند {level}: من {low} إلى {high}).",
    "en": "Shown: {claim} ({p}; {level} interval: {low} to {high}).",
}
CONTRADICTED: dict[Language, str] = {
    "fr": "Les données contredisent que {claim} : l'intervalle à {level} va de {low} à {high}.",
    "ar": "تناقض البيانات القول التالي: {claim}. المجال عند {level} من {low} إلى {high}.",
    "en": "The data contradict that {claim}: the {level} interval goes from {low} to {high}.",
}
OPEN: dict[Language, str] = {
    "fr": (
        "On ne peut pas conclure que {claim} ({p} ; intervalle à {level} : de {low} à {high}). Ne pas voir de "
        "différence n'est pas montrer qu'il n'y en a pas."
    ),
    "ar": (
        "لا يمكن الجزم بما يلي: {claim} ({p}؛ المجال عند {level}: من {low} إلى {high}). "
        "عدم رؤية فرق لا يعني إثبات عدم وجوده."
    ),
    "en": (
        "It cannot be said that {claim} ({p}; {level} interval: {low} to {high}). Not seeing a difference is not "
        "showing that there is none."
    ),
}
