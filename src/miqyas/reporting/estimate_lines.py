"""An estimate as lines of a label and a figure, for a terminal or a table of two columns."""

from miqyas.reporting.numbers import decimals_for, format_interval, format_number, format_p, format_percent
from miqyas.results.estimate import Estimate
from miqyas.types import Language

LABELS: dict[str, dict[Language, str]] = {
    "value": {"fr": "Effet estimé", "ar": "الأثر المقدَّر", "en": "Estimated effect"},
    "interval": {"fr": "Intervalle à {level}", "ar": "المجال عند {level}", "en": "{level} interval"},
    "std_error": {"fr": "Erreur type", "ar": "الخطأ المعياري", "en": "Standard error"},
    "p_value": {"fr": "Valeur p", "ar": "القيمة الاحتمالية", "en": "p-value"},
    "control_mean": {
        "fr": "Moyenne du groupe de comparaison",
        "ar": "متوسط مجموعة المقارنة",
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


def estimate_lines(estimate: Estimate, language: Language) -> list[tuple[str, str]]:
    """List what a person reads first, in their language.

    Examples
    --------
    >>> estimate = Estimate("ITT", 1122.0, 253.4, 161.0, 1e-5, 621.0, 1622.0, 0.95, 5513, 162, 0, 2360.0,
    ...                     "MAD", "least squares")
    >>> estimate_lines(estimate, "en")[1]
    ('95% interval', '621 to 1,622\\xa0MAD')
    """
    unit = estimate.unit
    decimals = decimals_for(estimate.low, estimate.high)
    figures = {
        "value": format_number(estimate.value, language, unit, decimals=decimals),
        "interval": format_interval(estimate.low, estimate.high, language, unit, decimals=decimals),
        "std_error": format_number(estimate.std_error, language, unit, decimals=decimals),
        "p_value": format_p(estimate.p_value, language),
        "control_mean": format_number(estimate.control_mean, language, unit),
        "n": format_number(estimate.n, language),
        "n_clusters": format_number(estimate.n_clusters, language),
        "n_dropped": format_number(estimate.n_dropped, language),
    }
    level = format_percent(estimate.level, language, decimals=0 if (100 * estimate.level).is_integer() else 1)
    return [(LABELS[name][language].format(level=level), figure) for name, figure in figures.items()]
