"""Is an indicator specific, measurable, attainable, relevant and dated? What is missing, and why it matters.

Rules that read wording work in French, Arabic and English: see `miqyas.indicators.smart_reading`.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files

from miqyas.indicators.definition import Aggregation, Definition, Direction
from miqyas.indicators.smart_reading import begins_with, holds, joins_two_measures, states_aim
from miqyas.types import Language


@dataclass(frozen=True, slots=True)
class Weakness:
    """One thing a definition lacks or contradicts.

    Attributes
    ----------
    key : str
        Stable name.
    criterion : str
        Letter of SMART it falls under: specific, measurable, attainable, relevant, time_bound.
    text, remedy : dict of str
        By language: what is wrong and why it matters; what to do.
    """

    key: str
    criterion: str
    text: dict[Language, str]
    remedy: dict[Language, str]


CRITERIA: dict[str, dict[Language, str]] = {
    "specific": {"fr": "spécifique", "ar": "محدد", "en": "specific"},
    "measurable": {"fr": "mesurable", "ar": "قابل للقياس", "en": "measurable"},
    "attainable": {"fr": "atteignable", "ar": "قابل للبلوغ", "en": "attainable"},
    "relevant": {"fr": "pertinent", "ar": "ملائم", "en": "relevant"},
    "time_bound": {"fr": "daté", "ar": "محدد في الزمن", "en": "time-bound"},
}
# How a weakness is headed: what the indicator is not enough of.
LACKING: dict[str, dict[Language, str]] = {
    "specific": {"fr": "pas assez précis", "ar": "غير محدد بما يكفي", "en": "not specific enough"},
    "measurable": {
        "fr": "pas assez mesurable",
        "ar": "غير قابل للقياس بما يكفي",
        "en": "not measurable enough",
    },
    "attainable": {"fr": "atteinte incertaine", "ar": "بلوغ غير مؤكد", "en": "may not be attainable"},
    "relevant": {"fr": "peu pertinent", "ar": "قليل الملاءمة", "en": "of little relevance"},
    "time_bound": {"fr": "pas assez daté", "ar": "غير محدد في الزمن", "en": "not dated enough"},
}
# Beyond these a target needs a reason that the figures do not give.
MOST_TIMES_BASELINE, MOST_YEARS = 10, 10
_PERCENT = frozenset({"%", "٪"})


def weaknesses(definition: Definition) -> tuple[Weakness, ...]:
    """Tell what keeps an indicator from being used with confidence.

    Parameters
    ----------
    definition : Definition
        Complete or not.

    Returns
    -------
    tuple of Weakness
        In a fixed order; empty when nothing was found. A sound definition may still measure the wrong thing.

    Examples
    --------
    >>> definition = Definition("Pupils who finish", "", Direction.INCREASE, Aggregation.SUM)
    >>> [weakness.key for weakness in weaknesses(definition)][:2]
    ['no_unit', 'no_source']
    """
    return tuple(weakness for weakness in WEAKNESSES if _CHECKS[weakness.key](definition))


def _target_before_baseline(d: Definition) -> bool:
    return d.baseline_date is not None and d.target_date is not None and d.target_date <= d.baseline_date


def _target_against_direction(d: Definition) -> bool:
    if d.baseline is None or d.target is None:
        return False
    if d.direction is Direction.INCREASE:
        return d.target < d.baseline
    return d.direction is Direction.DECREASE and d.target > d.baseline


def _target_equals_baseline(d: Definition) -> bool:
    moves = d.direction is not Direction.MAINTAIN
    return moves and d.baseline is not None and d.baseline == d.target


def _is_percent(d: Definition) -> bool:
    return d.unit.strip()[:1] in _PERCENT


def _share_out_of_range(d: Definition) -> bool:
    is_share = _is_percent(d) and d.aggregation is Aggregation.RATIO_OF_SUMS
    return is_share and any(x is not None and not 0 <= x <= 100 for x in (d.baseline, d.target))


def _unit_against_name(d: Definition) -> bool:
    if not d.unit.strip():
        return False
    if begins_with(d.name, "shares"):
        return holds(d.unit, "persons") and not _is_percent(d)
    return begins_with(d.name, "numbers") and _is_percent(d)


def _perfect_target(d: Definition) -> bool:
    falls = d.direction is Direction.DECREASE
    return _is_percent(d) and d.direction is not Direction.MAINTAIN and d.target == (0 if falls else 100)


def _far_target(d: Definition) -> bool:
    if not d.baseline or d.target is None or d.baseline < 0:
        return False
    return d.target > MOST_TIMES_BASELINE * d.baseline


def _far_target_date(d: Definition) -> bool:
    if d.baseline_date is None or d.target_date is None:
        return False
    return (d.target_date - d.baseline_date).days > MOST_YEARS * 365.25


def _delivery_for_change(d: Definition) -> bool:
    counts = begins_with(d.name, "numbers") or begins_with(d.name, "delivered")
    return d.level in {"outcome", "impact"} and counts and holds(d.name, "delivered")


def _is_blank(text: str | None) -> bool:
    """Say whether a field was asked for and left empty."""
    return text is not None and not text.strip()


_CHECKS: dict[str, Callable[[Definition], bool]] = {
    "vague_name": lambda d: len(d.name.split()) < 2,
    "name_states_aim": lambda d: states_aim(d.name),
    "two_measures": lambda d: joins_two_measures(d.name),
    "vague_word": lambda d: holds(d.name, "vague") and not (d.definition or "").strip(),
    "no_definition": lambda d: _is_blank(d.definition),
    "no_unit": lambda d: not d.unit.strip(),
    "unit_against_name": _unit_against_name,
    "no_denominator": lambda d: _is_percent(d) and _is_blank(d.denominator),
    "share_out_of_range": _share_out_of_range,
    "sum_of_shares": lambda d: _is_percent(d) and d.aggregation is Aggregation.SUM,
    "persons_summed": lambda d: begins_with(d.unit, "persons") and d.aggregation is Aggregation.SUM,
    "no_source": lambda d: not d.source.strip(),
    "no_collector": lambda d: _is_blank(d.collector),
    "no_baseline": lambda d: d.baseline is None,
    "no_target": lambda d: d.target is None,
    "target_against_direction": _target_against_direction,
    "target_equals_baseline": _target_equals_baseline,
    "perfect_target": _perfect_target,
    "far_target": _far_target,
    "delivery_for_change": _delivery_for_change,
    "no_baseline_date": lambda d: d.baseline is not None and d.baseline_date is None,
    "no_target_date": lambda d: d.target is not None and d.target_date is None,
    "target_before_baseline": _target_before_baseline,
    "far_target_date": _far_target_date,
    "no_frequency": lambda d: not d.frequency.strip(),
}

WEAKNESSES: tuple[Weakness, ...] = tuple(
    Weakness(**words_of)
    for words_of in tomllib.loads(files(__package__).joinpath("smart.toml").read_text(encoding="utf-8"))[
        "weakness"
    ]
)
