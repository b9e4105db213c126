"""What the check of errors that follow one another says."""

from miqyas.checks.phrases import decimal, p_value
from miqyas.types import Language

Facts = dict[str, float | int | bool | str]

SENTENCES: dict[str, dict[Language, str]] = {
    "clean": {
        "fr": "Les écarts d'une période à l'autre ne montrent pas de dépendance ({figures}).",
        "ar": "لا تُظهر الفوارق ارتباطا بين فترة وأخرى ({figures}).",
        "en": "The errors of one period show no link to those of the others ({figures}).",
    },
    "allowed": {
        "fr": (
            "Les écarts se suivent d'une période à l'autre ({figures}). L'erreur type en tient compte jusqu'au retard "
            "{lags}, mais reste souvent trop petite quand les périodes sont peu nombreuses : comparez avec REML."
        ),
        "ar": (
            "الفوارق مترابطة من فترة إلى أخرى ({figures}). يراعي الخطأ المعياري ذلك إلى التأخر {lags}، لكنه يبقى غالبا "
            "أصغر مما يجب عند قلة الفترات: قارنوا بطريقة REML."
        ),
        "en": (
            "The errors of one period follow those of another ({figures}). The standard error allows for it up to lag "
            "{lags}, but often stays too small when periods are few: compare with REML."
        ),
    },
    "left": {
        "fr": (
            "Une dépendance reste entre les écarts une fois ôtée celle d'une période à la suivante ({figures}) : "
            "l'erreur type n'est pas fiable. Une saison manque peut-être."
        ),
        "ar": (
            "يبقى ارتباط بين الفوارق بعد إزالة ارتباط كل فترة بالتي تليها ({figures}): الخطأ المعياري غير موثوق. قد يكون "
            "هناك موسم ناقص."
        ),
        "en": (
            "A link is left between the errors once that of each period with the next is taken out ({figures}): the "
            "standard error is not reliable. A season may be missing."
        ),
    },
}


def residual_autocorrelation_sentence(language: Language, facts: Facts, kind: str) -> str:
    """Say whether the errors follow one another, with both statistics."""
    statistic = decimal(float(facts["durbin_watson"]), language)
    figures = f"Durbin-Watson {statistic}, Ljung-Box {p_value(float(facts['ljung_box_p_value']), language)}"
    return SENTENCES[kind][language].format(figures=figures, lags=facts.get("lags", ""))
