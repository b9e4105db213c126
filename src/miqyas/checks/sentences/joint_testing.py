"""What the test of several outcomes together says."""

from collections.abc import Mapping

from miqyas.checks.phrases import percent
from miqyas.types import Language

Facts = Mapping[str, float | int | bool | str]


def joint_testing_sentence(language: Language, facts: Facts) -> str:
    """Say how many outcomes stand alone, and how many once all are counted together."""
    names = ("n_tests", "n_alone", "n_holm", "n_romano_wolf", "n_westfall_young")
    shown = {name: facts[name] for name in names} | {"level": percent(float(facts["significance"]), language)}
    return (NONE if facts["n_alone"] == 0 else SOME)[language].format(**shown)


NONE: dict[Language, str] = {
    "fr": "Résultats regardés : {n_tests}. Aucun ne se distingue de zéro au seuil de {level}, même pris seul.",
    "ar": "عدد النتائج المدروسة: {n_tests}. لا تتميز أي منها عن الصفر عند العتبة {level}، حتى وحدها.",
    "en": "Results looked at: {n_tests}. None can be told from zero at {level}, even on its own.",
}
SOME: dict[Language, str] = {
    "fr": (
        "Résultats regardés : {n_tests}. Se distinguent de zéro au seuil de {level} : pris seuls, {n_alone} ; "
        "une fois tous comptés avec ce qu'ils partagent, {n_romano_wolf} (Romano-Wolf) et {n_westfall_young} "
        "(Westfall-Young) ; sans en tenir compte, {n_holm} (Holm)."
    ),
    "ar": (
        "عدد النتائج المدروسة: {n_tests}. ما يتميز عن الصفر عند العتبة {level}: كل نتيجة وحدها {n_alone}؛ بعد احتساب "
        "الجميع مع ما يجمع بينها {n_romano_wolf} (رومانو-وولف) و{n_westfall_young} (وستفال-يونغ)؛ ودون اعتبار ذلك "
        "{n_holm} (هولم)."
    ),
    "en": (
        "Results looked at: {n_tests}. Told from zero at {level}: on their own, {n_alone}; once all are counted with "
        "what they share, {n_romano_wolf} (Romano-Wolf) and {n_westfall_young} (Westfall-Young); without it, "
        "{n_holm} (Holm)."
    ),
}
