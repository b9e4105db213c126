"""What the check of negative weights says."""

from collections.abc import Mapping

from miqyas.checks.phrases import decimal, percent
from miqyas.types import Language


def negative_weights_sentence(
    language: Language, facts: Mapping[str, float | int | bool | str], *, passed: bool
) -> str:
    """Say whether some effects are counted backwards, and what it may do."""
    if passed:
        return NONE[language].format(n=facts["n_treated"])
    return SOME[language].format(
        share=percent(float(facts["share_negative"]), language),
        total=decimal(float(facts["sum_negative"]), language, 3),
        sigma=f"{float(facts['sigma']):.3g}".replace(".", "." if language == "en" else ","),
    )


NONE: dict[Language, str] = {
    "fr": (
        "Aucun effet n'est compté à l'envers : les {n} unités-périodes traitées ont toutes un poids positif. "
        "Les effets fixes d'unité et de période donnent bien une moyenne des effets."
    ),
    "ar": (
        "لا يُحسب أي أثر معكوسا: لكل الوحدات والفترات المعالَجة وزن موجب، وعددها {n}. الآثار الثابتة للوحدة والفترة "
        "تعطي فعلا متوسطا للآثار."
    ),
    "en": (
        "No effect is counted backwards: all {n} treated unit-periods have a positive weight. Two-way fixed "
        "effects do give an average of the effects."
    ),
}
SOME: dict[Language, str] = {
    "fr": (
        "{share} des unités-périodes traitées sont comptées à l'envers ; leurs poids font {total} en tout, pour "
        "une somme de 1. Si les effets diffèrent d'une unité ou d'une période à l'autre, le chiffre peut être "
        "faux jusque dans son signe : un écart type des effets de {sigma} suffit pour que l'effet moyen soit nul. "
        "Préférez les effets par groupe et période."
    ),
    "ar": (
        "{share} من الوحدات والفترات المعالَجة تُحسب معكوسة؛ مجموع أوزانها {total} من مجموع يساوي 1. إذا اختلفت "
        "الآثار بين الوحدات أو الفترات فقد يكون الرقم خاطئا حتى في إشارته: يكفي انحراف معياري للآثار قدره {sigma} "
        "ليكون متوسط الأثر صفرا. فضّلوا آثار المجموعات والفترات."
    ),
    "en": (
        "{share} of treated unit-periods are counted backwards; their weights add up to {total}, out of a sum of "
        "1. If effects differ between units or periods, the figure may be wrong even in its sign: a standard "
        "deviation of effects of {sigma} is enough for the average effect to be zero. Prefer group-time effects."
    ),
}
