"""A sheet of the catalogue, a search and a list that was read, as texts for a terminal or a letter."""

from collections.abc import Sequence

from miqyas.errors import InvalidCatalogue
from miqyas.indicators.catalogue_names import FACETS, TEXTS, value_name
from miqyas.indicators.catalogue_search import Found, facet_values
from miqyas.indicators.catalogue_sheet import IndicatorSheet
from miqyas.indicators.catalogue_suggestion import Suggestion
from miqyas.indicators.foreign import Foreign
from miqyas.reporting.numbers import format_number
from miqyas.reporting.refusals import refusal_sentence
from miqyas.types import Language

_COUNT: dict[str, dict[Language, str]] = {
    "found": {"fr": "Fiches trouvées : {}.", "ar": "البطاقات الموجودة: {}.", "en": "Sheets found: {}."},
    "read_as": {
        "fr": "« {} » n’est dans aucune fiche ; lu comme « {} ».",
        "ar": "«{}» ليست في أي بطاقة؛ قُرئت «{}».",
        "en": "“{}” stands in no sheet; read as “{}”.",
    },
    "nothing": {
        "fr": "Aucune fiche ne correspond. Essayez un mot plus court, ou un autre thème.",
        "ar": "لا توجد بطاقة مطابقة. جربوا كلمة أقصر أو موضوعا آخر.",
        "en": "No sheet answers. Try a shorter word, or another theme.",
    },
    "sound": {"fr": "Lignes sans faute : {}.", "ar": "أسطر بلا أخطاء: {}.", "en": "Rows without fault: {}."},
    "faults": {"fr": "Fautes : {}.", "ar": "أخطاء: {}.", "en": "Faults: {}."},
    "left_out": {
        "fr": "Colonnes laissées de côté : {}.",
        "ar": "أعمدة متروكة: {}.",
        "en": "Columns left out: {}.",
    },
    "iris": {
        "fr": "Les identifiants ont la forme de ceux d’IRIS+. Ses textes appartiennent au GIIN : gardez-les pour vous.",
        "ar": "المعرّفات على شكل معرّفات IRIS+. نصوصه ملك لـ GIIN: احتفظوا بها لأنفسكم.",
        "en": "The identifiers have the form of those of IRIS+. Its texts belong to the GIIN: keep them to yourself.",
    },
}
_COLON: dict[Language, str] = {"fr": "\u00a0: ", "ar": ": ", "en": ": "}
_COMMA: dict[Language, str] = {"fr": ", ", "ar": "، ", "en": ", "}


def sheet_text(sheet: IndicatorSheet, language: Language) -> str:
    """Return a whole sheet.

    Examples
    --------
    >>> from miqyas.indicators.catalogue import own_catalogue
    >>> print(sheet_text(own_catalogue().sheet("time-to-fetch-water"), "en").splitlines()[0])
    Time a household spends fetching water
    """
    text = sheet.text(language)
    lines = [text.name, _told(sheet, language), ""]
    fields = (
        "definition",
        "numerator",
        "denominator",
        "unit",
        "formula",
        "question",
        "source",
        "limits",
        "ethics",
    )
    for field in fields:
        if said := getattr(text, field):
            lines.append(_line(TEXTS[field][language], said, language))
        if field == "formula":
            lines.append(_line(TEXTS["aggregation"][language], sheet.aggregation.names[language], language))
    for facet in ("direction", "frequency", "collector", "disaggregation"):
        lines.append(_line(FACETS[facet][language], _values(sheet, facet, language), language))
    if sheet.sources:
        lines += ["", _line(TEXTS["sources"][language], "", language).rstrip()]
        lines += [f"  · {source}" for source in sheet.sources]
    return "\n".join(lines)


def found_text(found: Found, language: Language, *, at_most: int) -> str:
    """Return how many sheets a search found and the first of them, each on two lines."""
    read_as = [_COUNT["read_as"][language].format(*pair) for pair in found.read_as.items()]
    if not found.hits:
        return "\n".join([*read_as, _COUNT["nothing"][language]])
    count = format_number(len(found.hits), language, decimals=0)
    parts = [*read_as, _COUNT["found"][language].format(count)]
    for hit in found.hits[:at_most]:
        parts.append(f"{hit.sheet.text(language).name}\n  {hit.sheet.key} · {_told(hit.sheet, language)}")
    return "\n".join(parts)


def suggestions_text(suggestions: Sequence[Suggestion], language: Language) -> str:
    """Return suggested sheets, each with its reasons."""
    if not suggestions:
        return _COUNT["nothing"][language]
    return "\n".join(
        f"{each.sheet.text(language).name}\n  {each.sheet.key}\n  {' '.join(each.reasons)}"
        for each in suggestions
    )


def foreign_text(foreign: Foreign, language: Language) -> str:
    """Return how a person's list was read: the columns taken, what was left out, every fault."""
    lines = [f"{field} ← {heading}" for field, heading in foreign.columns.items()]
    if foreign.left_out:
        lines.append(_COUNT["left_out"][language].format(_COMMA[language].join(foreign.left_out)))
    counts = {"sound": len(foreign.indicators), "faults": len(foreign.faults)}
    lines += [
        _COUNT[name][language].format(format_number(count, language, decimals=0))
        for name, count in counts.items()
    ]
    if foreign.is_iris:
        lines.append(_COUNT["iris"][language])
    return "\n".join([*lines, *(f"  · {refusal_sentence(fault, language)}" for fault in foreign.faults)])


def faults_text(faults: Sequence[InvalidCatalogue], language: Language) -> str:
    """Return how many faults sheets have, and each."""
    count = _COUNT["faults"][language].format(format_number(len(faults), language, decimals=0))
    return "\n".join([count, *(f"  · {refusal_sentence(fault, language)}" for fault in faults)])


def _told(sheet: IndicatorSheet, language: Language) -> str:
    """Return theme, levels and SDG codes on one line."""
    facets = ("theme", "level", "sdg_target" if sheet.sdg_targets else "sdg_goal")
    return " · ".join(filter(None, (_values(sheet, facet, language) for facet in facets)))


def _values(sheet: IndicatorSheet, facet: str, language: Language) -> str:
    return _COMMA[language].join(value_name(facet, value, language) for value in facet_values(sheet, facet))


def _line(head: str, said: str, language: Language) -> str:
    return f"{head[:1].upper()}{head[1:]}{_COLON[language]}{said}"
