"""What the check by placebos says."""

from miqyas.checks.phrases import named, p_value
from miqyas.types import Language

NOTHING: dict[Language, str] = {
    "fr": (
        "Là où il ne peut pas y avoir d'effet, aucun n'est établi ({tried} : {n}, {p} après correction). Cela ne prouve "
        "pas l'hypothèse ; regardez aussi la largeur des intervalles."
    ),
    "ar": (
        "حيث لا يمكن أن يوجد أثر لم يثبت أي أثر ({tried}: {n}، {p} بعد التصحيح). لا يبرهن ذلك على الفرضية؛ انظروا أيضا إلى "
        "عرض المجالات."
    ),
    "en": (
        "Where there can be no effect, none is established ({tried}: {n}, {p} after correction). This does not prove the "
        "assumption; look at how wide the intervals are too."
    ),
}
SOMETHING: dict[Language, str] = {
    "fr": (
        "Là où il ne peut pas y avoir d'effet, la méthode en trouve ({names} ; {p} après correction) : ce qu'elle trouve "
        "ailleurs n'est pas à lire comme un effet."
    ),
    "ar": (
        "حيث لا يمكن أن يوجد أثر تجد الطريقة أثرا ({names}؛ {p} بعد التصحيح): لا يُقرأ ما تجده في غير ذلك على أنه أثر."
    ),
    "en": (
        "Where there can be no effect, the method finds some ({names}; {p} after correction): what it finds elsewhere is "
        "not to be read as an effect."
    ),
}
TRIED: dict[str, dict[Language, str]] = {
    "time": {"fr": "débuts supposés", "ar": "بدايات مفترضة", "en": "starts pretended"},
    "outcome": {"fr": "résultats placebo", "ar": "نتائج وهمية", "en": "placebo outcomes"},
}


def placebo_sentence(language: Language, where: str, names: list[str], n: int, smallest: float) -> str:
    """Say whether an effect was found where none can be."""
    p = p_value(smallest, language)
    if not names:
        return NOTHING[language].format(tried=TRIED[where][language], n=n, p=p)
    return SOMETHING[language].format(names=", ".join(named(name, language) for name in names), p=p)
