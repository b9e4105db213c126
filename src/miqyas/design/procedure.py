"""How lots are drawn, declared: the same declaration draws, verifies, and draws again for inference."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from fractions import Fraction
from typing import Any

from miqyas.errors import (
    ArmsUnreadable,
    InvalidField,
    OptionOutOfRange,
    OptionsExclude,
    PairsNeedTwoEqualArms,
)

MOST_ATTEMPTS = 100_000
MOST_ARMS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One way of drawing lots.

    Attributes
    ----------
    arms : tuple of (str, int)
        Name and share of each arm, shares in whole numbers without common factor.
    simple : bool
        Each unit draws for itself, so that sizes are left to chance; otherwise sizes are as equal to the shares
        as can be (complete, in each stratum).
    id, cluster : str or None
        Column of the unit's name; column of what is drawn as a whole.
    strata : tuple of str
        Columns inside whose combinations the draw is made.
    pairs : tuple of str
        Columns of numbers whose nearest units are paired (Mahalanobis distance, greedy then exchanged).
    rerandomise : tuple of str
        Columns of numbers that the arms must be alike on: the draw is made again until they are.
    accept : float or None
        Share of draws that would be kept: the threshold is that quantile of a chi-square.
    max_distance : float or None
        The threshold itself, on the distance of Morgan and Rubin.
    waves : int or None
        Stepped wedge: the arms are the waves in which units start, 1 to ``waves``.
    compare : tuple of str
        Further columns for the balance table.
    """

    arms: tuple[tuple[str, int], ...] = (("treated", 1), ("control", 1))
    simple: bool = False
    id: str | None = None
    cluster: str | None = None
    strata: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    rerandomise: tuple[str, ...] = ()
    accept: float | None = None
    max_distance: float | None = None
    waves: int | None = None
    compare: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.waves is not None:
            _check_waves(self.waves)
            object.__setattr__(self, "arms", tuple((str(wave + 1), 1) for wave in range(self.waves)))
        _check_arms(self.arms)
        _check_choices(self)
        if self.rerandomise and self.accept is None and self.max_distance is None:
            object.__setattr__(self, "accept", 0.01)

    @property
    def method(self) -> str:
        """Name of the way of drawing, most particular first."""
        if self.waves is not None:
            return "stepped wedge"
        if self.pairs:
            return "matched pairs"
        if self.simple:
            return "simple"
        return "stratified" if self.strata else "complete"

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that the draw depends on, without those only compared."""
        named = (self.id, self.cluster, *self.strata, *self.pairs, *self.rerandomise)
        return tuple(dict.fromkeys(column for column in named if column))

    def to_dict(self) -> dict[str, Any]:
        """Return the declaration as JSON knows it; arms in a list, whose order databases keep."""
        values = {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }
        return {**values, "arms": [list(arm) for arm in self.arms], "method": self.method}

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> "Procedure":
        """Read a declaration back.

        Raises
        ------
        InvalidField
            A field that does not exist, or that holds something else.
        """
        values = dict(document)
        values.pop("method", None)
        known = {field.name for field in fields(cls)}
        for name, value in values.items():
            if name not in known:
                raise InvalidField(field=name, found=value, expected="no such field")
            if isinstance(value, list):
                values[name] = tuple(value)
        arms = values.get("arms", ())
        if isinstance(arms, tuple) and all(isinstance(arm, list) for arm in arms):
            values["arms"] = tuple(tuple(arm) for arm in arms)
        try:
            return cls(**values)
        except (TypeError, ValueError) as error:
            raise InvalidField(field="procedure", found=str(error), expected="a declaration") from error


def arms_of(text: str) -> tuple[tuple[str, int], ...]:
    """Read ``treated=1,control=1``; a name without a share has one.

    Raises
    ------
    ArmsUnreadable
        Fewer than two names, a name twice, or a share that is no number above 0.

    Examples
    --------
    >>> arms_of("cash=0.5, training=1, control=1.5")
    (('cash', 1), ('training', 2), ('control', 3))
    """
    shares: dict[str, Fraction] = {}
    for part in text.split(","):
        name, _, share = (piece.strip() for piece in part.partition("="))
        try:
            found = Fraction(share or "1")
        except (ValueError, ZeroDivisionError) as error:
            raise ArmsUnreadable(found=text) from error
        if not name or name in shares or found <= 0 or found.denominator > 10**6 or found > 10**6:
            raise ArmsUnreadable(found=text)
        shares[name] = found
    if not 2 <= len(shares) <= MOST_ARMS:
        raise ArmsUnreadable(found=text)
    whole = math.lcm(*(share.denominator for share in shares.values()))
    weights = [int(share * whole) for share in shares.values()]
    factor = math.gcd(*weights)
    return tuple((name, weight // factor) for name, weight in zip(shares, weights, strict=True))


def _check_arms(arms: tuple[tuple[str, int], ...]) -> None:
    names = [name for name, _ in arms]
    sound = all(isinstance(name, str) and name and type(share) is int and share > 0 for name, share in arms)
    if not sound or len(set(names)) != len(names) or not 2 <= len(names) <= MOST_ARMS:
        raise ArmsUnreadable(found=",".join(f"{name}={share}" for name, share in arms))


def _check_waves(waves: int) -> None:
    if type(waves) is not int or not 2 <= waves <= MOST_ARMS:
        raise OptionOutOfRange(name="waves", found=waves, expected=f"2 to {MOST_ARMS}")


def _check_choices(procedure: Procedure) -> None:
    for first, second in (
        ("pairs", "simple"),
        ("pairs", "waves"),
        ("simple", "strata"),
        ("accept", "max_distance"),
    ):
        if getattr(procedure, first) not in {None, (), False} and getattr(procedure, second) not in {
            None,
            (),
            False,
        }:
            raise OptionsExclude(first=first, second=second)
    shares = [share for _, share in procedure.arms]
    if procedure.pairs and (len(shares) != 2 or shares[0] != shares[1]):
        raise PairsNeedTwoEqualArms(found=",".join(f"{name}={share}" for name, share in procedure.arms))
    accept, distance = procedure.accept, procedure.max_distance
    if accept is not None and not 0 < accept <= 1:
        raise OptionOutOfRange(name="accept", found=accept, expected="above 0, at most 1")
    if distance is not None and not 0 < distance < math.inf:
        raise OptionOutOfRange(name="max_distance", found=distance, expected="above 0")
    if (accept is not None or distance is not None) and not procedure.rerandomise:
        raise OptionOutOfRange(name="rerandomise", found="—", expected="columns to balance")
