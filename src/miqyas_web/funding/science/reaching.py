"""Floors that the applications read can hold: money kept for a region where less is asked is kept as far as it is asked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from miqyas_web.funding.rules.budgets import CENT, Bound, BudgetRules
from miqyas_web.funding.science.allocating import Entry


@dataclass(frozen=True, slots=True)
class Lowered:
    """A floor of the call, and what the applications of its region or theme ask at most."""

    key: str
    floor_mad: Decimal
    asked_mad: Decimal

    @property
    def as_data(self) -> dict[str, str]:
        return {"key": self.key, "floor_mad": f"{self.floor_mad:.2f}", "asked_mad": f"{self.asked_mad:.2f}"}


def within_reach(entries: Sequence[Entry], rules: BudgetRules) -> tuple[BudgetRules, tuple[Lowered, ...]]:
    """The rules with no floor above what is asked, and the floors that were lowered; one at zero is no rule."""
    kept: list[Bound] = []
    lowered: list[Lowered] = []
    for bound in rules.bounds:
        asked = _most_asked(entries, bound, rules.most_per_applicant) if bound.is_floor else bound.amount_mad
        if asked < bound.amount_mad:
            lowered.append(Lowered(bound.key, bound.amount_mad, asked))
        amount = min(bound.amount_mad, asked)
        if amount or not bound.is_floor:
            kept.append(replace(bound, amount_mad=amount))
    return replace(rules, bounds=tuple(kept)), tuple(lowered)


def _most_asked(entries: Sequence[Entry], bound: Bound, most: int) -> Decimal:
    """What the files of a bound could be paid at most, as many for one applicant as the call allows."""
    by_applicant: dict[str, list[float]] = defaultdict(list)
    for place, one in enumerate(entries):
        if (one.region if bound.by == "region" else one.theme) == bound.value:
            by_applicant[one.applicant or f"#{place}"].append(one.cost)
    # Where the call says no most, zero: the slice keeps them all.
    kept = (cost for costs in by_applicant.values() for cost in sorted(costs)[-most:])
    return sum((Decimal(str(cost)) for cost in kept), Decimal(0)).quantize(CENT)
