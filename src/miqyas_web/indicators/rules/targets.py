"""What a path of targets may be, and when a change of it needs a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from miqyas_web.foundation.errors import Unfit
from miqyas_web.indicators.enums import Direction, Interpolation, TargetReason

MOST_TARGETS = 60


@dataclass(frozen=True, slots=True, order=True)
class TargetSaid:
    """What is due on a day, of all or of one group."""

    dimension: str
    group: str
    due_date: date
    value: Decimal

    def told(self) -> dict[str, str]:
        """As a change keeps it: text, and numbers without the zeros the database adds."""
        return {
            "dimension": self.dimension,
            "group": self.group,
            "date": self.due_date.isoformat(),
            "value": f"{self.value.normalize():f}",
        }


@dataclass(frozen=True, slots=True)
class PathSaid:
    """Everything that is due: where it starts, each target, what lies between."""

    interpolation: str
    tolerance: Decimal | None
    baseline_value: Decimal | None
    baseline_date: date | None
    targets: tuple[TargetSaid, ...]

    @property
    def whole(self) -> tuple[TargetSaid, ...]:
        """The targets of all, by date."""
        return tuple(sorted(one for one in self.targets if not one.group))

    def told(self) -> dict[str, object]:
        """As a change keeps it."""
        return {
            "interpolation": self.interpolation,
            "tolerance": None if self.tolerance is None else f"{self.tolerance.normalize():f}",
            "baseline_value": None if self.baseline_value is None else f"{self.baseline_value.normalize():f}",
            "baseline_date": self.baseline_date.isoformat() if self.baseline_date else None,
            "targets": [one.told() for one in sorted(self.targets)],
        }


def check_path(said: PathSaid, *, direction: str) -> None:
    """Raise ``Unfit`` when the targets contradict each other, the baseline or the direction."""
    if len(said.targets) > MOST_TARGETS:
        raise Unfit(
            gettext("More than %(most)s targets: keep those you will follow.") % {"most": MOST_TARGETS}
        )
    days = [(one.dimension, one.group, one.due_date) for one in said.targets]
    if len(set(days)) < len(days):
        raise Unfit(gettext("Two targets of the same group stand on the same date. Keep one."))
    if direction == Direction.MAINTAIN and said.whole and said.tolerance is None:
        raise Unfit(
            gettext(
                "An indicator that should hold needs a tolerance: how far from the target does it still hold?"
            )
        )
    _check_start(said)
    _check_growth(said)


def _check_start(said: PathSaid) -> None:
    if (said.baseline_value is None) != (said.baseline_date is None):
        raise Unfit(gettext("A baseline needs both its value and its date."))
    if said.baseline_date and any(one.due_date <= said.baseline_date for one in said.whole):
        raise Unfit(gettext("A target stands on or before the date of the baseline. Expected: a later day."))


def _check_growth(said: PathSaid) -> None:
    values = [one.value for one in said.whole]
    if said.baseline_value is not None:
        values.append(said.baseline_value)
    if said.interpolation == Interpolation.COMPOUND and any(value <= 0 for value in values):
        raise Unfit(
            gettext("Compound growth goes between values above zero. Choose a linear or stepped path.")
        )


def check_reason(reason: str, note: str, *, is_approved: bool) -> None:
    """Raise ``Unfit`` when approved targets change without a reason that can be read."""
    if is_approved and reason not in TargetReason.values:
        raise Unfit(
            gettext(
                "These targets were approved: say why they change. The reason stays on the page for ever."
            )
        )
    if is_approved and reason == TargetReason.OTHER and not note.strip():
        raise Unfit(gettext("Say in a sentence what the other reason is."))


def check_has_targets(targets: Sequence[object]) -> None:
    """Raise ``Unfit`` when there is nothing to approve."""
    if not targets:
        raise Unfit(gettext("There is no target to approve. Write one first."))
