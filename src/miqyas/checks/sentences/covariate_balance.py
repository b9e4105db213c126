"""What the check of balance after weighting says."""

from collections.abc import Mapping

from miqyas.checks.phrases import decimal, named
from miqyas.types import Language

Facts = Mapping[str, float | int | bool | str]


def covariate_balance_sentence(language: Language, facts: Facts, *, passed: bool) -> str:
    """Say how far apart the arms were, and are once weighted."""
    return (ALIKE if passed else APART)[language].format(
        before=decimal(float(facts["largest_before"]), language),
        after=decimal(float(facts["largest_after"]), language),
        name=named(str(facts["most_different"]), language),
        n=facts["n_different"],
        of=facts["n_covariates"],
    )


ALIKE: dict[Language, str] = {
    "fr": (
        "Une fois pondérés ou appariés, les deux groupes se ressemblent sur les covariables : la plus grande "
        "différence normalisée passe de {before} à {after} (comparées : {of})."
    ),
    "ar": (
        "بعد الترجيح أو المطابقة تتشابه المجموعتان في المتغيرات المصاحبة: ينزل أكبر فرق معياري من {before} إلى {after} "
        "(عدد المقارَنة: {of})."
    ),
    "en": (
        "Once weighted or matched, the two arms are alike on the covariates: the largest normalised difference goes "
        "from {before} to {after} (compared: {of})."
    ),
}
APART: dict[Language, str] = {
    "fr": (
        "Même pondérés ou appariés, les deux groupes diffèrent encore sur {n} covariables sur {of} : la plus grande "
        "différence normalisée est de {after}, sur {name} ({before} au plus avant). L'estimation en garde la trace."
    ),
    "ar": (
        "حتى بعد الترجيح أو المطابقة تبقى المجموعتان مختلفتين (عدد المتغيرات المختلفة: {n} من {of}): أكبر فرق معياري "
        "هو {after}، في {name} (وكان {before} على الأكثر من قبل). يبقى أثر ذلك في التقدير."
    ),
    "en": (
        "Even weighted or matched, the two arms still differ on {n} of {of} covariates: the largest normalised "
        "difference is {after}, on {name} ({before} at most before). The estimate still carries it."
    ),
}
