"""What the check of several results together says."""

from collections.abc import Mapping

from miqyas.checks.phrases import percent
from miqyas.types import Language

Facts = Mapping[str, float | int | bool | str]


def multiple_testing_sentence(language: Language, facts: Facts) -> str:
    """Say how many results stand alone, and how many once all are counted."""
    shown = {name: facts[name] for name in ("n_tests", "n_alone", "n_holm", "n_sharpened")} | {
        "level": percent(float(facts["significance"]), language)
    }
    return (NONE if facts["n_alone"] == 0 else SOME)[language].format(**shown)


NONE: dict[Language, str] = {
    "fr": "Résultats regardés : {n_tests}. Aucun ne se distingue de zéro au seuil de {level}, même pris seul.",
    "ar": "عدد النتائج المدروسة: {n_tests}. لا تتميز أي منها عن الصفر عند العتبة {level}، حتى وحدها.",
    "en": "Results looked at: {n_tests}. None can be told from zero at {level}, even on its own.",
}
SOME: dict[Language, str] = {
    "fr": (
        "Résultats regardés : {n_tests}. Se distinguent de zéro au seuil de {level} : pris seuls, {n_alone} ; "
        "une fois tous comptés (Holm), {n_holm} ; en acceptant cette part de fausses découvertes (q affiné), "
        "{n_sharpened}."
    ),
    "ar": (
        "عدد النتائج المدروسة: {n_tests}. ما يتميز عن الصفر عند العتبة {level}: كل نتيجة وحدها {n_alone}؛ "
        "بعد احتساب الجميع (هولم) {n_holm}؛ مع قبول هذه النسبة من الاكتشافات الخاطئة (q المحسَّنة) {n_sharpened}."
    ),
    "en": (
        "Results looked at: {n_tests}. Told from zero at {level}: on their own, {n_alone}; once all are counted "
        "(Holm), {n_holm}; accepting that share of false discoveries (sharpened q), {n_sharpened}."
    ),
}
