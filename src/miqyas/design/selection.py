"""How a sample is drawn, declared."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, TypeAlias

from miqyas.design.allocation import Allocation
from miqyas.errors import InvalidField, OptionOutOfRange, OptionsExclude, TakeDoesNotDivide

Unequal: TypeAlias = Literal["systematic", "sampford"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """One way of drawing a sample.

    Attributes
    ----------
    n : int
        Units to draw.
    id : str or None
        Column of the unit's name.
    strata : tuple of str
        Columns inside whose combinations units are drawn.
    allocation : Allocation
        How strata share ``n``.
    sd_column : str or None
        Neyman: column of numbers whose spread in each stratum counts.
    given : mapping of str or None
        Units by stratum, said outright.
    size : str or None
        Column of sizes: chances in proportion to it.
    unequal : {'systematic', 'sampford'}
        With sizes: walked along in the order of the tickets, or rejective.
    systematic : bool
        Without sizes: every so many units along ``order_by``, from a start drawn by lot.
    order_by : tuple of str
        Columns that order the walk: neighbours are then seldom drawn together (implicit strata).
    cluster, take : str or None, int or None
        Two stages: clusters with chances in proportion to their size, then ``take`` units in each.
    icc : float or None
        Resemblance inside clusters, for the design effect told beforehand.
    """

    n: int
    id: str | None = None
    strata: tuple[str, ...] = ()
    allocation: Allocation = Allocation.PROPORTIONAL
    sd_column: str | None = None
    given: Mapping[str, int] | None = None
    size: str | None = None
    unequal: Unequal = "systematic"
    systematic: bool = False
    order_by: tuple[str, ...] = ()
    cluster: str | None = None
    take: int | None = None
    icc: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "allocation", Allocation(self.allocation))
        if self.given is not None:
            object.__setattr__(self, "allocation", Allocation.GIVEN)
            object.__setattr__(self, "n", sum(self.given.values()))
        _check(self)

    @property
    def method(self) -> str:
        """Name of the way of drawing."""
        if self.cluster is not None:
            return "two-stage"
        if self.size is not None:
            return "pps"
        if self.systematic:
            return "systematic"
        return "stratified" if self.strata else "simple"

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that the draw depends on."""
        named = (self.id, self.cluster, self.size, self.sd_column, *self.strata, *self.order_by)
        return tuple(dict.fromkeys(column for column in named if column))

    def to_dict(self) -> dict[str, Any]:
        """Return the declaration as JSON knows it."""
        values = {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }
        return {**values, "allocation": str(self.allocation), "method": self.method}

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> "Selection":
        """Read a declaration back.

        Raises
        ------
        InvalidField
            A field that does not exist, or that holds something else.
        """
        values: dict[str, Any] = {name: value for name, value in document.items() if name != "method"}
        known = {field.name for field in fields(cls)}
        for name, value in values.items():
            if name not in known:
                raise InvalidField(field=name, found=value, expected="no such field")
        tupled: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
        }
        try:
            return cls(**tupled)
        except (TypeError, ValueError) as error:
            raise InvalidField(field="procedure", found=str(error), expected="a declaration") from error


def _check(asked: Selection) -> None:
    if type(asked.n) is not int or asked.n < 1:
        raise OptionOutOfRange(name="n", found=asked.n, expected="a whole number, 1 or more")
    exclusive = (
        ("size", "systematic"), ("cluster", "systematic"), ("given", "sd_column"), ("cluster", "sd_column"),
    )  # fmt: skip
    for first, second in exclusive:
        if getattr(asked, first) and getattr(asked, second):
            raise OptionsExclude(first=first, second=second)
    if (asked.allocation is Allocation.NEYMAN) != (asked.sd_column is not None):
        raise OptionOutOfRange(
            name="sd-column", found=asked.sd_column, expected="a column, with neyman and only then"
        )
    if asked.unequal not in {"systematic", "sampford"}:
        raise OptionOutOfRange(name="unequal", found=asked.unequal, expected="systematic, sampford")
    if asked.order_by and not asked.systematic and (asked.size is None or asked.unequal == "sampford"):
        raise OptionOutOfRange(name="order-by", found=", ".join(asked.order_by), expected="a systematic draw")
    if asked.icc is not None and not 0 <= asked.icc < 1:
        raise OptionOutOfRange(name="icc", found=asked.icc, expected="0 or more, below 1")
    if (asked.cluster is None) != (asked.take is None):
        raise OptionOutOfRange(
            name="take", found=asked.take, expected="a number of units, with --cluster and only then"
        )
    if asked.take is not None:
        _check_take(asked.n, asked.take)


def _check_take(n: int, take: int) -> None:
    if type(take) is not int or take < 1:
        raise OptionOutOfRange(name="take", found=take, expected="1 or more")
    if n % take:
        below = math.floor(n / take) * take
        raise TakeDoesNotDivide(n=n, take=take, below=below or take, above=below + take)
