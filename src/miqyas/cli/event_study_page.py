"""Effects by time since treatment laid out for a person at a terminal."""

import argparse
from collections.abc import Sequence

import numpy as np

from miqyas.checks.parallel_trends_sensitivity import parallel_trends_sensitivity
from miqyas.checks.pretrends import pretrends
from miqyas.errors import InvalidSample, TooFewClustersForPath
from miqyas.reporting.notes import note_sentence
from miqyas.reporting.numbers import decimals_for, format_interval, format_number, format_p, format_percent
from miqyas.results.check import CheckResult
from miqyas.results.event_study import EventEffect, EventStudy
from miqyas.results.group_time import GroupTimeEffects
from miqyas.types import Language

TITLE: dict[Language, str] = {
    "fr": "Par temps depuis le traitement",
    "ar": "حسب الزمن منذ المعالجة",
    "en": "By time since treatment",
}
OVERALL: dict[Language, str] = {"fr": "ensemble", "ar": "الإجمالي", "en": "overall"}
BEFORE: dict[Language, str] = {
    "fr": "Avant le traitement, test que les {n} effets sont tous nuls : {p}. Ne pas le rejeter ne le prouve pas.",
    "ar": "قبل المعالجة، اختبار أن كل الآثار صفر (عددها {n}): {p}. عدم رفض ذلك لا يثبته.",
    "en": "Before treatment, test that all {n} effects are zero: {p}. Not rejecting it does not prove it.",
}
BAND: dict[Language, str] = {
    "fr": "Les intervalles valent ensemble à {level} ; celui de l'ensemble, seul.",
    "ar": "المجالات صالحة معا عند {level}؛ ومجال الإجمالي وحده.",
    "en": "The intervals hold together at {level}; the overall one by itself.",
}


def event_study_page(
    found: EventStudy, checks: Sequence[CheckResult], args: argparse.Namespace, *, against: bool = True
) -> str:
    """Write each effect with its band, then what the checks and notes say.

    ``against`` tells that all effects are against the last period before treatment, which the checks of the path
    need.
    """
    language: Language = args.language
    effects = [(f"{effect.event:g}", effect) for effect in found.effects]
    effects += [(OVERALL[language], found.overall)] if found.overall else []
    lines = [TITLE[language], *(_line(label, effect, found.unit, language) for label, effect in effects), ""]
    level = format_percent(found.level, language, decimals=0 if (100 * found.level) % 1 == 0 else 1)
    lines += ["· " + BAND[language].format(level=level)]
    if found.pretrend_p_value is not None:
        n, p = int((found.events < 0).sum()), format_p(found.pretrend_p_value, language)
        lines += ["· " + BEFORE[language].format(n=n, p=p)]
    on_path = path_checks(found, args.seed) if against else ()
    lines += ["· " + check.text[language] for check in (*checks, *on_path)]
    lines += ["· " + note_sentence(note, language) for note in found.notes]
    return "\n".join(lines)


def path_checks(found: EventStudy | GroupTimeEffects, seed: int) -> tuple[CheckResult, ...]:
    """Look at the path of effects over time, where there is one: nothing to look at is nothing to say."""
    try:
        before = pretrends(found, level=found.level)
    except InvalidSample:  # no effect before treatment, or times that do not follow
        return ()
    rng = np.random.default_rng(seed)
    try:
        sensitivity = parallel_trends_sensitivity(
            found, restriction="relative_magnitudes", bounds=[1], rng=rng, level=found.level
        )
    except TooFewClustersForPath:  # the test may still stand on the few effects before
        return (before,)
    return (before, sensitivity)


def _line(label: str, effect: EventEffect, unit: str, language: Language) -> str:
    decimals = decimals_for(effect.low, effect.high)
    value = format_number(effect.value, language, unit, decimals=decimals)
    band = format_interval(effect.band_low, effect.band_high, language, unit, decimals=decimals)
    return f"  {label:<14} {value}   [{band}]"
