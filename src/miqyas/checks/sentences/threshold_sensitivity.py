"""What the sensitivity of a regression discontinuity says."""

from collections.abc import Mapping

from miqyas.checks.phrases import decimal
from miqyas.types import Language

Facts = Mapping[str, float | int | bool | str]


def threshold_sensitivity_sentence(language: Language, facts: Facts, *, passed: bool | None) -> str:
    """Say whether the jump stays, then what jumps where nothing should."""
    ends = [float(facts["lowest"]), float(facts["highest"])]
    digits = 0 if max(map(abs, ends)) >= 100 else 2
    figures = {
        "low": decimal(ends[0], language, digits),
        "high": decimal(ends[1], language, digits),
        "n": facts["n_settings"],
        "outside": facts["n_outside"],
    }
    said = [(MOVES if facts["n_outside"] else STAYS)[language].format(**figures)]
    if facts["n_placebo"]:
        form = PLACEBO_JUMPS if facts["n_placebo_jumps"] else PLACEBO_NONE
        said.append(form[language].format(n=facts["n_placebo"], jumps=facts["n_placebo_jumps"]))
    if facts["n_baseline"]:
        form = BASELINE_JUMPS if facts["n_baseline_jumps"] else BASELINE_NONE
        said.append(form[language].format(n=facts["n_baseline"], names=facts["baseline_jumps"]))
    if passed is None:
        said.append(NOT_ALL[language])
    return " ".join(said)


STAYS: dict[Language, str] = {
    "fr": "Avec d'autres fenêtres ou sans les unités du seuil, l'effet reste entre {low} et {high} ({n} estimations).",
    "ar": "مع نوافذ أخرى أو دون الوحدات القريبة جدا من العتبة، يبقى الأثر بين {low} و{high} (عدد التقديرات: {n}).",
    "en": (
        "With other bandwidths or without the units at the threshold, the effect stays between {low} and {high} "
        "({n} estimates)."
    ),
}
MOVES: dict[Language, str] = {
    "fr": (
        "L'effet dépend de la fenêtre ou des unités du seuil : de {low} à {high}, et {outside} estimations sur {n} "
        "sortent de l'intervalle montré."
    ),
    "ar": (
        "يتوقف الأثر على النافذة أو على الوحدات القريبة جدا من العتبة: من {low} إلى {high}، وعدد التقديرات الخارجة عن "
        "المجال المعروض {outside} من {n}."
    ),
    "en": (
        "The effect depends on the bandwidth or on the units at the threshold: from {low} to {high}, and {outside} "
        "estimates of {n} leave the interval shown."
    ),
}
PLACEBO_NONE: dict[Language, str] = {
    "fr": "Aucun saut à de faux seuils ({n} essayés).",
    "ar": "لا قفزة عند عتبات وهمية (عددها {n}).",
    "en": "No jump at false thresholds ({n} tried).",
}
PLACEBO_JUMPS: dict[Language, str] = {
    "fr": "Le résultat saute aussi à de faux seuils ({jumps} sur {n}) : la courbe n'est pas bien suivie.",
    "ar": "تقفز النتيجة أيضا عند عتبات وهمية ({jumps} من {n}): المنحنى لا يُتبع جيدا.",
    "en": "The outcome also jumps at false thresholds ({jumps} of {n}): its curve is not well followed.",
}
BASELINE_NONE: dict[Language, str] = {
    "fr": "Ce qui était mesuré avant ne saute pas au seuil ({n} variables).",
    "ar": "ما قيس قبل ذلك لا يقفز عند العتبة (عدد المتغيرات: {n}).",
    "en": "What was measured before does not jump at the threshold ({n} variables).",
}
BASELINE_JUMPS: dict[Language, str] = {
    "fr": "Des variables mesurées avant sautent au seuil ({names}) : les deux côtés n'étaient pas semblables.",
    "ar": "متغيرات قيست قبل ذلك تقفز عند العتبة (\u2068{names}\u2069): لم يكن الجانبان متشابهين.",
    "en": "Variables measured before jump at the threshold ({names}): the two sides were not alike.",
}
NOT_ALL: dict[Language, str] = {
    "fr": "Une partie de la vérification n'a pas pu être faite : trop peu d'unités.",
    "ar": "تعذر إجراء جزء من التحقق: عدد الوحدات قليل جدا.",
    "en": "Part of the check could not be made: too few units.",
}
