"""Two rows of figures side by side: what was published, what comes out again."""

from dataclasses import dataclass

from miqyas.reporting.archive_words import DIFFERENT
from miqyas.reporting.record import Cell, Row
from miqyas.types import LANGUAGES

# Two figures are the same within this share of the larger, or when no more than the floor apart: a mean
# difference of 1e-17 and one of -2e-16 are both zero, rounded.
TOLERANCE = 1e-9
FLOOR = 1e-12


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that did not come out again.

    Attributes
    ----------
    name : str
        Cell of the row.
    stored, recomputed : str, float, int, bool or None
        What was published; what comes out now.
    relative : float or None
        Distance as a share of the larger; None when one of them is no number.
    """

    name: str
    stored: Cell
    recomputed: Cell
    relative: float | None


def differences_between(stored: Row, recomputed: Row) -> tuple[Difference, ...]:
    """Compare every cell that was published; what a later version adds is not held against it.

    Examples
    --------
    >>> differences_between({"value": 1.0}, {"value": 1.0 + 1e-12, "more": 3})
    ()
    >>> differences_between({"value": 1.0}, {"value": 1.5})[0].name
    'value'
    """
    found = []
    for name, before in stored.items():
        after = recomputed.get(name)
        relative = _relative(before, after)
        is_same = (
            relative <= TOLERANCE
            if relative is not None
            else _is_identical(before, after, name in recomputed)
        )
        if not is_same:
            found.append(Difference(name, before, after, relative))
    return tuple(sorted(found, key=lambda d: -1.0 if d.relative is None else -d.relative))


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _relative(before: Cell, after: Cell) -> float | None:
    if not (_is_number(before) and _is_number(after)):
        return None
    first, second = float(before or 0), float(after or 0)
    gap = abs(first - second)
    return 0.0 if gap <= FLOOR else gap / max(abs(first), abs(second))


def _is_identical(before: Cell, after: Cell, is_there: bool) -> bool:
    return is_there and type(before) is type(after) and before == after


def why_different(differences: tuple[Difference, ...], total: int) -> dict[str, str]:
    worst = differences[0]
    return {
        language: DIFFERENT[language].format(
            n=len(differences),
            total=total,
            name=worst.name,
            stored=worst.stored,
            recomputed=worst.recomputed,
        )
        for language in LANGUAGES
    }
