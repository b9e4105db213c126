"""The groups an indicator is told apart by, with their names."""

from dataclasses import dataclass

from miqyas_web.indicators.enums import Dimension
from miqyas_web.indicators.models import Indicator
from miqyas_web.indicators.science import sheets as science
from miqyas_web.initiatives.models import Initiative


@dataclass(frozen=True, slots=True)
class Grouping:
    """One dimension of an indicator: its name and its groups, key and name."""

    dimension: str
    name: str
    groups: list[tuple[str, str]]


def groupings_of(indicator: Indicator, initiative: Initiative) -> list[Grouping]:
    """The dimensions of an indicator with their groups. One query when territories are among them, else none."""
    return [
        Grouping(
            name,
            indicator.own_dimension if name == Dimension.OWN else str(Dimension(name).label),
            _places(initiative) if name == Dimension.TERRITORY else science.groups_keyed(indicator, name),
        )
        for name in indicator.disaggregation
    ]


def names_of(groupings: list[Grouping]) -> dict[tuple[str, str], str]:
    """The name of each group by dimension and key."""
    return {(one.dimension, key): name for one in groupings for key, name in one.groups}


def _places(initiative: Initiative) -> list[tuple[str, str]]:
    return [(place.code, place.name) for place in initiative.territories.order_by("code")]
