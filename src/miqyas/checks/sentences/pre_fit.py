"""What the check of the fit before treatment says."""

from miqyas.checks.phrases import percent
from miqyas.types import Language

Facts = dict[str, float | int | bool | str]

FOLLOWS: dict[Language, str] = {
    "fr": "Avant le traitement, le mélange de donneurs explique {r_squared} des variations de l'unité traitée.",
    "ar": "قبل المعالجة يفسر مزيج الوحدات المانحة {r_squared} من تغيرات الوحدة المعالَجة.",
    "en": "Before treatment, the mix of donors explains {r_squared} of the treated unit's variation.",
}
POORLY: dict[Language, str] = {
    "fr": (
        "Avant le traitement, le mélange de donneurs suit mal l'unité traitée ({r_squared} de ses variations, moins de "
        "{threshold}) : l'écart après n'est pas à lire comme un effet."
    ),
    "ar": (
        "قبل المعالجة لا يتبع مزيج الوحدات المانحة الوحدة المعالَجة جيدا ({r_squared} من تغيراتها، أقل من {threshold}): لا "
        "يُقرأ الفارق بعدها على أنه أثر."
    ),
    "en": (
        "Before treatment, the mix of donors follows the treated unit poorly ({r_squared} of its variation, less than "
        "{threshold}): the gap after is not to be read as an effect."
    ),
}
FLAT: dict[Language, str] = {
    "fr": "L'unité traitée ne varie pas avant le traitement : on ne peut pas voir si le mélange la suit.",
    "ar": "لا تتغير الوحدة المعالَجة قبل المعالجة، فلا يمكن معرفة هل يتبعها المزيج.",
    "en": "The treated unit does not vary before treatment: whether the mix follows it cannot be seen.",
}
HELD_OUT: dict[Language, str] = {
    "fr": " Trouvé sur la première moitié seulement, l'écart typique dans la seconde est {times} fois plus grand.",
    "ar": " وإذا استُخرج المزيج من النصف الأول وحده، كان الفارق المعتاد في النصف الثاني أكبر {times} مرة.",
    "en": " Found on the first half alone, the typical gap in the second is {times} times larger.",
}
MANY_DONORS: dict[Language, str] = {
    "fr": " Avec {n_donors} donneurs pour {n_before} périodes, une bonne ressemblance peut venir du hasard.",
    "ar": " مع {n_donors} من الوحدات المانحة مقابل {n_before} من الفترات قد يأتي التطابق الجيد من الصدفة.",
    "en": " With {n_donors} donors for {n_before} periods, a good fit may come by chance.",
}


def pre_fit_sentence(language: Language, facts: Facts, threshold: float) -> str:
    """Say how well the mix follows, and what could make that an illusion."""
    if "r_squared" not in facts:
        return FLAT[language]
    r_squared = float(facts["r_squared"])
    shown = percent(max(r_squared, 0.0), language)
    told = (FOLLOWS if r_squared >= threshold else POORLY)[language]
    text = told.format(r_squared=shown, threshold=percent(threshold, language))
    if "held_out_times" in facts and float(facts["held_out_times"]) >= 2:
        text += HELD_OUT[language].format(times=round(float(facts["held_out_times"])))
    if int(facts["n_donors"]) >= int(facts["n_before"]):
        text += MANY_DONORS[language].format(**facts)
    return text
