# ruff: noqa: E501 -- a sentence is read, compared and translated whole, on one line
"""A question of sample size answered in plain sentences."""

from collections.abc import Mapping

from miqyas.power.resemblance import Resemblance
from miqyas.reporting.numbers import format_interval, format_number, format_percent
from miqyas.results.power import PowerResult
from miqyas.types import Language

SAID: dict[str, dict[Language, str]] = {
    "size": {
        "fr": "Pour voir un effet de {effect} avec une puissance de {power} (test bilatéral à {significance}), il faut {size}.",
        "ar": "لرؤية أثر قدره {effect} بقوة {power} (اختبار ثنائي عند {significance})، يلزم {size}.",
        "en": "To see an effect of {effect} with a power of {power} (two-sided test at {significance}), it takes {size}.",
    },
    "effect": {
        "fr": "Avec {size}, le plus petit effet visible avec une puissance de {power} (test bilatéral à {significance}) est de {effect}.",
        "ar": "مع {size}، أصغر أثر يُرى بقوة {power} (اختبار ثنائي عند {significance}) هو {effect}.",
        "en": "With {size}, the smallest effect seen with a power of {power} (two-sided test at {significance}) is {effect}.",
    },
    "power": {
        "fr": "Avec {size}, un effet de {effect} serait vu avec une puissance de {power} (test bilatéral à {significance}).",
        "ar": "مع {size}، يُرى أثر قدره {effect} بقوة {power} (اختبار ثنائي عند {significance}).",
        "en": "With {size}, an effect of {effect} would be seen with a power of {power} (two-sided test at {significance}).",
    },
}
SIZE: dict[str, dict[Language, str]] = {
    "units": {
        "fr": "{n} unités ({treated} traitées, {control} de comparaison)",
        "ar": "عدد من الوحدات قدره {n} (معالَجة: {treated}، مقارنة: {control})",
        "en": "{n} units ({treated} treated, {control} for comparison)",
    },
    "clusters": {
        "fr": "{clusters} grappes de {each} unités ({treated} traitées, {control} de comparaison ; {n} unités)",
        "ar": "عدد من العناقيد قدره {clusters}، في كل منها {each} وحدات (معالَجة: {treated}، مقارنة: {control}؛ الوحدات: {n})",
        "en": "{clusters} clusters of {each} units ({treated} treated, {control} for comparison; {n} units)",
    },
    "steps": {
        "fr": "{clusters} grappes ({by_arm} à chaque date de début, {each} unités par grappe et par passage ; {n} unités en tout)",
        "ar": "عدد من العناقيد قدره {clusters} (في كل تاريخ بداية: {by_arm}، وفي كل عنقود وكل جولة {each} وحدات؛ مجموع الوحدات: {n})",
        "en": "{clusters} clusters ({by_arm} at each start date, {each} units by cluster and round; {n} units in all)",
    },
    "starts": {
        "fr": "{n} unités suivies ({by_arm} à chaque date de début)",
        "ar": "عدد من الوحدات المتتبعة قدره {n} (في كل تاريخ بداية: {by_arm})",
        "en": "{n} units followed ({by_arm} at each start date)",
    },
    "periods": {
        "fr": "{n} périodes ({control} avant, {treated} après)",
        "ar": "عدد من الفترات قدره {n} (قبل: {control}، بعد: {treated})",
        "en": "{n} periods ({control} before, {treated} after)",
    },
}
BESIDE: dict[str, dict[Language, str]] = {
    "design_effect": {
        "fr": "Il faut {factor} fois autant d'unités que si elles étaient tirées une à une et vues une fois.",
        "ar": "يلزم {factor} مرة عدد الوحدات اللازم لو سُحبت واحدة واحدة وشوهدت مرة واحدة.",
        "en": "It takes {factor} times as many units as if they were drawn one by one and seen once.",
    },
    "few_clusters": {
        "fr": "Avec si peu de grappes, la formule n'est qu'approchée : vérifiez-la par simulation.",
        "ar": "مع هذا العدد القليل من العناقيد، الصيغة تقريبية فقط: تحققوا منها بالمحاكاة.",
        "en": "With so few clusters the formula is only approximate: check it by simulation.",
    },
    "takeup": {
        "fr": "C'est l'effet sur ceux qui participent ({takeup}) ; sur tous ceux à qui c'est proposé, il est de {offered}.",
        "ar": "هذا هو الأثر على المشاركين ({takeup})؛ وعلى كل من عُرض عليهم هو {offered}.",
        "en": "This is the effect on those who take part ({takeup}); on all who are offered, it is {offered}.",
    },
    "small_power": {
        "fr": "Une étude qui a moins d'une chance sur deux de voir l'effet apprend peu, et exagère ce qu'elle trouve.",
        "ar": "دراسة احتمال رؤيتها للأثر أقل من النصف تفيد قليلا، وتبالغ فيما تجده.",
        "en": "A study with less than an even chance to see the effect teaches little, and exaggerates what it finds.",
    },
    "simulated": {
        "fr": "Puissance simulée, à {error} près (erreur type du nombre fini de tirages).",
        "ar": "قوة محسوبة بالمحاكاة، بخطأ معياري {error} بسبب عدد السحوبات.",
        "en": "Power by simulation, give or take {error} (standard error of a finite number of draws).",
    },
}
ASSUMED: dict[Language, str] = {
    "fr": "Non donné, donc supposé : {figures}.",
    "ar": "لم يُعط، فافتُرض: {figures}.",
    "en": "Not given, so assumed: {figures}.",
}
FIGURE_NAMES: dict[str, dict[Language, str]] = {
    "sd": {"fr": "écart-type {value}", "ar": "انحراف معياري {value}", "en": "standard deviation {value}"},
    "correlation": {"fr": "corrélation {value}", "ar": "ارتباط {value}", "en": "correlation {value}"},
    "attrition": {"fr": "attrition {value}", "ar": "فقدان {value}", "en": "attrition {value}"},
    "takeup": {"fr": "participation {value}", "ar": "مشاركة {value}", "en": "take-up {value}"},
}
OF_DESIGN: dict[str, dict[Language, str]] = {
    "rdd": {
        "fr": "Ceci vaut pour une droite de chaque côté du seuil ; l'intervalle robuste que donne l'estimation en demande davantage.",
        "ar": "هذا لخط مستقيم على كل جانب من العتبة؛ والمجال المتين الذي يعطيه التقدير يحتاج أكثر.",
        "en": "This is for a line on each side of the threshold; the robust interval that the estimate prints asks for more.",
    },
    "its": {
        "fr": "La persistance se mesure sur la série elle-même : dans une série courte, l'estimation voit un peu moins ; vérifiez par simulation.",
        "ar": "يُقاس الاستمرار من السلسلة نفسها: في سلسلة قصيرة يرى التقدير أقل قليلا؛ تحققوا بالمحاكاة.",
        "en": "Persistence is measured on the series itself: in a short one the estimate sees a little less; check by simulation.",
    },
    "stepped-wedge": {
        "fr": "Ceci vaut pour le modèle mixte de Hussey et Hughes ; les effets fixes à deux dimensions, sur les mêmes données, voient un peu moins.",
        "ar": "هذا للنموذج المختلط لهوسي وهيوز؛ والآثار الثابتة ذات البعدين ترى أقل قليلا من البيانات نفسها.",
        "en": "This is for the mixed model of Hussey and Hughes; two-way fixed effects see a little less in the same data.",
    },
}
ICC: dict[Language, str] = {
    "fr": "Les unités d'un même groupe se ressemblent : {icc} de la variance est entre groupes ({interval}, {level}). {groups} groupes de {size} unités en moyenne (coefficient de variation des tailles : {cv}).",
    "ar": "تتشابه وحدات المجموعة الواحدة: {icc} من التباين بين المجموعات ({interval}، {level}). المجموعات: {groups}، بمتوسط {size} وحدات (معامل تغير الأحجام: {cv}).",
    "en": "Units of one group resemble each other: {icc} of the variance lies between groups ({interval}, {level}). {groups} groups of {size} units on average (coefficient of variation of sizes: {cv}).",
}
FEW_CLUSTERS = 20


def effect_said(effect: float, language: Language, unit: str = "", *, is_share: bool = False) -> str:
    """Write an effect; on a share, in points of percentage.

    Examples
    --------
    >>> effect_said(0.1, "en", is_share=True)
    '10\xa0percentage points'
    """
    if is_share:
        return format_number(round(100 * effect, 10), language, "pp")
    return format_number(effect, language, unit)


def power_sentence(found: PowerResult, language: Language, *, is_share: bool = False) -> str:
    """Say the size, the effect and the power, the one that was asked last; ``is_share``: of an outcome of 0 and 1.

    Examples
    --------
    >>> from miqyas.power.analytic import sample_size
    >>> from miqyas.power.trial import Trial
    >>> print(power_sentence(sample_size(Trial(), effect=0.5), "en"))
    To see an effect of 0.500 with a power of 80.1% (two-sided test at 5%), it takes 128 units (64 treated, 64 for comparison).
    """
    arms = (found.n_treated, found.n_control)
    if found.n_clusters is not None:
        arms = (found.n_treated_clusters or 0, found.n_control_clusters or 0)
    by_arm = found.clusters_per_arm or found.n_per_arm
    size = SIZE[_counted(found)][language].format(
        n=format_number(found.n, language),
        treated=format_number(arms[0], language),
        control=format_number(arms[1], language),
        clusters=format_number(found.n_clusters or 0, language),
        each=format_number(found.cluster_size or 0, language),
        by_arm=", ".join(format_number(arm, language) for arm in dict.fromkeys(by_arm)),
    )
    said = SAID[found.asked][language].format(
        effect=effect_said(found.effect, language, found.unit, is_share=is_share),
        power=format_percent(found.power, language, decimals=1),
        significance=format_percent(
            found.significance, language, decimals=0 if found.significance >= 0.01 else 1
        ),
        size=size,
    )
    return " ".join([said, *_beside(found, language, is_share=is_share)])


def assumed_sentence(assumed: Mapping[str, float], language: Language) -> str:
    """Say which figures were not given, and what was taken instead; empty when all were.

    Examples
    --------
    >>> assumed_sentence({"sd": 1.0, "correlation": 0.0}, "en")
    'Not given, so assumed: standard deviation 1, correlation 0.'
    """
    if not assumed:
        return ""
    said = [
        FIGURE_NAMES[name][language].format(value=format_number(value, language))
        for name, value in assumed.items()
    ]
    return ASSUMED[language].format(figures=("، " if language == "ar" else ", ").join(said))


def _counted(found: PowerResult) -> str:
    """Which words tell the size of this design."""
    if found.method.startswith("periods"):
        return "periods"
    if "stepped wedge" in found.method:
        return "starts" if found.n_clusters is None else "steps"
    return "units" if found.n_clusters is None else "clusters"


def _beside(found: PowerResult, language: Language, *, is_share: bool) -> list[str]:
    said = []
    if found.takeup < 1:
        shown = {"takeup": format_percent(found.takeup, language)}
        shown["offered"] = effect_said(found.effect * found.takeup, language, found.unit, is_share=is_share)
        said.append(BESIDE["takeup"][language].format(**shown))
    if found.n_clusters is not None or abs(found.design_effect - 1) > 0.005:
        factor = format_number(found.design_effect, language, decimals=2)
        said.append(BESIDE["design_effect"][language].format(factor=factor))
    if found.monte_carlo_error is not None:
        error = format_percent(found.monte_carlo_error, language, decimals=1)
        said.append(BESIDE["simulated"][language].format(error=error))
    elif found.n_clusters is not None and found.n_clusters < FEW_CLUSTERS:
        said.append(BESIDE["few_clusters"][language])
    if found.power < 0.5:
        said.append(BESIDE["small_power"][language])
    return said


def resemblance_sentence(found: Resemblance, language: Language) -> str:
    """Say how much units of a group resemble each other, and the sizes of groups."""
    return ICC[language].format(
        icc=format_percent(found.icc, language, decimals=1),
        interval=format_interval(found.low, found.high, language, decimals=3),
        level=format_percent(found.level, language),
        groups=format_number(found.n_groups, language),
        size=format_number(found.mean_size, language, decimals=1),
        cv=format_number(found.size_cv, language, decimals=2),
    )
