"""Position: answers collected away from the place they were drawn in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from miqyas.checks.collection.answers import Answers, check_setting
from miqyas.checks.collection.flags import Flag, flagged
from miqyas.errors import ColumnOfOtherLength
from miqyas.numerics.nearness import EARTH_KM
from miqyas.results.check import CheckResult


@dataclass(frozen=True, slots=True)
class Position:
    """Degrees, and the radius in metres within which the phone says it stands (68 % for Android)."""

    latitude: float
    longitude: float
    accuracy: float = 0.0

    @property
    def is_possible(self) -> bool:
        """On the earth, and not the zero that stands for no signal."""
        on_earth = abs(self.latitude) <= 90 and abs(self.longitude) <= 180 and self.accuracy >= 0
        return on_earth and (self.latitude, self.longitude) != (0, 0)


def metres_between(one: Position, other: Position) -> float:
    """Return the great-circle distance by the haversine formula.

    Examples
    --------
    >>> round(metres_between(Position(34.02, -6.83), Position(33.57, -7.59)) / 1000, 1)
    86.2
    """
    first, second = radians(one.latitude), radians(other.latitude)
    half_up = sin((second - first) / 2)
    half_along = sin(radians(other.longitude - one.longitude) / 2)
    chord = half_up**2 + cos(first) * cos(second) * half_along**2
    return 2000 * EARTH_KM * asin(min(1.0, sqrt(chord)))


def position(
    answers: Answers,
    *,
    question: str,
    found: Sequence[Position | None],
    expected: Mapping[str, Position],
    radius: float = 2000,
    worst_accuracy: float = 100,
) -> CheckResult:
    """Flag the answers given farther than ``radius`` metres from where they were expected.

    The phone may stand anywhere within its accuracy: only a distance that exceeds the radius by more than the accuracy
    is flagged.

    Parameters
    ----------
    answers : Answers
    question : str
        Name of the question that took the position.
    found : sequence of Position or None
        In the order of the answers; None where none was taken.
    expected : mapping of str to Position
        Where each answer was to be given, by key; answers that are not there are not compared.
    radius, worst_accuracy : float
        Metres.

    Returns
    -------
    CheckResult
        Reasons ``far`` (``value`` metres), ``imprecise`` (``value`` the accuracy), ``impossible_position``, and
        ``no_position`` where one was expected. Facts ``n_missing``, ``n_compared``. ``passed`` is None when nothing could be
        compared.

    Raises
    ------
    InvalidAnswers
        `ColumnOfOtherLength`, `ThresholdOutOfRange`.

    References
    ----------
    Sinnott, R. W. (1984). Virtues of the haversine. Sky and Telescope 68(2), 158.

    Examples
    --------
    >>> rabat, sale = Position(34.02, -6.83, 10), Position(34.05, -6.80)
    >>> answers = Answers(["a"], {})
    >>> seen = position(answers, question="gps", found=[rabat], expected={"a": sale})
    >>> [(row["reason"], round(row["value"])) for row in seen.table.records()]
    [('far', 4332)]
    """
    check_setting("radius", radius, least=1)
    check_setting("worst_accuracy", worst_accuracy, least=1)
    if len(found) != len(answers.keys):
        raise ColumnOfOtherLength(column=question, found=len(found), expected=len(answers.keys))
    flags = [
        Flag(key, reason, question, value, limit)
        for key, at in zip(answers.keys, found, strict=True)
        for reason, value, limit in _seen(at, expected.get(key), radius, worst_accuracy)
    ]
    usable = [
        key
        for key, at in zip(answers.keys, found, strict=True)
        if at is not None and at.is_possible and key in expected
    ]
    facts = {"n_missing": sum(at is None for at in found), "n_compared": len(usable)}
    return flagged("position", flags, n=len(answers.keys), facts=facts, passed=True if usable else None)


def _seen(
    at: Position | None, there: Position | None, radius: float, worst: float
) -> list[tuple[str, float | None, float | None]]:
    if at is None:
        return [("no_position", None, None)] if there else []
    if not at.is_possible:
        return [("impossible_position", None, None)]
    if at.accuracy > worst:
        return [("imprecise", at.accuracy, worst)]
    metres = metres_between(at, there) if there else 0.0
    return [("far", metres, radius)] if metres - at.accuracy > radius else []
