"""The limits of a call (``Call.limits``) as the allocation obeys them. No queries, no requests."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from miqyas_web.funding.enums import ValuePolicy
from miqyas_web.funding.rules.limits import limits_of

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
    """Read the limits of a call, as `rules.limits` writes them. The reserve is kept aside for appeals."""
    held = limits_of(limits)
    levels = [FundingLevel(float(row["cost"]), float(row["value"])) for row in limits.get("levels") or ()]
    return BudgetRules(
        budget_mad=budget_mad - reserve_mad,
        policy=held.value,
        bounds=(
            *(Bound("region", *_told(one), is_floor=True) for one in sorted(held.floors.items()) if one[1]),
            *(Bound("theme", *_told(one), is_floor=False) for one in sorted(held.caps.items())),
        ),
        most_per_applicant=held.most_per_applicant or 0,
        levels=tuple(sorted(levels, key=lambda level: level.cost)) or WHOLE,
    )


def _told(one: tuple[str, Decimal]) -> tuple[str, Decimal]:
    value, amount = one
    return value, amount.quantize(CENT)
