"""The words of tables of results, in French, Arabic and English."""

from miqyas.reporting.numbers import LEFT_TO_RIGHT, format_p
from miqyas.types import Language

WORDS: dict[Language, dict[str, str]] = {
    "fr": {
        "effects": "Effets estimés",
        "std_error": "Erreur type",
        "interval": "Intervalle à {level}",
        "p_value": "Valeur p",
        "control_mean": "Moyenne du groupe de comparaison",
        "n": "Unités",
        "n_clusters": "Grappes",
        "n_dropped": "Lignes écartées, incomplètes",
        "unit": "Mesuré en",
        "method": "Méthode : {method}.",
        "no_stars": "Ni étoiles ni seuil : lisez l'intervalle. L'erreur type est entre parenthèses sous l'effet.",
        "balance": "Les deux groupes avant l'intervention",
        "covariate": "Variable",
        "control": "Comparaison",
        "treated": "Traités",
        "difference": "Différence",
        "normalised": "Différence normalisée",
        "balance_note": "La différence normalisée est en écarts-types. Une valeur p ne dit pas si une différence compte.",
        "not_compared": "Non comparées : {names}.",
        "events": "Effets selon le temps depuis le traitement",
        "event": "Période",
        "effect": "Effet",
        "band": "Bande commune à {level}",
        "overall": "Ensemble, après",
        "reference": "Toutes les périodes sont comparées à la période {event}. La bande vaut pour toutes à la fois.",
    },
    "ar": {
        "effects": "الآثار المقدَّرة",
        "std_error": "الخطأ المعياري",
        "interval": "المجال عند {level}",
        "p_value": "القيمة الاحتمالية",
        "control_mean": "متوسط مجموعة المقارنة",
        "n": "الوحدات",
        "n_clusters": "العناقيد",
        "n_dropped": "صفوف ناقصة أُبعدت",
        "unit": "مقيسة بـ",
        "method": "الطريقة: {method}.",
        "no_stars": "لا نجوم ولا عتبة: اقرؤوا المجال. الخطأ المعياري بين قوسين تحت الأثر.",
        "balance": "المجموعتان قبل التدخل",
        "covariate": "المتغير",
        "control": "المقارنة",
        "treated": "المعالَجون",
        "difference": "الفرق",
        "normalised": "الفرق المعياري",
        "balance_note": "الفرق المعياري بالانحرافات المعيارية. القيمة الاحتمالية لا تقول هل الفرق مهم.",
        "not_compared": "لم تُقارَن: {names}.",
        "events": "الآثار حسب الزمن منذ المعالجة",
        "event": "الفترة",
        "effect": "الأثر",
        "band": "نطاق مشترك عند {level}",
        "overall": "الإجمالي، بعد المعالجة",
        "reference": "تُقارَن كل الفترات بالفترة {event}. النطاق صالح لها جميعا معا.",
    },
    "en": {
        "effects": "Estimated effects",
        "std_error": "Standard error",
        "interval": "{level} interval",
        "p_value": "p-value",
        "control_mean": "Comparison mean",
        "n": "Units",
        "n_clusters": "Clusters",
        "n_dropped": "Rows left out, incomplete",
        "unit": "Measured in",
        "method": "Method: {method}.",
        "no_stars": "No stars and no threshold: read the interval. The standard error is in parentheses under the effect.",
        "balance": "The two groups before the intervention",
        "covariate": "Variable",
        "control": "Comparison",
        "treated": "Treated",
        "difference": "Difference",
        "normalised": "Normalised difference",
        "balance_note": "The normalised difference is in standard deviations. A p-value does not say whether it matters.",
        "not_compared": "Not compared: {names}.",
        "events": "Effects by time since treatment",
        "event": "Period",
        "effect": "Effect",
        "band": "Joint {level} band",
        "overall": "Overall, after",
        "reference": "Every period is compared with period {event}. The band holds for all of them together.",
    },
}


def p_cell(p_value: float, language: Language) -> str:
    """Write a p-value where its row or column names it already.

    Examples
    --------
    >>> p_cell(0.0312, "en"), p_cell(1e-9, "en")
    ('0.031', '< 0.001')
    """
    bare = format_p(p_value, language).strip(LEFT_TO_RIGHT).removeprefix("p ").removeprefix("= ")
    return f"{LEFT_TO_RIGHT}{bare}" if language == "ar" else bare
