"""An allocation as a page a person reads."""

from collections.abc import Sequence

from miqyas.reporting.numbers import format_number, format_percent
from miqyas.results.allocation import Allocation, FileDecision
from miqyas.types import Language

HEADINGS: dict[Language, tuple[str, ...]] = {
    "fr": ("Dossier", "", "Ligne", "Distance à la ligne", "Pourquoi"),
    "ar": ("الملف", "", "الخط", "المسافة إلى الخط", "السبب"),
    "en": ("File", "", "Line", "Distance to the line", "Why"),
}
STATES: dict[Language, tuple[str, str]] = {
    "fr": ("financé", "non financé"),
    "ar": ("ممول", "غير ممول"),
    "en": ("funded", "not funded"),
}
REASONS: dict[str, dict[Language, str]] = {
    "forced": {"fr": "imposé", "ar": "مفروض", "en": "forced in"},
    "forbidden": {"fr": "écarté", "ar": "مستبعد", "en": "forced out"},
    "exclusive": {
        "fr": "un autre dossier de son groupe est financé",
        "ar": "ملف آخر من مجموعته ممول",
        "en": "another file of its group is funded",
    },
    "applicant": {
        "fr": "son candidat a déjà le nombre de dossiers permis",
        "ar": "لمترشحه العدد المسموح به من الملفات",
        "en": "its applicant has the most files allowed",
    },
    "needs": {
        "fr": "un dossier dont il a besoin n’est pas financé",
        "ar": "ملف يحتاج إليه غير ممول",
        "en": "a file it needs is not funded",
    },
    "above_budget": {
        "fr": "coûte plus que le budget",
        "ar": "كلفته أكبر من الميزانية",
        "en": "costs more than the budget",
    },
    "above_line": {"fr": "vaut plus que la ligne", "ar": "قيمته فوق الخط", "en": "worth more than the line"},
    "below_line": {"fr": "vaut moins que la ligne", "ar": "قيمته تحت الخط", "en": "worth less than the line"},
    "fit": {
        "fr": "près de la ligne : cet ensemble de dossiers entiers emploie le mieux le budget",
        "ar": "قريب من الخط: هذه المجموعة من الملفات الكاملة هي الأفضل استعمالا للميزانية",
        "en": "near the line: this set of whole files uses the budget best",
    },
}
SUMMARY: dict[Language, str] = {
    "fr": "{n} dossiers financés, pour {cost} sur {budget}. Valeur {value}, au plus {gap} sous la meilleure possible.",
    "ar": "{n} ملفات ممولة، بكلفة {cost} من {budget}. القيمة {value}، وهي دون أفضل ما يمكن بـ {gap} على الأكثر.",
    "en": "{n} files funded, for {cost} of {budget}. Value {value}, at most {gap} below the best possible.",
}
FORCING: dict[Language, str] = {
    "fr": "Imposer et écarter des dossiers coûte {lost} de valeur.",
    "ar": "كلفة فرض ملفات واستبعاد أخرى من القيمة: {lost}.",
    "en": "Forcing files in and out costs {lost} of value.",
}
PRICES: dict[Language, str] = {
    "fr": "Ce qu’une unité de plus rapporterait, règle par règle",
    "ar": "ما تضيفه وحدة إضافية، قاعدة قاعدة",
    "en": "What one more unit would bring, rule by rule",
}


def allocation_page(found: Allocation, budget: float, language: Language) -> list[str]:
    """Lines of text: the portfolio and its certificate, the price of each rule, each file with its reason."""
    figures = {"cost": found.cost, "budget": budget, "value": found.value}
    told = {name: format_number(figure, language) for name, figure in figures.items()}
    gap = format_percent(found.gap, language, decimals=3)
    lines = [SUMMARY[language].format(n=len(found.funded), gap=gap, **told)]
    if found.value_unforced > found.value:
        lost = format_number(found.value_unforced - found.value, language)
        lines.append(FORCING[language].format(lost=lost))
    prices = [(name, format_number(price, language, decimals=4)) for name, price in found.prices.items()]
    lines += ["", PRICES[language], *_table(prices), ""]
    order = sorted(found.explanations, key=lambda one: (not one.is_funded, -one.distance, one.id))
    return [*lines, *_table([HEADINGS[language], *(_row(one, language) for one in order)])]


def _row(one: FileDecision, language: Language) -> tuple[str, ...]:
    far = "" if one.distance == float("inf") else format_percent(one.distance, language, decimals=1)
    state = STATES[language][0 if one.is_funded else 1]
    if 0 < one.share < 1:
        state = f"{state} ({format_percent(one.share, language, decimals=0)})"
    line = format_number(one.line, language, decimals=2) if one.line < float("inf") else "—"
    return (one.id, state, line, far, REASONS[one.reason][language])


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  " + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
