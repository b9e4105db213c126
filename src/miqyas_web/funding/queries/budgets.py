"""An allocation as its page tells it: rules and their prices in words, each file with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from miqyas_web.funding.enums import ValuePolicy
from miqyas_web.funding.models import Call
from miqyas_web.funding.queries.candidates import Candidate, Round
from miqyas_web.funding.rules.budgets import BudgetRules, budget_rules
from miqyas_web.territories.models import Territory

STEP_MAD = 10_000
BEST_SCORE = 100

REASONS: dict[str, "str | Promise"] = {
    "forced": gettext_lazy("The committee forces it in."),
    "forbidden": gettext_lazy("The committee forces it out."),
    "lot": gettext_lazy("The lot did not fall on it."),
    "exclusive": gettext_lazy("Another application of the same organisation is funded."),
    "applicant": gettext_lazy("Its organisation already has as many as the call allows."),
    "needs": gettext_lazy("An application it depends on is not funded."),
    "above_budget": gettext_lazy("It asks more than the whole budget."),
    "above_line": gettext_lazy("It is worth more than the line."),
    "below_line": gettext_lazy("It is worth less than the line."),
    "reserve": gettext_lazy(
        "It reaches the line, but what is left of the budget, reserve included, does not pay for it."
    ),
    "fit": gettext_lazy(
        "Close to the line: applications are funded whole, and this list fills the budget best."
    ),
}

RULES: dict[str, "str | Promise"] = {
    "budget": gettext_lazy("The budget"),
    "exclusions": gettext_lazy("One funded application for each organisation"),
    "applicants": gettext_lazy("The most applications funded for one organisation"),
    "needs": gettext_lazy("An application comes with those it depends on"),
    "force": gettext_lazy("%(reference)s forced in"),
    "forbid": gettext_lazy("%(reference)s forced out"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Names of regions and themes in the language of the page."""

    regions: Mapping[str, str]
    themes: Mapping[str, str]

    def of(self, column: str, value: str) -> str:
        names = self.regions if column == "region" else self.themes
        return names.get(value, value)

    def of_rule(self, key: str) -> str:
        """A rule of a decision file in words: ``floor region:09``, ``budget``, ``exclusions``, ``force 2026-003``.

        Applications that share an organisation are not named: the reader may not be one to whom they are shown.
        """
        kind, __, rest = key.partition(" ")
        if kind in RULES:
            return str(RULES[kind]) % {"reference": rest}
        column, __, value = rest.partition(":")
        name = {"name": self.of(column, value)}
        return _("The floor of %(name)s") % name if kind == "floor" else _("The cap of %(name)s") % name


@dataclass(frozen=True, slots=True)
class Price:
    """What one rule costs. ``worth_mad``: dirhams of budget that bring as much as ten thousand dirhams of this rule."""

    name: str
    amount_mad: Decimal
    value: float
    worth_mad: float
    is_budget: bool

    @property
    def is_free(self) -> bool:
        return self.value <= 0


@dataclass(frozen=True, slots=True)
class Lowered:
    """A floor that the files received could not reach, and what was kept of it."""

    name: str
    asked_mad: Decimal
    kept_mad: Decimal


@dataclass(frozen=True, slots=True)
class FileLine:
    """One application in an allocation."""

    candidate: Candidate
    region: str
    theme: str
    is_funded: bool
    reason: "str | Promise"
    score: float
    # Score from which it would be in, at these prices and for the same amount; None when no score is enough.
    needed: float | None
    distance_pct: float | None
    # Once weighed: how far, over whole files; how often in, over draws of the scores.
    turn: str = ""
    kept_out: tuple[str, ...] = ()
    chance: Any = None


@dataclass(frozen=True, slots=True)
class Told:
    """An allocation in words."""

    budget_mad: Decimal
    cost_mad: Decimal
    n_funded: int
    n_files: int
    gap_pct: float
    policy: str
    prices: tuple[Price, ...]
    lines: tuple[FileLine, ...]
    forcing_cost_pct: float
    lowered: tuple[Lowered, ...] = ()
    weighed: Any = None
    obeys_draw: bool = False

    @property
    def left_mad(self) -> Decimal:
        return self.budget_mad - self.cost_mad


def rules_of(call: Call) -> BudgetRules:
    """The limits of the call as the allocation obeys them."""
    return budget_rules(call.limits, budget_mad=call.budget_mad or Decimal(0), reserve_mad=call.reserve_mad)


def wording_of(call: Call, keys: set[str]) -> Wording:
    """Names for the regions among ``keys`` and for the themes of the call."""
    language = (get_language() or "fr")[:2]
    themes = {
        each["code"]: str(each.get("label", {}).get(language) or each["code"]) for each in call.themes or []
    }
    regions = {each.code: str(each) for each in Territory.objects.filter(code__in=keys)}
    return Wording(regions, themes)


def codes_in(found: Round, rules: BudgetRules) -> set[str]:
    """Codes of the regions that a page names."""
    named = {bound.value for bound in rules.bounds if bound.by == "region"}
    return named | {one.sealed.region for one in found.candidates if one.sealed.region}


def told_of(record: Mapping[str, Any], more: Mapping[str, Any], found: Round, wording: Wording) -> Told:
    """Say a decision file and the reasons beside it; files hidden from the person are not among ``found``."""
    inputs, funded = record["inputs"], set(record["funded"])
    worth, unforced = float(record["value"]), float(more.get("value_unforced") or record["value"])
    candidates = found.by_reference()
    lines = [
        _line(row, candidates[row["id"]], wording)
        for row in more.get("explanations", ())
        if row["id"] in candidates
    ]
    lines.sort(key=lambda line: (not line.is_funded, -(line.distance_pct or 0), line.candidate.reference))
    return Told(
        budget_mad=_money(inputs["budget"]),
        cost_mad=_money(record["cost"]),
        n_funded=len(funded),
        n_files=len(inputs["ids"]),
        gap_pct=100 * float(more.get("gap") or 0),
        policy=str(ValuePolicy(more.get("policy") or ValuePolicy.SCORE_AMOUNT).label),
        prices=_prices(record, wording),
        lines=tuple(lines),
        forcing_cost_pct=100 * (unforced - worth) / unforced if unforced else 0.0,
        lowered=tuple(
            Lowered(wording.of_rule(one["key"]), Decimal(one["asked_mad"]), Decimal(one["kept_mad"]))
            for one in more.get("lowered", ())
        ),
        obeys_draw=bool(more.get("left_by_lot")),
    )


def _prices(record: Mapping[str, Any], wording: Wording) -> tuple[Price, ...]:
    prices: Mapping[str, float] = record["prices"]
    at_budget = prices.get("budget", 0.0)
    amounts = {
        f"{'floor' if one['is_floor'] else 'cap'} {one['column']}:{one['value']}": one["amount"]
        for one in record["inputs"]["limits"]
    }
    return tuple(
        Price(
            name=wording.of_rule(key),
            amount_mad=_money(amounts.get(key, record["inputs"]["budget"])),
            value=price * STEP_MAD,
            worth_mad=STEP_MAD * price / at_budget if at_budget else 0.0,
            is_budget=key == "budget",
        )
        for key, price in prices.items()
    )


def _line(row: Mapping[str, Any], candidate: Candidate, wording: Wording) -> FileLine:
    score, distance = float(row["score"]), row["distance"]
    needed = needed_score(row)
    sealed = candidate.sealed
    return FileLine(
        candidate=candidate,
        region=wording.of("region", sealed.region) if sealed.region else "",
        theme=wording.of("theme", sealed.theme) if sealed.theme else "",
        is_funded=bool(row["is_funded"]),
        reason=REASONS.get(row["reason"], row["reason"]),
        score=score,
        needed=needed,
        distance_pct=None if distance is None else 100 * distance,
    )


def needed_score(row: Mapping[str, Any]) -> float | None:
    """The score that reaches the line for the same amount; None when none does, or the line is at zero."""
    distance = row["distance"]
    if distance is None or distance <= -1:
        return None
    needed = float(row["score"]) / (1 + distance)
    return needed if needed <= BEST_SCORE else None


def _money(amount: float) -> Decimal:
    return Decimal(str(amount)).quantize(Decimal("0.01"))
