"""What a baseline and a target may be, and what makes an indicator usable. No queries, no requests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from miqyas_web.foundation.errors import Unfit
from miqyas_web.indicators.enums import Aggregation, Dimension, Direction

# What one needs, with each value, to make one figure of several.
HOW_IT_ADDS: dict[Aggregation, "str | Promise"] = {
    Aggregation.SUM: _("Values are added."),
    Aggregation.RATIO_OF_SUMS: _(
        "Numerators are added, denominators are added, then one is divided by the other."
    ),
    Aggregation.WEIGHTED_MEAN: _(
        "Each value weighs as much as the group it comes from: keep the size of each group."
    ),
    Aggregation.MEAN: _("Each person counts once: keep the value of each person."),
    Aggregation.DISTINCT_PERSONS: _(
        "Someone seen in two places counts once: keep an identifier of each person."
    ),
    Aggregation.MAXIMUM: _("The highest value is kept."),
    Aggregation.LAST_VALUE: _("The most recent value is kept."),
    Aggregation.MEDIAN: _("The value of the middle is kept: keep the value of each person."),
}


class UnfitFigure(Unfit):
    """A figure contradicts another; ``field`` is the one to correct."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Figures:
    """Where it starts, where it should arrive, and which way that is."""

    direction: str
    baseline_value: Decimal | None = None
    baseline_date: date | None = None
    target_value: Decimal | None = None
    target_date: date | None = None


def check_figures(figures: Figures) -> None:
    """Raise ``UnfitFigure`` when baseline, target and direction contradict each other."""
    _check_complete(figures)
    if figures.baseline_value is None or figures.target_value is None:
        return
    if figures.target_date <= figures.baseline_date:  # type: ignore[operator]  # complete: both dates are there
        raise UnfitFigure(
            "target_date",
            gettext("The target date comes before the baseline date, or is the same. Expected: a later day."),
        )
    _check_direction(figures.direction, figures.baseline_value, figures.target_value)


def _check_complete(figures: Figures) -> None:
    for what, value, day in (
        ("baseline", figures.baseline_value, figures.baseline_date),
        ("target", figures.target_value, figures.target_date),
    ):
        if value is not None and day is None:
            raise UnfitFigure(
                f"{what}_date",
                gettext("A value without its date cannot be compared. Give the date of this value."),
            )
        if value is None and day is not None:
            raise UnfitFigure(
                f"{what}_value", gettext("There is a date but no value. Give the value at that date.")
            )


def _check_direction(direction: str, baseline: Decimal, target: Decimal) -> None:
    if direction == Direction.MAINTAIN:
        return
    if target == baseline:
        raise UnfitFigure(
            "target_value",
            gettext(
                "The target equals the baseline: nothing would change. Choose another target, or the direction "
                "“%(maintain)s”."
            )
            % {"maintain": Direction.MAINTAIN.label},
        )
    if (target > baseline) != (direction == Direction.INCREASE):
        raise UnfitFigure(
            "target_value",
            gettext(
                "The target goes the other way: the indicator “%(direction)s”. Correct the target or the direction."
            )
            % {"direction": str(Direction(direction).label).lower()},
        )


# Nobody is measured beyond it.
OLDEST = 120


@dataclass(frozen=True, slots=True)
class Disaggregation:
    """What the people or places of a figure are told apart by."""

    dimensions: frozenset[str] = frozenset()
    age_bands: tuple[int, ...] = ()
    own_dimension: str = ""
    own_categories: tuple[str, ...] = ()


def disaggregation_of(sheet: Mapping[str, Any]) -> Disaggregation:
    """Read the disaggregation out of what was said of an indicator."""
    return Disaggregation(
        dimensions=frozenset(sheet.get("disaggregation") or ()),
        age_bands=tuple(sheet.get("age_bands") or ()),
        own_dimension=sheet.get("own_dimension") or "",
        own_categories=tuple(sheet.get("own_categories") or ()),
    )


def check_disaggregation(said: Disaggregation) -> None:
    """Raise ``UnfitFigure`` when a dimension is ticked without what it needs."""
    bands = said.age_bands
    if Dimension.AGE in said.dimensions and len(bands) < 2:
        raise UnfitFigure(
            "age_bands", gettext("Age needs at least two bands. Write the first age of each: 0, 15, 25, 65.")
        )
    if any(not 0 <= band <= OLDEST for band in bands) or list(bands) != sorted(set(bands)):
        raise UnfitFigure(
            "age_bands",
            gettext("Ages go up, from 0 to %(oldest)s, each written once: 0, 15, 25, 65.")
            % {"oldest": OLDEST},
        )
    if Dimension.OWN in said.dimensions and not said.own_dimension:
        raise UnfitFigure(
            "own_dimension", gettext("Give your own categories a name: activity, level, trade…")
        )
    if Dimension.OWN in said.dimensions and len(said.own_categories) < 2:
        raise UnfitFigure("own_categories", gettext("Give at least two categories, one by line."))
