"""What the check of overlap says."""

from collections.abc import Mapping

from miqyas.checks.phrases import percent
from miqyas.types import Language

Facts = Mapping[str, float | int | bool | str]


def overlap_sentence(language: Language, facts: Facts, *, passed: bool) -> str:
    """Say how many units have no like in the other arm, and what the weighted arms are worth."""
    return (ENOUGH if passed else TOO_LITTLE)[language].format(
        outside=percent(float(facts["share_outside"]), language),
        heaviest=percent(float(facts["heaviest"]), language),
        control=round(float(facts["effective_control"])),
        treated=round(float(facts["effective_treated"])),
        n_control=facts["n_control"],
        n_treated=facts["n_treated"],
    )


WORTH: dict[Language, str] = {
    "fr": (
        " Unités sans semblable dans l'autre groupe : {outside}. Pondérées, les {n_control} unités de comparaison en "
        "valent {control}, les {n_treated} traitées {treated} ; la plus lourde porte {heaviest} du poids de son groupe."
    ),
    "ar": (
        " نسبة الوحدات التي لا شبيه لها في المجموعة الأخرى: {outside}. بعد الترجيح تساوي وحدات المقارنة ({n_control}) ما "
        "قدره {control}، والوحدات المعالَجة ({n_treated}) ما قدره {treated}؛ وأثقل وحدة تحمل {heaviest} من وزن مجموعتها."
    ),
    "en": (
        " Units without a like in the other arm: {outside}. Weighted, the {n_control} comparison units are worth "
        "{control}, the {n_treated} treated {treated}; the heaviest carries {heaviest} of its arm's weight."
    ),
}
ENOUGH: dict[Language, str] = {
    "fr": "Les deux groupes se recouvrent assez pour être comparés." + WORTH["fr"],
    "ar": "تتداخل المجموعتان بما يكفي للمقارنة بينهما." + WORTH["ar"],
    "en": "The two arms overlap enough to be compared." + WORTH["en"],
}
TOO_LITTLE: dict[Language, str] = {
    "fr": (
        "Les deux groupes se recouvrent trop peu : quelques unités décident du chiffre, ou personne ne peut être "
        "comparé à certaines."
        + WORTH["fr"]
        + " Écartez les scores extrêmes, ou estimez l'effet sur ceux qui se "
        "recouvrent."
    ),
    "ar": (
        "تداخل المجموعتين قليل جدا: وحدات قليلة تقرر الرقم، أو لا يوجد من يُقارَن به بعضها."
        + WORTH["ar"]
        + " أبعدوا الدرجات القصوى، أو قدروا الأثر على من يتداخلون."
    ),
    "en": (
        "The two arms overlap too little: a few units decide the figure, or nobody can be compared with some of "
        "them." + WORTH["en"] + " Trim extreme scores, or estimate the effect on those who overlap."
    ),
}
