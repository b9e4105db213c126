"""What the balance check says."""

from collections.abc import Mapping

from miqyas.checks.phrases import decimal, named, p_value
from miqyas.types import Language

Facts = Mapping[str, float | int | bool | str]


def balance_sentence(language: Language, facts: Facts, *, passed: bool | None) -> str:
    """Say whether the arms resembled each other, from the facts of the check."""
    if facts["n_compared"] == 0:
        return NOTHING[language]
    widest = {
        "largest": decimal(float(facts["largest_normalised_difference"]), language),
        "name": named(str(facts["most_different"]), language),
        "n": facts["n_compared"],
    }
    if passed is None:
        return NO_TEST[language].format(**widest)
    p = p_value(float(facts["joint_p_value"]), language)
    return (BALANCED if passed else UNBALANCED)[language].format(p=p, **widest)


NOTHING: dict[Language, str] = {
    "fr": "Aucune covariable d'avant l'intervention n'a pu être comparée : l'équilibre n'est pas vérifié.",
    "ar": "لم تمكن مقارنة أي متغير مصاحب مقيس قبل التدخل: لم يُتحقَّق من التوازن.",
    "en": "No covariate measured before treatment could be compared: balance is not checked.",
}
WIDEST: dict[Language, str] = {
    "fr": " La plus grande différence normalisée est de {largest}, sur {name}.",
    "ar": " أكبر فرق معياري هو {largest}، في {name}.",
    "en": " The largest normalised difference is {largest}, on {name}.",
}
NO_TEST: dict[Language, str] = {
    "fr": (
        "Le test d'ensemble ne peut pas être calculé : trop peu de grappes ou de lignes complètes pour {n} "
        "covariables." + WIDEST["fr"]
    ),
    "ar": (
        "لا يمكن حساب الاختبار المشترك: العناقيد أو الصفوف الكاملة قليلة جدا. عدد المتغيرات المقارَنة: {n}."
        + WIDEST["ar"]
    ),
    "en": (
        "The joint test cannot be computed: too few clusters or complete rows for {n} covariates."
        + WIDEST["en"]
    ),
}
BALANCED: dict[Language, str] = {
    "fr": (
        "Prises ensemble, les covariables ne distinguent pas les deux groupes plus que le hasard ({p} ; "
        "comparées : {n})." + WIDEST["fr"]
    ),
    "ar": (
        "المتغيرات المصاحبة مجتمعة لا تميز بين المجموعتين أكثر مما تفعله الصدفة ({p}؛ عدد المتغيرات "
        "المقارَنة: {n})." + WIDEST["ar"]
    ),
    "en": (
        "Taken together, the covariates do not tell the two arms apart more than chance would ({p}; "
        "compared: {n})." + WIDEST["en"]
    ),
}
UNBALANCED: dict[Language, str] = {
    "fr": (
        "Prises ensemble, les covariables distinguent les deux groupes plus que le hasard ne le ferait "
        "d'ordinaire ({p} ; comparées : {n})."
        + WIDEST["fr"]
        + " Vérifiez le tirage et les unités perdues, et "
        "lisez l'estimation avec covariables."
    ),
    "ar": (
        "المتغيرات المصاحبة مجتمعة تميز بين المجموعتين أكثر مما تفعله الصدفة عادة ({p}؛ عدد المتغيرات "
        "المقارَنة: {n})."
        + WIDEST["ar"]
        + " تحققوا من القرعة ومن الوحدات المفقودة، واقرؤوا التقدير المعدَّل بالمتغيرات."
    ),
    "en": (
        "Taken together, the covariates tell the two arms apart more than chance usually would ({p}; "
        "compared: {n})."
        + WIDEST["en"]
        + " Check the draw and the units lost, and read the estimate adjusted "
        "for covariates."
    ),
}
