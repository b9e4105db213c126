# ruff: noqa: E501 -- a sentence is read, compared and translated whole, on one line
"""What coefficient stability says about the unobserved."""

from collections.abc import Mapping

from miqyas.checks.phrases import decimal, figure
from miqyas.types import Language

Facts = Mapping[str, float | int | bool | str]


def oster_sentence(language: Language, facts: Facts, unit: str, *, passed: bool | None) -> str:
    """Say how strongly the unobserved would have to act, and what they would leave if they acted as declared."""
    beside = max(abs(float(facts[name])) for name in ("short", "controlled"))

    def shown(name: str) -> str:
        return figure(float(facts[name]), language, unit, beside=beside)

    words = {
        "n": facts["n_controls"], "short": shown("short"), "controlled": shown("controlled"),
        "r_max": decimal(float(facts["r_max"]), language), "target": shown("target"),
        "tie": decimal(float(facts["delta"]), language),
    }  # fmt: skip
    said = [START[language].format(**words)]
    if "delta_for_target" in facts:
        needed = float(facts["delta_for_target"])
        kind = "opposite" if needed < 0 else "same"
        said.append(NEEDED[kind][language].format(needed=decimal(abs(needed), language), **words))
    if "effect_under_delta" in facts:
        said.append(UNDER[language].format(effect=shown("effect_under_delta"), **words))
    return " ".join([*said, VERDICT[passed][language]])


START: dict[Language, str] = {
    "fr": "L'effet passe de {short} à {controlled} avec les variables de contrôle (nombre : {n}).",
    "ar": "ينتقل الأثر من {short} إلى {controlled} مع متغيرات الضبط (عددها {n}).",
    "en": "The effect moves from {short} to {controlled} with the controls (number: {n}).",
}
NEEDED: dict[str, dict[Language, str]] = {
    "same": {
        "fr": "Pour qu'il soit de {target}, ce que l'on n'observe pas devrait être lié au traitement {needed} fois autant que ces contrôles, si le tout expliquait {r_max} de la variance du résultat.",
        "ar": "لكي يكون {target}، يجب أن يرتبط غير الملاحَظ بالمعالجة {needed} مرة بقدر ارتباط هذه المتغيرات، إذا كان الكل يفسر {r_max} من تباين النتيجة.",
        "en": "For it to be {target}, what is not observed would have to be tied to treatment {needed} times as strongly as these controls, if all together explained {r_max} of the outcome's variance.",
    },
    "opposite": {
        "fr": "Pour qu'il soit de {target}, ce que l'on n'observe pas devrait agir en sens contraire des contrôles, {needed} fois aussi fort, si le tout expliquait {r_max} de la variance du résultat.",
        "ar": "لكي يكون {target}، يجب أن يعمل غير الملاحَظ في الاتجاه المعاكس لهذه المتغيرات، {needed} مرة بقدر قوتها، إذا كان الكل يفسر {r_max} من تباين النتيجة.",
        "en": "For it to be {target}, what is not observed would have to work against the controls, {needed} times as strongly, if all together explained {r_max} of the outcome's variance.",
    },
}
UNDER: dict[Language, str] = {
    "fr": "Lié {tie} fois autant, il laisserait un effet de {effect}.",
    "ar": "وإذا ارتبط {tie} مرة بقدرها، لبقي أثر قدره {effect}.",
    "en": "Tied {tie} times as strongly, it would leave an effect of {effect}.",
}
VERDICT: dict[bool | None, dict[Language, str]] = {
    True: {
        "fr": "Le résultat tient à cette épreuve, sans être prouvé pour autant.",
        "ar": "تصمد النتيجة أمام هذا الاختبار، دون أن يكون ذلك برهانا.",
        "en": "The result stands this trial, which does not prove it.",
    },
    False: {
        "fr": "Le résultat ne tient pas à cette épreuve.",
        "ar": "لا تصمد النتيجة أمام هذا الاختبار.",
        "en": "The result does not stand this trial.",
    },
    None: {
        "fr": "Aucune solution ne garde le sens de la sélection observée : cette épreuve ne conclut pas.",
        "ar": "لا يوجد حل يحافظ على اتجاه الانتقاء الملاحَظ: لا يخلص هذا الاختبار إلى نتيجة.",
        "en": "No solution keeps the direction of the selection observed: this trial does not conclude.",
    },
}
