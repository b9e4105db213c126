"""What a measure may become, who may decide it, and what makes it fit to be kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from miqyas_web.accounts.enums import Permission
from miqyas_web.foundation.errors import Refused, Unfit
from miqyas_web.indicators.enums import MeasurementState
from miqyas_web.indicators.rules.sheets import UnfitFigure

# A group of fewer people is never kept: what is not there cannot leak.
SMALLEST_SHOWN = 10

NEXT_STATES: dict[MeasurementState, frozenset[MeasurementState]] = {
    MeasurementState.DRAFT: frozenset({MeasurementState.SUBMITTED}),
    MeasurementState.SUBMITTED: frozenset({MeasurementState.RETURNED, MeasurementState.APPROVED}),
    MeasurementState.RETURNED: frozenset({MeasurementState.SUBMITTED}),
    MeasurementState.APPROVED: frozenset({MeasurementState.WITHDRAWN}),
    MeasurementState.WITHDRAWN: frozenset(),
}
# Who may bring a measure into each state.
PERMISSION_FOR: dict[MeasurementState, Permission] = {
    MeasurementState.DRAFT: Permission.DESCRIBE,
    MeasurementState.SUBMITTED: Permission.DESCRIBE,
    MeasurementState.RETURNED: Permission.APPROVE,
    MeasurementState.APPROVED: Permission.APPROVE,
    MeasurementState.WITHDRAWN: Permission.APPROVE,
}
NEEDS_REASON = frozenset({MeasurementState.RETURNED, MeasurementState.WITHDRAWN})
CORRECTABLE = frozenset({MeasurementState.DRAFT, MeasurementState.RETURNED})


def check_can_become(state: str, to: MeasurementState) -> None:
    """Raise ``Refused`` unless a measure in ``state`` may become ``to``."""
    now = MeasurementState(state)
    if to not in NEXT_STATES[now]:
        raise Refused(
            gettext("This measure is “%(now)s”: it cannot become “%(to)s”.")
            % {"now": now.label, "to": to.label}
        )


def check_reason_given(to: MeasurementState, reason: str) -> None:
    """Raise ``Unfit`` when a measure is returned or withdrawn without saying why."""
    if to in NEEDS_REASON and not reason.strip():
        raise Unfit(gettext("Say why, so that the person knows what to correct."))


def check_correctable(state: str) -> None:
    """Raise ``Refused`` unless the figures of a measure in ``state`` may still be changed."""
    if MeasurementState(state) not in CORRECTABLE:
        raise Refused(
            gettext(
                "This measure is “%(now)s”: its figures no longer change. Have it returned, or withdrawn."
            )
            % {"now": MeasurementState(state).label}
        )


@dataclass(frozen=True, slots=True)
class GroupSaid:
    """The figure of one group, and how many people stand behind it."""

    dimension: str
    group: str
    value: Decimal
    n: int


@dataclass(frozen=True, slots=True)
class MeasureSaid:
    """What a person says of a measure."""

    date: date
    value: Decimal | None
    n: int | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    note: str = ""
    groups: Sequence[GroupSaid] = field(default=())


def check_measure(said: MeasureSaid, *, scale: Decimal, is_ratio: bool, today: date) -> None:
    """Raise ``UnfitFigure`` when the figures of a measure contradict each other."""
    if said.date > today:
        raise UnfitFigure(
            "date", gettext("This day has not come yet. A measure says what was, not what will be.")
        )
    if (said.numerator is None) != (said.denominator is None):
        which = "numerator" if said.numerator is None else "denominator"
        raise UnfitFigure(which, gettext("Numerator and denominator go together. Give both, or neither."))
    if said.denominator is not None and said.denominator <= 0:
        raise UnfitFigure("denominator", gettext("The denominator must be above zero."))
    if said.value is None and not (is_ratio and said.denominator is not None):
        raise UnfitFigure(
            "value", gettext("Give the value; of a ratio, the numerator and the denominator are enough.")
        )
    _check_ratio(said, scale=scale, is_ratio=is_ratio)
    _check_bounds(said)


def _check_ratio(said: MeasureSaid, *, scale: Decimal, is_ratio: bool) -> None:
    if not is_ratio or said.value is None or said.numerator is None or said.denominator is None:
        return
    computed = scale * said.numerator / said.denominator
    # A value that was rounded to one decimal is the same value.
    if abs(computed - said.value) > Decimal("0.1"):
        raise UnfitFigure(
            "value",
            gettext(
                "The value is %(value)s but numerator and denominator give %(computed)s. Correct one of them."
            )
            % {"value": said.value.normalize(), "computed": round(computed, 2)},
        )


def _check_bounds(said: MeasureSaid) -> None:
    if (said.low is None) != (said.high is None):
        which = "low" if said.low is None else "high"
        raise UnfitFigure(which, gettext("An interval has two ends. Give both, or neither."))
    if said.low is None or said.high is None or said.value is None:
        return
    if not said.low <= said.value <= said.high:
        raise UnfitFigure(
            "low", gettext("The value lies outside its own interval. Correct one of the three figures.")
        )


def value_of(said: MeasureSaid, *, scale: Decimal) -> Decimal:
    """The value said, or the one numerator and denominator make."""
    if said.value is not None:
        return said.value
    if said.numerator is None or not said.denominator:
        raise UnfitFigure("value", gettext("Give the value."))
    return scale * said.numerator / said.denominator


# What the database keeps of a figure: sixteen digits before the mark, eight after.
DECIMALS = 8
LARGEST = Decimal(10) ** 15


def kept_or_none(value: Decimal | None) -> Decimal | None:
    """Return a figure as it is kept, or nothing for none."""
    return None if value is None else kept(value)


def kept(value: Decimal) -> Decimal:
    """Return a figure as it is kept; ``Unfit`` when it is too large to be."""
    if not value.is_finite() or abs(value) >= LARGEST:
        raise Unfit(
            gettext("This figure is too large to be kept. Choose a larger unit: thousands, millions.")
        )
    return round(value, DECIMALS)
