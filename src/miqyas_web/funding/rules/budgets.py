"""The limits of a call (``Call.limits``) as the allocation obeys them. No queries, no requests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from miqyas_web.funding.enums import ValuePolicy

BY = ("region", "theme")
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Bound:
    """At least, or at most, so many dirhams for the files of a region or of a theme."""

    by: str
    value: str
    amount_mad: Decimal
    is_floor: bool

    @property
    def key(self) -> str:
        """Its name in a decision file."""
        return f"{'floor' if self.is_floor else 'cap'} {self.by}:{self.value}"


@dataclass(frozen=True, slots=True)
class FundingLevel:
    """A share of the ask that may be paid, and the share of the value it is counted for."""

    cost: float
    value: float


WHOLE = (FundingLevel(1.0, 1.0),)
# What a file paid in part is counted for: our choice, between 0 and these points; said in docs/allocation.md.
PART_VALUES = ((0.0, 0.0), (60.0, 72.0), (80.0, 88.0), (100.0, 100.0))


@dataclass(frozen=True, slots=True)
class BudgetRules:
    """What a portfolio must obey, and what a file is worth."""

    budget_mad: Decimal
    policy: ValuePolicy = ValuePolicy.SCORE_AMOUNT
    bounds: tuple[Bound, ...] = ()
    most_per_applicant: int = 0
    levels: tuple[FundingLevel, ...] = WHOLE

    def changed(
        self, *, budget_mad: Decimal | None = None, policy: str = "", floors_pct: Decimal | None = None
    ) -> "BudgetRules":
        """The same with another budget, another policy, or its floors scaled: a thing to try."""
        scale = Decimal(1) if floors_pct is None else floors_pct / 100
        bounds = tuple(
            replace(bound, amount_mad=(bound.amount_mad * scale).quantize(CENT)) if bound.is_floor else bound
            for bound in self.bounds
        )
        return replace(
            self,
            budget_mad=self.budget_mad if budget_mad is None else budget_mad,
            policy=ValuePolicy(policy) if policy else self.policy,
            bounds=bounds,
        )


def budget_rules(limits: Mapping[str, Any], *, budget_mad: Decimal, reserve_mad: Decimal) -> BudgetRules:
    """Read the limits of a call. The reserve is kept aside for appeals."""
    free = budget_mad - reserve_mad
    written = limits.get("value") or ValuePolicy.SCORE_AMOUNT
    return BudgetRules(
        budget_mad=free,
        policy=ValuePolicy(written) if written in ValuePolicy.values else ValuePolicy.SCORE_AMOUNT,
        bounds=(
            *_bounds(limits.get("floors") or (), is_floor=True),
            *_bounds(limits.get("caps") or (), is_floor=False),
        ),
        most_per_applicant=int(limits.get("most_by_applicant") or 0),
        levels=_levels(limits.get("levels_pct") or ()),
    )


def _bounds(written: Iterable[Mapping[str, Any]], *, is_floor: bool) -> list[Bound]:
    return [
        Bound(by, str(one[by]), Decimal(str(one["amount_mad"])).quantize(CENT), is_floor)
        for one in written
        for by in BY
        if one.get(by)
    ]


def _levels(shares_pct: Iterable[float]) -> tuple[FundingLevel, ...]:
    """Levels of funding, cheapest first; the whole ask where nothing is said."""
    found = sorted({float(share) for share in shares_pct if 0 < float(share) <= 100})
    return tuple(FundingLevel(share / 100, _counted(share) / 100) for share in found) or WHOLE


def _counted(share: float) -> float:
    for (low, worth), (high, more) in pairwise(PART_VALUES):
        if share <= high:
            return worth + (share - low) * (more - worth) / (high - low)
    return share
