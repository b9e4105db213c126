# ruff: noqa: E501 -- a sentence is read, compared and translated whole, on one line
"""Studies that borrow from one another, in words and lines."""

from miqyas.reporting.numbers import decimals_for, format_interval, format_number, format_percent
from miqyas.results.shrinkage import Shrinkage, ShrunkEffect
from miqyas.types import Language

SAID: dict[Language, str] = {
    "fr": "Chaque étude emprunte aux autres ({prior}). Dans un nouveau lieu, l'effet irait {interval} avec une probabilité de {level} ; il serait positif avec une probabilité de {positive}.",
    "ar": "تستفيد كل دراسة من الأخرى ({prior}). في مكان جديد، يكون الأثر {interval} باحتمال {level}؛ ويكون موجبا باحتمال {positive}.",
    "en": "Each study borrows from the others ({prior}). In a new place, the effect would range from {interval} with probability {level}; it would be positive with probability {positive}.",
}
EMPIRICAL: dict[Language, str] = {
    "fr": "τ est pris comme connu : ces intervalles sont trop courts.",
    "ar": "تؤخذ τ كأنها معلومة: هذه المجالات أقصر مما ينبغي.",
    "en": "τ is taken as known: these intervals are too short.",
}
LABELS: dict[str, dict[Language, str]] = {
    "mean effect": {"fr": "Effet moyen", "ar": "الأثر المتوسط", "en": "Mean effect"},
    "new place": {"fr": "Nouveau lieu", "ar": "مكان جديد", "en": "A new place"},
    "tau": {"fr": "τ (entre études)", "ar": "τ (بين الدراسات)", "en": "τ (between studies)"},
}


def shrinkage_page(found: Shrinkage, language: Language) -> list[str]:
    """Write the sentence, then a line by study: as reported, then with what the others teach."""
    level = format_percent(found.level, language, decimals=0 if (100 * found.level) % 1 == 0 else 1)
    new = found.new_place
    sentence = SAID[language].format(
        prior=found.method.rpartition(", ")[2],
        interval=format_interval(new.low, new.high, language, found.unit),
        level=level,
        positive=format_percent(new.positive, language),
    )
    rows = [
        (_label(effect, language), _figures(effect, found, language))
        for effect in (*found.studies, found.mean, new)
    ]
    bounds = format_interval(found.tau_low, found.tau_high, language)
    tau = format_number(found.tau, language)
    empirical = found.tau_low == found.tau_high
    rows.append((LABELS["tau"][language], tau if empirical else f"{tau} ({bounds})"))
    width = max(len(label) for label, _ in rows)
    lines = [f"  {label:<{width}}  {figures}" for label, figures in rows]
    return [sentence, *([EMPIRICAL[language]] if empirical else []), "", *lines]


def _label(effect: ShrunkEffect, language: Language) -> str:
    return LABELS[effect.label][language] if effect.label in LABELS else effect.label


def _figures(effect: ShrunkEffect, found: Shrinkage, language: Language) -> str:
    decimals = decimals_for(effect.low, effect.high)
    shown = format_number(effect.value, language, found.unit, decimals=decimals)
    after = f"{shown} ({format_interval(effect.low, effect.high, language, decimals=decimals)})"
    if effect.estimate is None:
        return after
    return f"{format_number(effect.estimate, language, decimals=decimals)} → {after}"
