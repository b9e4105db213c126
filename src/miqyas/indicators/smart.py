"""Is an indicator measurable, dated and turned the right way? What is missing, and why it matters."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files

from miqyas.indicators.definition import Aggregation, Definition, Direction
from miqyas.types import Language


@dataclass(frozen=True, slots=True)
class Weakness:
    """One thing a definition lacks or contradicts.

    Attributes
    ----------
    key : str
        Stable name.
    text, remedy : dict of str
        By language: what is wrong and why it matters; what to do.
    """

    key: str
    text: dict[Language, str]
    remedy: dict[Language, str]


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
    ['no_unit', 'no_baseline']
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


def _share_out_of_range(d: Definition) -> bool:
    is_share = d.unit.strip() in {"%", "٪"} and d.aggregation is not Aggregation.SUM
    return is_share and any(x is not None and not 0 <= x <= 100 for x in (d.baseline, d.target))


_CHECKS: dict[str, Callable[[Definition], bool]] = {
    "vague_name": lambda d: len(d.name.split()) < 2,
    "no_unit": lambda d: not d.unit.strip(),
    "no_baseline": lambda d: d.baseline is None,
    "no_baseline_date": lambda d: d.baseline is not None and d.baseline_date is None,
    "no_target": lambda d: d.target is None,
    "no_target_date": lambda d: d.target is not None and d.target_date is None,
    "target_before_baseline": _target_before_baseline,
    "target_against_direction": _target_against_direction,
    "target_equals_baseline": _target_equals_baseline,
    "share_out_of_range": _share_out_of_range,
    "sum_of_shares": lambda d: d.unit.strip() in {"%", "٪"} and d.aggregation is Aggregation.SUM,
    "no_source": lambda d: not d.source.strip(),
    "no_frequency": lambda d: not d.frequency.strip(),
}

WEAKNESSES: tuple[Weakness, ...] = tuple(
    Weakness(**words_of)
    for words_of in tomllib.loads(files(__package__).joinpath("smart.toml").read_text(encoding="utf-8"))[
        "weakness"
    ]
)
