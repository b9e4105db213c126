"""What the check of trends before treatment says; never that there is none."""

from collections.abc import Mapping

from miqyas.checks.phrases import figure, p_value
from miqyas.types import Language


def pretrends_sentence(
    language: Language, facts: Mapping[str, float | int | bool | str], passed: bool | None
) -> str:
    """Say what the test before treatment saw, and what it would have missed."""
    if "p_value" not in facts:
        return UNTESTABLE[language].format(n=facts["n_before"])
    said = {
        "n": facts["n_before"],
        "p": p_value(float(facts["p_value"]), language),
        **{
            name: figure(float(facts[name]), language)
            for name in ("slope_50", "slope_80", "average_bias_80", "average_bias_if_passed_80")
        },
        "effect": figure(float(facts["average_effect"]), language),
    }
    if passed is False:
        return SEEN[language].format(**said)
    return (MISSED[language] + (SMALL if passed else LARGE)[language]).format(**said)


UNTESTABLE: dict[Language, str] = {
    "fr": (
        "L'évolution avant le traitement ne peut pas être testée : les grappes sont trop peu nombreuses pour "
        "{n} effets. Regardez ces effets un à un, et l'analyse de sensibilité."
    ),
    "ar": (
        "لا يمكن اختبار التطور قبل المعالجة: العناقيد أقل مما يلزم لعدد الآثار ({n}). انظروا إلى هذه الآثار واحدا "
        "واحدا، وإلى تحليل الحساسية."
    ),
    "en": (
        "Trends before treatment cannot be tested: clusters are too few for {n} effects. Look at these effects "
        "one by one, and at the sensitivity analysis."
    ),
}
SEEN: dict[Language, str] = {
    "fr": (
        "Avant le traitement, les groupes évoluaient déjà différemment ({p}, {n} effets ensemble) : la comparaison "
        "n'est pas crédible telle quelle. Regardez combien d'écart l'effet supporte (analyse de sensibilité)."
    ),
    "ar": (
        "قبل المعالجة كانت المجموعات تتطور تطورا مختلفا ({p}، {n} آثار معا): المقارنة غير مقنعة كما هي. انظروا كم "
        "يحتمل الأثر من الانحراف (تحليل الحساسية)."
    ),
    "en": (
        "Before treatment, the groups were already moving apart ({p}, {n} effects together): the comparison is "
        "not credible as it stands. See how much violation the effect bears (sensitivity analysis)."
    ),
}
MISSED: dict[Language, str] = {
    "fr": (
        "Avant le traitement, le test ne voit pas d'écart ({p}, {n} effets ensemble), ce qui ne prouve pas qu'il "
        "n'y en a pas : une dérive de {slope_50} par unité de temps lui échapperait une fois sur deux, de "
        "{slope_80} une fois sur cinq. Cette dernière fausserait l'effet moyen de {average_bias_80} "
        "({average_bias_if_passed_80} parmi les études qui passent le test), pour un effet estimé de {effect}. "
    ),
    "ar": (
        "قبل المعالجة لا يرى الاختبار انحرافا ({p}، {n} آثار معا)، وهذا لا يثبت عدم وجوده: انحراف قدره {slope_50} في "
        "وحدة الزمن يفلت منه مرة من اثنتين، و{slope_80} مرة من خمس. هذا الأخير يغلّط متوسط الأثر بقدر "
        "{average_bias_80} ({average_bias_if_passed_80} بين الدراسات التي تجتاز الاختبار)، والأثر المقدَّر {effect}. "
    ),
    "en": (
        "Before treatment, the test sees no difference ({p}, {n} effects together), which does not prove that "
        "there is none: a drift of {slope_50} by unit of time would escape it once in two, one of {slope_80} once "
        "in five. The latter would put the average effect wrong by {average_bias_80} "
        "({average_bias_if_passed_80} among studies that pass the test), for an estimated effect of {effect}. "
    ),
}
SMALL: dict[Language, str] = {
    "fr": "Une telle dérive n'expliquerait pas tout l'effet.",
    "ar": "انحراف كهذا لا يفسر الأثر كله.",
    "en": "Such a drift would not explain the whole effect.",
}
LARGE: dict[Language, str] = {
    "fr": "Une dérive que le test peut manquer suffirait à expliquer l'effet.",
    "ar": "يكفي انحراف قد يفوت الاختبار لتفسير الأثر.",
    "en": "A drift that the test may miss would be enough to explain the effect.",
}
