"""How far reviewers agree, as a page a person reads."""

from collections.abc import Sequence

from miqyas.reporting.numbers import format_interval, format_number, format_percent
from miqyas.results.agreement import CriterionAgreement
from miqyas.types import Language

LINE: dict[Language, str] = {
    "fr": "{criterion} : fiabilité d’une évaluation {icc}{icc_ends}, de la moyenne d’un dossier {icc_mean} ; alpha de Krippendorff {alpha}{alpha_ends} ({n_files} dossiers, {n_scores} notes).",
    "ar": "{criterion}: موثوقية تقييم واحد {icc}{icc_ends}، وموثوقية متوسط الملف {icc_mean}؛ ألفا كريبندورف {alpha}{alpha_ends} ({n_files} من الملفات، {n_scores} من النقط).",
    "en": "{criterion}: reliability of one review {icc}{icc_ends}, of a file's mean {icc_mean}; Krippendorff's alpha {alpha}{alpha_ends} ({n_files} files, {n_scores} scores).",
}
ALIKE: dict[Language, str] = {
    "fr": "{criterion} : toutes les notes sont égales, aucun accord ne se mesure.",
    "ar": "{criterion}: كل النقط متساوية، لا يُقاس أي اتفاق.",
    "en": "{criterion}: every score is the same, no agreement can be told.",
}
LEVEL: dict[Language, str] = {
    "fr": "Entre parenthèses, les intervalles à {level}.",
    "ar": "بين قوسين، المجالات عند {level}.",
    "en": "In brackets, {level} intervals.",
}


def agreement_page(found: Sequence[CriterionAgreement], language: Language) -> list[str]:
    """Lines of text, one a criterion."""
    return [
        LEVEL[language].format(level=format_percent(found[0].level, language)),
        *(_line(one, language) for one in found),
    ]


def _line(one: CriterionAgreement, language: Language) -> str:
    if one.alpha is None:
        return ALIKE[language].format(criterion=one.criterion)
    told = {name: _figure(getattr(one, name), language) for name in ("icc", "icc_mean", "alpha")}
    ends = {f"{name}_ends": _ends(one, name, language) for name in ("icc", "alpha")}
    counts = {name: format_number(getattr(one, name), language) for name in ("n_files", "n_scores")}
    return LINE[language].format(criterion=one.criterion, **told, **ends, **counts)


def _figure(value: float | None, language: Language) -> str:
    return "–" if value is None else format_number(value, language, decimals=2)


def _ends(one: CriterionAgreement, name: str, language: Language) -> str:
    low, high = getattr(one, f"{name}_low"), getattr(one, f"{name}_high")
    return "" if low is None else f" ({format_interval(low, high, language, decimals=2)})"
