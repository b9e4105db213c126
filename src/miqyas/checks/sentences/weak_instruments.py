"""What the check of weak instruments says."""

from collections.abc import Mapping

from miqyas.checks.phrases import decimal
from miqyas.results.confidence_set import ConfidenceSet
from miqyas.types import Language

Facts = Mapping[str, float | int | bool | str]


def weak_instruments_sentence(language: Language, facts: Facts, robust: ConfidenceSet) -> str:
    """Say whether the instrument moves the treatment enough, and which interval can be trusted anyway."""
    if facts["exactly_followed"]:
        return FOLLOWED[language] + _robust(language, robust)
    figures = {
        "f": decimal(float(facts["effective_f"]), language, 1),
        "critical": decimal(float(facts["critical_value"]), language, 1),
    }
    strong = float(facts["effective_f"]) >= float(facts["critical_value"])
    return (STRONG if strong else WEAK)[language].format(**figures) + _robust(language, robust)


def _robust(language: Language, robust: ConfidenceSet) -> str:
    if robust.shape != "interval":
        return UNBOUNDED[language].format(reason=robust.reason[language])
    ((low, high),) = robust.pieces
    ends = {"low": float(low or 0.0), "high": float(high or 0.0)}
    digits = 0 if max(map(abs, ends.values())) >= 100 else 3
    return BOUNDED[language].format(**{name: decimal(end, language, digits) for name, end in ends.items()})


FOLLOWED: dict[Language, str] = {
    "fr": "Les instruments décident à eux seuls du traitement : ils ne peuvent pas être plus forts.",
    "ar": "المتغيرات الأدوات تحدد المعالجة وحدها: لا يمكن أن تكون أقوى.",
    "en": "The instruments alone decide the treatment: they cannot be stronger.",
}
STRONG: dict[Language, str] = {
    "fr": "L'instrument fait assez varier le traitement (F effectif : {f} ; seuil : {critical}).",
    "ar": "المتغير الأداة يغير المعالجة بما يكفي (إحصاءة F الفعلية: {f}؛ العتبة: {critical}).",
    "en": "The instrument moves the treatment enough (effective F: {f}; threshold: {critical}).",
}
WEAK: dict[Language, str] = {
    "fr": (
        "L'instrument fait trop peu varier le traitement (F effectif : {f} ; seuil : {critical}) : l'estimation "
        "peut être biaisée et son intervalle usuel trop court."
    ),
    "ar": (
        "المتغير الأداة لا يغير المعالجة بما يكفي (إحصاءة F الفعلية: {f}؛ العتبة: {critical}): قد يكون التقدير "
        "متحيزا ومجاله المعتاد أقصر مما يجب."
    ),
    "en": (
        "The instrument moves the treatment too little (effective F: {f}; threshold: {critical}): the estimate "
        "may be biased and its usual interval too short."
    ),
}
BOUNDED: dict[Language, str] = {
    "fr": " L'intervalle d'Anderson-Rubin, valable même si l'instrument est faible, va de {low} à {high}.",
    "ar": " مجال أندرسون وروبين، الصالح حتى مع متغير أداة ضعيف، يمتد من {low} إلى {high}.",
    "en": " The Anderson-Rubin interval, valid even for a weak instrument, goes from {low} to {high}.",
}
UNBOUNDED: dict[Language, str] = {
    "fr": " L'intervalle d'Anderson-Rubin, valable même si l'instrument est faible, n'est pas un intervalle. {reason}",
    "ar": " مجموعة أندرسون وروبين، الصالحة حتى مع متغير أداة ضعيف، ليست مجالا. {reason}",
    "en": " The Anderson-Rubin set, valid even for a weak instrument, is not an interval. {reason}",
}
