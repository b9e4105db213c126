"""What the science says of a reference sheet: how it adds up, what it lacks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from miqyas.errors import RollUpRefused
from miqyas.indicators.aggregation import OVER_NAMES, check_rollup
from miqyas.indicators.definition import Aggregation, Definition, Direction
from miqyas.indicators.disaggregation import Dimension, groups_of
from miqyas.indicators.smart import LACKING, weaknesses
from miqyas.indicators.smart import Weakness as ScienceWeakness
from miqyas.reporting.refusals import refusal_sentence
from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.science.figures import language


@dataclass(frozen=True, slots=True)
class RollUp:
    """One way of making one figure of several: allowed, or refused with the reason."""

    what: str
    is_allowed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Weakness:
    """One thing an indicator lacks: why it matters, what to do, what it is not enough of."""

    text: str
    remedy: str
    lacking: str


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
            definition=indicator.definition,
            denominator=indicator.denominator,
            collector=indicator.collector,
            level=indicator.node.level,
        )
    )
    return _in_words(found)


def weaknesses_as_written(said: Mapping[str, Any], level: str | None) -> list[Weakness]:
    """Tell the same of a form that is still being written; what is not chosen yet counts for nothing."""
    found = weaknesses(
        Definition(
            name=said.get("name") or "",
            unit=said.get("unit") or "",
            # Neither of the two contradicts anything: what the person chooses may.
            direction=Direction(said.get("direction") or Direction.MAINTAIN),
            aggregation=Aggregation(said.get("aggregation") or Aggregation.WEIGHTED_MEAN),
            baseline=_figure(said.get("baseline_value")),
            baseline_date=said.get("baseline_date"),
            target=_figure(said.get("target_value")),
            target_date=said.get("target_date"),
            source=said.get("source") or "",
            frequency=said.get("frequency") or "",
            definition=said.get("definition") or "",
            denominator=said.get("denominator") or "",
            collector=said.get("collector") or "",
            level=level,
        )
    )
    return _in_words(found)


def _in_words(found: Iterable[ScienceWeakness]) -> list[Weakness]:
    return [
        Weakness(each.text[language()], each.remedy[language()], LACKING[each.criterion][language()])
        for each in found
    ]


def groups_named(indicator: Indicator, dimension: str) -> list[str]:
    """Return the groups of one dimension of an indicator, as people read them; none for territories."""
    groups = groups_of(Dimension(dimension), age_bands=indicator.age_bands, own=_own(indicator, dimension))
    return [group.names[language()] for group in groups]


def groups_keyed(indicator: Indicator, dimension: str) -> list[tuple[str, str]]:
    """Return key and name of the groups of one dimension; none for territories."""
    groups = groups_of(Dimension(dimension), age_bands=indicator.age_bands, own=_own(indicator, dimension))
    return [(group.key, group.names[language()]) for group in groups]


def _own(indicator: Indicator, dimension: str) -> list[str]:
    return indicator.own_categories if dimension == Dimension.OWN else []


def _figure(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
