"""What was found in a theory, as a text for a terminal or a letter."""

from collections.abc import Sequence

from miqyas.reporting.numbers import format_number
from miqyas.theory.quality import Finding, Quality
from miqyas.theory.spreadsheet import Problem
from miqyas.types import Language

_SCORE: dict[Language, str] = {
    "fr": "Qualité de la théorie\u00a0: {score} sur {maximum} (règles {version}).",
    "ar": "جودة النظرية: {score} من {maximum} (القواعد {version}).",
    "en": "Quality of the theory: {score} out of {maximum} (rules {version}).",
}
_NOTHING: dict[Language, str] = {
    "fr": "Rien à reprendre. Les règles jugent l’écriture de la théorie, pas sa vérité.",
    "ar": "لا شيء يحتاج إلى تعديل. تحكم القواعد على كتابة النظرية، لا على صحتها.",
    "en": "Nothing to mend. The rules judge how the theory is written, not whether it is true.",
}
_PLACES: dict[Language, str] = {
    "fr": "Le fichier n’est pas encore une théorie. Endroits à corriger\u00a0: {n}.",
    "ar": "ليس الملف نظرية بعد. عدد المواضع التي ينبغي تصحيحها: {n}.",
    "en": "The file is not a theory yet. Places to mend: {n}.",
}
_ROW: dict[Language, str] = {"fr": "ligne {row}", "ar": "السطر {row}", "en": "row {row}"}
_LOST: dict[Language, str] = {"fr": "points perdus", "ar": "نقط ضائعة", "en": "points lost"}
_WHY: dict[Language, str] = {"fr": "Pourquoi\u00a0: ", "ar": "لماذا: ", "en": "Why: "}
_MEND: dict[Language, str] = {"fr": "Que faire\u00a0: ", "ar": "ما العمل: ", "en": "What to do: "}
_SHEET: dict[Language, str] = {"fr": "Fiche\u00a0: ", "ar": "البطاقة: ", "en": "Sheet: "}


def findings_text(quality: Quality, language: Language) -> str:
    """Return the score, then each rule with what it found, why it matters and how to mend it.

    Examples
    --------
    >>> from miqyas.theory.graph import Theory
    >>> from miqyas.theory.quality import quality
    >>> print(findings_text(quality(Theory((), ())), "en").splitlines()[0])
    Quality of the theory: 0 out of 100 (rules 2.0).
    """
    parts = [
        _SCORE[language].format(
            score=_points(quality.score, language),
            maximum=_points(quality.maximum, language),
            version=quality.rules_version,
        )
    ]
    by_rule: dict[str, list[Finding]] = {}
    for finding in quality.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    parts.extend(_told(findings, language) for findings in by_rule.values())
    if not by_rule:
        parts.append(_NOTHING[language])
    return "\n\n".join(parts)


def problems_text(problems: Sequence[Problem], n_problems: int, language: Language) -> str:
    """Return what is wrong with a spreadsheet: where, what was found, what to do; one paragraph by fault.

    Examples
    --------
    >>> print(problems_text((), 0, "en"))
    The file is not a theory yet. Places to mend: 0.
    """
    lines = [_PLACES[language].format(n=n_problems)]
    for each in problems:
        where = [each.sheet[language], _ROW[language].format(row=each.row), each.column[language]]
        lines.append(f"{' · '.join(part for part in where if part)}")
        lines.append(f"  {each.text[language]} {each.remedy[language]}")
    return "\n".join(lines)


def _told(findings: list[Finding], language: Language) -> str:
    first = findings[0]
    lost = _points(sum(finding.points_lost for finding in findings), language)
    lines = [f"{first.title[language]} ({_LOST[language]} {lost})"]
    lines += [f"  · {finding.text[language]}" for finding in findings]
    lines += [f"  {_WHY[language]}{first.why[language]}", f"  {_MEND[language]}{first.remedy[language]}"]
    return "\n".join([*lines, f"  {_SHEET[language]}{first.sheet}"])


def _points(value: float, language: Language) -> str:
    return format_number(round(value, 1), language, decimals=0 if round(value, 1) == int(value) else 1)
