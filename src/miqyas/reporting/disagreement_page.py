"""Files whose readers disagree, as a page a person reads."""

from collections.abc import Sequence

from miqyas.reporting.numbers import format_number, format_percent
from miqyas.results.agreement import Disagreement
from miqyas.types import Language

SUMMARY: dict[Language, str] = {
    "fr": "{asking} dossiers sur {n} demandent un lecteur de plus : l’écart de leurs notes, indulgence retirée, passe ce que {level} des dossiers ne passent pas.",
    "ar": "{asking} من {n} من الملفات تتطلب قارئا آخر: تباعد نقطها، بعد طرح التساهل، يتجاوز ما لا يتجاوزه {level} من الملفات.",
    "en": "{asking} of {n} files ask for one more reader: their scores, leniency taken out, spread beyond what {level} of files do not pass.",
}
LINE: dict[Language, str] = {
    "fr": "{id} : écart {spread} pour une limite de {limit} ({n} évaluations){mark}",
    "ar": "{id}: التباعد {spread} مقابل حد {limit} ({n} من التقييمات){mark}",
    "en": "{id}: spread {spread} against a limit of {limit} ({n} reviews){mark}",
}
ASKS: dict[Language, str] = {"fr": " : un lecteur de plus", "ar": ": قارئ آخر", "en": ": one more reader"}
NO_FILE: dict[Language, str] = {
    "fr": "Aucun dossier n’est lu deux fois : rien à comparer.",
    "ar": "لا ملف قُرئ مرتين: لا شيء للمقارنة.",
    "en": "No file is read twice: nothing to compare.",
}


def disagreement_page(found: Sequence[Disagreement], language: Language) -> list[str]:
    """Lines of text, the widest first."""
    if not found:
        return [NO_FILE[language]]
    asking = sum(one.asks_one_more for one in found)
    summary = SUMMARY[language].format(
        asking=format_number(asking, language),
        n=format_number(len(found), language),
        level=format_percent(found[0].level, language),
    )
    return [summary, "", *(_line(one, language) for one in found)]


def _line(one: Disagreement, language: Language) -> str:
    return LINE[language].format(
        id=one.id,
        spread=format_number(one.spread, language, decimals=2),
        limit=format_number(one.limit, language, decimals=2),
        n=format_number(one.n_reviews, language),
        mark=ASKS[language] if one.asks_one_more else "",
    )
