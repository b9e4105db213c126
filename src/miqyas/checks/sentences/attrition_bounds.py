# ruff: noqa: E501 -- a sentence is read, compared and translated whole, on one line
"""What bounds on an effect say, when outcomes are missing."""

from miqyas.checks.phrases import figure, percent
from miqyas.results.bounds import Bounds
from miqyas.types import Language


def attrition_bounds_sentence(language: Language, found: Bounds) -> str:
    """Say between what the effect lies, how sure that is, and whether its sign survives those who are missing."""
    ends = (found.low, found.high, found.interval_low, found.interval_high)
    beside = max(ends, key=abs)
    low, high, interval_low, interval_high = (figure(end, language, beside=beside) for end in ends)
    unit = f"\u00a0{found.unit}" if found.unit else ""
    kind = "worst" if found.trimmed_arm is None else "trimmed"
    arm = ARMS[found.trimmed_arm or 0][language]
    said = SAID[kind][language].format(
        low=low, high=high + unit, share=percent(found.trimmed_share, language), arm=arm
    )
    level = percent(found.level, language).replace(".0%", "%").replace(",0", "")
    interval = INTERVAL[language].format(level=level, low=interval_low, high=interval_high + unit)
    return f"{said} {interval} {VERDICT[found.excludes_zero][language]}"


ARMS: dict[int, dict[Language, str]] = {
    1: {"fr": "groupe traité", "ar": "مجموعة المعالجة", "en": "treated arm"},
    0: {"fr": "groupe de comparaison", "ar": "مجموعة المقارنة", "en": "comparison arm"},
}
SAID: dict[str, dict[Language, str]] = {
    "trimmed": {
        "fr": "Si le traitement ne fait varier les absences que dans un sens, l'effet sur ceux qui répondent quel que soit leur groupe est compris entre {low} et {high} ({share} du {arm} écartés).",
        "ar": "إذا كانت المعالجة لا تغير الغياب إلا في اتجاه واحد، فإن الأثر على من يجيبون أيا كانت مجموعتهم يقع بين {low} و{high} (استُبعدت {share} من {arm}).",
        "en": "If treatment moves who is missing in one direction only, the effect on those who answer whatever their arm lies between {low} and {high} ({share} of the {arm} trimmed).",
    },
    "worst": {
        "fr": "Quels que soient les résultats manquants, l'effet est compris entre {low} et {high}.",
        "ar": "مهما كانت النتائج الناقصة، يقع الأثر بين {low} و{high}.",
        "en": "Whatever the missing outcomes are, the effect lies between {low} and {high}.",
    },
}
INTERVAL: dict[Language, str] = {
    "fr": "Avec le hasard de l'échantillon ({level}) : de {low} à {high}.",
    "ar": "مع صدفة العينة ({level}): من {low} إلى {high}.",
    "en": "With the chance of sampling ({level}): {low} to {high}.",
}
VERDICT: dict[bool, dict[Language, str]] = {
    True: {
        "fr": "Ceux qui manquent ne suffisent pas à changer le signe de l'effet.",
        "ar": "لا يكفي الغائبون لتغيير إشارة الأثر.",
        "en": "Those who are missing are not enough to change the sign of the effect.",
    },
    False: {
        "fr": "Ceux qui manquent peuvent suffire à annuler l'effet : son signe n'est pas établi.",
        "ar": "قد يكفي الغائبون لإلغاء الأثر: إشارته غير ثابتة.",
        "en": "Those who are missing may be enough to cancel the effect: its sign is not established.",
    },
}
