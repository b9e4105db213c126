"""The limits of a call (``Call.limits``) as the allocation obeys them. No queries, no requests."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from miqyas_web.funding.enums import ValuePolicy
from miqyas_web.funding.rules.limits import FULL_PCT, WORTH_PCT, limits_of

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
class Asking:
    """One application that may be funded: who asks how much, where, for which theme."""

    amount_mad: Decimal
    region: str = ""
    theme: str = ""
    applicant: str = ""


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


def budget_rules(held: Mapping[str, Any], *, budget_mad: Decimal, reserve_mad: Decimal) -> BudgetRules:
    """The limits a call holds (`rules.limits`). The reserve is kept aside for appeals."""
    limits = limits_of(held)
    levels = tuple(FundingLevel(pct / FULL_PCT, WORTH_PCT[pct] / FULL_PCT) for pct in limits.levels_pct)
    return BudgetRules(
        budget_mad=budget_mad - reserve_mad,
        policy=limits.value,
        bounds=(
            *(Bound("region", code, amount, True) for code, amount in limits.floors.items() if amount),
            *(Bound("theme", code, amount, False) for code, amount in limits.caps.items()),
        ),
        most_per_applicant=limits.most_per_applicant or 0,
        levels=levels or WHOLE,
    )


def within_reach(rules: BudgetRules, asked: Iterable[Asking]) -> BudgetRules:
    """The same, a floor never above what the files that may be funded ask: a floor keeps money for files that came."""
    files = list(asked)
    return replace(
        rules,
        bounds=tuple(
            replace(bound, amount_mad=min(bound.amount_mad, _reach(files, bound, rules.most_per_applicant)))
            if bound.is_floor
            else bound
            for bound in rules.bounds
        ),
    )


def _reach(files: Iterable[Asking], bound: Bound, most: int) -> Decimal:
    """The most that the files of a bound could spend together, each applicant having no more than it may."""
    amounts: dict[str, list[Decimal]] = defaultdict(list)
    for at, one in enumerate(files):
        if getattr(one, bound.by) == bound.value:
            amounts[one.applicant or f"file {at}"].append(one.amount_mad)
    kept = (sorted(each, reverse=True)[: most or None] for each in amounts.values())
    return sum((amount for each in kept for amount in each), Decimal(0))
