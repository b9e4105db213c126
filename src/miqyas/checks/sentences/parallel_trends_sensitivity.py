"""What the check of sensitivity to trends that are not parallel says."""

from collections.abc import Mapping

from miqyas.checks.phrases import figure, percent
from miqyas.types import Language


def parallel_trends_sensitivity_sentence(
    language: Language, facts: Mapping[str, float | int | bool | str]
) -> str:
    """Say how much violation the effect bears."""
    what = (AVERAGE if "event" not in facts else AT)[language]
    bears = float(facts.get("breakdown", facts.get("breakdown_above", 0.0)))
    said = {
        "what": what.format(event=facts.get("event", "")),
        "value": figure(float(facts["value"]), language),
        "m": figure(bears, language),
        "level": percent(float(facts["level"]), language),
    }
    if bears == 0:
        return NOTHING[language].format(**said)
    words = RELATIVE if facts["restriction"] == "relative_magnitudes" else SMOOTH
    more = BEYOND[language] if "breakdown_above" in facts else ""
    return words[language].format(**said) + more


AVERAGE: dict[Language, str] = {
    "fr": "L'effet moyen après le traitement",
    "ar": "متوسط الأثر بعد المعالجة",
    "en": "The average effect after treatment",
}
AT: dict[Language, str] = {
    "fr": "L'effet au temps {event} après le début du traitement",
    "ar": "الأثر في الزمن {event} بعد بداية المعالجة",
    "en": "The effect at time {event} since the start of treatment",
}
RELATIVE: dict[Language, str] = {
    "fr": (
        "{what} ({value}) reste différent de zéro ({level}) tant que l'écart entre les évolutions ne bouge pas, "
        "d'une période à la suivante après le traitement, de plus de {m} fois son plus grand mouvement d'avant."
    ),
    "ar": (
        "{what} ({value}) يبقى مختلفا عن الصفر ({level}) ما دام الفرق بين التطورين لا يتحرك بعد المعالجة، من فترة "
        "إلى التي تليها، أكثر من {m} مرة من أكبر حركة له قبلها."
    ),
    "en": (
        "{what} ({value}) stays apart from zero ({level}) as long as the difference in trends moves, from one "
        "period after treatment to the next, by no more than {m} times its largest move before."
    ),
}
SMOOTH: dict[Language, str] = {
    "fr": (
        "{what} ({value}) reste différent de zéro ({level}) tant que la pente de l'écart entre les évolutions ne "
        "change pas de plus de {m} d'une période à la suivante."
    ),
    "ar": (
        "{what} ({value}) يبقى مختلفا عن الصفر ({level}) ما دام ميل الفرق بين التطورين لا يتغير بأكثر من {m} من "
        "فترة إلى التي تليها."
    ),
    "en": (
        "{what} ({value}) stays apart from zero ({level}) as long as the slope of the difference in trends changes "
        "by no more than {m} from one period to the next."
    ),
}
NOTHING: dict[Language, str] = {
    "fr": (
        "{what} ({value}) n'est pas distingué de zéro ({level}), même sans rien admettre de plus que la suite de "
        "l'évolution d'avant : il ne supporte aucun écart."
    ),
    "ar": (
        "{what} ({value}) لا يتميز عن الصفر ({level}) حتى دون قبول أي شيء غير استمرار التطور السابق: لا يحتمل أي "
        "انحراف."
    ),
    "en": (
        "{what} ({value}) is not told apart from zero ({level}), even when nothing is allowed beyond the "
        "continuation of the trend before: it bears no violation."
    ),
}
BEYOND: dict[Language, str] = {
    "fr": " Des écarts plus grands n'ont pas été essayés.",
    "ar": " لم تُجرَّب انحرافات أكبر.",
    "en": " Larger violations were not tried.",
}
