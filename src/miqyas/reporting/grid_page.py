"""A grid read by its published rules, as a page a person reads."""

from miqyas.judgement.grid_check import GridFinding
from miqyas.judgement.grid_impact import ImpactReading, Strength
from miqyas.reporting.numbers import format_number
from miqyas.types import Language

STRENGTHS: dict[Language, dict[Strength, str]] = {
    "fr": {
        "absent": "l’impact n’y est pas jugé", "named": "l’impact y est nommé sans compter",
        "counted": "l’impact y compte", "determining": "l’impact y est déterminant",
    },
    "ar": {
        "absent": "لا تحكم على الأثر", "named": "تذكر الأثر دون أن يُحسب",
        "counted": "الأثر محسوب فيها", "determining": "الأثر فيها حاسم",
    },
    "en": {
        "absent": "impact is not judged", "named": "impact is named and does not count",
        "counted": "impact counts", "determining": "impact is determining",
    },
}  # fmt: skip
_HEAD: dict[Language, dict[bool, str]] = {
    "fr": {True: "Cette grille intègre l’analyse d’impact", False: "Cette grille n’intègre pas l’analyse d’impact"},
    "ar": {True: "هذه الشبكة تدمج تحليل الأثر", False: "هذه الشبكة لا تدمج تحليل الأثر"},
    "en": {True: "This grid integrates impact analysis", False: "This grid does not integrate impact analysis"},
}  # fmt: skip
_POINTS: dict[Language, str] = {
    "fr": "{head}\u00a0: {strength} ; {points} points sur {maximum} (règles {version}).",
    "ar": "{head}: {strength}؛ {points} نقطة من {maximum} (القواعد {version}).",
    "en": "{head}: {strength}; {points} points out of {maximum} (rules {version}).",
}
_SOUND: dict[Language, str] = {
    "fr": "La grille peut être publiée : rien à corriger.",
    "ar": "يمكن نشر الشبكة: لا شيء ينبغي تصحيحه.",
    "en": "The grid can be published: nothing to mend.",
}
_BLOCKS: dict[Language, dict[bool, str]] = {
    "fr": {True: "À corriger avant de publier", False: "À améliorer"},
    "ar": {True: "للتصحيح قبل النشر", False: "للتحسين"},
    "en": {True: "To mend before publishing", False: "To improve"},
}


def grid_page(findings: tuple[GridFinding, ...], reading: ImpactReading, language: Language) -> list[str]:
    """Lines of text: what keeps the grid from being published, then what the published test says of impact."""
    lines = [] if findings else [_SOUND[language]]
    for blocks in (True, False):
        part = [each for each in findings if each.blocks is blocks]
        lines += [_BLOCKS[language][blocks]] * bool(part)
        lines += [f"  · {each.text[language]} {each.remedy[language]}" for each in part]
    told = {name: format_number(getattr(reading, name), language) for name in ("points", "maximum")}
    lines += ["", _POINTS[language].format(
        head=_HEAD[language][reading.integrates], strength=STRENGTHS[language][reading.strength],
        version=reading.version, **told,
    )]  # fmt: skip
    for rule in reading.rules:
        kept, points = (format_number(each, language) for each in (rule.kept, rule.points))
        lines.append(f"  {kept}/{points}  {rule.text[language]}")
        if not rule.holds:
            lines.append(f"         {rule.why[language]} {rule.remedy[language]}")
    return lines
