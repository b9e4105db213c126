"""From indicators to `miqyas.indicators` and figures as each language writes them. The room's only door to the science."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation

from miqyas.errors import RollUpRefused
from miqyas.indicators.aggregation import OVER_NAMES, check_rollup
from miqyas.indicators.definition import Aggregation, Definition, Direction
from miqyas.indicators.smart import weaknesses
from miqyas.reporting.numbers import format_number
from miqyas.reporting.refusals import refusal_sentence
from miqyas.types import LANGUAGES, Language
from miqyas_web.indicators.models import Indicator


@dataclass(frozen=True, slots=True)
class RollUp:
    """One way of making one figure of several: allowed, or refused with the reason."""

    what: str
    is_allowed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Weakness:
    """One thing an indicator lacks: why it matters, what to do."""

    text: str
    remedy: str


def rollups(aggregation: str) -> list[RollUp]:
    """Tell over what the values of an indicator may be made one, as it declares."""
    found = []
    for over, names in OVER_NAMES.items():
        refusal = ""
        try:
            check_rollup(Aggregation(aggregation), over)
        except RollUpRefused as error:
            refusal = refusal_sentence(error, language())
        found.append(RollUp(names[language()], not refusal, refusal))
    return found


def weaknesses_of(indicator: Indicator) -> list[Weakness]:
    """Tell what keeps an indicator from being specific, measurable, dated and turned the right way."""
    found = weaknesses(
        Definition(
            name=indicator.name,
            unit=indicator.unit,
            direction=Direction(indicator.direction),
            aggregation=Aggregation(indicator.aggregation),
            baseline=_figure(indicator.baseline_value),
            baseline_date=indicator.baseline_date,
            target=_figure(indicator.target_value),
            target_date=indicator.target_date,
            source=indicator.source,
            frequency=indicator.frequency,
        )
    )
    return [Weakness(weakness.text[language()], weakness.remedy[language()]) for weakness in found]


def _figure(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def language() -> Language:
    """Return the language of the page, as the science calls it."""
    code = translation.get_language()
    return next((known for known in LANGUAGES if known == code), "fr")


def written(value: Decimal | float, unit: str = "") -> str:
    """Write a figure as it was given, without rounding, as the person's language writes it."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    exponent = exact.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return format_number(float(exact), language(), unit, decimals=decimals)


def rounded(value: float) -> str:
    """Write a figure with three significant digits."""
    return format_number(value, language())
