"""What the attrition check says."""

from collections.abc import Mapping

from miqyas.checks.phrases import decimal, p_value, percent, points
from miqyas.types import Language

Facts = Mapping[str, float | int | bool | str]


def attrition_sentence(language: Language, facts: Facts, *, passed: bool | None) -> str:
    """Say how many outcomes are missing and whether the arms lost alike, from the facts of the check."""
    if facts["n_missing"] == 0:
        return COMPLETE[language]
    shares = {name: percent(float(facts[name]), language) for name in ("overall", "treated", "control")}
    gap = {name: decimal(100 * float(facts[name]), language, 1) for name in ("low", "high")}
    gap["differential"] = points(float(facts["differential"]), language)
    p = p_value(float(facts["p_value"]), language)
    return (SHARES[language] + GAP[passed][language]).format(p=p, **shares, **gap)


COMPLETE: dict[Language, str] = {
    "fr": (
        "Aucun résultat ne manque dans ce fichier ; l'attrition survenue avant la constitution du fichier "
        "ne peut pas être vue. Si des unités ont été retirées, apportez le fichier de toutes les unités "
        "tirées au sort."
    ),
    "ar": (
        "لا تنقص أي نتيجة في هذا الملف؛ أما الوحدات التي فُقدت قبل إعداد الملف فلا يمكن رؤيتها. "
        "إذا حُذفت وحدات، فأحضروا ملفا يضم كل الوحدات التي شملتها القرعة."
    ),
    "en": (
        "No outcome is missing in this file; attrition that happened before the file was made cannot be "
        "seen. If units were removed, bring the file of all units that were assigned."
    ),
}
SHARES: dict[Language, str] = {
    "fr": (
        "Il manque {overall} des résultats : {treated} dans le groupe traité, {control} dans le groupe de "
        "comparaison. "
    ),
    "ar": "تنقص {overall} من النتائج: {treated} في مجموعة المعالجة و{control} في مجموعة المقارنة. ",
    "en": (
        "{overall} of outcomes are missing: {treated} in the treated arm, {control} in the comparison arm. "
    ),
}
GAP: dict[bool | None, dict[Language, str]] = {
    True: {
        "fr": "L'écart est petit et ne se distingue pas de zéro : {differential} (de {low} à {high} ; {p}).",
        "ar": "الفرق صغير ولا يتميز عن الصفر: {differential} (من {low} إلى {high}؛ {p}).",
        "en": "The gap is small and cannot be told from zero: {differential} (from {low} to {high}; {p}).",
    },
    None: {
        "fr": (
            "L'écart n'est pas petit, mais les unités sont trop peu nombreuses pour dire s'il vient du "
            "hasard : {differential} (de {low} à {high} ; {p})."
        ),
        "ar": (
            "الفرق ليس صغيرا، لكن الوحدات قليلة ولا تكفي لمعرفة هل هو من الصدفة: "
            "{differential} (من {low} إلى {high}؛ {p})."
        ),
        "en": (
            "The gap is not small, but the units are too few to say whether it is chance: "
            "{differential} (from {low} to {high}; {p})."
        ),
    },
    False: {
        "fr": (
            "Les deux groupes ne perdent pas la même part : l'écart est de {differential} (de {low} à "
            "{high} ; {p}). L'effet estimé peut venir de ceux qui manquent."
        ),
        "ar": (
            "المجموعتان لا تفقدان النسبة نفسها: الفرق {differential} (من {low} إلى {high}؛ {p}). "
            "قد يكون الأثر المقدَّر ناتجا عن الغائبين."
        ),
        "en": (
            "The two arms do not lose the same share: the gap is {differential} (from {low} to {high}; {p}). "
            "The estimated effect may come from those who are missing."
        ),
    },
}
