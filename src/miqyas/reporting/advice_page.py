"""Advice told to a person: the designs that are possible, then what the others lack."""

from collections.abc import Mapping, Sequence

from miqyas.design.advice import Advised, rules
from miqyas.design.designs import design_named
from miqyas.reporting.ceiling import ceiling_here
from miqyas.types import Language

NAMES: Mapping[str, Mapping[Language, str]] = {
    "stepped_wedge": {
        "fr": "Déploiement par étapes tirées au sort",
        "ar": "تعميم على مراحل بالقرعة",
        "en": "Roll-out in an order drawn by lot",
    },
    "doubly_robust": {
        "fr": "Comparaison à caractéristiques égales",
        "ar": "المقارنة عند تساوي الخصائص",
        "en": "Comparison with traits alike",
    },
    "instrument": {
        "fr": "Invitation tirée au sort",
        "ar": "الدعوة بالقرعة",
        "en": "Invitation drawn by lot",
    },
}
LINES: Mapping[str, Mapping[Language, str]] = {
    "possible": {
        "fr": "Possible dans votre situation",
        "ar": "ممكن في وضعكم",
        "en": "Possible in your situation",
    },
    "lacking": {"fr": "Il manquerait", "ar": "ما ينقص", "en": "What would be lacking"},
    "says": {"fr": "Permettrait de dire", "ar": "يسمح بالقول", "en": "Would let you say"},
    "assumes": {"fr": "À condition que", "ar": "بشرط", "en": "Provided that"},
    "collect": {"fr": "À recueillir", "ar": "ما يجب جمعه", "en": "To collect"},
    "ceiling": {"fr": "Plafond de preuve", "ar": "سقف الدليل", "en": "Evidence ceiling"},
    "cost": {"fr": "Coût", "ar": "الكلفة", "en": "Cost"},
}
COSTS: Mapping[int, Mapping[Language, str]] = {
    1: {"fr": "faible : surtout du temps", "ar": "ضعيفة: الوقت أساسًا", "en": "low: mostly time"},
    2: {"fr": "moyen : une enquête", "ar": "متوسطة: استطلاع واحد", "en": "medium: one survey"},
    3: {"fr": "élevé : plusieurs enquêtes", "ar": "مرتفعة: عدة استطلاعات", "en": "high: several surveys"},
}


def design_name(one: Advised, language: Language) -> str:
    """Name a design of the adviser: its own name where it is a way of making a comparison, else the design's."""
    own = NAMES.get(one.rule.key)
    return own[language] if own else design_named(one.rule.design).names[language]


def ceiling_said(one: Advised, answers: Mapping[str, str]) -> str:
    """Write the highest level on each ladder; a dash where a ladder cannot judge.

    Examples
    --------
    >>> from miqyas.design.advice import advise
    >>> ceiling_said(advise({})[0], {})
    'Nesta 1/5 · Maryland –/5 · GRADE –/4'
    """
    found = ceiling_here(one.rule, answers)
    names = {"nesta": "Nesta", "maryland": "Maryland", "grade": "GRADE"}
    return " · ".join(
        f"{names[level.ladder]} {'–' if level.level is None else level.level}/{level.maximum}"
        for level in (found.nesta, found.maryland, found.grade)
    )


def lacks_said(one: Advised, language: Language) -> list[str]:
    """Write each need that is not met: the question in short, and the least answer that would do."""
    questions = rules().questions
    return [
        f"{questions[name].short[language]}{' : ' if language == 'fr' else ': '}{questions[name].labels[least][language]}"
        for name, least in one.unmet
    ]


def advice_lines(found: Sequence[Advised], answers: Mapping[str, str], language: Language) -> list[str]:
    """Write the advice as lines of a terminal."""
    lines = [LINES["possible"][language], ""]
    for place, one in enumerate((one for one in found if one.is_possible), start=1):
        lines.append(f"{place}. {design_name(one, language)}")
        lines.append(f"   {LINES['ceiling'][language]}: {ceiling_said(one, answers)}")
        lines.append(f"   {LINES['cost'][language]}: {COSTS[one.cost][language]}")
        for name in ("says", "assumes", "collect"):
            lines.append(f"   {LINES[name][language]}: {getattr(one.rule, name)[language]}")
        lines.append("")
    lines += [LINES["lacking"][language], ""]
    for one in found:
        if not one.is_possible:
            lines.append(f"- {design_name(one, language)}: {'; '.join(lacks_said(one, language))}")
    return lines
