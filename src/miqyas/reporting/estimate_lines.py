"""An estimate as lines of a label and a figure, for a terminal or a table of two columns."""

from miqyas.results.estimate import Estimate
from miqyas.types import Language

LABELS: dict[str, dict[Language, str]] = {
    "estimate": {"fr": "Effet estimé", "ar": "الأثر المقدَّر", "en": "Estimated effect"},
    "interval": {"fr": "Intervalle à {level}", "ar": "المجال عند {level}", "en": "Interval at {level}"},
    "std_error": {"fr": "Erreur type", "ar": "الخطأ المعياري", "en": "Standard error"},
    "p_value": {"fr": "Valeur p", "ar": "القيمة p", "en": "p-value"},
    "control_mean": {
        "fr": "Moyenne du groupe témoin",
        "ar": "متوسط المجموعة الضابطة",
        "en": "Comparison mean",
    },
    "n": {"fr": "Unités", "ar": "الوحدات", "en": "Units"},
    "n_clusters": {"fr": "Grappes", "ar": "العناقيد", "en": "Clusters"},
    "n_dropped": {
        "fr": "Lignes incomplètes écartées",
        "ar": "صفوف ناقصة أُبعدت",
        "en": "Incomplete rows left out",
    },
}
SMALLEST_P = 0.001
THOUSANDS: dict[Language, str] = {"fr": "\u202f", "ar": "\u202f", "en": ","}


def estimate_lines(estimate: Estimate, language: Language) -> list[tuple[str, str]]:
    """List what a person reads first, in their language."""
    unit = f" {estimate.unit}" if estimate.unit else ""
    low, high = _figure(estimate.low, language), _figure(estimate.high, language)
    p = f"< {_mark(str(SMALLEST_P), language)}"
    if estimate.p_value >= SMALLEST_P:
        p = _mark(f"{estimate.p_value:.3f}", language)
    figures = {
        "estimate": _figure(estimate.value, language) + unit,
        "interval": f"[{low} ; {high}]{unit}",
        "std_error": _figure(estimate.std_error, language) + unit,
        "p_value": p,
        "control_mean": _figure(estimate.control_mean, language) + unit,
        "n": _mark(f"{estimate.n:,}", language),
        "n_clusters": _mark(f"{estimate.n_clusters:,}", language),
        "n_dropped": _mark(f"{estimate.n_dropped:,}", language),
    }
    level = _mark(f"{100 * estimate.level:g}", language) + ("%" if language == "en" else "\u00a0%")
    return [(LABELS[name][language].format(level=level), figure) for name, figure in figures.items()]


def _figure(value: float, language: Language) -> str:
    """Keep four significant digits, never more decimals than say something."""
    size = abs(value)
    digits = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 10 else 3
    text = f"{value:,.{digits}f}" if size >= 0.01 or value == 0 else f"{value:.3g}"
    return _mark(text, language)


def _mark(text: str, language: Language) -> str:
    if language == "en":
        return text.replace("-", "−")
    return text.replace(",", THOUSANDS[language]).replace(".", ",").replace("-", "−")
