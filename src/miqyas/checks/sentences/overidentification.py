"""What the test of over-identification says."""

from collections.abc import Mapping

from miqyas.checks.phrases import p_value
from miqyas.types import Language

Facts = Mapping[str, float | int | bool | str]


def overidentification_sentence(language: Language, facts: Facts) -> str:
    """Say whether the instruments tell the same effect, and what that does not show."""
    if "hansen_p_value" not in facts:
        return UNTOLD[language]
    agree = float(facts["hansen_p_value"]) > float(facts["significance"])
    shown = {"n": facts["n_instruments"], "p": p_value(float(facts["hansen_p_value"]), language)}
    return (AGREE if agree else DISAGREE)[language].format(**shown)


AGREE: dict[Language, str] = {
    "fr": (
        "Les instruments ({n}) ne se contredisent pas (test J de Hansen, {p}). Cela ne prouve pas qu'ils soient "
        "valides : tous peuvent se tromper ensemble."
    ),
    "ar": (
        "المتغيرات الأدوات ({n}) لا يناقض بعضها بعضا (اختبار J لهانسن، {p}). لا يثبت هذا أنها صالحة: قد تخطئ كلها معا."
    ),
    "en": (
        "The instruments ({n}) do not contradict each other (Hansen's J, {p}). This does not show that they are "
        "valid: all may err together."
    ),
}
DISAGREE: dict[Language, str] = {
    "fr": (
        "Les instruments ({n}) ne disent pas le même effet (test J de Hansen, {p}) : l'un d'eux touche peut-être le "
        "résultat autrement que par le traitement, ou les personnes qu'ils font bouger n'ont pas le même effet."
    ),
    "ar": (
        "المتغيرات الأدوات ({n}) لا تدل على الأثر نفسه (اختبار J لهانسن، {p}): ربما يمس أحدها النتيجة من غير طريق المعالجة، "
        "أو ليس للأشخاص الذين تحركهم الأثر نفسه."
    ),
    "en": (
        "The instruments ({n}) do not tell the same effect (Hansen's J, {p}): one of them may touch the outcome "
        "otherwise than through the treatment, or the people they move do not have the same effect."
    ),
}
UNTOLD: dict[Language, str] = {
    "fr": "Les grappes sont trop peu nombreuses pour dire si les instruments se contredisent.",
    "ar": "العناقيد أقل من أن تبين هل يناقض بعض المتغيرات الأدوات بعضا.",
    "en": "There are too few clusters to tell whether the instruments contradict each other.",
}
