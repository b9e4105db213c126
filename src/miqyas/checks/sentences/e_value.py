# ruff: noqa: E501 -- a sentence is read, compared and translated whole, on one line
"""What an E-value says."""

from collections.abc import Mapping

from miqyas.checks.phrases import decimal
from miqyas.types import Language

Facts = Mapping[str, float | int | bool | str]


def e_value_sentence(language: Language, facts: Facts) -> str:
    """Say how strong a confounder would have to be, for the ratio then for its interval."""
    words = {name: decimal(float(fact), language) for name, fact in facts.items()}
    said = [RATIO[language].format(**words)]
    if "e_value_interval" in facts:
        kind = "reached" if facts["e_value_interval"] == 1 else "needed"
        said.append(INTERVAL[kind][language].format(**words))
    return " ".join([*said, READ[language]])


RATIO: dict[Language, str] = {
    "fr": "Pour expliquer à lui seul un rapport de risques de {ratio}, un facteur omis devrait multiplier par {e_value} à la fois le fait d'être traité et le risque.",
    "ar": "لكي يفسر عامل مغفَل وحده نسبة مخاطر قدرها {ratio}، يجب أن يضاعف {e_value} مرة احتمال المعالجة والخطر معا.",
    "en": "To explain a risk ratio of {ratio} by itself, an omitted factor would have to multiply by {e_value} both being treated and the risk.",
}
INTERVAL: dict[str, dict[Language, str]] = {
    "needed": {
        "fr": "Pour que l'intervalle ({low} à {high}) rejoigne 1 : {e_value_interval}.",
        "ar": "ولكي يبلغ المجال (من {low} إلى {high}) القيمة 1: {e_value_interval}.",
        "en": "For the interval ({low} to {high}) to reach 1: {e_value_interval}.",
    },
    "reached": {
        "fr": "L'intervalle ({low} à {high}) contient déjà 1 : aucun facteur omis n'est nécessaire.",
        "ar": "المجال (من {low} إلى {high}) يشمل القيمة 1: لا حاجة إلى عامل مغفَل.",
        "en": "The interval ({low} to {high}) already holds 1: no omitted factor is needed.",
    },
}
READ: dict[Language, str] = {
    "fr": "À comparer aux facteurs de risque connus.",
    "ar": "يقارَن ذلك بعوامل الخطر المعروفة.",
    "en": "To be compared with known risk factors.",
}
