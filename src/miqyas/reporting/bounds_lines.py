"""Bounds as lines of a label and a figure."""

from miqyas.reporting.numbers import decimals_for, format_interval, format_number, format_percent
from miqyas.results.bounds import Bounds
from miqyas.types import Language

LABELS: dict[str, dict[Language, str]] = {
    "low": {"fr": "Borne basse", "ar": "الحد الأدنى", "en": "Lower bound"},
    "high": {"fr": "Borne haute", "ar": "الحد الأعلى", "en": "Upper bound"},
    "interval": {"fr": "Intervalle à {level}", "ar": "المجال عند {level}", "en": "{level} interval"},
    "trimmed_share": {"fr": "Part écartée", "ar": "النسبة المستبعدة", "en": "Share trimmed"},
    "n": {"fr": "Unités tirées au sort", "ar": "الوحدات المشمولة بالقرعة", "en": "Units assigned"},
    "n_observed": {"fr": "Avec un résultat", "ar": "ذات نتيجة", "en": "With an outcome"},
    "n_clusters": {"fr": "Grappes", "ar": "العناقيد", "en": "Clusters"},
    "n_dropped": {
        "fr": "Lignes incomplètes écartées",
        "ar": "صفوف ناقصة أُبعدت",
        "en": "Incomplete rows left out",
    },
}


def bounds_lines(found: Bounds, language: Language) -> list[tuple[str, str]]:
    """List what a person reads first, in their language."""
    decimals = decimals_for(found.interval_low, found.interval_high)

    def bound(value: float, std_error: float) -> str:
        error = format_number(std_error, language, decimals=decimals)
        return f"{format_number(value, language, found.unit, decimals=decimals)} ({error})"

    figures = {
        "low": bound(found.low, found.std_error_low),
        "high": bound(found.high, found.std_error_high),
        "interval": format_interval(
            found.interval_low, found.interval_high, language, found.unit, decimals=decimals
        ),
        "n": format_number(found.n, language),
        "n_observed": format_number(found.n_observed, language),
        "n_clusters": format_number(found.n_clusters, language),
        "n_dropped": format_number(found.n_dropped, language),
    }
    if found.trimmed_arm is not None:
        figures["trimmed_share"] = format_percent(found.trimmed_share, language, decimals=1)
    level = format_percent(found.level, language, decimals=0 if (100 * found.level) % 1 == 0 else 1)
    return [
        (words[language].format(level=level), figures[name])
        for name, words in LABELS.items()
        if name in figures
    ]
