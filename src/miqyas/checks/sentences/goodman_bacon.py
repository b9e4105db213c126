"""What the decomposition of two-way fixed effects says."""

from collections.abc import Mapping

from miqyas.checks.phrases import figure, percent
from miqyas.types import Language


def goodman_bacon_sentence(language: Language, facts: Mapping[str, float | int | bool | str]) -> str:
    """Say how much of the figure comes from comparisons with units already treated."""
    said = {
        "n": facts["n_comparisons"],
        "share": percent(float(facts["share_forbidden"]), language),
        **{
            name: figure(float(facts[name]), language)
            for name in ("forbidden_mean", "allowed_mean")
            if name in facts
        },
    }
    if "forbidden_mean" not in facts:
        return NONE[language].format(**said)
    return (SOME if "allowed_mean" in facts else ALL)[language].format(**said)


NONE: dict[Language, str] = {
    "fr": "Les comparaisons dont ce chiffre est la moyenne ({n}) se font toutes avec des unités non encore traitées.",
    "ar": "المقارنات التي يمثل هذا الرقم متوسطها ({n}) كلها مع وحدات لم تُعالَج بعد.",
    "en": "The comparisons this figure averages ({n}) are all with units not treated yet.",
}
SOME: dict[Language, str] = {
    "fr": (
        "{share} de ce chiffre vient de comparaisons avec des unités déjà traitées, justes seulement si leur effet ne "
        "change plus : leur moyenne est {forbidden_mean}, celle des autres comparaisons {allowed_mean}."
    ),
    "ar": (
        "{share} من هذا الرقم من مقارنات مع وحدات سبقت معالجتها، وهي صحيحة فقط إذا لم يعد أثرها يتغير: متوسطها "
        "{forbidden_mean}، ومتوسط المقارنات الأخرى {allowed_mean}."
    ),
    "en": (
        "{share} of this figure comes from comparisons with units already treated, right only if their effect no "
        "longer changes: their mean is {forbidden_mean}, that of the other comparisons {allowed_mean}."
    ),
}
ALL: dict[Language, str] = {
    "fr": (
        "Ce chiffre ne vient que de comparaisons avec des unités déjà traitées, justes seulement si leur effet ne "
        "change plus."
    ),
    "ar": "هذا الرقم كله من مقارنات مع وحدات سبقت معالجتها، وهي صحيحة فقط إذا لم يعد أثرها يتغير.",
    "en": (
        "This figure comes only from comparisons with units already treated, right only if their effect no longer "
        "changes."
    ),
}
