"""What a baseline and a target may be, and what makes an indicator usable. No queries, no requests."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from miqyas_web.foundation.errors import Unfit
from miqyas_web.indicators.enums import Direction, Smart
from miqyas_web.theories.enums import NodeLevel

# A definition of fewer words repeats the name: it cannot say who counts, who does not, and when.
SHORTEST_DEFINITION_WORDS = 10


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


@dataclass(frozen=True, slots=True)
class Remark:
    """One SMART question: whether it is answered, and why."""

    criterion: Smart
    is_met: bool
    reason: str


def check_figures(figures: Figures) -> None:
    """Raise ``UnfitFigure`` when baseline, target and direction contradict each other."""
    _check_complete(figures)
    if figures.baseline_value is None or figures.target_value is None:
        return
    if figures.target_date <= figures.baseline_date:  # type: ignore[operator]  # complete: both dates are there
        raise UnfitFigure(
            "target_date",
            _("The target date comes before the baseline date, or is the same. Expected: a later day."),
        )
    _check_direction(figures.direction, figures.baseline_value, figures.target_value)


def _check_complete(figures: Figures) -> None:
    for what, value, day in (
        ("baseline", figures.baseline_value, figures.baseline_date),
        ("target", figures.target_value, figures.target_date),
    ):
        if value is not None and day is None:
            raise UnfitFigure(
                f"{what}_date", _("A value without its date cannot be compared. Give the date of this value.")
            )
        if value is None and day is not None:
            raise UnfitFigure(
                f"{what}_value", _("There is a date but no value. Give the value at that date.")
            )


def _check_direction(direction: str, baseline: Decimal, target: Decimal) -> None:
    if direction == Direction.MAINTAIN:
        return
    if target == baseline:
        raise UnfitFigure(
            "target_value",
            _(
                "The target equals the baseline: nothing would change. Choose another target, or the direction "
                "“%(maintain)s”."
            )
            % {"maintain": Direction.MAINTAIN.label},
        )
    if (target > baseline) != (direction == Direction.INCREASE):
        raise UnfitFigure(
            "target_value",
            _(
                "The target goes the other way: the indicator “%(direction)s”. Correct the target or the direction."
            )
            % {"direction": str(Direction(direction).label).lower()},
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of an indicator, as the SMART questions look at it."""

    definition: str
    unit: str
    source: str
    frequency: str
    level: str
    figures: Figures


def smart_remarks(written: Written) -> list[Remark]:
    """Answer the five SMART questions from what was written; each answer says why."""
    return [
        _specific(written),
        _measurable(written),
        _achievable(written),
        _relevant(written),
        _timed(written),
    ]


def _specific(written: Written) -> Remark:
    is_met = len(written.definition.split()) >= SHORTEST_DEFINITION_WORDS
    return Remark(
        Smart.SPECIFIC,
        is_met,
        _("The definition says more than the name.")
        if is_met
        else _("The definition is very short. Say who counts, who does not, and at what moment."),
    )


def _measurable(written: Written) -> Remark:
    if not written.source:
        return Remark(Smart.MEASURABLE, False, _("No source is named: where will the figure be read?"))
    if not written.frequency:
        return Remark(Smart.MEASURABLE, False, _("How often it is measured is not said."))
    return Remark(Smart.MEASURABLE, True, _("It has a unit, a source and a frequency."))


def _achievable(written: Written) -> Remark:
    figures = written.figures
    if figures.baseline_value is None:
        return Remark(
            Smart.ACHIEVABLE,
            False,
            _("Without a baseline, nobody can tell whether the target is within reach."),
        )
    if figures.target_value is None:
        return Remark(Smart.ACHIEVABLE, False, _("There is no target yet."))
    return Remark(
        Smart.ACHIEVABLE,
        True,
        _("Baseline and target are known: the distance can be discussed with those who do the work."),
    )


def _relevant(written: Written) -> Remark:
    is_met = written.level in {NodeLevel.OUTCOME, NodeLevel.IMPACT}
    return Remark(
        Smart.RELEVANT,
        is_met,
        _("It measures a change for people, not what you deliver.")
        if is_met
        else _("It measures what you do or deliver. Keep it for follow-up, and measure an outcome too."),
    )


def _timed(written: Written) -> Remark:
    is_met = written.figures.target_date is not None
    return Remark(
        Smart.TIME_BOUND,
        is_met,
        _("The target has a date.") if is_met else _("No date says when the target should be reached."),
    )
